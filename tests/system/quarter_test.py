#!/usr/bin/env python3
"""The whole job on real input: nine offices, 25 months, no line while they record, then the line."""
import json
import random
import unittest

from programs import SystemTest, quarter


def without_additions(report):
    """A report as it went in: what export adds is taken out."""
    kept = {key: value for key, value in report.items()
            if key not in ("state", "conflicts", "changed_since_submission")}
    kept["activities"] = sorted(({key: value for key, value in row.items() if key != "id"}
                                 for row in report["activities"]), key=repr)
    return kept


def as_it_went_in(report):
    return dict(report, activities=sorted(report["activities"], key=repr))


class Quarter(SystemTest):
    def test_a_quarter_recorded_without_a_line_is_graded_as_expected_and_comes_back_whole(self):
        data = quarter()
        chance = random.Random(20260101)
        server = self.new_server().serve()
        codes = {office: server.code(office) for office in data["offices"]}
        server.stop()

        agents = {}
        for office in chance.sample(sorted(codes), len(codes)):
            agent = agents[office] = self.new_agent(office).enrol(codes[office])
            months = [r["month"] for r in data["reports"] if r["office"] == office]
            path = self.folder / "quarter.json"
            for _ in range(chance.choice([1, 2])):
                agent.ok("import", self.shuffled(data, chance, path))
            for month in chance.sample(months, len(months)):
                agent.ok("submit", "--month", month)
        self.assertEqual(3, agents["4301"].sync().status, "there is no line")

        server.serve()
        for office in chance.sample(sorted(agents), len(agents)):
            done = agents[office].sync()
            self.assertEqual(0, done.status, done)

        self.check_grades(server, data)
        self.check_rows(server, data)
        self.assertEqual([0] * len(agents), [agent["queue"] for agent in server.run("agents", "--json").json()],
                         "what an agent brought with its hello waits there no longer")
        self.assertEqual([], [f for one in server.audit().values() for f in one["faults"]])
        self.assertEqual("", server.run("quarantine", "--json").out.strip().strip("[]").strip())

    def shuffled(self, data, chance, path):
        reports = chance.sample(data["reports"], len(data["reports"]))
        path.write_text(json.dumps(dict(data, reports=reports), ensure_ascii=False), encoding="utf-8")
        return path

    def check_grades(self, server, data):
        expected = {(e["month"], e["office"]): e for e in data["expected"]}
        for month in sorted({e["month"] for e in data["expected"]}):
            board = server.grades(month)
            self.assertEqual({*data["offices"], data["province"]}, set(board))
            missing = [office for office in data["offices"] if (month, office) not in expected]
            self.assertEqual("partly_reported" if missing else "submitted", board[data["province"]]["state"])
            for office in data["offices"]:
                entry = board[office]
                if (month, office) in expected:
                    wanted = expected[month, office]
                    self.assertEqual(wanted, {key: entry[key] for key in wanted})
                    self.assertEqual("submitted", entry["state"])
                    self.assertEqual(5, len(entry["criteria"]))
                    self.assertTrue(entry["reasons"])
                else:
                    self.assertEqual((None, None, "not_reported"),
                                     (entry["level"], entry["points"], entry["state"]))

    def check_rows(self, server, data):
        exported = {(r["office"], r["month"]): without_additions(r) for r in server.export()}
        self.assertEqual(len(data["reports"]), len(exported))
        for report in data["reports"]:
            with self.subTest(office=report["office"], month=report["month"]):
                self.assertEqual(as_it_went_in(report), exported[report["office"], report["month"]])


if __name__ == "__main__":
    unittest.main(verbosity=2)
