#!/usr/bin/env python3
"""The line comes back, in a network of its own: the service notices by itself, says so, and sends."""
import os
import subprocess
import time
import unittest

from programs import AGENT, SERVER, SystemTest, wait_for

NOTICED_S = 30
SERVER_ADDRESS = "10.99.0.1"  # behind the router: without a default route there is no way


def within(network, *command):
    """The command line that runs in that network. `ip -n` would mount /sys anew, which a chroot does not let it."""
    return ["nsenter", f"--net=/run/netns/{network}", *command]


def ip(*words, network=None):
    command = ["ip", *words]
    subprocess.run(within(network, *command) if network else command, check=True, capture_output=True)


@unittest.skipUnless(os.geteuid() == 0, "networks are made, which root alone may do")
class LineReturns(SystemTest):
    def setUp(self):
        super().setUp()
        self.office, self.centre = f"phirap-o{os.getpid()}", f"phirap-c{os.getpid()}"
        for name in (self.office, self.centre):
            ip("netns", "add", name)
            self.addCleanup(ip, "netns", "del", name)
            ip("link", "set", "lo", "up", network=name)
        ip("link", "add", "office0", "netns", self.office, "type", "veth", "peer", "name", "centre0", "netns",
           self.centre)
        ip("addr", "add", "10.77.0.1/24", "dev", "centre0", network=self.centre)
        ip("addr", "add", f"{SERVER_ADDRESS}/32", "dev", "lo", network=self.centre)
        ip("link", "set", "centre0", "up", network=self.centre)
        self.office_ip("addr", "add", "10.77.0.2/24", "dev", "office0")
        self.office_ip("link", "set", "office0", "up")
        self.add_route()
        server = self.new_server()
        self.serving = subprocess.Popen(
            within(self.centre, str(SERVER), "--data", str(server.folder), "serve", "--listen", f"{SERVER_ADDRESS}:0"),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.serving.wait)
        self.addCleanup(self.serving.kill)
        url = wait_for(lambda: (server.folder / "address").exists() and (server.folder / "address").read_text().strip())
        self.agent = self.new_agent("agent").enrol(server.code("4301", "--url", url))
        log = open(self.agent.folder / "serve.log", "wb")
        self.addCleanup(log.close)
        self.service = subprocess.Popen(
            within(self.office, str(AGENT), "--data", str(self.agent.folder), "serve"),
            stdout=log, stderr=log, env=dict(os.environ, PHIRAP_LANG="en"))
        self.addCleanup(self.service.wait)
        self.addCleanup(self.service.kill)
        wait_for(lambda: "Ready" in self.agent.log())
        self.assertEqual(0, self.agent.sync().status)

    def office_ip(self, *words):
        ip(*words, network=self.office)

    def add_route(self):
        self.office_ip("route", "add", "default", "via", "10.77.0.1")

    def fail_often(self):
        """The backoff is at half an hour now: chance alone would bring an attempt in 30 s once in sixty."""
        self.agent.record("while the line is away")
        for _ in range(12):
            self.assertEqual(3, self.agent.sync().status)

    def assert_sent_soon(self, what):
        before = time.monotonic()
        wait_for(lambda: self.agent.outbox() == 0, NOTICED_S)
        self.assertIn(f"line came up: {what}", self.agent.log())
        self.assertLess(time.monotonic() - before, NOTICED_S)

    def test_a_route_that_comes_back_brings_an_attempt_within_half_a_minute(self):
        self.office_ip("route", "del", "default")
        self.fail_often()
        self.add_route()
        self.assert_sent_soon("default route by office0")

    def test_a_cable_that_is_put_in_again_brings_an_attempt_within_half_a_minute(self):
        ip("link", "set", "centre0", "down", network=self.centre)
        self.fail_often_without_carrier()
        ip("link", "set", "centre0", "up", network=self.centre)
        self.assert_sent_soon("link office0")

    def fail_often_without_carrier(self):
        # No carrier and a route that stands: each attempt would wait its whole time for an answer.
        self.office_ip("route", "add", "unreachable", SERVER_ADDRESS)
        self.fail_often()
        self.office_ip("route", "del", "unreachable", SERVER_ADDRESS)


if __name__ == "__main__":
    unittest.main(verbosity=2)
