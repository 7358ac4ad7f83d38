#!/usr/bin/env python3
"""kill -9 of agent and server at any moment, over a line that cuts, truncates, repeats and lies: the server
ends with exactly what the officers were told is saved."""
import random
import subprocess
import unittest

from bad_line import BadLine
from programs import AGENT, SystemTest

MONTH = "2024-05"


class KillsOverABadLine(SystemTest):
    def setUp(self):
        super().setUp()
        self.chance = random.Random(20240515)
        self.server = self.new_server().serve("--plain")
        self.line = BadLine(self.server.port, 7)
        self.addCleanup(self.line.close)
        code = ["--url", f"http://127.0.0.1:{self.line.port}"]
        self.agents = [self.new_agent(name).enrol(self.server.code("4305", *code)) for name in ("a", "b")]
        self.saved = set()

    def record(self, agent):
        name = f"activity {len(self.saved)}"
        agent.ok("record", "--month", MONTH, "--date", "2024-05-03", "--activity", name, "--place", "hall",
                 "--participants", "10", "--downloads", "1")
        self.saved.add(name)

    def sync_and_kill(self, agent):
        process = subprocess.Popen([str(AGENT), "--data", str(agent.folder), "sync", "--once"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(self.chance.uniform(0.001, 0.08))
        except subprocess.TimeoutExpired:
            pass
        if self.chance.random() < 0.3:
            self.server.kill()
            self.server.serve("--plain")
        process.kill()
        process.wait()

    def settled(self):
        """Everybody syncs until nobody has anything to send or to fetch."""
        for _ in range(20):
            done = [agent.sync() for agent in self.agents]
            if all(one.status == 0 for one in done):
                return
        self.fail(f"it never settles: {done}")

    def test_the_server_ends_with_exactly_what_was_said_to_be_saved(self):
        for turn in range(200):
            agent = self.chance.choice(self.agents)
            if turn % 3 == 0:
                self.record(agent)
            self.sync_and_kill(agent)
        self.line.heal()
        self.settled()
        self.settled()
        (report,) = [r for r in self.server.export() if r["month"] == MONTH]
        found = [row["activity"] for row in report["activities"]]
        self.assertEqual(sorted(self.saved), sorted(found))
        for agent in self.agents:
            self.assertEqual(0, agent.ok("status", "--json").json()["waiting"])
            shown = agent.ok("report", "--month", MONTH, "--json").json()["reports"][0]["activities"]
            self.assertEqual(sorted(self.saved), sorted(row["activity"] for row in shown))
        self.assertEqual([], [fault for one in self.server.audit().values() for fault in one["faults"]])


if __name__ == "__main__":
    unittest.main()
