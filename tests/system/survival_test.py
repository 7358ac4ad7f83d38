#!/usr/bin/env python3
"""Power cuts, restores and clones, with the real programs: what was said to be saved reaches the server
once, whatever died in between (design.md promises 1, 2 and 7)."""
import json
import os
import random
import shutil
import subprocess
import time
import unittest

from programs import Server, SystemTest

OFFICE = "4305"
# Hundreds, by hand: PHIRAP_KILLS=300.
KILLS = int(os.environ.get("PHIRAP_KILLS", "25"))


class Survival(SystemTest):
    def test_killed_at_any_moment_of_a_sync_nothing_is_lost_and_nothing_is_there_twice(self):
        chance = random.Random(KILLS)
        server = self.new_server().serve()
        agents = self.new_agents(server, OFFICE, ["first", "second"])
        saved = {}
        for kill in range(KILLS):
            for agent in agents:
                saved[agent.record(f"entry {len(saved)}")] = f"entry {len(saved)}"
            syncs = [agent.start_sync() for agent in agents]
            time.sleep(chance.uniform(0, 0.06))
            if chance.random() < 0.7:
                server.kill()
            else:
                chance.choice(syncs).kill()
            for sync in syncs:
                if server.serving is None:
                    sync.kill()
                sync.wait(60)
            if server.serving is None:
                server.serve()

        for _ in range(2):
            self.assert_synced(*agents)
        self.assertEqual(saved, {row: one["activity"] for row, one in server.rows(OFFICE).items()})
        for agent in agents:
            self.assertEqual(saved, {row: one["activity"] for row, one in agent.rows().items()})
        self.assert_whole(server)

    def test_a_server_put_back_to_an_older_copy_is_brought_what_it_lacks(self):
        server = self.new_server().serve()
        first, second = self.new_agents(server, OFFICE, ["first", "second"])
        saved = {first.record("before the copy")}
        self.assert_synced(first, second)
        server.stop()
        shutil.copytree(server.folder, self.folder / "copy")

        server.serve()
        third, = self.new_agents(server, OFFICE, ["admitted after the copy"])
        for agent in (first, second, third):
            saved.add(agent.record("after the copy"))
            self.assert_synced(agent)
        server.run("target", "--office", OFFICE, "--value", "77")
        self.assert_synced(first)
        server.stop()
        server.put_back(self.folder / "copy")
        server.serve()
        saved.add(second.record("after the restore"))
        # What one brings, the others need not; the target that the centre had said comes back with it.
        for _ in range(2):
            self.assert_synced(second, third, first)

        self.assertEqual(saved, set(server.rows(OFFICE)))
        for agent in (first, second, third):
            self.assertEqual(saved, set(agent.rows()))
        listed = server.run("office", "list", "--month", "2024-04", "--json").json()
        self.assertEqual([77], [one["target"] for one in listed if one["office"] == OFFICE])
        self.assert_whole(server)

    def test_an_agents_folder_copied_to_a_second_machine_and_both_go_on(self):
        server = self.new_server().serve()
        original, = self.new_agents(server, OFFICE, ["original"])
        saved = {original.record("before the clone")}
        self.assert_synced(original)
        clone = original.copy_to(self.folder / "clone")
        for agent, what in ((original, "by the original"), (clone, "by the clone")):
            saved.add(agent.record(what))
            saved.add(agent.record(what + ", again"))
        for _ in range(3):
            self.assertEqual(0, original.sync().status)
            self.assertEqual(0, clone.sync().status)
        saved.add(clone.record("after both were told"))
        self.assert_synced(clone, original)

        self.assertEqual(saved, set(server.rows(OFFICE)))
        self.assertEqual(saved, set(original.rows()))
        self.assertEqual(saved, set(clone.rows()))
        self.assert_whole(server)

    def test_an_agents_folder_put_back_to_an_older_copy_gets_back_what_it_had_sent(self):
        server = self.new_server().serve()
        agent, = self.new_agents(server, OFFICE, ["agent"])
        saved = {agent.record("before the copy")}
        copy = agent.copy_to(self.folder / "copy")
        saved.add(agent.record("sent, then forgotten"))
        self.assert_synced(agent)
        saved.add(copy.record("after the restore"))
        for _ in range(2):
            self.assert_synced(copy)

        self.assertEqual(saved, set(copy.rows()))
        self.assertEqual(saved, set(server.rows(OFFICE)))
        self.assert_whole(server)

    @unittest.skipUnless(os.geteuid() == 0, "a small disk is mounted, which root alone may do")
    def test_a_full_disk_refuses_in_the_servers_own_words_and_goes_on_when_there_is_room(self):
        disk = self.folder / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=True)
        server = Server(disk / "server").init()
        server.serve()
        self.addCleanup(server.kill)
        agent, = self.new_agents(server, OFFICE, ["agent"])
        chance = random.Random(1)
        rows = [{"date": "2024-04-15", "place": str(number),
                 "activity": "".join(chr(chance.randrange(0x0E01, 0x0E2F)) for _ in range(300))}
                for number in range(4000)]
        report = {"office": OFFICE, "month": "2024-04", "activities": rows}
        agent.ok("import", "-", stdin=json.dumps({"reports": [report]}))

        self.assertEqual(3, agent.sync().status)
        self.assertEqual("told_to_wait", agent.status()["state"])
        self.assertGreater(agent.status()["waiting"], 0)
        self.assertIn("full", server.log())
        subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
        self.assert_synced(agent)
        self.assertEqual(4000, len(server.rows(OFFICE)))
        self.assert_whole(server)


if __name__ == "__main__":
    unittest.main(verbosity=2)
