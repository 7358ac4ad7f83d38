#!/usr/bin/env python3
"""Two machines of one office work while apart: nothing is overwritten unseen, and everywhere is the same."""
import unittest

from programs import SystemTest

MONTH = "2024-05"


class TwoMachines(SystemTest):
    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve()
        self.north = self.new_agent("north").enrol(self.server.code("4305"))
        self.east = self.new_agent("east").enrol(self.server.code("4305"))
        self.north.ok("record", "--month", MONTH, "--date", "2024-05-03", "--activity", "OTOP", "--place", "hall",
                      "--participants", "10", "--downloads", "5", "--channel", "facebook=https://example.org/1")
        self.meet()
        self.row = self.rows(self.east)[0]["id"]

    def meet(self):
        for agent in (self.north, self.east, self.north, self.east):
            done = agent.sync()
            self.assertEqual(0, done.status, done)

    def rows(self, agent):
        return agent.ok("report", "--month", MONTH, "--json").json()["reports"][0]["activities"]

    def open_questions(self, agent):
        questions = agent.ok("conflicts", "--json").json()["conflicts"]
        for question in questions:
            for answer in question.get("answers", []):
                answer.pop("ours", None)  # whose it is depends on where one looks
        return questions

    def everywhere(self, look):
        """What each of the three machines shows; they must be equal."""
        shown = [look(self.north), look(self.east)]
        self.assertEqual(shown[0], shown[1])
        return shown[0]

    def at_the_server(self):
        (report,) = [r for r in self.server.export() if r["office"] == "4305" and r["month"] == MONTH]
        return report

    def test_two_answers_to_one_field_both_stand_until_one_person_settles_it(self):
        self.north.ok("record", "--month", MONTH, "--row", self.row, "--participants", "14")
        self.east.ok("record", "--month", MONTH, "--row", self.row, "--participants", "41")
        self.meet()

        questions = self.everywhere(self.open_questions)
        self.assertEqual(1, len(questions), questions)
        told = str(questions[0])
        self.assertIn("14", told)
        self.assertIn("41", told)
        self.assertIn("14", str(self.at_the_server()["conflicts"]))

        self.east.ok("settle", "1", "--value", "40")
        self.meet()
        self.assertEqual([], self.everywhere(self.open_questions))
        self.assertEqual(40, self.everywhere(self.rows)[0]["participants"])
        self.assertEqual([], self.at_the_server()["conflicts"])
        self.assertEqual(40, self.at_the_server()["activities"][0]["participants"])

    def test_different_fields_of_one_row_merge_without_a_question(self):
        self.north.ok("record", "--month", MONTH, "--row", self.row, "--participants", "14")
        self.east.ok("record", "--month", MONTH, "--row", self.row, "--downloads", "9")
        self.meet()
        row = self.everywhere(self.rows)[0]
        self.assertEqual((14, 9), (row["participants"], row["downloads"]))
        self.assertEqual([], self.everywhere(self.open_questions))

    def test_a_delete_against_an_unseen_edit_loses_neither(self):
        self.north.ok("record", "--month", MONTH, "--row", self.row, "--delete")
        self.east.ok("record", "--month", MONTH, "--row", self.row, "--place", "school")
        self.meet()
        self.assertEqual("school", self.everywhere(self.rows)[0]["place"])
        self.assertEqual(1, len(self.everywhere(self.open_questions)))
        self.north.ok("settle", "1", "--delete")
        self.meet()
        self.assertEqual([], self.everywhere(self.rows))
        self.assertEqual([], self.everywhere(self.open_questions))

    def test_a_delete_that_saw_everything_hides_the_row_everywhere(self):
        self.north.ok("record", "--month", MONTH, "--row", self.row, "--delete")
        self.meet()
        self.assertEqual([], self.everywhere(self.rows))
        self.assertEqual([], self.at_the_server()["activities"])


if __name__ == "__main__":
    unittest.main()
