#!/usr/bin/env python3
"""kill -9 of the agent at any moment of recording and syncing: what was said to be saved is at the server,
once."""
import random
import re
import signal
import subprocess
import threading
import unittest

from programs import AGENT, SystemTest

ROUNDS = 60


def waiting(agent):
    """Operations in the outbox."""
    return agent.ok("status", "--json").json()["waiting"]



class AgentKilled(SystemTest):
    def test_what_was_said_to_be_saved_reaches_the_server_once_however_often_the_agent_is_killed(self):
        chance = random.Random(20260101)
        server = self.new_server().serve()
        agent = self.new_agent("agent").enrol(server.code("4301"))
        promised, tried = set(), 0
        for _ in range(ROUNDS):
            for _ in range(chance.randrange(1, 3)):
                tried += 1
                promised |= self.record(agent, tried, chance)
            self.run_and_kill(agent, chance, "sync", "--once")

        done = agent.sync()

        self.assertEqual(0, done.status, done)
        self.assertEqual(0, waiting(agent))
        rows = [row for report in server.export() for row in report["activities"]]
        held = [row["id"] for row in rows]
        self.assertEqual(len(set(held)), len(held), "no row twice")
        self.assertLessEqual(promised, set(held), "nothing that was promised is lost")
        self.assertEqual(len({row["activity"] for row in rows}), len(rows))
        self.assertEqual([], [fault for one in server.audit().values() for fault in one["faults"]])
        here = agent.ok("report", "--month", "2024-05", "--json").json()["reports"][0]["activities"]
        self.assertEqual(set(held), {row["id"] for row in here}, "both hold the same")

    def record(self, agent, number, chance):
        out = self.run_and_kill(agent, chance, "record", "--month", "2024-05", "--date", "2024-05-03",
                                "--activity", f"กิจกรรมที่ {number}", late=0.06)
        return set(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", out)) if "Saved" in out else set()

    @staticmethod
    def run_and_kill(agent, chance, *arguments, late=0.12):
        """Runs a command and kills it after a while, or not; gives what it had said by then."""
        process = subprocess.Popen([str(AGENT), "--data", str(agent.folder), *arguments, "--lang", "en"],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
        timer = threading.Timer(chance.uniform(0, late), process.send_signal, (signal.SIGKILL,))
        timer.start()
        out = process.communicate(timeout=60)[0]
        timer.cancel()
        timer.join()
        return out

    def test_a_service_that_is_killed_leaves_a_folder_that_the_next_one_takes_over(self):
        server = self.new_server().serve()
        agent = self.new_agent("agent").enrol(server.code("4301"))
        for number in range(5):
            agent.serve()
            agent.ok("record", "--month", "2024-05", "--date", "2024-05-03", "--activity", f"กิจกรรมที่ {number}")
            agent.kill()
        self.assertEqual(0, agent.sync().status)
        rows = [row for report in server.export() for row in report["activities"]]
        self.assertEqual(5, len(rows))


if __name__ == "__main__":
    unittest.main(verbosity=2)
