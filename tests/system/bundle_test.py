#!/usr/bin/env python3
"""By USB stick: an office whose line is down for weeks hands in its months all the same."""
import pathlib
import unittest

from pictures import Pictures
from programs import SystemTest

ROW = ("--date", "2024-05-03", "--activity", "อบรม OTOP", "--participants", "40")


class Bundle(SystemTest):
    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve()  # codes say where it is reached
        self.server.stop()
        self.agent = self.new_agent("agent").enrol(self.server.code("4301"))
        self.stick = self.folder / "stick"
        self.stick.mkdir()
        self.made = 0

    def export(self, agent=None):
        self.made += 1
        file = self.stick / f"{self.made}.phirap"
        (agent or self.agent).ok("bundle", "export", file)
        return file

    def take(self, file):
        done = self.server.run("bundle", "import", file, "--json")
        self.assertEqual(0, done.status, done)
        return done.json()

    def waiting(self, agent=None):
        return (agent or self.agent).ok("status", "--json").json()["waiting"]

    def record(self, agent=None):
        (agent or self.agent).ok("record", "--month", "2024-05", *ROW)

    def test_a_month_goes_to_the_centre_and_its_grade_comes_back_without_any_line(self):
        self.record()
        self.agent.ok("submit", "--month", "2024-05")
        file = self.export()
        self.assertEqual(2, self.waiting(), "making a file moves nothing")

        taken = self.take(file)
        self.assertEqual(("4301", 2), (taken["office"], taken["operations"]))
        self.assertEqual("submitted", self.server.grades("2024-05")["4301"]["state"])

        answer = self.agent.ok("bundle", "import", taken["answer"], "--json").json()
        self.assertEqual((2, 0), (answer["confirmed"], answer["waiting"]))
        self.server.run("review", "return", "--office", "4301", "--month", "2024-05", "--comment", "ขาดลิงก์")
        answer = self.agent.ok("bundle", "import", self.take(self.export())["answer"], "--json").json()
        self.assertGreater(answer["fetched"], 0)
        self.assertIn("ขาดลิงก์", self.agent.ok("report", "--month", "2024-05").out)

    def test_read_in_twice_or_in_any_order_nothing_is_there_twice(self):
        self.record()
        first = self.export()
        self.record()
        second = self.export()
        self.assertEqual(2, self.take(second)["operations"])
        self.assertEqual(0, self.take(first)["operations"])
        self.assertEqual(0, self.take(second)["operations"])
        for file in (first, second, first):
            self.agent.ok("bundle", "import", str(file) + ".answer")
        self.assertEqual(0, self.waiting())
        self.assertIn("read before", self.agent.ok("bundle", "import", str(first) + ".answer").out)
        self.assertEqual([], [fault for one in self.server.audit().values() for fault in one["faults"]])

    def test_a_stick_that_never_arrived_is_made_good_by_the_next(self):
        self.record()
        self.export()
        self.record()
        taken = self.take(self.export())
        self.assertEqual(2, taken["operations"])
        self.agent.ok("bundle", "import", taken["answer"])
        self.assertEqual(0, self.waiting())

    def test_line_and_stick_may_be_mixed(self):
        self.record()
        file = self.export()
        self.server.serve()
        self.record()
        self.assertEqual(0, self.agent.sync().status)
        self.record()
        taken = self.take(file)  # by the running service
        self.assertEqual(0, taken["operations"])
        self.agent.ok("bundle", "import", taken["answer"])
        self.assertEqual(1, self.waiting(), "an older answer takes nothing back and confirms nothing new")
        self.assertEqual(0, self.agent.sync().status)
        self.assertEqual(0, self.waiting())
        self.assertEqual(3, self.rows_at_the_centre())

    def rows_at_the_centre(self):
        exported = self.server.run("export", "--office", "4301", "--month", "2024-05", "--all").json()
        return len(exported["reports"][0]["activities"])

    def test_two_machines_of_an_office_meet_over_sticks_alone(self):
        other = self.new_agent("other").enrol(self.server.code("4301"))
        self.record()
        self.record(other)
        for agent in (self.agent, other, self.agent):
            agent.ok("bundle", "import", self.take(self.export(agent))["answer"])
        for agent in (self.agent, other):
            report = agent.ok("report", "--month", "2024-05", "--json").json()["reports"][0]
            self.assertEqual(2, len(report["activities"]), agent)

    def test_pictures_go_by_stick_too_and_count_when_the_centre_has_signed_for_them(self):
        pictures = Pictures(20240503)
        pictures.record(self.agent, rows=10, pictures_a_row=30, sizes=(2_000, 20_000))

        file = self.export()
        taken = self.take(file)
        self.assertEqual((11, 256), (taken["operations"], taken["pictures"]))
        self.assertEqual(0, self.take(file)["pictures"])
        answer = self.agent.ok("bundle", "import", taken["answer"], "--json").json()
        self.assertEqual((0, 256), (answer["waiting"], answer["pictures"]))
        months = self.agent.status()["months"]
        self.assertEqual([(300, 256)], [(month["pictures"], month["pictures_in"]) for month in months])

        answer = self.agent.ok("bundle", "import", self.take(self.export())["answer"], "--json").json()
        self.assertEqual(44, answer["pictures"])
        self.assertEqual(pictures.files, pictures.held(self.server))
        self.assertEqual([], self.agent.status()["pictures_under_way"])

    def test_whoever_finds_the_stick_reads_nothing(self):
        self.agent.ok("record", "--month", "2024-05", "--date", "2024-05-03", "--activity", "SECRET-" * 20)
        contents = self.export().read_bytes()
        self.assertNotIn(b"SECRET", contents)
        self.assertNotIn(b"4301", contents)

    def test_a_file_that_is_damaged_another_ones_or_no_bundle_changes_nothing(self):
        self.record()
        file = self.export()
        whole = file.read_bytes()
        bad = self.stick / "bad"
        cases = {"no file that": b"rubbish", "newer": whole[:13] + b"\x09" + whole[14:],
                 "somebody else": whole[:14] + bytes(16) + whole[30:], "damaged": whole[:-1] + b"\0"}
        for words, contents in cases.items():
            bad.write_bytes(contents)
            done = self.server.run("bundle", "import", bad)
            self.assertEqual(1, done.status, done)
            self.assertIn(words, done.err)
            self.assertFalse(pathlib.Path(str(bad) + ".answer").exists())
        for cut in range(0, len(whole), 41):
            bad.write_bytes(whole[:cut])
            self.assertEqual(1, self.server.run("bundle", "import", bad).status)
        done = self.agent.run("bundle", "import", file)
        self.assertEqual(1, done.status, done)
        self.assertIn("somebody else", done.err)
        done = self.agent.run("bundle", "export", file)
        self.assertIn("not overwritten", done.err)
        self.assertEqual(whole, file.read_bytes())
        self.assertEqual(1, self.waiting())

    def test_a_code_that_was_used_up_is_refused_in_words_and_nothing_is_lost(self):
        code = self.server.code("4301")
        one = self.new_agent("one").enrol(code)
        two = self.new_agent("two").enrol(code)
        self.take(self.export(one))
        self.record(two)
        done = self.server.run("bundle", "import", self.export(two))
        self.assertEqual(1, done.status, done)
        self.assertIn("enrol-code", done.err)
        self.assertEqual(1, self.waiting(two))


if __name__ == "__main__":
    unittest.main(verbosity=2)
