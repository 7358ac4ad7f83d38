#!/usr/bin/env python3
"""The desk's door over real sockets: who comes in, who does not, and that a stranger costs nobody anything."""
import concurrent.futures
import gzip
import hashlib
import json
import os
import random
import re
import socket
import subprocess
import unittest

from desk_client import Browser, raw
from programs import AGENT, Serving, SystemTest, run, wait_for

ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|\[::1\]):(\d+)/\?launch=([0-9a-f]{32})")
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Connection": "close",
}


class Desk(SystemTest):
    """An office's PC whose server nobody reaches, and its desk."""

    def setUp(self):
        super().setUp()
        server = self.new_server()
        self.code = server.code("4301", "--url", "https://127.0.0.1:9")
        self.other_code = server.code("4301", "--url", "https://127.0.0.1:9")
        self.agent = self.new_agent("agent")
        self.addCleanup(self.agent.kill)

    def serve(self, port=0, enrolled=True):
        if enrolled and not (self.agent.folder / "agent.db").exists():
            self.agent.enrol(self.code)
        self.agent.folder.mkdir(exist_ok=True)
        before = len(self.agent.log())
        self.agent.serving = Serving(AGENT, self.agent.folder, "--desk", f"127.0.0.1:{port}")

        def address():
            assert self.agent.serving.process.poll() is None, self.agent.log()
            return ADDRESS.search(self.agent.log()[before:])

        self.port = int(wait_for(address)[1])
        return self.port

    def launch_address(self):
        return self.agent.ok("desk", "--json").json()["url"]

    def browser(self, **more):
        browser = Browser(self.port, **more)
        reply = browser.open(self.launch_address())
        self.assertEqual(200, reply.status, reply)
        self.assertIn("phirap_desk", browser.cookies)
        return browser

    def assert_serves(self):
        self.assertNotEqual(401, self.inside.get("/api/where").status)
        self.assertEqual(0, self.agent.run("status").status)


class Door(Desk):
    def setUp(self):
        super().setUp()
        self.serve()
        self.inside = self.browser()

    def test_an_address_lets_in_once_and_the_cookie_is_for_our_pages_alone(self):
        url = self.launch_address()
        first, second = Browser(self.port), Browser(self.port)
        cookie = first.open(url).cookies()[0]
        self.assertRegex(cookie, r"^phirap_desk=\d+\.[0-9a-f]{64}; Max-Age=\d+; Path=/; HttpOnly; SameSite=Strict$")
        self.assertEqual(403, second.open(url).status)
        self.assertEqual({}, second.cookies)
        self.assertEqual(303, first.open(url).status, "the browser that is in may load the address again")
        self.assertEqual(401, second.get("/api/where").status)
        self.assertEqual("desk_closed", second.get("/api/where").key)
        self.assertEqual(403, second.get("/").status)
        self.assertIn("phirap-agent desk --open", second.get("/months").body.decode())

    def test_a_page_left_open_goes_on_after_kill_9_with_the_cookie_it_has(self):
        self.agent.kill()
        self.serve(self.port)
        self.assertNotIn(self.inside.get("/api/where").status, (401, 403))

    def test_the_cookie_of_another_folder_lets_nobody_in(self):
        other = self.new_agent("other").enrol(self.other_code)
        other.serve("--desk", "127.0.0.1:0")
        self.addCleanup(other.kill)
        browser = Browser(self.port)
        browser.open(other.ok("desk").out.strip().replace("\n", ""))
        self.assertEqual({}, browser.cookies)
        there = Browser(int(ADDRESS.search(other.ok("desk").out)[1]))
        there.open(other.ok("desk").out.strip())
        browser.cookies = dict(there.cookies)
        self.assertEqual(401, browser.get("/api/where").status)

    # DNS rebinding: the page of evil.example, whose name now means 127.0.0.1.
    def test_under_another_name_nobody_is_answered(self):
        for host in ("evil.example", f"evil.example:{self.port}", f"127.0.0.1:{self.port + 1}", "127.0.0.1",
                     f"127.0.0.1:{self.port}.evil.example", f"localhost.evil.example:{self.port}", f"0.0.0.0:{self.port}"):
            with self.subTest(host):
                reply = self.inside.get("/api/where", headers={"Host": host})
                self.assertEqual(421, reply.status)
                self.assertEqual("desk_wrong_host", reply.key)
                self.assertEqual(421, self.inside.get("/", headers={"Host": host}).status)
                launch = re.sub(r"^http://[^/]+", "", self.launch_address())
                self.assertEqual([], self.inside.get(launch, headers={"Host": host}).cookies())
        self.assertEqual(200, self.inside.post("/api/language", {"lang": "th"}, headers={
            "Host": f"localhost:{self.port}", "Origin": f"http://localhost:{self.port}"}).status)

    def test_a_page_of_another_place_changes_nothing(self):
        ours = f"http://127.0.0.1:{self.port}"
        attacks = {
            "another site's fetch": {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"},
            "another program's page on this PC": {"Origin": f"http://127.0.0.1:{self.port + 1}", "Sec-Fetch-Site": "same-site"},
            "a form": {"Content-Type": "application/x-www-form-urlencoded"},
            "a form as text": {"Content-Type": "text/plain"},
            "a form with a file": {"Content-Type": "multipart/form-data; boundary=x"},
            "a page in a sandbox": {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
            "an old browser, another site": {"Origin": "http://evil.example", "Sec-Fetch-Site": ""},
            "a prefix of ours": {"Origin": ours + ".evil.example"},
            "TLS, which we do not speak": {"Origin": ours.replace("http", "https")},
        }
        for what, headers in attacks.items():
            with self.subTest(what):
                reply = self.inside.post("/api/language", {"lang": "en"}, headers=headers)
                self.assertIn(reply.status, (403, 415), reply)
                self.assertNotIn("phirap_lang", self.inside.cookies)
        with self.subTest("nobody says whose page it is"):
            reply = self.inside.post("/api/language", {"lang": "en"}, leave_out=("Origin", "Sec-Fetch-Site"))
            self.assertEqual((403, "desk_another_page"), (reply.status, reply.key))
        self.assertEqual(403, self.inside.get("/api/where", headers={"Sec-Fetch-Site": "same-site"}).status)
        self.assertIn(self.inside.send("OPTIONS", "/api/where", headers={
            "Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}).status, (403, 405))
        self.assertEqual(200, self.inside.post("/api/language", {"lang": "en"}).status)

    def test_every_reply_says_what_its_page_may_load_and_nothing_is_shared(self):
        stranger = Browser(self.port)
        for reply in (self.inside.get("/"), self.inside.get("/api/where"), self.inside.get("/no/such/page"),
                      stranger.get("/"), stranger.get("/api/where"), self.inside.get("/", headers={"Host": "evil.example"}),
                      self.inside.post("/api/language", {"lang": "th"}), self.inside.post("/api/language", {"lang": "xx"})):
            with self.subTest(reply):
                for name, value in HEADERS.items():
                    self.assertEqual(value, reply.header(name))
                self.assertIsNone(reply.header("Access-Control-Allow-Origin"))
                self.assertIn("no-store", reply.header("Cache-Control"))
                self.assertNotRegex(reply.body.decode(), r"<script(?![^>]*\bsrc=)|<style|style=|onclick=")

    def test_the_files_of_the_pages_are_kept_by_the_browser_and_asked_for_once(self):
        shell = self.inside.get("/")
        self.assertEqual((200, "text/html; charset=utf-8"), (shell.status, shell.header("Content-Type")))
        self.assertIsNone(shell.header("Content-Encoding"))
        self.assertNotIn(b"{{", shell.body)
        names = re.findall(r'(?:href|src)="(/[^"]+\.(?:js|css|svg|woff2))"', shell.body.decode())
        self.assertGreater(len(names), 2)
        stranger = Browser(self.port)
        for name in names:
            with self.subTest(name):
                reply = stranger.get(name)
                self.assertEqual((200, "gzip"), (reply.status, reply.header("Content-Encoding")))
                self.assertEqual("private, max-age=31536000, immutable", reply.header("Cache-Control"))
                self.assertIn(reply.header("Content-Type").split(";")[0],
                              ("text/javascript", "text/css", "image/svg+xml", "font/woff2"))
                self.assertEqual("nosniff", reply.header("X-Content-Type-Options"))
                tag = reply.header("ETag")
                self.assertTrue(hashlib.sha256(gzip.decompress(reply.body)).hexdigest().startswith(tag.strip('"')))
                again = stranger.get(name, headers={"If-None-Match": tag})
                self.assertEqual((304, b""), (again.status, again.body))
                self.assertEqual(200, stranger.get(name, headers={"If-None-Match": '"other"'}).status)
                self.assertEqual(406, stranger.get(name, headers={"Accept-Encoding": "identity"}).status)
                self.assertEqual(406, stranger.get(name, headers={"Accept-Encoding": "br, gzip;q=0"}).status)
                head = stranger.send("HEAD", name)
                self.assertEqual((200, b"", str(len(reply.body))), (head.status, head.body, head.header("Content-Length")))
        self.assertNotIn(b"http://", re.sub(rb'http://127\.0\.0\.1', b"", shell.body).replace(b"http://www.w3.org", b""))
        self.assertEqual(404, self.inside.get("/desk.html").status)
        self.assertEqual(404, self.inside.get("/../../etc/passwd").status)
        self.assertEqual(404, self.inside.get("/%2e%2e/desk.key").status)

    def test_a_peer_that_does_not_take_its_answer_holds_up_nobody(self):
        name = max(re.findall(r'(?:href|src)="(/[^"]+)"', self.inside.get("/").body.decode()), key=lambda each: len(self.inside.get(each).body))
        head = f"GET {name} HTTP/1.1\r\nHost: {self.inside.name}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        deaf = []
        try:
            for _ in range(60):
                peer = socket.socket()
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                peer.connect(("127.0.0.1", self.port))
                peer.sendall(head)
                deaf.append(peer)
            self.assertEqual(200, self.inside.post("/api/language", {"lang": "th"}).status)
        finally:
            for peer in deaf:
                peer.close()

    def test_a_header_twice_or_a_query_in_two_ways_is_refused(self):
        name, cookie = self.inside.name.encode(), self.inside.cookies["phirap_desk"].encode()
        head = b"POST /api/language HTTP/1.1\r\nHost: " + name + b"\r\nCookie: phirap_desk=" + cookie + b"\r\nContent-Length: 2\r\n"
        good = head + b"Content-Type: application/json\r\nOrigin: http://" + name + b"\r\n"
        for bad in (good + b"Origin: http://evil.example\r\n", good + b"Content-Type: text/plain\r\n",
                    good + b"Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n", good + b"Host: " + name + b"\r\n",
                    good + b"Content-Length: 2\r\n", good + b"Transfer-Encoding: chunked\r\n"):
            with self.subTest(bad):
                self.assertRegex(raw(self.port, bad + b"\r\n{}"), rb"^HTTP/1\.1 4(00|11) ")
        for target in ("/?a=1&a=2", "/%00", "/%ff", "/%2", "/" + "a" * 5000):
            with self.subTest(target[:20]):
                self.assertIn(self.inside.get(target).status, (400, 414))

    def test_a_request_hides_behind_none_that_was_refused(self):
        name = self.inside.name.encode()
        inner = b"GET /api/where HTTP/1.1\r\nHost: " + name + b"\r\n\r\n"
        outer = b"POST /api/language HTTP/1.1\r\nHost: evil.example\r\nContent-Length: %d\r\n\r\n" % len(inner)
        self.assertEqual(1, raw(self.port, outer + inner).count(b"HTTP/1.1 "))
        get = b"GET / HTTP/1.1\r\nHost: " + name + b"\r\n\r\n"
        self.assertEqual(1, raw(self.port, get + inner).count(b"HTTP/1.1 "))

    def test_a_body_too_large_is_refused_by_its_length_and_not_held(self):
        for path, length in (("/api/language", 1 << 20), ("/api/month/2024-04/picture", 1 << 40), ("/api/bundle/import", 65 << 20)):
            reply = raw(self.port, (f"POST {path} HTTP/1.1\r\nHost: {self.inside.name}\r\nOrigin: http://{self.inside.name}\r\n"
                                    f"Content-Type: application/octet-stream\r\nContent-Length: {length}\r\n\r\n").encode() + b"x" * 1000)
            self.assertTrue(reply.startswith(b"HTTP/1.1 413 "), reply)
        # Whoever was not let in brings no bundle, however honest its length.
        stranger = Browser(self.port)
        reply = raw(self.port, (f"POST /api/bundle/import HTTP/1.1\r\nHost: {stranger.name}\r\nOrigin: http://{stranger.name}\r\n"
                                f"Content-Type: application/octet-stream\r\nContent-Length: {60 << 20}\r\n\r\n").encode())
        self.assertTrue(reply.startswith(b"HTTP/1.1 403 "), reply)
        self.assertEqual(403, self.inside.send("POST", "/api/language", b"x" * 1000, headers={"Content-Type": "text/plain"}).status)
        self.assertEqual(400, self.inside.send("POST", "/api/language", b"[" * 60_000).status)
        self.assert_serves()

    def test_peers_that_say_nothing_or_a_byte_now_and_then_hold_up_nobody(self):
        slow = [socket.create_connection(("127.0.0.1", self.port)) for _ in range(150)]
        try:
            for number, peer in enumerate(slow):
                if number % 3 == 1:
                    peer.sendall(b"GET /api/whe")
                elif number % 3 == 2:
                    peer.sendall(f"POST /api/language HTTP/1.1\r\nHost: {self.inside.name}\r\nContent-Length: 60000\r\n\r\n{{".encode())
            for _ in range(20):
                self.assertEqual(200, self.inside.post("/api/language", {"lang": "th"}).status)
        finally:
            for peer in slow:
                peer.close()

    def test_rubbish_is_refused_and_the_next_is_served(self):
        chance = random.Random(4380)
        whole = (f"POST /api/language HTTP/1.1\r\nHost: {self.inside.name}\r\nOrigin: http://{self.inside.name}\r\n"
                 f"Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{{\"lang\": \"th\"}}").encode()
        for _ in range(100):
            with socket.create_connection(("127.0.0.1", self.port), timeout=20) as peer:
                peer.sendall(chance.randbytes(200))
            damaged = bytearray(whole)
            for _ in range(chance.randrange(1, 6)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            with socket.create_connection(("127.0.0.1", self.port), timeout=20) as peer:
                peer.sendall(damaged)
                peer.shutdown(socket.SHUT_WR)
                while peer.recv(65536):
                    pass
        self.assertIsNone(self.agent.serving.process.poll(), self.agent.log()[-2000:])
        self.assert_serves()

    def test_two_tabs_at_once_are_both_answered(self):
        with concurrent.futures.ThreadPoolExecutor(16) as tabs:
            replies = list(tabs.map(lambda number: self.inside.post("/api/language", {"lang": ("th", "en")[number % 2]}), range(200)))
        self.assertEqual({200}, {reply.status for reply in replies})

    def test_no_token_and_no_cookie_is_in_the_log_or_in_a_file_that_others_read(self):
        used = ADDRESS.search(self.launch_address())[2]
        browser = Browser(self.port)
        browser.open(f"http://127.0.0.1:{self.port}/?launch={used}")
        self.inside.post("/api/language", {"lang": "xx"})
        self.assertNotIn(used, self.agent.log())
        for value in list(self.inside.cookies.values()) + list(browser.cookies.values()):
            self.assertNotIn(value, self.agent.log())
        for name in ("desk.key",):
            self.assertEqual(0o600, (self.agent.folder / name).stat().st_mode & 0o777)

    def test_the_language_is_the_browsers_own_choice(self):
        self.assertEqual("desk_request_bad", self.inside.post("/api/language", {"lang": "fr"}).key)
        self.inside.post("/api/language", {"lang": "th"})
        self.assertIn("หน้านี้", self.inside.post("/api/language", {"lang": "fr"}).json()["error"]["message"])
        self.inside.post("/api/language", {"lang": "en"})
        self.assertIn("nothing was done", self.inside.post("/api/language", {"lang": "fr"}).json()["error"]["message"])

    def test_a_pin_locks_whatever_shows_work_and_wrong_ones_wait(self):
        other = self.browser()
        self.assertEqual({"set": False}, self.inside.get("/api/pin").json())
        self.assertEqual("pin_bad", self.inside.post("/api/pin", {"pin": "12", "old": ""}).key)
        self.assertEqual(200, self.inside.post("/api/pin", {"pin": "1234", "old": ""}).status)
        self.assertNotEqual(423, self.inside.get("/api/where").status)
        for path in ("/api/where", "/api/months", "/api/month/2024-04", "/api/picture/" + "0" * 64, "/receipt/2024-04.svg", "/api/pin"):
            self.assertEqual((423, "desk_locked"), (other.get(path).status, other.get(path).key), path)
        self.assertEqual(423, other.post("/api/demo").status)
        for _ in range(3):
            self.assertEqual("pin_wrong", other.post("/api/unlock", {"pin": "0000"}).key)
        self.assertEqual("pin_wait", other.post("/api/unlock", {"pin": "1234"}).key)
        self.agent.kill()
        self.serve(self.port)
        self.assertEqual("pin_wait", other.post("/api/unlock", {"pin": "1234"}).key)
        wait_for(lambda: other.post("/api/unlock", {"pin": "๑๒๓๔"}).status == 200)
        self.assertNotEqual(423, other.get("/api/where").status)
        # A new PIN ends what the old one opened.
        self.assertEqual(200, other.post("/api/pin", {"pin": "4321", "old": "1234"}).status)
        self.assertEqual(423, self.inside.get("/api/where").status)


class Starting(Desk):
    def test_a_pc_without_an_office_is_enrolled_in_the_page_and_goes_on_in_the_same_process(self):
        self.serve(enrolled=False)
        pid = self.agent.serving.process.pid
        browser = self.browser()
        self.assertEqual("/welcome", browser.get("/").header("Location"))
        self.assertFalse(browser.get("/api/where").json()["enrolled"])
        self.assertEqual((409, "desk_not_enrolled"), (browser.get("/api/months").status, browser.get("/api/months").key))
        done = self.agent.run("status")
        self.assertEqual(1, done.status)
        self.assertIn("not enrolled", done.err)
        bad = browser.post("/api/enrol", {"code": self.code[:-1], "machine": "", "author": ""})
        self.assertEqual(400, bad.status, bad)
        reply = browser.post("/api/enrol", {"code": self.code, "machine": "front desk", "author": ""})
        self.assertEqual((200, "4301"), (reply.status, reply.json()["office"]))
        self.assertIsNone(browser.get("/").header("Location"))
        self.assertEqual("front desk", self.agent.status()["machine"])
        self.assertEqual(pid, self.agent.serving.process.pid)
        self.assertIn("Ready", self.agent.log())

    def test_the_code_may_be_typed_in_a_terminal_meanwhile(self):
        self.serve(enrolled=False)
        browser = self.browser()
        done = self.agent.ok("enrol", self.code, "--machine", "back office")
        self.assertIn("4301", done.out)
        wait_for(lambda: "Ready" in self.agent.log())
        self.assertIsNone(browser.get("/").header("Location"))
        self.assertEqual("back office", self.agent.status()["machine"])

    def test_a_service_without_an_office_ends_when_it_is_told(self):
        self.serve(enrolled=False)
        self.agent.stop()
        self.assertEqual(1, self.agent.run("status").status)

    def test_a_demo_office_is_tried_and_leaves_nothing_behind(self):
        self.serve(enrolled=False)
        browser = self.browser()
        self.assertEqual({"demo": True}, browser.post("/api/demo", timeout=60).json())
        self.assertTrue((self.agent.folder / "demo" / "agent.db").exists())
        self.assertGreaterEqual(len(list((self.agent.folder / "demo" / "originals").rglob("*"))), 5)
        self.assertIsNone(browser.get("/").header("Location"))
        self.agent.kill()
        self.serve(self.port, enrolled=False)
        self.assertIsNone(browser.get("/").header("Location"), "it goes on after a kill")
        self.assertEqual({"demo": False}, browser.post("/api/demo/leave").json())
        self.assertEqual("/welcome", browser.get("/").header("Location"))
        self.assertEqual([], [path.name for path in self.agent.folder.iterdir() if "demo" in path.name])

    def test_an_office_tries_the_demo_beside_its_own_work(self):
        self.serve()
        browser = self.browser()
        row = self.agent.record("งานจริง")
        browser.post("/api/demo", timeout=60)
        self.agent.record("งานจริงอีกงาน")
        browser.post("/api/demo/leave")
        report = self.agent.ok("report", "--month", "2024-04", "--json").json()["reports"][0]
        self.assertEqual(2, len(report["activities"]))
        self.assertIn(row[:8], json.dumps(report))

    def test_a_port_that_is_taken_is_named_and_the_service_goes_on_without(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            self.agent.enrol(self.code).serve("--desk", f"127.0.0.1:{port}")
            self.assertIn(f"127.0.0.1:{port}", self.agent.log())
            self.assertIn("go on as usual", self.agent.log())
            self.agent.record("งาน")
            done = self.agent.run("desk")
            self.assertEqual(1, done.status)
            self.assertIn("no pages", done.err)

    def test_what_goes_to_the_journal_holds_no_token(self):
        self.agent.enrol(self.code)
        log = open(self.folder / "journal", "wb")
        # A service manager that took standard error by a pipe.
        service = subprocess.Popen([str(AGENT), "--data", str(self.agent.folder), "serve", "--desk", "127.0.0.1:0"],
                                   stdout=log, stderr=subprocess.PIPE, env=dict(os.environ, PHIRAP_LANG="en", INVOCATION_ID="1" * 32))
        try:
            wait_for(lambda: b"phirap-agent desk --open" in (self.folder / "journal").read_bytes())
            self.assertNotIn(b"launch=", (self.folder / "journal").read_bytes())
        finally:
            service.kill()
            service.communicate()
            log.close()

    def test_only_this_pc_is_an_address(self):
        self.agent.enrol(self.code)
        for address in ("0.0.0.0:4380", "192.168.1.5:4380", "[::]:4380", "example.org:80", "4380", ""):
            with self.subTest(address):
                self.assertEqual(2, self.agent.run("serve", "--desk", address).status)
                (self.agent.folder / "config.toml").write_text(f'desk = "{address}"\n')
                done = self.agent.run("serve")
                self.assertEqual(1, done.status)
                self.assertIn("desk", done.err)

    def test_without_a_service_the_command_says_how_to_start_one_and_starts_none(self):
        self.agent.enrol(self.code)
        for arguments in (["desk"], ["desk", "--open"]):
            done = self.agent.run(*arguments)
            self.assertEqual(1, done.status)
            self.assertIn("phirap-agent serve", done.err)

    def test_the_browser_is_handed_a_file_and_no_command_line_holds_the_token(self):
        self.serve()
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "xdg-open").write_text('#!/bin/sh\nprintf "%s" "$1" >"$TOLD"\ncp "$1" "$TOLD.page"\n')
        (tools / "xdg-open").chmod(0o755)
        told = self.folder / "told"
        done = self.agent.ok("desk", "--open", environment={"PATH": f"{tools}:{os.environ['PATH']}", "TOLD": str(told)})
        self.assertNotIn("launch=", done.out)
        self.assertNotIn("launch=", told.read_text())
        page = self.agent.folder / "desk-open.html"
        self.assertEqual(str(page), told.read_text())
        self.assertEqual(0o600, page.stat().st_mode & 0o777)
        browser = Browser(self.port)
        self.assertEqual(200, browser.open(ADDRESS.search((self.folder / "told.page").read_text())[0]).status)
        (tools / "xdg-open").write_text("#!/bin/sh\nexit 3\n")
        done = self.agent.run("desk", "--open", environment={"PATH": f"{tools}:{os.environ['PATH']}"})
        self.assertEqual(1, done.status)
        self.assertRegex(done.out, ADDRESS)


if __name__ == "__main__":
    unittest.main(verbosity=2)
