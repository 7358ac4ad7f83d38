#!/usr/bin/env python3
"""What strangers wrote, where it is kept, shown, exported and brought in: terminals, logs, spreadsheets, files,
limits (packaging/SECURITY.md)."""
import csv
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import unittest

from own_client import TAKEN, Code, OwnClient, cbor
from pictures_test import png
from programs import SERVER, SystemTest, run

OFFICE, MONTH = "4301", "2024-04"
# What a terminal obeys, and marks that turn the direction of writing.
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # JSON is for programs: it keeps the marks
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\rall is well\x08"


class Words(SystemTest):
    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve("--plain")

    def evil_row(self, *activities, machine="own client"):
        client = OwnClient(self.server, OFFICE)
        code = Code(self.server.code(OFFICE))
        client.server_id = code.server
        request = client.key.sign(cbor(["enrol", client.key.public, os.urandom(16), OFFICE, code.secret, 0, machine]))
        word = client.send_enrolment(request)
        self.assertEqual(TAKEN, word[4])
        for activity in activities:
            client.operation(activity)
        self.assertEqual(TAKEN, client.round(frames=[client.frame()])[4])
        return client


class Shown(Words):
    def test_nothing_that_another_wrote_acts_on_the_terminal(self):
        client = self.evil_row(EVIL, machine="PC" + EVIL)
        agent, = self.new_agents(self.server, OFFICE, ["agent"])
        client.operation(EVIL + "2")
        client.round(frames=[client.frame()])
        self.assertEqual(0, agent.sync().status)
        server, pc = self.server.run, agent.run
        self.server.run("agents", "revoke", client.key.writer.hex())
        client.operation(EVIL + "3")
        client.round(frames=[client.frame()])
        seen = 0
        for done in (server("agents"), server("report", "--office", OFFICE, "--month", MONTH),
                     server("grade", "--month", MONTH), server("conflicts"), server("quarantine"), server("audit"),
                     server("export", "--all", "--format", "csv"), server("export", "--all", "--format", "json"),
                     server("agents", "--json"), server("report", "--office", OFFICE, "--month", MONTH, "--json"),
                     server("report", "--office", EVIL.replace("\0", ""), "--month", MONTH),
                     pc("report", "--month", MONTH), pc("report", "--month", MONTH, "--json"), pc("status"),
                     pc("report", "--month", "x" + EVIL), pc("attach", "--month", MONTH, "--row", "1", EVIL + ".jpg")):
            for text in (done.out, done.err):
                found = (CONTROLS if text.startswith(("{", "[")) else ACTS).search(text.replace("\r\n", "\n"))
                self.assertIsNone(found, (found, done))
                seen += "all is well" in text
        self.assertGreater(seen, 6, "the words themselves are shown")

    def test_nobody_writes_a_line_of_the_log(self):
        forged = "x\nerror stop serving: forged\n  hint=\"forged\""
        client = self.evil_row("x", machine=forged)
        client.send_enrolment(client.enrolment(Code(self.server.code(OFFICE)), secret=os.urandom(10)),
                              {"X-Real-IP": "1.2.3.4 error: forged" + EVIL.replace("\r", "").replace("\x08", "")
                               .replace("\x1b", "").replace("\x07", "").replace("\x9b", "").replace("\u202e", "")})
        client.post("/v1/sync", forged.encode(), {"User-Agent": "forged", "X-Forwarded-For": "forged"})
        log = (self.server.folder / "serve.log").read_bytes().decode()
        self.assertIsNone(ACTS.search(log))
        for line in log.splitlines():
            self.assertRegex(line, r"^(info|warning|error) (refuse|stop|answer|take|look|back up)|^  \w+=|^The server is listening")

    def test_no_cell_of_csv_is_taken_for_a_formula(self):
        formulas = ["=HYPERLINK(\"http://x\",\"ok\")", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1", "\n=1+1"]
        self.evil_row(*formulas)
        done = self.server.run("export", "--all", "--format", "csv")
        cells = [cell for row in csv.reader(io.StringIO(done.out.removeprefix("\ufeff"))) for cell in row]
        self.assertEqual([], [cell for cell in cells if cell and cell[0] in "=+-@\t\r\n＝＋－＠"])
        self.assertEqual(len(formulas), len([cell for cell in cells if cell.startswith("'")]))


class AtRest(Words):
    def setUp(self):
        self.addCleanup(os.umask, os.umask(0))  # the widest
        super().setUp()

    def test_files_and_folders_are_their_owners_alone_whatever_the_umask(self):
        agent, = self.new_agents(self.server, OFFICE, ["agent"])
        agent.record("อบรม")
        picture = self.folder / "a.png"
        picture.write_bytes(png(64, 64))
        agent.ok("attach", "--month", MONTH, "--row", "1", "--role", "activity_photo", picture)
        self.assert_synced(agent)
        agent.serve()
        self.addCleanup(agent.kill)
        self.assertEqual(0, self.server.run("export", "--all", "--format", "csv", "--out", self.folder / "all.csv").status)
        open_ones = []
        for folder in (self.server.folder, agent.folder):
            for path in (folder, *folder.rglob("*")):
                # The log is the test's own; a certificate is shown to everybody.
                if path.name not in ("serve.log", "tls.crt") and stat.S_IMODE(path.lstat().st_mode) & 0o077:
                    open_ones.append((str(path), oct(path.lstat().st_mode)))
        self.assertEqual([], open_ones)
        self.assertEqual(0o600, stat.S_IMODE((self.folder / "all.csv").stat().st_mode))

    def test_no_secret_is_kept_where_it_need_not_be(self):
        code_text = self.server.code(OFFICE)
        code = Code(code_text)
        agent = self.new_agent("agent").enrol(code_text)
        self.assertIn(code.secret, b"".join(path.read_bytes() for path in agent.folder.iterdir() if path.is_file()),
                      "it is still to be redeemed")
        self.assert_synced(agent)
        agent.record("อบรม")
        agent.serve()
        agent.stop()
        client = self.evil_row("x")
        token = client.round(pictures=[])[18]
        client.upload("HEAD", "/" + "0" * 64, token)
        client.upload("HEAD", "/" + "0" * 64, token[:-1])
        self.server.stop()
        seeds = {path: bytes.fromhex(re.search(r"seed (\w+)", path.read_text())[1])
                 for path in [*self.server.folder.glob("*.key"), *agent.folder.glob("*key*")]
                 if "seed " in path.read_text()}
        self.assertEqual(2, len(seeds), "each program has one key file")
        for folder in (self.server.folder, agent.folder):
            for path in folder.rglob("*"):
                if not path.is_file():
                    continue
                held = path.read_bytes()
                for name, secret in (("the code's secret", code.secret), ("an upload token", token.encode()),
                                     ("the code", code_text.encode())):
                    self.assertNotIn(secret, held, (name, path))
                for owner, seed in seeds.items():
                    if path != owner:
                        self.assertNotIn(seed, held, path)
                        self.assertNotIn(seed.hex().encode(), held.lower(), path)

    @unittest.skipUnless(os.geteuid() == 0, "another user is needed, and root alone may become one")
    def test_the_control_socket_answers_its_owner_alone(self):
        control = self.server.folder / "control"
        self.assertEqual(0o600, stat.S_IMODE(control.stat().st_mode))
        for path in (self.folder, self.server.folder, control):
            path.chmod(0o777)  # somebody's mistake: the peer's user still decides
        peer = self.folder / "peer.py"
        peer.write_text("import os, socket, sys\n"
                        "os.setuid(int(sys.argv[2]))\n"
                        "with socket.socket(socket.AF_UNIX) as peer:\n"
                        "    peer.settimeout(10)\n"
                        "    peer.connect(sys.argv[1])\n"
                        "    try:\n"
                        "        peer.sendall(b'PhC1' + bytes([4, 0, 0, 0]) + b'none')\n"
                        "        print(len(peer.recv(100)))\n"
                        "    except ConnectionError:\n"
                        "        print(0)\n")
        for user, answered in ((65534, "0\n"), (0, "8\n")):
            done = subprocess.run([sys.executable, peer, control, str(user)], capture_output=True, text=True, timeout=30,
                                  check=False)
            self.assertEqual(answered, done.stdout, done)
        self.assertEqual(0, self.server.run("agents").status)


class Limits(Words):
    def test_a_message_is_taken_at_its_limits_and_refused_past_them(self):
        client = self.evil_row("x")
        tip = [client.lineage, 1, 1]
        for at_limit, past in (({"tips": [tip] * 128}, {"tips": [tip] * 129}),
                               ({"papers": [b"x"] * 16}, {"papers": [b"x"] * 17}),
                               ({"papers": [b"x" * 512]}, {"papers": [b"x" * 513]}),
                               ({"frames": [b"x"] * 16}, {"frames": [b"x"] * 17}),
                               ({"pictures": [bytes(32)] * 64}, {"pictures": [bytes(32)] * 65})):
            client.post("/v1/sync", client.request(**at_limit))
            self.assertEqual(200, client.status, at_limit.keys())
            client.post("/v1/sync", client.request(**past))
            self.assertEqual((400, b""), (client.status, client.answer), past.keys())

    def test_an_operation_is_taken_at_its_limit_and_refused_past_it(self):
        for size, verdict in ((64 * 1024, 0), (64 * 1024 + 1, 1)):
            client = self.evil_row("x")
            client.operation("")
            spare = size - len(client.bodies[-1]) - 2  # the text's own head grows by two
            client.bodies.pop(), client.ids.pop()
            client.operation("x" * spare)
            while len(client.bodies[-1]) != size:
                spare += size - len(client.bodies[-1])
                client.bodies.pop(), client.ids.pop()
                client.operation("x" * spare)
            self.assertEqual(verdict, client.round(frames=[client.frame()])[4], size)

    def test_a_machines_name_is_taken_at_its_limit_and_refused_past_it(self):
        self.evil_row("x", machine="x" * 512)
        client = OwnClient(self.server, OFFICE)
        code = Code(self.server.code(OFFICE))
        client.post("/v1/enrol", client.key.sign(cbor(["enrol", client.key.public, bytes(16), OFFICE, code.secret, 0,
                                                       "x" * 513])))
        self.assertEqual(400, client.status)


class Files(SystemTest):
    def setUp(self):
        super().setUp()
        self.server = self.new_server(offices=False)

    def test_json_nested_without_end_is_refused_by_every_reader(self):
        self.server.serve("--plain")
        agent = self.new_agent("agent").enrol(self.server.code(OFFICE))
        for text in ("[" * 200_000, "{\"a\":" * 200_000, "[" * 200_000 + "]" * 200_000):
            for done in (agent.run("import", "-", stdin=text), agent.run("record", "--month", MONTH, "--json", "-", stdin=text),
                         self.server.run("office", "import", "/dev/stdin", stdin=text),
                         run(SERVER, "pack", "check", "/dev/stdin", stdin=text)):
                self.assertIn(done.status, (1, 2), done)

    def test_a_picture_is_taken_from_beside_its_file_alone(self):
        self.server.serve("--plain")
        agent = self.new_agent("agent").enrol(self.server.code(OFFICE))
        inside = self.folder / "in"
        inside.mkdir()
        (self.folder / "private.png").write_bytes(png(64, 64))
        names = ["../private.png", str(self.folder / "private.png"), "..\\private.png", "in/../../private.png", "./../private.png",
                 "%2e%2e/private.png"]
        rows = [{"date": "2024-04-15", "activity": name, "photos": [name]} for name in names]
        (inside / "month.json").write_text(json.dumps({"reports": [{"office": OFFICE, "month": MONTH, "activities": rows}]}))
        agent.ok("import", inside / "month.json")
        report = agent.ok("report", "--month", MONTH, "--json").json()["reports"][0]
        self.assertEqual([], [one for one in report.get("evidence", []) if one.get("sha256")])

    def test_names_of_offices_and_missions_are_not_paths(self):
        for office in ("../x", "a/b", "", ".", "..", "4301'--", "x" * 17, "\x1b[2J", "4301\n"):
            done = self.server.run("enrol-code", "--office", office, "--url", "https://a.example")
            self.assertIn(done.status, (1, 2), (office, done))
        self.assertEqual([], [path for path in self.folder.iterdir() if path.name != "server"])

    def test_quotes_in_any_argument_are_words(self):
        for words in (("report", "--office", "4301' OR '1'='1", "--month", MONTH), ("agents", "revoke", "' OR 1=1 --"),
                      ("roster", "--office", "4301'; DROP TABLE office; --", "--month", MONTH, "--value", "1"),
                      ("grade", "--month", "2024-04'--"), ("quarantine", "release", "x' OR 'a'='a")):
            done = self.server.run(*words)
            self.assertIn(done.status, (1, 2), (words, done))
            self.assertNotRegex(done.out + done.err, r"(?i)sqlite|syntax error|near \"")
        self.assertEqual(0, self.server.run("doctor").status)


@unittest.skipUnless(shutil.which("sqlmap"), "sqlmap is not installed")
class SqlMap(Words):
    LONG = os.environ.get("PHIRAP_ATTACK") == "long"

    def scan(self, url, *more):
        level = ["--level", "5", "--risk", "3"] if self.LONG else ["--level", "1", "--risk", "1", "--technique", "BEU"]
        done = subprocess.run(["sqlmap", "--batch", "--flush-session", "--disable-coloring", "--dbms", "sqlite", "--threads", "2",
                               "--output-dir", self.folder / "sqlmap", "--ignore-code", "*", "--skip-waf", "-u",
                               f"http://127.0.0.1:{self.server.port}{url}", *level, *more],
                              capture_output=True, text=True, timeout=1200 if self.LONG else 60, check=False,
                              stdin=subprocess.DEVNULL, env=dict(os.environ, HOME=str(self.folder)))
        self.assertRegex(done.stdout, r"do(es)? not (appear|seem) to be injectable", done.stdout[-3000:])
        self.assertNotRegex(done.stdout, r"is vulnerable|identified the following injection point", done.stdout[-3000:])

    def test_sqlmap_finds_nothing(self):
        token = self.evil_row("x").round(pictures=[])[18]
        self.scan("/v1/evidence/" + "0" * 64 + "*", "--headers",
                  f"Tus-Resumable: 1.0.0\nAuthorization: Bearer {token}", "--method", "HEAD")
        if self.LONG:
            self.scan("/v1/health?a=1")
            self.scan("/v1/evidence", "--headers", "Tus-Resumable: 1.0.0\nAuthorization: Bearer x*", "--method", "POST",
                      "--data", "x")
            self.scan("/v1/evidence", "--headers",
                      f"Tus-Resumable: 1.0.0\nAuthorization: Bearer {token}\nUpload-Length: 5*\nUpload-Metadata: a*",
                      "--method", "POST", "--data", "x")
            self.scan("/v1/sync", "--data", "a=1*")
            self.scan("/v1/enrol", "--data", "a=1*")
        self.assertEqual(1, len(self.server.run("agents", "--json").json()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
