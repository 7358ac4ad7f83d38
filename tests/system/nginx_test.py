#!/usr/bin/env python3
"""The real nginx before the server, by packaging/nginx/phirap.conf: agents know the server's key through it,
and clients that drip hold up nobody."""
import pathlib
import socket
import ssl
import sys
import time
import unittest

from programs import ROOT, SystemTest

sys.path.insert(0, str(ROOT / "tests" / "support"))
from nginx import Nginx  # noqa: E402

SLOW = 300  # nearly five times the server's threads
HEAD = b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"


class BehindNginx(SystemTest):
    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve("--plain")
        self.nginx = Nginx(self.folder / "nginx", self.server.port, self.server.folder)
        self.addCleanup(self.nginx.stop)
        code = self.server.code("4301", "--url", f"https://127.0.0.1:{self.nginx.port}")
        self.agent = self.new_agent("agent").enrol(code)

    def drip(self, count):
        """Clients that began a request, over TLS, and give no more."""
        context = ssl._create_unverified_context()
        for _ in range(count):
            raw = socket.create_connection(("127.0.0.1", self.nginx.port), 30)
            slow = context.wrap_socket(raw)
            self.addCleanup(slow.close)
            slow.sendall(HEAD + b"x" * 100)
            yield slow

    def server_threads(self):
        return len(list(pathlib.Path(f"/proc/{self.server.serving.process.pid}/task").iterdir()))

    def test_the_agent_finds_the_servers_own_key_at_nginx_and_its_rows_arrive(self):
        row = self.agent.record("through nginx")
        self.assert_synced(self.agent)
        self.assertIn(row, self.server.rows("4301"))
        self.assertEqual("reached", self.agent.status()["last_attempt"]["ending"])

    def test_clients_that_drip_cost_the_server_nothing_and_hold_up_nobody(self):
        slow = list(self.drip(SLOW))
        threads = self.server_threads()
        row = self.agent.record("in between")
        began = time.monotonic()
        self.assert_synced(self.agent)
        self.assertLess(time.monotonic() - began, 10)
        self.assertIn(row, self.server.rows("4301"))
        self.assertLess(threads, 20)
        for one in slow:
            one.sendall(b"x")  # they are all still there

    def test_what_is_no_door_of_ours_ends_at_nginx_and_a_body_too_large_too(self):
        context = ssl._create_unverified_context()
        for request, status in ((b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", b" 404 "),
                                (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b" 404 "),
                                (b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n", b" 200 "),
                                (b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n", b" 413 ")):
            with context.wrap_socket(socket.create_connection(("127.0.0.1", self.nginx.port), 30)) as client:
                client.sendall(request)
                self.assertIn(status, client.recv(4096).split(b"\r\n")[0] + b" ")

    def test_a_server_that_is_away_is_an_unknown_outcome_and_nothing_is_lost(self):
        self.assert_synced(self.agent)
        self.agent.record("while it is away")
        self.server.stop()
        done = self.agent.sync()
        self.assertEqual(3, done.status, done)
        self.assertEqual(1, self.agent.outbox())
        self.server.serve("--plain")
        self.assert_synced(self.agent)


if __name__ == "__main__":
    unittest.main(verbosity=2)
