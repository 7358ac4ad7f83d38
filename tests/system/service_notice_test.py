#!/usr/bin/env python3
"""What the services tell whoever started them, heard by a stand-in for systemd: ready, alive, stopping."""
import os
import pathlib
import socket
import subprocess
import time
import unittest

from programs import AGENT, SERVER, SystemTest, wait_for

PATIENCE_S = 2
ROW = ("--date", "2024-05-03", "--activity", "อบรม OTOP")


class Manager:
    """A notify socket, by a path or by an abstract name."""

    def __init__(self, name):
        self.name = name
        self.ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.ear.bind("\0" + name[1:] if name.startswith("@") else name)
        self.said = []

    def start(self, program, *arguments, **more):
        environment = dict(os.environ, PHIRAP_LANG="en", NOTIFY_SOCKET=self.name,
                           WATCHDOG_USEC=str(PATIENCE_S * 1_000_000), **more)
        environment.pop("WATCHDOG_PID", None)
        return subprocess.Popen([str(program), *map(str, arguments)], env=environment,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")

    def hear(self, word, seconds=60):
        """Waits until somebody says it; the whole of what was said then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.ear.settimeout(max(0.01, end - time.monotonic()))
            try:
                said = self.ear.recv(4096).decode()
            except TimeoutError:
                break
            self.said.append(said)
            if word in said:
                return said
        raise AssertionError(f"nobody said {word}: {self.said}")

    def silence(self, seconds):
        """For so long nobody says that they are alive."""
        try:
            self.hear("WATCHDOG=1", seconds)
        except AssertionError:
            return True
        return False

    def drain(self):
        self.ear.settimeout(0.01)
        try:
            while True:
                self.said.append(self.ear.recv(4096).decode())
        except TimeoutError:
            pass


class ServiceNotices(SystemTest):
    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve()
        self.agent = self.new_agent("agent").enrol(self.server.code("4301"))

    def manager(self, name):
        manager = Manager(name)
        self.addCleanup(manager.ear.close)
        return manager

    def started(self, manager, program, *arguments, **more):
        process = manager.start(program, *arguments, **more)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def test_the_agent_says_when_it_is_ready_how_it_stands_and_that_it_ends(self):
        for name in (str(self.folder / "notify"), f"@phirap-{os.getpid()}"):
            manager = self.manager(name)
            service = self.started(manager, AGENT, "--data", self.agent.folder, "serve",
                               "--desk", "127.0.0.1:0")
            self.assertIn("STATUS=Office 4301", manager.hear("READY=1"))
            self.agent.ok("record", "--month", "2024-05", *ROW)
            manager.hear("STATUS=Office 4301: 1 entry waits")
            manager.hear("STATUS=Office 4301: 0 entries wait")
            manager.hear("WATCHDOG=1")
            service.terminate()
            manager.hear("STOPPING=1")
            self.assertEqual(0, service.wait(60))

    def test_the_server_says_when_it_is_ready_and_that_it_ends(self):
        self.server.stop()
        manager = self.manager(f"@phirap-{os.getpid()}-server")
        service = self.started(manager, SERVER, "--data", self.server.folder, "serve", "--listen", "127.0.0.1:0")
        self.assertIn("https://127.0.0.1:", manager.hear("READY=1"))
        for _ in range(4):
            manager.hear("WATCHDOG=1")
        service.terminate()
        manager.hear("STOPPING=1")
        self.assertEqual(0, service.wait(60))

    def test_a_line_that_hangs_is_no_death(self):
        silent = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(silent.close)
        (self.agent.folder / "config.toml").write_text(
            f'url = "http://127.0.0.1:{silent.getsockname()[1]}"\nstalled_seconds = 600\n')
        manager = self.manager(f"@phirap-{os.getpid()}-line")
        service = self.started(manager, AGENT, "--data", self.agent.folder, "serve",
                               "--desk", "127.0.0.1:0")
        manager.hear("READY=1")
        self.agent.ok("record", "--month", "2024-05", *ROW)
        asker = self.agent.start_sync()  # holds one of those that answer commands, too
        self.addCleanup(asker.wait)
        self.addCleanup(asker.kill)
        connection, _ = silent.accept()
        self.addCleanup(connection.close)
        manager.drain()
        end = time.monotonic() + 3 * PATIENCE_S
        while time.monotonic() < end:
            manager.hear("WATCHDOG=1", PATIENCE_S)
        service.terminate()
        self.assertEqual(0, service.wait(60))

    def test_a_thread_that_hangs_ends_the_signs_of_life(self):
        """The disk hangs under a save, as strace makes it; the manager hears nothing until it goes on."""
        manager = self.manager(f"@phirap-{os.getpid()}-hang")
        service = self.started(manager, AGENT, "--data", self.agent.folder, "serve",
                               "--desk", "127.0.0.1:0")
        manager.hear("READY=1")
        wait_for(lambda: self.agent.outbox() == 0 and self.agent.status()["next_attempt"])
        hang_s = 4 * PATIENCE_S
        tracing = subprocess.Popen(
            ["strace", "-qq", "-f", "-p", str(service.pid), "-o", "/dev/null", "-e", "trace=fdatasync,fsync", "-e",
             f"inject=fdatasync,fsync:delay_enter={hang_s}s:when=1"], stderr=subprocess.PIPE)
        self.addCleanup(tracing.stderr.close)
        self.addCleanup(tracing.wait)
        self.addCleanup(tracing.kill)

        def is_traced():
            return "TracerPid:\t0" not in pathlib.Path(f"/proc/{service.pid}/status").read_text(encoding="utf-8")

        wait_for(is_traced)
        saving = subprocess.Popen([str(AGENT), "--data", str(self.agent.folder), "record", "--month", "2024-05", *ROW],
                                  stdout=subprocess.DEVNULL)
        self.addCleanup(saving.wait)
        time.sleep(1.5 * PATIENCE_S)  # by now the patience is over
        manager.drain()
        self.assertTrue(manager.silence(PATIENCE_S))
        self.assertEqual(0, saving.wait(60))
        manager.hear("WATCHDOG=1")
        service.terminate()
        self.assertIn("no sign of life from: answering", service.communicate(timeout=60)[1])

    def test_to_the_journal_a_line_has_its_priority(self):
        reading, writing = os.pipe()
        standing = os.fstat(writing)
        manager = self.manager(f"@phirap-{os.getpid()}-journal")
        self.server.stop()
        environment = dict(os.environ, NOTIFY_SOCKET=manager.name, JOURNAL_STREAM=f"{standing.st_dev}:{standing.st_ino}")
        service = subprocess.Popen([str(SERVER), "--data", str(self.server.folder), "serve", "--listen", "127.0.0.1:0"],
                                   env=environment, stdout=subprocess.DEVNULL, stderr=writing)
        self.addCleanup(service.wait)
        os.close(writing)
        manager.hear("READY=1")
        service.terminate()
        with open(reading, encoding="utf-8") as journal:
            lines = journal.read().splitlines()
        self.assertEqual("<6>stop serving", lines[-1])
        self.assertRegex(lines[0], "^<4>back up: no daily backup is made", "a warning is one there, too")
        self.assertEqual(2, len(lines))


if __name__ == "__main__":
    unittest.main(verbosity=2)
