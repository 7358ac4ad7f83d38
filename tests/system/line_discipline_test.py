#!/usr/bin/env python3
"""When and how much goes: quiet hours, a ceiling on the line's use, a line of very few bytes a second, and
what `status` says of each report meanwhile."""
import datetime
import socket
import threading
import time
import unittest

from programs import SystemTest, wait_for

BANGKOK = datetime.timezone(datetime.timedelta(hours=7))
ROW = ("--date", "2024-05-03", "--activity", "อบรม OTOP")


class SlowLine:
    """Carries connections to `port`, each way at most `rate` bytes a second, in pieces of a tenth of that."""

    def __init__(self, port, rate):
        self.to, self.rate = ("127.0.0.1", port), rate
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.carried = []  # (when, bytes), upwards
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            # The kernel's buffers are no part of the line.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            server = socket.create_connection(self.to)
            threading.Thread(target=self.carry, args=(connection, server, True), daemon=True).start()
            threading.Thread(target=self.carry, args=(server, connection, False), daemon=True).start()

    def carry(self, source, sink, up):
        piece = max(1, self.rate // 10)
        try:
            while words := source.recv(piece):
                sink.sendall(words)
                if up:
                    self.carried.append((time.monotonic(), len(words)))
                time.sleep(len(words) / self.rate)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass


class LineDiscipline(SystemTest):
    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve()
        self.agent, = self.new_agents(self.server, "4301", ["agent"])
        self.addCleanup(self.agent.kill)

    def settings(self, *lines):
        (self.agent.folder / "config.toml").write_text("\n".join(lines) + "\n")

    def be_quiet(self):
        """Quiet hours that began an hour ago and end in three."""
        now = datetime.datetime.now(BANGKOK)
        hours = [(now + datetime.timedelta(hours=by)).strftime("%H:%M") for by in (-1, 3)]
        self.settings(f'quiet_hours = "{"-".join(hours)}"')

    @staticmethod
    def seconds_away(status):
        """Until the first report's next attempt."""
        when = status["reports"][0]["next_attempt"] if status["reports"] else None
        return (datetime.datetime.fromisoformat(when) - datetime.datetime.now(BANGKOK)).total_seconds() if when else 0

    def test_in_quiet_hours_nothing_goes_by_itself_until_a_person_asks(self):
        self.be_quiet()
        self.agent.serve()
        self.agent.record("at night")

        def held_back():
            status = self.agent.status()
            return status if status["quiet_hours"] and self.seconds_away(status) > 60 else None

        held = wait_for(held_back)  # a save first brings the contact near, and then it is found to be night
        self.assertEqual(1, held["waiting"])
        april, = held["reports"]
        self.assertEqual(("2024-04", "this_computer", 1, "quiet"),
                         (april["month"], april["where"], april["waiting"], april["why"]))
        self.assertGreater(self.seconds_away(held), 2.9 * 3600)
        self.assertLess(self.seconds_away(held), 3.3 * 3600)
        self.assertIn("These are quiet hours", self.agent.ok("status").out)
        done = self.agent.sync()
        self.assertEqual(0, done.status, done)
        self.assertIn("because you asked", done.out)
        self.assertEqual(0, self.agent.outbox())
        self.assertEqual("server", self.agent.status()["reports"][0]["where"])

    def test_what_is_due_goes_in_quiet_hours_too(self):
        """The month before the last was due on the 15th of the last; an admin's extension makes that tomorrow."""
        self.be_quiet()
        now = datetime.datetime.now(BANGKOK)
        month = (now.replace(day=1) - datetime.timedelta(days=40)).strftime("%Y-%m")
        until = (now + datetime.timedelta(days=1)).strftime("%Y-%m-%d")
        done = self.server.run("review", "extend", "--office", "4301", "--month", month, "--until", until, "--reason", "x")
        self.assertEqual(0, done.status, done)
        self.assert_synced(self.agent)
        self.agent.serve()
        self.agent.record("in the last minute", month=month)
        wait_for(lambda: self.agent.outbox() == 0, 20)

    def test_a_ceiling_holds_over_seconds_and_the_frames_fit_it(self):
        """32 kbit/s of a fast line: no second takes more than one and a half times that."""
        line = SlowLine(self.server.port, 10_000_000)
        self.addCleanup(line.close)
        self.settings(f'url = "https://127.0.0.1:{line.port}"', "bandwidth_ceiling = 32")
        rows = ",".join(f'{{"date": "2024-05-03", "activity": "{index} {hash(str(index)) ** 9}"}}' for index in range(250))
        self.agent.ok("import", "-", stdin=f'{{"reports": [{{"office": "4301", "month": "2024-05", "activities": [{rows}]}}]}}')
        began = time.monotonic()
        self.assertEqual(0, self.agent.sync().status)
        self.assertEqual(0, self.agent.outbox())
        carried = sum(size for _, size in line.carried)
        self.assertGreater(carried, 20_000)
        self.assertGreater(time.monotonic() - began, carried / 4_000 * 0.8)
        for when, _ in line.carried:
            window = sum(size for at, size in line.carried if when <= at < when + 1)
            self.assertLess(window, 4_000 * 1.5 + 3_000)  # a handshake is no part of it
        status = self.agent.status()
        self.assertLess(status["bytes_per_second"], 4_500)
        self.agent.record("one more")
        self.assertGreaterEqual(self.agent.status()["seconds_needed"], 0)
        self.assertIn("At the line's speed of late", self.agent.ok("status").out)

    def test_over_a_line_of_a_few_bytes_a_second_a_report_arrives(self):
        """100 bytes a second with a patience of 6 s is 20 bytes a second with the 30 s that are usual: the
        handshake alone is silent for longer at first, and an attempt after that gets through."""
        line = SlowLine(self.server.port, 100)
        self.addCleanup(line.close)
        self.settings(f'url = "https://127.0.0.1:{line.port}"', "stalled_seconds = 6")
        row = self.agent.record("by the slowest of lines")
        self.agent.ok("submit", "--month", "2024-04")
        for attempt in range(1, 6):
            if self.agent.sync().status == 0:
                break
        self.assertEqual(0, self.agent.outbox(), f"after {attempt} attempts")
        self.assertIn(row, self.server.rows("4301"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
