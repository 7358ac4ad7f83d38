#!/usr/bin/env python3
"""Backup, restore, verify: the drill that a server's keeper hopes never to need, and what can go wrong in it."""
import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import time
import unittest
import urllib.request

from pictures import Pictures
from programs import SERVER, Server, SystemTest, wait_for

MONTH = "2024-05"
OFFICES = ("4301", "4305")


class Backups(SystemTest):
    def setUp(self):
        super().setUp()
        self.backups = self.folder / "backups"
        self.server = self.new_server()

    def new_restored(self, name, source=None):
        restored = Server(self.folder / name)
        self.addCleanup(restored.kill)
        done = restored.run("restore", source or self.backups, "--json")
        self.assertEqual(0, done.status, done)
        return restored, done.json()

    def back_up(self, *arguments, server=None):
        done = (server or self.server).run("backup", self.backups, "--json", *arguments)
        self.assertEqual(0, done.status, done)
        return done.json()

    def kept(self, folder=None):
        """Whole backups by name."""
        return sorted(path.parent for path in (folder or self.backups).glob("2*/manifest.json"))

    def verify(self, *arguments, server=None):
        done = (server or self.server).run("verify", "--json", *arguments)
        return done.status, done.json()

    def assert_verified(self, *arguments, server=None):
        status, found = self.verify(*arguments, server=server)
        self.assertEqual((0, []), (status, found["faults"]))
        return found

    def faults(self, *arguments):
        status, found = self.verify(*arguments)
        self.assertEqual(5, status)
        return {fault["key"] for fault in found["faults"]}

    def with_plan(self, *lines):
        with open(self.server.folder / "server.toml", "a", encoding="utf-8") as settings:
            settings.write("\n".join(("[backup]", f'folder = "{self.backups}"', *lines)) + "\n")


class Drill(Backups):
    """Offices 4301 (two machines) and 4305, each with pictures; yesterday's backup; more work; the server is lost."""

    def setUp(self):
        super().setUp()
        self.server.serve("--plain")
        self.offices = {office: self.new_agents(self.server, office, [f"agent{office}"]) for office in OFFICES}
        self.second = self.new_agents(self.server, "4301", ["second"])[0]
        self.agents = [agent for agents in self.offices.values() for agent in agents] + [self.second]
        self.pictures = {office: Pictures(int(office)) for office in OFFICES}

    def record(self, month):
        for office in OFFICES:
            self.pictures[office].record(self.offices[office][0], rows=4, pictures_a_row=2, sizes=(2_000, 9_000),
                                         office=office, month=month)

    def held(self, server):
        return {office: self.pictures[office].held(server, office) for office in OFFICES}

    def files(self):
        return {office: self.pictures[office].files for office in OFFICES}

    def rounds(self):
        for _ in range(3):
            for agent in self.agents:
                agent.sync()

    def test_a_server_lost_entirely_yesterdays_backup_and_the_agents_lose_nothing(self):
        self.record("2024-05")
        self.rounds()
        self.offices["4301"][0].ok("submit", "--month", "2024-05")
        self.rounds()
        self.assertEqual(0, self.server.run("review", "approve", "--office", "4301", "--month", "2024-05").status)
        open_code = self.server.code("4305")
        made = self.back_up()
        self.assertEqual((16, 0), (made["pictures"], made["pictures_missing"]))

        self.record("2024-06")
        lost_code = self.server.code("4301")
        self.rounds()
        revoked = [agent["id"] for agent in self.server.run("agents", "--json").json()
                   if agent["office"] == "4301"][-1]
        self.assertEqual(0, self.server.run("agents", "revoke", revoked).status)
        self.rounds()
        reports, audit = self.server.export(), self.server.audit()
        grades = self.server.grades("2024-05"), self.server.grades("2024-06")
        self.assertEqual(self.files(), self.held(self.server))
        port = self.server.port
        self.server.kill()
        shutil.rmtree(self.server.folder)

        restored, said = self.new_restored("anew")
        self.assertEqual((made["operations"], 16, 1), (said["operations"], said["pictures"], said["codes_voided"]))
        restored.port = port
        restored.serve("--plain")
        self.rounds()

        for agent in self.agents[:-1]:
            self.assertEqual((0, []), (agent.status()["waiting"], agent.status()["pictures_under_way"]))
        self.assertEqual(self.files(), self.held(restored))
        self.assertEqual(reports, restored.export())
        self.assertEqual(grades, (restored.grades("2024-05"), restored.grades("2024-06")))
        for office, before in audit.items():
            # What agents held of the old server's own words came back as well; it may say some again.
            self.assertGreaterEqual(restored.audit()[office]["operations"], before["operations"] - 1, office)
        # The revocation was said after the backup: an agent of the office brought it.
        self.assertEqual([revoked], [agent["id"] for agent in restored.run("agents", "--json").json()
                                     if agent["revoked"]])
        for code in (open_code, lost_code):
            late = self.new_agent(f"late{len(code)}{code[-4:]}").enrol(code)
            self.assertEqual(4, late.sync().status)
        self.assert_verified(server=restored)
        self.assert_whole(restored)

    def test_one_backup_restored_twice_makes_two_epochs_and_both_go_on(self):
        self.record("2024-05")
        self.rounds()
        self.back_up()
        self.server.stop()
        port = self.server.port
        first, one = self.new_restored("first")
        second, other = self.new_restored("second-server")
        self.assertNotEqual(one["epoch"], other["epoch"])
        for server in (first, second, first):
            server.port = port
            server.serve("--plain")
            self.offices["4305"][0].record(f"row {time.monotonic()}", month="2024-05")
            self.rounds()
            self.assertEqual(0, sum(agent.status()["waiting"] for agent in self.agents))
            # A word of its own, so that the two could clash.
            self.assertEqual(0, server.run("target", "--office", "4305", "--value", str(100 + server.port % 7),
                                           "--from", "2024-05").status)
            self.rounds()
            self.assert_whole(server)
            server.stop()
        self.assertEqual(set(self.offices["4305"][0].rows("2024-05")), set(first.rows("4305", "2024-05")))

    def test_a_backup_while_agents_sync_is_of_one_moment(self):
        stop = time.monotonic() + 6
        made = []
        while time.monotonic() < stop and len(made) < 20:
            self.record(f"{2024 + len(made) // 12}-{len(made) % 12 + 1:02}")
            syncing = [agent.start_sync() for agent in self.agents]
            made.append(self.back_up())
            for process in syncing:
                process.wait(60)
        self.assertGreater(len(made), 1)
        counts = [backup["operations"] for backup in made]
        self.assertEqual(sorted(counts), counts)
        self.assertGreater(counts[-1], counts[0])
        for path in self.kept():
            self.assertEqual(0, self.verify("--backup", path)[1]["faults_found"], path)
        self.rounds()
        self.assertEqual({office: set(files) for office, files in self.files().items()},
                         {office: set(files) for office, files in self.held(self.server).items()})

    def test_agents_are_told_archived_by_a_verified_backup_and_not_after_a_restore(self):
        self.record("2024-05")
        self.rounds()
        self.assertEqual({0}, self.archived(self.server))
        self.back_up()
        self.assertEqual({1}, self.archived(self.server))
        self.server.stop()
        restored, _ = self.new_restored("anew")
        self.assertEqual({0}, self.archived(restored))

    @staticmethod
    def archived(server):
        with sqlite3.connect(f"file:{server.folder / 'server.db'}?mode=ro", uri=True) as store:
            return {row[0] for row in store.execute("SELECT archived FROM picture")}


class Daily(Backups):
    def test_the_service_makes_one_that_is_due_and_says_so_everywhere(self):
        self.assertIn("There is no backup", self.server.run("doctor").out)
        self.with_plan('at = "00:00"', "keep = 2")
        self.backups.mkdir()
        self.server.serve("--plain")
        [made] = wait_for(self.kept)
        wait_for(lambda: "made and verified" in self.server.log())
        doctor = self.server.run("doctor").out
        self.assertIn(f"Last verified backup", doctor)
        self.assertIn(str(made), doctor)
        with urllib.request.urlopen(f"http://127.0.0.1:{self.server.port}/metrics", timeout=20) as answer:
            self.assertIn("phirap_backup_timestamp_seconds 1", answer.read().decode())
        self.server.stop()
        self.server.serve("--plain")
        self.server.run("doctor")
        self.server.stop()
        self.assertEqual([made], self.kept())  # today's is made

    def test_of_a_damaged_store_one_copy_is_kept_beside_the_whole_ones(self):
        self.back_up()
        with sqlite3.connect(self.server.folder / "server.db") as store:
            store.execute("UPDATE operation SET body = x'00' WHERE office = '4305'")
        self.server.run("backup", self.backups)
        manifest = self.kept()[0] / "manifest.json"  # the whole one is of another day
        said = json.loads(manifest.read_text(encoding="utf-8"))
        said["made_ms"] -= 3 * 24 * 3600 * 1000
        manifest.write_text(json.dumps(said), encoding="utf-8")
        self.with_plan('at = "00:00"', "keep = 1")
        self.server.serve("--plain")
        wait_for(lambda: "is not a whole backup" in self.server.log())
        self.assertEqual([0, 1], [json.loads((path / "manifest.json").read_text())["faults"] for path in self.kept()])

    def test_a_folder_that_is_not_there_is_said_and_not_made(self):
        self.with_plan()
        self.server.serve("--plain")
        wait_for(lambda: "back up" in self.server.log())
        self.assertIn("There is no folder", self.server.log())
        self.assertFalse(self.backups.exists())

    def test_no_plan_is_said_in_the_log(self):
        self.server.serve("--plain")
        wait_for(lambda: "no daily backup is made" in self.server.log())


class Trouble(Backups):
    def fill(self, pictures=6, size=40_000):
        """Pictures at the server, without an agent: files of their names, and rows."""
        chance = random.Random(5)
        self.files = {}
        self.server.stop()
        with sqlite3.connect(self.server.folder / "server.db") as store:
            for _ in range(pictures):
                content = chance.randbytes(size)
                name = hashlib.sha256(content).hexdigest()
                place = self.server.folder / "evidence" / "4301" / name[:2] / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
                store.execute("INSERT OR REPLACE INTO picture VALUES ('4301', ?, ?, '', 0)",
                              (bytes.fromhex(name), size))
                self.files[name] = place

    def in_backup(self, name):
        return self.backups / "evidence" / "4301" / name[:2] / name

    @staticmethod
    def flip(path, at=None):
        content = bytearray(path.read_bytes())
        content[len(content) // 2 if at is None else at] ^= 0x10
        path.write_bytes(content)

    def test_each_picture_is_stored_once_whatever_the_number_of_backups(self):
        self.fill()
        for _ in range(3):
            self.back_up()
        self.assertEqual(3, len(self.kept()))
        self.assertEqual(6, len(list(self.backups.glob("evidence/4301/??/*"))))
        for path in [*self.backups.rglob("*"), self.backups]:
            self.assertEqual(0o700 if path.is_dir() else 0o600, path.stat().st_mode & 0o777, path)

    def test_keep_prunes_the_oldest_and_never_the_last(self):
        for _ in range(4):
            self.back_up()
        before = self.kept()
        self.assertEqual(3, self.back_up("--keep", "2")["removed"])
        self.assertEqual(2, len(self.kept()))
        self.assertEqual(before[-1], self.kept()[0])
        self.back_up("--keep", "1")
        self.assertEqual(1, len(self.kept()))

    def test_a_flipped_byte_is_found_in_pictures_database_key_and_manifest(self):
        self.fill()
        backup = self.back_up()["backup"]
        for path, keys in ((self.in_backup(next(iter(self.files))), {"verify_picture_damaged"}),
                           (self.kept()[0] / "server.db", {"backup_file_other"}),
                           (self.kept()[0] / "tls.key", {"backup_file_other"})):
            whole = path.read_bytes()
            self.flip(path)
            self.assertLessEqual(keys, self.faults("--backup", backup), path)
            path.write_bytes(whole)
        os.unlink(self.in_backup(next(iter(self.files))))
        self.assertEqual({"verify_picture_missing"}, self.faults("--backup", backup))
        self.flip(self.kept()[0] / "manifest.json", at=3)
        done = self.server.run("verify", "--backup", backup)
        self.assertEqual(5, done.status, done)
        self.assertEqual(1, self.server.run("verify", "--backup", self.backups).status)  # none left to take

    def test_a_damaged_backup_is_not_restored_and_leaves_no_server(self):
        self.fill()
        self.back_up()
        self.flip(self.kept()[0] / "server.db", at=5000)
        done = run_in(self.folder / "anew", "restore", self.backups)
        self.assertEqual(5, done.status, done)
        self.assertIn("server.db", done.err)
        self.assertFalse((self.folder / "anew" / "server.db").exists())
        self.assertEqual(1, run_in(self.folder / "anew", "doctor").status)

    def test_a_picture_that_rotted_in_the_backup_is_copied_again_and_one_that_is_nowhere_whole_is_asked_for(self):
        self.fill()
        self.back_up()
        rotten, lost = list(self.files)[:2]
        self.flip(self.in_backup(rotten))
        self.flip(self.in_backup(lost))
        self.flip(self.files[lost])
        done = self.server.run("backup", self.backups, "--json")
        self.assertEqual((5, 1), (done.status, done.json()["pictures_missing"]))
        self.assertIn("send it again by themselves", done.err)
        self.assert_verified("--backup", self.kept()[-1])
        self.assertEqual(self.files[rotten].read_bytes(), self.in_backup(rotten).read_bytes())
        with sqlite3.connect(f"file:{self.server.folder / 'server.db'}?mode=ro", uri=True) as store:
            held = {row[0].hex() for row in store.execute("SELECT sha256 FROM picture")}
        self.assertEqual(set(self.files) - {lost}, held)

    def test_a_damaged_store_is_copied_but_stands_in_for_no_backup(self):
        good = self.back_up()["backup"]
        with sqlite3.connect(self.server.folder / "server.db") as store:
            body = bytearray(store.execute("SELECT body FROM operation WHERE office = '4305'").fetchone()[0])
            body[-1] ^= 1
            store.execute("UPDATE operation SET body = ? WHERE office = '4305'", (bytes(body),))
        done = self.server.run("backup", self.backups, "--keep", "1")
        self.assertEqual(5, done.status, done)
        self.assertIn("does not count as a whole backup", done.err)
        self.assertEqual(2, len(self.kept()))
        self.assertEqual({"audit_id"}, self.faults())
        restored, said = self.new_restored("anew")
        self.assertEqual(good, said["backup"])
        self.assert_verified(server=restored)

    def test_wrong_folders_are_refused_with_clear_words(self):
        for folder, words in ((self.server.folder / "inside", "inside the server's own data folder"),
                              (self.folder, "data folder lies inside"),
                              ("/proc/phirap", "cannot be"),
                              (self.folder / "a" / "b", "the folder above it is missing")):
            done = self.server.run("backup", folder)
            self.assertNotEqual(0, done.status)
            self.assertIn(words, done.err)
        self.assertEqual(1, self.server.run("backup").status)
        self.back_up()
        done = self.server.run("restore", self.backups)
        self.assertEqual(1, done.status)
        self.assertIn(f"mv {self.server.folder}", done.err)
        self.assert_verified()

    @unittest.skipUnless(os.geteuid() == 0, "a small disk is mounted, which root alone may do")
    def test_a_full_disk_leaves_no_half_backup_and_the_next_one_works(self):
        self.fill(pictures=30, size=50_000)
        self.backups.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", self.backups], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", self.backups], check=True)
        self.back_up()
        filling = self.backups / "filling"
        for left in (0, 40_000, 150_000, 250_000):
            filling.unlink(missing_ok=True)
            space = os.statvfs(self.backups)
            filling.write_bytes(b"x" * max(0, space.f_bavail * space.f_frsize - left))
            done = self.server.run("backup", self.backups)
            if done.status:
                self.assertEqual(1, done.status, done)
                self.assertIn("is full", done.err)
            self.assertEqual([], list(self.backups.glob(".unfinished-*")))
            for path in self.kept():
                self.assertEqual(0, self.verify("--backup", path)[0], left)
        filling.unlink()
        self.assertEqual(0, self.server.run("backup", self.backups, "--keep", "1").status)

    def test_kill_9_in_the_midst_of_a_backup_never_leaves_half_of_one(self):
        self.fill(pictures=40)
        chance = random.Random(9)
        self.back_up()
        for _ in range(25):
            backing_up = self.start("backup", self.backups)
            time.sleep(chance.uniform(0.005, 0.25))
            backing_up.kill()
            backing_up.wait()
            for path in self.kept()[-2:]:
                self.assertEqual(0, self.verify("--backup", path)[0])
        self.back_up()
        self.assertEqual([], list(self.backups.glob(".unfinished-*")))
        self.assertEqual([], list(self.backups.glob("evidence/4301/new-*")))
        self.assert_verified()

    def test_kill_9_of_the_service_in_the_midst_of_its_daily_backup(self):
        self.fill(pictures=40)
        self.with_plan('at = "00:00"')
        self.backups.mkdir()
        chance = random.Random(10)
        for _ in range(10):
            self.server.serve("--plain")
            time.sleep(chance.uniform(0, 0.15))
            self.server.kill()
            for path in self.kept():
                self.assertEqual(0, self.verify("--backup", path)[0])
            shutil.rmtree(self.backups)
            self.backups.mkdir()
        self.server.serve("--plain")
        wait_for(self.kept)
        self.assert_verified("--backup", self.backups)

    def test_kill_9_in_the_midst_of_a_restore_never_leaves_a_server(self):
        self.fill(pictures=40)
        self.back_up()
        chance = random.Random(11)
        anew = self.folder / "anew"
        finished = 0
        for _ in range(25):
            restoring = self.start("restore", self.backups, data=anew)
            time.sleep(chance.uniform(0.005, 0.3))
            restoring.kill()
            restoring.wait()
            if (anew / "server.db").exists():
                self.assert_verified(server=Server(anew))
                shutil.rmtree(anew)
                finished += 1
            elif (anew / "restoring").exists():
                for command in (("init",), ("doctor",)):
                    refused = run_in(anew, *command)
                    self.assertNotEqual(0, refused.status)
                    self.assertIn("A restore into", refused.err)
        restored = Server(anew)
        if not (anew / "server.db").exists():
            self.assertEqual(0, restored.run("restore", self.backups).status)
        self.assertEqual(40, self.assert_verified(server=restored)["pictures"])

    def start(self, *arguments, data=None):
        return subprocess.Popen([str(SERVER), "--data", str(data or self.server.folder), *map(str, arguments)],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def run_in(folder, *arguments):
    return Server(folder).run(*arguments)


class Manifest(Backups):
    def test_what_restore_prints_for_machines_is_json(self):
        self.back_up()
        _, said = self.new_restored("anew")
        self.assertEqual({"folder", "backup", "made", "epoch", "operations", "pictures", "pictures_damaged",
                          "codes_voided"}, set(said))
        self.assertTrue(json.loads((self.kept()[0] / "manifest.json").read_text())["operations"])


if __name__ == "__main__":
    unittest.main()
