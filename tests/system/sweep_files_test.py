#!/usr/bin/env python3
"""What lies beside the stores as files (keys, certificate, pictures, the lock): each call to the kernel that
touches the folder fails or is the program's last, and afterwards the same command goes on to its end."""
import collections
import hashlib
import json
import pathlib
import shutil
import signal
import unittest

from failing_calls import Point, calls_in, disturbed, needs_strace, points, traced
from pictures_test import png
from programs import AGENT, SERVER, Agent, Server, SystemTest, run

SECOND_MISSION = pathlib.Path(__file__).resolve().parents[1] / "golden" / "second-mission.json"


@needs_strace
class FilesSwept(SystemTest):
    ballast_bytes = None

    def sweep(self, name, make_folder, program, arguments, promise):
        """`make_folder()` gives a folder as it was before; `promise(folder, ended)` holds after each trouble.
        The command must say what went wrong in its own words, and end well when it is run again."""
        folder = make_folder("counted")
        calls, done = calls_in(folder, self.folder / "calls", program, "--data", folder, *arguments(folder))
        self.assertEqual(0, done.status, done)
        promise(folder, done)
        ends = collections.Counter()
        for point in points(calls):
            with self.subTest(path=name, point=point):
                folder = make_folder("tried")
                done = disturbed(point, program, "--data", folder, *arguments(folder))
                if point.trouble.startswith("error"):
                    self.assertIn(done.status, (0, 1, 5), done)
                else:
                    self.assertNotIn(done.status, (1, 5), done)
                promise(folder, done)
                ends[done.status] += 1
            shutil.rmtree(folder, ignore_errors=True)
        self.assertGreater(ends[-signal.SIGKILL], 0, "some were killed")
        self.assertGreater(ends[1] + ends[5], 0, "some met an error that they could not pass over")
        print(f"sweep {name:28} {len(calls):5} calls: {ends[-signal.SIGKILL]:5} crashes, "
              f"{ends.total() - ends[-signal.SIGKILL]:5} faults", flush=True)

    def assert_ballast(self, folder):
        """As an undisturbed run makes it: a file without room in it would give nothing when the disk is full."""
        ballast = folder / "ballast"
        size = ballast.stat().st_blocks * 512 if ballast.exists() else 0
        if self.ballast_bytes is None:
            self.ballast_bytes = size
        self.assertEqual(self.ballast_bytes, size)
        self.assertFalse((folder / "ballast.new").exists())

    def copies_of(self, folder):
        def make(name):
            copy = self.folder / name
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns("control"))
            return copy
        return make

    def absent(self, name):
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        return folder

    def test_a_server_that_init_did_not_finish_is_finished_by_the_next_init(self):
        def promise(folder, done):
            server = Server(folder)
            again = server.run("init", "--pack", SECOND_MISSION, "--json")
            self.assertEqual(0, again.status, "its sheet is shown until it first serves: " + again.err)
            if done.status == 0:
                self.assertIn(json.loads(again.out)["recovery_key"], done.out, "a finished server is left alone")
            pack = server.run("pack", "show")
            self.assertEqual(json.loads(SECOND_MISSION.read_text(encoding="utf-8")), json.loads(pack.out),
                             "the pack that init was given is the server's")
            self.assertEqual(0, server.run("agents").status)
            self.assert_ballast(folder)
            for name in ("server.key", "tls.key"):
                self.assertEqual(0o600, (folder / name).stat().st_mode & 0o777)

        self.sweep("init", self.absent, SERVER, lambda folder: ("init", "--pack", SECOND_MISSION), promise)

    def test_a_pc_that_enrol_did_not_finish_is_enrolled_by_the_next_enrol(self):
        code = self.new_server().code("4301", "--url", "https://127.0.0.1:9")

        def promise(folder, done):
            agent = Agent(folder)
            first = agent.status() if done.status == 0 else None
            agent.ok("enrol", code)
            self.assertTrue(first is None or first["agent"] == agent.status()["agent"], "it is the same PC")
            agent.record("row")
            self.assertEqual(1, len(agent.rows()))
            self.assert_ballast(folder)
            self.assertEqual(0o600, (folder / "agent.key").stat().st_mode & 0o777)

        self.sweep("enrol", self.absent, AGENT, lambda folder: ("enrol", code), promise)

    def test_a_folder_that_a_crash_left_half_made_is_made_durable_by_the_next_enrol(self):
        code = self.new_server().code("4301", "--url", "https://127.0.0.1:9")
        folder, log = self.folder / "agent", self.folder / "calls"
        killed = disturbed(Point("fsync", 1, "signal=KILL"), AGENT, "--data", folder, "enrol", code)
        self.assertEqual(-signal.SIGKILL, killed.status)
        self.assertTrue(folder.exists(), "it was made, and nobody waited for the disk")

        done = traced(["-y", "-e", "trace=fsync", "-o", log], AGENT, "--data", folder, "enrol", code)

        self.assertEqual(0, done.status, done)
        self.assertIn(f"<{self.folder}>", log.read_text())

    def test_a_row_that_was_said_to_be_saved_is_there_whatever_call_failed(self):
        template = self.new_agent("template").enrol(
            self.new_server().code("4301", "--url", "https://127.0.0.1:9"))
        template.record("before")
        command = ("record", "--month", "2024-04", "--date", "2024-04-15", "--activity", "during")

        def promise(folder, done):
            agent = Agent(folder)
            activities = [row["activity"] for row in agent.rows().values()]
            self.assertIn("before", activities)
            self.assertLessEqual(activities.count("during"), 1)
            if done.status == 0:
                self.assertEqual(1, activities.count("during"), "saved means saved")
            agent.record("after")
            self.assertEqual(len(activities) + 1, len(agent.rows()))

        self.sweep("record", self.copies_of(template.folder), AGENT, lambda folder: command, promise)

    def test_a_picture_that_a_row_names_is_there_whole(self):
        template = self.new_agent("template").enrol(
            self.new_server().code("4301", "--url", "https://127.0.0.1:9"))
        template.record("row")
        photo = self.folder / "p.png"
        photo.write_bytes(png(640, 480))
        command = ("attach", "--month", "2024-04", "--row", "1", "--role", "activity_photo", photo)

        def promise(folder, done):
            agent = Agent(folder)
            if done.status == 0:
                self.assertEqual(1, len(self.evidence(agent)))
            self.assert_pictures_are_whole(agent)
            agent.ok(*command)
            self.assertEqual(1, len(self.evidence(agent)))
            self.assert_pictures_are_whole(agent)

        self.sweep("attach", self.copies_of(template.folder), AGENT, lambda folder: command, promise)

    def evidence(self, agent):
        return agent.ok("report", "--month", "2024-04", "--json").json()["reports"][0].get("evidence", [])

    def assert_pictures_are_whole(self, agent):
        for picture in self.evidence(agent):
            for where, name in (("originals", picture["original"]), ("renditions", picture["sha256"]),
                                ("renditions", picture["preview"])):
                content = (agent.folder / where / name[:2] / name).read_bytes()
                self.assertEqual(name, hashlib.sha256(content).hexdigest())

    def test_a_stick_with_pictures_is_taken_in_by_the_server_once(self):
        server = self.new_server()
        agent = self.new_agent("agent").enrol(server.code("4301", "--url", "https://127.0.0.1:9"))
        agent.record("row")
        photo = self.folder / "p.png"
        photo.write_bytes(png(640, 480))
        agent.ok("attach", "--month", "2024-04", "--row", "1", "--role", "activity_photo", photo)
        stick = self.folder / "stick.phirap"
        agent.ok("bundle", "export", stick)

        def promise(folder, done):
            taken = Server(folder)
            if done.status == 0:
                self.assertEqual(2, len(list((folder / "evidence").glob("*/??/*"))))
            again = taken.run("bundle", "import", stick, "--json")
            self.assertEqual(0, again.status, again)
            self.assertEqual(1, len(taken.rows("4301")))
            held = list((folder / "evidence").glob("4301/??/*"))
            self.assertEqual(2, len(held))
            for picture in held:
                self.assertEqual(picture.name, hashlib.sha256(picture.read_bytes()).hexdigest())
            self.assertEqual(0, run(SERVER, "--data", folder, "bundle", "import", stick, "--json").json()["pictures"])
            self.assert_whole(taken)

        self.sweep("bundle import", self.copies_of(server.folder), SERVER,
                   lambda folder: ("bundle", "import", stick, "--answer", self.folder / "answer"), promise)


if __name__ == "__main__":
    unittest.main(verbosity=2)
