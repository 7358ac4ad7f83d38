#!/usr/bin/env python3
"""A new machine of an office takes what the others wrote."""
import unittest

from programs import SystemTest


class Feed(SystemTest):
    def test_a_new_machine_takes_what_came_in_many_contacts_in_a_few_rounds(self):
        server = self.new_server().serve()
        old = self.new_agent("old").enrol(server.code("4301"))
        for day in range(1, 11):
            old.ok("record", "--month", "2024-05", "--date", f"2024-05-{day:02}", "--activity", "OTOP workshop",
                   "--place", "Town hall", "--participants", "40")
            old.ok("sync", "--once")

        new = self.new_agent("new").enrol(server.code("4301"))
        done = new.ok("sync", "--once", "--json").json()

        self.assertGreaterEqual(done["fetched"], 10)
        # To be admitted, to say hello, and one page; a page of one frame alone would take ten more.
        self.assertLessEqual(done["rounds"], 4, done)


if __name__ == "__main__":
    unittest.main(verbosity=2)
