#!/usr/bin/env python3
"""Only the server's own word moves an agent's outbox; whatever else answers is named for what it is."""
import unittest

from between import Between
from programs import Server, SystemTest

ROW = ("--date", "2024-05-03", "--activity", "อบรม OTOP", "--participants", "40")


def waiting(agent):
    """Operations in the outbox."""
    return agent.ok("status", "--json").json()["waiting"]



class Answers(SystemTest):
    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve()
        other = Server(self.folder / "other").init()
        self.addCleanup(other.kill)
        other.serve()
        self.between = Between(self.server.port, other.port)
        self.addCleanup(self.between.close)
        self.agent = self.new_agent("agent").enrol(self.server.code("4301"))
        (self.agent.folder / "config.toml").write_text(f'url = "{self.between.url}"\n')
        self.agent.ok("record", "--month", "2024-05", *ROW)
        self.assertEqual(0, self.agent.sync().status)
        self.assertEqual(0, waiting(self.agent))

    def test_whatever_answers_in_the_servers_place_moves_nothing_and_is_named(self):
        self.agent.ok("record", "--month", "2024-05", *ROW)
        self.agent.ok("record", "--month", "2024-05", *ROW)
        for mode in ("login page", "redirect", "error", "empty", "old answer", "another server", "cut",
                     "endless"):
            with self.subTest(mode=mode):
                self.between.mode = mode
                before = self.between.requests

                done = self.agent.sync()

                self.assertEqual(3, done.status, done)
                self.assertIn("Something between answers in the server's place", done.out)
                self.assertEqual(1, self.between.requests - before, "a redirect is not followed")
                status = self.agent.ok("status", "--json").json()
                self.assertEqual(2, status["waiting"])
                self.assertEqual("not_the_server", status["state"])
                self.assertIn("Something between answers in the server's place",
                              self.agent.ok("status").out)
                self.assertIn("มีระบบอื่นระหว่างทางตอบแทนเซิร์ฟเวอร์", self.agent.ok("status", "--lang", "th").out)
        self.between.mode = "pass"
        self.assertEqual(0, self.agent.sync().status)
        self.assertEqual(0, waiting(self.agent))

    def test_an_answer_that_was_lost_is_a_line_that_was_lost_and_nothing_comes_twice(self):
        self.agent.ok("record", "--month", "2024-05", *ROW)
        for mode in ("answer lost", "hang up"):
            self.between.mode = mode
            done = self.agent.sync()
            self.assertEqual(3, done.status, done)
            self.assertEqual("unreachable", self.agent.ok("status", "--json").json()["state"])
            self.assertEqual(1, waiting(self.agent))
        self.between.mode = "pass"
        self.assertEqual(0, self.agent.sync().status)
        rows = [row for report in self.server.export() for row in report["activities"]]
        self.assertEqual(2, len(rows))

    def test_a_code_that_cannot_be_redeemed_is_the_servers_own_no(self):
        code = self.server.code("4302")
        first = self.new_agent("first").enrol(code)
        self.assertEqual(0, first.sync().status)
        second = self.new_agent("second").enrol(code)
        second.ok("record", "--month", "2024-05", *ROW)

        done = second.sync()

        self.assertEqual(4, done.status, done)
        self.assertIn("does not take the enrolment code", done.out)
        self.assertEqual("refused", second.ok("status", "--json").json()["state"])
        self.assertEqual(1, waiting(second))
        second.ok("enrol", self.server.code("4302"))  # a new code, in the same folder
        self.assertEqual(0, second.sync().status)
        self.assertEqual(0, waiting(second))

    def test_another_certificate_than_the_codes_is_not_the_server(self):
        agent = self.new_agent("pinned").enrol(self.server.code("4307"))
        (agent.folder / "config.toml").write_text(f'url = "https://127.0.0.1:{self.between.other_port}"\n')
        done = agent.sync()
        self.assertEqual(3, done.status, done)
        self.assertEqual("not_the_server", agent.ok("status", "--json").json()["state"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
