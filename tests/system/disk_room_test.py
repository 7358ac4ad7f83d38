#!/usr/bin/env python3
"""A disk that fills up: people are told, and with no byte left rows and acknowledgements still commit."""
import os
import subprocess
import unittest

from programs import Agent, Server, SystemTest, wait_for

MONTH = "2024-04"


@unittest.skipUnless(os.geteuid() == 0, "a small disk is mounted, which root alone may do")
class DiskRoom(SystemTest):
    def setUp(self):
        super().setUp()
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", self.disk], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", self.disk], check=True)

    def fill(self, percent):
        """The disk is taken to so much of it, or to its last byte."""
        space = os.statvfs(self.disk)
        wanted = (space.f_blocks * percent + 99) // 100 - (space.f_blocks - space.f_bfree)
        with open(self.disk / "filling", "ab", buffering=0) as file:
            try:
                file.write(b"x" * (wanted * space.f_frsize))
                while percent == 100:
                    file.write(b"x" * 4096)
            except OSError:
                pass

    def level(self, agent):
        return agent.status()["disk"]["level"]

    def test_officers_are_told_at_each_step_and_can_save_and_send_to_the_last_byte(self):
        server = self.new_server().serve()
        agent = Agent(self.disk / "agent").enrol(server.code("4301"))
        self.assert_synced(agent)
        ballast = agent.folder / "ballast"
        self.assertEqual(4 * 1024 * 1024, ballast.stat().st_size)
        self.assertEqual("roomy", self.level(agent))
        self.fill(82)
        self.assertEqual("filling", self.level(agent))
        self.assertIn("no new pictures are taken", agent.ok("status").out)
        self.assertEqual(5, agent.run("doctor").status)
        self.fill(92)
        self.assertEqual("no_pictures", self.level(agent))
        self.assertIn("Entries are saved and sent as ever", agent.run("doctor").out)
        self.assertTrue(ballast.exists())
        self.fill(100)

        rows = {agent.record(f"row {number}") for number in range(20)}

        self.assertFalse(ballast.exists())
        self.assertEqual("full", self.level(agent))
        self.assert_synced(agent)
        self.assertEqual(rows, set(server.rows("4301", MONTH)))
        self.fill(98)  # what the ballast gave is given away: pictures stay out
        self.assertEqual("full", self.level(agent))
        (self.disk / "filling").unlink()
        agent.ok("status")
        self.assertTrue(ballast.exists())

    def test_the_service_frees_its_ballast_by_itself_and_says_so_in_the_log(self):
        server = self.new_server().serve()
        agent = Agent(self.disk / "agent").enrol(server.code("4301")).serve()
        self.addCleanup(agent.kill)
        self.fill(100)
        row = agent.record("on a full disk")
        wait_for(lambda: agent.outbox() == 0)
        self.assertIn(row, server.rows("4301", MONTH))
        self.assertIn("look at the disk", agent.log())
        self.assertEqual(0, agent.sync().status)

    def test_the_server_goes_on_taking_rows_on_a_full_disk(self):
        server = Server(self.disk / "server").init().serve()
        self.addCleanup(server.kill)
        agent, = self.new_agents(server, "4301", ["agent"])
        self.assertTrue((server.folder / "ballast").exists())
        self.fill(100)
        rows = {agent.record(f"row {number}") for number in range(20)}

        self.assert_synced(agent)

        self.assertEqual(rows, set(server.rows("4301", MONTH)))
        self.assertFalse((server.folder / "ballast").exists())
        self.assertIn("look at the disk: full", server.log())
        doctor = server.run("doctor")
        self.assertEqual(5, doctor.status)
        self.assertIn("almost full", doctor.out)
        self.assert_whole(server)


if __name__ == "__main__":
    unittest.main(verbosity=2)
