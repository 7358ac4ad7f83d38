#!/usr/bin/env python3
"""The server's door as the internet finds it, without nginx before it: slow clients by the hundred, floods,
TLS, and what its answers give away (packaging/SECURITY.md).

Longer by hand: PHIRAP_ATTACK=long."""
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import time
import unittest
import warnings

from own_client import OwnClient, ask
from programs import SANITIZED, SystemTest

LONG = os.environ.get("PHIRAP_ATTACK") == "long"
HEALTH = b"GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n"
# An honest request beside an attack; alone it takes some milliseconds.
SECONDS_MAX = 2
MIB_MAX = 48


def loose_context(version=None):
    context = ssl._create_unverified_context()
    if version:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = context.maximum_version = version
    return context


class Door(SystemTest):
    arguments = ()

    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve(*self.arguments)

    def of_process(self, name):
        status = pathlib.Path(f"/proc/{self.server.serving.process.pid}/status").read_text()
        return int(re.search(name + r":\s+(\d+)", status)[1])

    def mib(self):
        return self.of_process("VmRSS") / 1024

    def assert_grown(self, before_mib, mib_max, what=None):
        grown = self.mib() - before_mib
        if not SANITIZED:
            self.assertLess(grown, mib_max, what)
        return grown

    def connect(self):
        peer = socket.create_connection(("127.0.0.1", self.server.port), 30)
        self.addCleanup(peer.close)
        return peer

    def over_tls(self):
        peer = loose_context().wrap_socket(self.connect())
        self.addCleanup(peer.close)
        return peer

    def honest(self):
        """How long one takes that asks and is answered."""
        began = time.monotonic()
        peer = self.connect() if self.arguments else self.over_tls()
        peer.sendall(HEALTH)
        answer = peer.recv(4096)
        peer.close()
        self.assertIn(b"200", answer)
        return time.monotonic() - began

    def assert_served_within_bounds(self, what, before_mib):
        slowest = max(self.honest() for _ in range(10))
        grown = self.assert_grown(before_mib, MIB_MAX, what)
        print(f"{what}: honest {slowest * 1000:.0f} ms, grown {grown:.1f} MiB, {self.of_process('Threads')} threads")
        self.assertLess(slowest, SECONDS_MAX, what)


class SlowClients(Door):
    def test_hundreds_that_hang_at_every_stage_delay_nobody(self):
        before = self.mib()
        for _ in range(100):
            self.connect()
            self.connect().sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(20))
            self.over_tls().sendall(b"POST /v1/sync HTTP/1.1\r\nHost: a\r\nX-")
            self.over_tls().sendall(b"POST /v1/sync HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n" + b"x" * 500)
            self.over_tls().sendall(b"POST /v1/evidence HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n" + b"x" * 500)
        self.assert_served_within_bounds("500 slow over TLS", before)
        self.assertLess(self.of_process("Threads"), 20, "who waits for a peer holds no thread")
        self.server.stop()


@unittest.skipUnless(shutil.which("slowhttptest"), "slowhttptest is not installed")
class SlowHttpTest(Door):
    arguments = ("--plain",)
    seconds = 60 if LONG else 4
    connections = 1000 if LONG else 300

    def attack(self, *kind, path="/v1/sync"):
        before = self.mib()
        attack = subprocess.Popen(
            ["slowhttptest", *kind, "-c", str(self.connections), "-r", "200", "-i", "2", "-l", str(self.seconds),
             "-u", f"http://127.0.0.1:{self.server.port}{path}", "-p", "3"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.folder)
        slowest = 0
        while attack.poll() is None:
            slowest = max(slowest, self.honest())
            time.sleep(0.1)
        said = attack.communicate()[0]
        grown = self.assert_grown(before, MIB_MAX)
        print(f"slowhttptest {' '.join(kind)} -c {self.connections} -l {self.seconds}: honest {slowest * 1000:.0f} ms,"
              f" grown {grown:.1f} MiB")
        self.assertEqual(0, attack.returncode, said[-2000:])
        self.assertLess(slowest, SECONDS_MAX)

    def test_slow_heads(self):
        self.attack("-H")

    def test_slow_bodies(self):
        self.attack("-B", "-s", "8192", "-t", "POST")

    def test_slow_reads(self):
        self.attack("-X", "-w", "10", "-y", "20", "-n", "2", "-z", "8", "-k", "1", path="/metrics")

    def test_ranges(self):
        self.attack("-R", "-a", "10", "-b", "3000", path="/v1/health")


class Floods(Door):
    arguments = ("--plain",)
    MIB = 32

    def flood(self, beginning, piece):
        """As much as is taken of `piece`, again and again, up to MIB; what was answered."""
        peer = self.connect()
        sent = 0
        try:
            peer.sendall(beginning)
            while sent < self.MIB << 20:
                peer.sendall(piece)
                sent += len(piece)
        except OSError:
            pass
        try:
            return peer.recv(4096)
        except OSError:
            return b""
        finally:
            peer.close()

    def test_whatever_has_no_end_is_not_kept(self):
        before = self.mib()
        post = b"POST /v1/sync HTTP/1.1\r\nHost: a\r\n"
        for what, beginning, piece in (
                ("a request line", b"GET /", b"a" * 65536),
                ("a method", b"", b"A" * 65536),
                ("a header", b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"a" * 65536),
                ("headers", b"GET / HTTP/1.1\r\nHost: a\r\n", b"X: y\r\n" * 10000),
                ("empty lines", b"", b"\r\n" * 30000),
                ("a body past its length", post + b"Content-Length: 4\r\n\r\n", b"x" * 65536),
                ("a body too long", post + b"Content-Length: 99999999\r\n\r\n", b"x" * 65536),
                ("chunks", post + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
                ("a chunk's extension", post + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 65536),
                ("a body for nobody", b"PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", b"x" * 65536),
                ("a picture without a token",
                 b"POST /v1/evidence HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", b"x" * 65536)):
            with self.subTest(what):
                self.flood(beginning, piece)
                self.assert_grown(before, 8, what)
        self.assert_served_within_bounds("after floods", before)

    def test_a_thousand_requests_that_are_not_ours_leave_few_lines_in_the_log(self):
        before = self.mib()
        client = OwnClient(self.server, "4301")
        for _ in range(1000):
            client.post("/v1/sync", os.urandom(64))
            self.assertEqual((400, b""), (client.status, client.answer))
        log = (self.server.folder / "serve.log").read_text()
        self.assertLess(log.count("refuse sync"), 60)
        self.assert_served_within_bounds("after 1,000 refused", before)

    def test_bombs_inflate_no_further_than_they_said(self):
        import zlib
        from own_client import Code, DAMAGED
        client = OwnClient(self.server, "4301")
        client.enrol(Code(self.server.code("4301")))
        client.operation("x")
        before = self.mib()
        bomb = zlib.compress(bytes(200 << 20), 9)
        for raw_bytes in (10, 240 * 1024, 240 * 1024 + 1, 200 << 20, (1 << 63) - 1):
            frame = client.frame(deflated=bomb, raw_bytes=raw_bytes)
            word = client.round(frames=[frame] * 3)
            self.assertEqual(DAMAGED, word[4], raw_bytes)
        self.assert_grown(before, 8)
        self.assertEqual(415, int(ask(self.server.port, b"POST /v1/sync HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n"
                                      b"Content-Length: 3\r\n\r\nabc").split()[1]))


class GivesNothingAway(Door):
    arguments = ("--plain",)
    TELLING = re.compile(rb"exception|what\(|sql|select |insert|near \"|\.cpp|\.h:|/var/|/tmp/|/root|/home|std::|errno|"
                         rb"httplib|openssl|sqlite|phirap-[^\s]*/", re.I)

    def requests(self):
        odd = ["'", "\"; DROP TABLE agent; --", "../../etc/passwd", "%00", "\x1b[2J", "A" * 400, "{{7*7}}", "ก"]
        token = "Authorization: Bearer {}\r\nTus-Resumable: 1.0.0\r\n"
        for one in odd:
            safe = one.replace(" ", "%20").replace("\x1b", "%1b").replace("ก", "%E0%B8%81")
            for path in (f"/{safe}", f"/v1/sync/{safe}", f"/v1/evidence/{safe}", f"/v1/health?x={safe}", f"/metrics/{safe}"):
                for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"):
                    yield f"{method} {path} HTTP/1.1\r\nHost: {safe}\r\nContent-Length: 0\r\n\r\n".encode()
            for header in ("Authorization: Bearer ", "Upload-Metadata: sha256 ", "Upload-Length: ", "Upload-Offset: ",
                           "Upload-Checksum: sha1 ", "X-HTTP-Method-Override: ", "Content-Type: ", "Host: ", "X-Real-IP: "):
                yield (f"POST /v1/evidence HTTP/1.1\r\nHost: a\r\n{token.format('x')}{header}{one}\r\n"
                       "Content-Length: 0\r\n\r\n").encode()

    def test_no_answer_tells_what_is_inside(self):
        for request in self.requests():
            answer = ask(self.server.port, request)
            self.assertIsNone(self.TELLING.search(answer), (request, answer))
            self.assertNotIn(b"500", answer.split(b"\r\n")[0], request)
        self.honest()

    def test_no_header_of_an_answer_is_made_by_the_peer(self):
        for header in ("Upload-Metadata", "Upload-Length", "Authorization", "Tus-Resumable", "X-Other", "Content-Type"):
            for injection in ("%0d%0aX-Injected: 1", "\rX-Injected: 1", "a%0aX-Injected: 1"):
                answer = ask(self.server.port, f"POST /v1/evidence HTTP/1.1\r\nHost: a\r\n{header}: {injection}\r\n"
                             "Content-Length: 0\r\n\r\n".encode())
                self.assertNotIn(b"X-Injected", answer.split(b"\r\n\r\n")[0])

    def test_a_request_never_hides_in_another(self):
        hidden = b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"
        for head in (b"Content-Length: 0\r\n", b"Content-Length: 5\r\nContent-Length: 0\r\n",
                     b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", b"Transfer-Encoding: chunked\r\n",
                     b"Transfer-Encoding:\x0bchunked\r\nContent-Length: 0\r\n", b"Content-Length: 0\r\n x: y\r\n",
                     b"X: a\nContent-Length: 0\r\n", b"Content-Length: 0\r\nConnection: keep-alive\r\n"):
            answer = ask(self.server.port, b"POST /v1/sync HTTP/1.1\r\nHost: a\r\n" + head + b"\r\n0\r\n\r\n" + hidden)
            self.assertEqual(1, answer.count(b"HTTP/1.1 "), head)
            self.assertNotIn(b"phirap_", answer, head)


class Tls(Door):
    def test_only_1_2_and_1_3_are_spoken(self):
        for version, spoken in ((ssl.TLSVersion.TLSv1, False), (ssl.TLSVersion.TLSv1_1, False),
                                (ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_3, True)):
            context = loose_context(version)
            context.set_ciphers("ALL:@SECLEVEL=0")
            try:
                with context.wrap_socket(self.connect()) as peer:
                    self.assertTrue(spoken, version)
                    self.assertEqual(version.name, peer.version().replace(".", "_"))
            except ssl.SSLError:
                self.assertFalse(spoken, version)

    def test_suites_without_forward_secrecy_or_authentication_are_not_spoken(self):
        for weak in ("AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384",
                     "ECDHE-ECDSA-AES128-CCM8", "aNULL", "eNULL", "DHE", "CAMELLIA", "ARIA", "PSK"):
            context = loose_context(ssl.TLSVersion.TLSv1_2)
            context.set_ciphers(weak + ":@SECLEVEL=0")
            with self.assertRaises((ssl.SSLError, ConnectionError), msg=weak):
                context.wrap_socket(self.connect()).close()
        context = loose_context(ssl.TLSVersion.TLSv1_2)
        context.set_ciphers("ECDHE-ECDSA-AES128-GCM-SHA256")
        context.wrap_socket(self.connect()).close()

    @unittest.skipUnless(shutil.which("openssl"), "openssl is not installed")
    def test_no_handshake_is_begun_anew_inside_of_a_connection(self):
        done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{self.server.port}", "-tls1_2"],
                              input="R\n" + HEALTH.decode(), capture_output=True, text=True, timeout=30, check=False)
        self.assertIn("no renegotiation", done.stdout + done.stderr)

    @unittest.skipUnless(shutil.which("sslscan"), "sslscan is not installed")
    def test_sslscan_finds_nothing_weak(self):
        done = subprocess.run(["sslscan", "--no-colour", f"127.0.0.1:{self.server.port}"], capture_output=True, text=True,
                              timeout=60, check=False)
        for line in ("SSLv2     disabled", "SSLv3     disabled", "TLSv1.0   disabled", "TLSv1.1   disabled",
                     "TLSv1.2   enabled", "TLSv1.3   enabled", "Session renegotiation not supported",
                     "TLSv1.3 not vulnerable to heartbleed"):
            self.assertIn(line, done.stdout)
        suites = re.findall(r"^(?:Preferred|Accepted)\s+\S+\s+\d+ bits\s+(\S+)", done.stdout, re.M)
        self.assertTrue(suites)
        for suite in suites:
            self.assertRegex(suite, "GCM|CHACHA20|POLY1305")
            self.assertRegex(suite, "^(TLS_|ECDHE-)")

    @unittest.skipUnless(LONG, "minutes; by hand: PHIRAP_ATTACK=long")
    @unittest.skipUnless(shutil.which("testssl"), "testssl is not installed")
    def test_testssl_finds_no_vulnerability(self):
        report = self.folder / "testssl.csv"
        subprocess.run(["testssl", "--quiet", "--warnings", "off", "--color", "0", "-p", "-s", "-f", "-U", "--csvfile",
                        report, f"127.0.0.1:{self.server.port}"], capture_output=True, text=True, timeout=600, check=False,
                       stdin=subprocess.DEVNULL)
        lines = report.read_text().splitlines()
        bad = [line for line in lines if re.search(r'"(LOW|MEDIUM|HIGH|CRITICAL)"', line)]
        print(f"testssl: {len(lines)} findings, above INFO: {bad}")
        self.assertGreater(len(lines), 40)
        self.assertEqual([], bad)


if __name__ == "__main__":
    unittest.main(verbosity=2)
