#!/usr/bin/env python3
"""tus-js-client, which others wrote, against the real server: cut anywhere, it resumes and arrives whole."""
import hashlib
import json
import os
import random
import subprocess
import unittest

from bad_line import SlowLine
from pictures import Pictures
from programs import ROOT, SECONDS_MAX, SystemTest, wait_for

CLIENT = ROOT / "tests" / "tus_client"


# What npm says when there is no way to its registry, or only one that it cannot trust (a network that looks into
# TLS with a certificate of its own, which this machine was not told of).
NO_REGISTRY = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH",
               "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_VERIFY_LEAF_SIGNATURE")


def install():
    """What the lock file names, once; without running anything of it."""
    lock = (CLIENT / "package-lock.json").read_bytes()
    mark = CLIENT / "node_modules" / ".installed"
    if mark.exists() and mark.read_text() == hashlib.sha256(lock).hexdigest():
        return
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"], cwd=CLIENT,
                          check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                          timeout=SECONDS_MAX)
    if done.returncode != 0:
        if any(f"code {code}" in done.stdout for code in NO_REGISTRY):
            print("skipped: the npm registry cannot be reached from here\n" + done.stdout, flush=True)
            raise unittest.SkipTest("no npm registry")
        raise AssertionError(done.stdout)
    mark.write_text(hashlib.sha256(lock).hexdigest())


class IndependentClient(SystemTest):
    @classmethod
    def setUpClass(cls):
        install()

    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve("--plain")
        self.pictures = Pictures(1)
        self.token = self.token_of("4301")

    def token_of(self, office):
        """As an agent of that office shows it."""
        line = SlowLine(self.server.port, 1, 1 << 30)
        self.addCleanup(line.close)
        url = f"http://127.0.0.1:{line.port}"
        agent = self.new_agent(office).enrol(self.server.code(office, "--url", url))
        Pictures(2).record(agent, 1, 1, (100, 100), office=office)
        # On a busy machine a contact may end before its pictures went; the next one goes on.
        return wait_for(lambda: agent.sync() and line.token())

    def upload(self, file, port=None, **how):
        path = self.folder / "picture"
        path.write_bytes(file)
        asked = {"endpoint": f"http://127.0.0.1:{port or self.server.port}/v1/evidence", "token": self.token,
                 "file": str(path), "sha256": hashlib.sha256(file).hexdigest(), **how}
        environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        done = subprocess.run(["node", str(CLIENT / "upload.js"), json.dumps(asked)], capture_output=True,
                              encoding="utf-8", timeout=SECONDS_MAX, env=environment, check=False)
        self.assertEqual(0, done.returncode, done.stderr)
        return json.loads(done.stdout)

    def holds(self, file):
        return self.pictures.held(self.server).get(hashlib.sha256(file).hexdigest()) == file

    def test_it_uploads_in_one_piece_in_chunks_and_with_the_creation(self):
        for number, how in enumerate([{}, {"chunk": 7_000}, {"with_creation": True},
                                      {"chunk": 9_999, "with_creation": True}]):
            file = random.Random(number).randbytes(50_000)
            self.assertEqual("success", self.upload(file, **how)["ended"], how)
            self.assertTrue(self.holds(file))
            self.assertEqual("success", self.upload(file, **how)["ended"], "what is here is here")

    def test_it_stops_and_goes_on_later_where_it_was(self):
        file = random.Random(5).randbytes(60_000)
        stopped = self.upload(file, chunk=10_000, stop_after=30_000)
        self.assertEqual("stopped", stopped["ended"])
        self.assertFalse(self.holds(file))
        self.server.kill()
        self.server.serve("--plain")
        self.assertEqual("success", self.upload(file, url=stopped["url"])["ended"])
        self.assertTrue(self.holds(file))

    def test_it_is_cut_at_any_byte_and_arrives_whole(self):
        retries = 0
        for seed in range(6):
            line = SlowLine(self.server.port, seed, 2_000_000, cut_every=0.06)
            self.addCleanup(line.close)
            file = random.Random(100 + seed).randbytes(200_000)
            ended = self.upload(file, port=line.port, chunk=[None, 30_000][seed % 2])
            self.assertEqual("success", ended["ended"], ended)
            self.assertTrue(self.holds(file))
            retries += ended["retries"]
        self.assertGreater(retries, 3, "the line was cut")

    def test_it_takes_an_upload_back(self):
        file = random.Random(6).randbytes(60_000)
        ended = self.upload(file, chunk=10_000, stop_after=30_000, terminate=True)
        self.assertEqual("terminated", ended["ended"])
        self.assertEqual([], list((self.server.folder / "uploads").glob("*")))

    def test_it_is_told_when_it_may_not(self):
        file = random.Random(7).randbytes(1_000)
        self.token = "forged"
        self.assertEqual(401, self.upload(file)["status"])
        self.assertFalse(self.holds(file))

    def test_bytes_that_are_not_what_their_name_says_are_not_kept(self):
        file = random.Random(8).randbytes(1_000)
        ended = self.upload(file, sha256=hashlib.sha256(b"another").hexdigest())
        self.assertEqual(460, ended["status"])
        self.assertEqual(1, len(self.pictures.held(self.server)))


if __name__ == "__main__":
    unittest.main()
