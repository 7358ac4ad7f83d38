#!/usr/bin/env python3
"""Pictures: attached by command or import, with the service and without; the bad ones cost no row."""
import hashlib
import json
import os
import random
import re
import struct
import subprocess
import unittest
import zlib

from programs import AGENT, SANITIZED, UNDER_STRACE, SystemTest, wait_for

ROW = {"date": "2024-04-22", "activity": "อบรม OTOP", "place": "วัด"}


def png(width, height, noise=False, seed=1):
    """A PNG of patches, or of noise, which does not compress."""
    chance = random.Random(seed)
    if noise:
        raw = b"".join(b"\0" + chance.randbytes(width * 3) for _ in range(height))
    else:
        colours = [bytes(chance.randrange(256) for _ in range(3)) for _ in range(16)]
        lines = [b"\0" + b"".join(colours[y * 4 + x] * (width // 4) for x in range(4)) + b"\0\0\0" * (width % 4)
                 for y in range(4)]
        raw = b"".join(lines[y * 4 // height] for y in range(height))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(raw, 1)) + chunk(b"IEND", b""))


class Pictures(SystemTest):
    def setUp(self):
        super().setUp()
        server = self.new_server()
        self.agent = self.new_agent("agent").enrol(server.code("4301", "--url", "https://127.0.0.1:9"))
        self.addCleanup(self.agent.stop)

    def record(self):
        self.agent.record(ROW["activity"], place=ROW["place"])

    def file(self, name, content):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    def attach(self, *files, role="activity_photo", more=()):
        return self.agent.run("attach", "--month", "2024-04", "--row", "1", "--role", role, *more, *files)

    def report(self):
        return self.agent.ok("report", "--month", "2024-04", "--json").json()["reports"][0]

    def blob(self, name, where="renditions"):
        content = (self.folder / "agent" / where / name[:2] / name).read_bytes()
        self.assertEqual(name, hashlib.sha256(content).hexdigest())
        return content


class Attach(Pictures):
    def test_original_preview_and_rendition_lie_under_the_names_that_the_row_has(self):
        self.record()
        photo = png(2400, 1800)
        self.assertEqual(0, self.attach(self.file("ป้าย.png", photo)).status)
        [picture] = self.report()["evidence"]
        self.assertEqual("ป้าย.png", picture["name"])
        self.assertEqual(photo, self.blob(picture["original"], "originals"))
        self.assertLessEqual(len(self.blob(picture["sha256"])), 180_000)
        self.assertLessEqual(len(self.blob(picture["preview"])), 18_000)
        self.assertEqual(b"WEBP", self.blob(picture["preview"])[8:12])
        self.assertEqual(["ป้าย.png"], self.report()["activities"][0]["photos"])
        self.assertIn("1 picture attached", self.agent.ok("report", "--month", "2024-04", "--lang", "en").out)

    def test_what_is_no_picture_is_named_with_what_to_do_and_the_others_are_attached(self):
        self.record()
        files = {"empty.jpg": b"", "letter.pdf": b"%PDF-1.4", "iphone.heic": b"\0\0\0\x18ftypheic\0\0",
                 "broken.png": png(300, 200)[:400], "notes.jpg": "จดไว้".encode(), "good.png": png(300, 200),
                 "bomb.png": png(8, 8).replace(struct.pack(">II", 8, 8), struct.pack(">II", 20_000, 10_000))}
        head = files["bomb.png"]
        files["bomb.png"] = head[:29] + struct.pack(">I", zlib.crc32(head[12:29])) + head[33:]
        done = self.attach(*(self.file(name, content) for name, content in files.items()),
                           self.folder / "gone.jpg", more=("--lang", "en"))
        self.assertEqual(1, done.status, done)
        for words in ("empty.jpg was not attached: it is empty", "letter.pdf was not attached: it is a PDF",
                      "iphone.heic was not attached: it is an iPhone's HEIC",
                      "broken.png was not attached: it is damaged",
                      "notes.jpg was not attached: it is not a picture",
                      "bomb.png was not attached: it measures 20000 × 10000 pixels",
                      "gone.jpg was not attached: there is no such file"):
            self.assertIn("What was recorded is safe, but " + words, done.err)
        self.assertEqual(["good.png"], self.report()["activities"][0]["photos"])

    def test_through_the_running_service_a_picture_of_8_megabytes_is_attached_and_its_memory_stays_small(self):
        self.record()
        photo = self.file("large.png", png(1700, 1600, noise=True))
        self.assertGreater(photo.stat().st_size, 8_000_000)
        self.agent.serve()
        self.assertEqual(0, self.attach(photo).status)
        [picture] = self.report()["evidence"]
        self.assertEqual(photo.read_bytes(), self.blob(picture["original"], "originals"))
        with open(f"/proc/{self.agent.serving.process.pid}/status", encoding="utf-8") as status:
            peak = [line for line in status if line.startswith("VmHWM")]
        if not SANITIZED:
            self.assertLess(int(peak[0].split()[1]), 30_000)

    def test_many_at_once_keep_nobody_from_recording(self):
        self.record()
        files = [self.file(f"{i}.png", png(1500, 1500, noise=True, seed=i)) for i in range(6)]
        attaching = subprocess.Popen([AGENT, "--data", self.folder / "agent", "attach", "--month", "2024-04", "--row",
                                      "1", "--role", "activity_photo", *files], stdout=subprocess.DEVNULL)
        recorded = 0
        while attaching.poll() is None:
            self.agent.record(f"ครั้งที่ {recorded}")
            recorded += 1
        self.assertEqual(0, attaching.wait())
        self.assertGreater(recorded, 3)
        self.assertEqual(6, len(self.report()["evidence"]))

    def test_a_capture_is_a_channels_proof(self):
        self.record()
        self.assertEqual(0, self.attach(self.file("line.png", png(400, 300)), role="capture",
                                        more=("--channel", "line")).status)
        self.assertEqual([{"kind": "line", "capture": "line.png"}], self.report()["activities"][0]["channels"])

    def test_wrong_words_are_answered_and_change_nothing(self):
        self.record()
        photo = self.file("a.png", png(40, 30))
        for arguments in (dict(role="portrait"), dict(more=("--channel", "line")),
                          dict(role="capture", more=("--channel", "pigeon"))):
            self.assertEqual(1, self.attach(photo, **arguments).status)
        self.assertEqual([], self.report()["evidence"])


class Child(Pictures):
    @unittest.skipIf(SANITIZED, "a sanitizer needs calls and memory that the child gives up")
    def test_the_child_has_no_new_rights_a_filter_and_bounds(self):
        slow = self.file("slow.png", png(10_000, 9_000))
        with open(slow, "rb") as picture:
            child = subprocess.Popen([AGENT, "render-picture"], stdin=picture, stdout=subprocess.PIPE)
        self.addCleanup(child.stdout.close)

        def facts():
            with open(f"/proc/{child.pid}/status", encoding="utf-8") as status:
                return dict(line.split(":\t", 1) for line in status.read().splitlines() if ":\t" in line)
        wait_for(lambda: facts().get("Seccomp") == "2")
        self.assertEqual("1", facts()["NoNewPrivs"])
        with open(f"/proc/{child.pid}/limits", encoding="utf-8") as limits:
            bounds = {line[:25].strip(): line[26:46].strip() for line in limits.read().splitlines()[1:]}
        self.assertEqual("0", bounds["Max open files"])
        self.assertEqual("0", bounds["Max file size"])
        self.assertLess(int(bounds["Max data size"]), 200_000_000)
        self.assertLess(int(bounds["Max cpu time"]), 60)
        self.assertEqual(b"PhR1\1", child.stdout.read()[:5])
        self.assertEqual(0, child.wait())


class PowerCut(Pictures):
    def traced(self, *strace):
        self.record()
        photo = self.file("a.png", png(1700, 1300))
        trace = self.folder / "trace"
        done = subprocess.run(["strace", "-f", "-y", "-o", trace, *strace, AGENT, "--data", self.folder / "agent",
                               "attach", "--month", "2024-04", "--row", "1", "--role", "activity_photo", photo],
                              capture_output=True, text=True, check=False, env=dict(os.environ, **UNDER_STRACE))
        return done, trace.read_text(errors="replace").splitlines()

    def test_bytes_are_durable_before_their_name_and_the_name_before_the_row_speaks_of_it(self):
        done, calls = self.traced("-e", "trace=fsync,fdatasync,rename")
        self.assertEqual(0, done.returncode, done)
        saved = next(i for i, call in enumerate(calls) if "fdatasync" in call and "agent.db" in call)
        named = re.compile(r'rename\("([^"]*/new-[^"]*)", "(([^"]*/[0-9a-f]{2})/[0-9a-f]{64})"\) = 0')
        renames = [(i, named.search(call)) for i, call in enumerate(calls) if named.search(call)]
        self.assertEqual(3, len(renames))

        def synced(path, calls):
            return any("fsync(" in call and f"<{path}>" in call and call.endswith("= 0") for call in calls)
        for at, rename in renames:
            self.assertTrue(synced(rename[1], calls[:at]), rename[0])
            self.assertTrue(synced(rename[3], calls[at:saved]), rename[0])
            self.assertTrue(synced(os.path.dirname(rename[3]), calls[:saved]), rename[0])

    def test_a_disk_that_fails_at_any_sync_costs_the_picture_and_not_the_row(self):
        for when in (1, 3, 5, 8):
            with self.subTest(when=when):
                done, _ = self.traced("-e", "trace=fsync", "-e", f"inject=fsync:error=EIO:when={when}")
                self.assertEqual(5, done.returncode, done)
                self.assertEqual([], self.report()["evidence"])


class Import(Pictures):
    def imported(self, photos, *arguments):
        content = {"reports": [{"office": "4301", "month": "2024-04", "activities": [
            {**ROW, "photos": photos, "channels": [{"kind": "line", "capture": "line.png"}]}]}]}
        path = self.file("brought/reports.json", json.dumps(content).encode())  # Thai as \u escapes
        return self.agent.run("import", path, "--lang", "en", *arguments)

    def attached(self):
        return {picture["name"]: picture["attached"] for picture in self.report()["evidence"]}

    def test_pictures_beside_the_file_and_in_the_named_folder_are_attached_and_the_rest_stay_names(self):
        self.file("brought/งาน.png", png(400, 300, seed=1))
        self.file("elsewhere/line.png", png(400, 300, seed=2))
        self.file("brought/broken.png", png(400, 300)[:500])
        photos = ["งาน.png", "broken.png", "later.png"]
        done = self.imported(photos, "--pictures", self.folder / "elsewhere")
        self.assertEqual(0, done.status, done)
        self.assertIn("broken.png was not attached: it is damaged", done.err)
        self.assertIn("Attached of the pictures that the file names: 2.", done.out)
        self.assertIn("2 pictures are known by name only (such as broken.png)", done.out)
        self.assertEqual({"งาน.png": True, "broken.png": False, "later.png": False, "line.png": True},
                         self.attached())
        self.assertEqual(photos, self.report()["activities"][0]["photos"])

        self.file("brought/later.png", png(400, 300, seed=3))
        again = self.imported(photos, "--json").json()
        self.assertEqual(1, again["operations"])
        self.assertEqual({"attached": 3, "by_name": ["broken.png"]},
                         {key: again["pictures"][key] for key in ("attached", "by_name")})
        self.assertEqual(0, self.imported(photos, "--json").json()["operations"])

    def test_through_the_service_too(self):
        self.file("brought/งาน.png", png(400, 300))
        self.agent.serve()
        self.assertEqual(0, self.imported(["งาน.png"]).status)
        self.assertEqual({"งาน.png": True}, self.attached())


class Flags(Pictures):
    def test_one_picture_for_two_rows_is_stored_once_and_flagged(self):
        self.record()
        self.agent.record("ประชุม")
        photo = self.file("a.png", png(640, 480))
        self.file("copies/b.png", photo.read_bytes())
        self.assertEqual(0, self.attach(photo).status)
        done = self.agent.run("attach", "--month", "2024-04", "--row", "2", "--role", "activity_photo",
                              self.folder / "copies/b.png")
        self.assertEqual(0, done.status, done)
        one, other = self.report()["evidence"]
        self.assertEqual(one["sha256"], other["sha256"])
        originals = [name for _, _, files in os.walk(self.folder / "agent" / "originals") for name in files]
        self.assertEqual([one["original"]], originals)
        self.assertIn("The same picture is attached in 2 places: a.png, b.png",
                      self.agent.ok("report", "--month", "2024-04", "--lang", "en").out)

class Centre(SystemTest):
    def test_one_picture_of_two_offices_is_stored_for_each_and_flagged_for_the_province(self):
        server = self.new_server().serve()
        content = png(2000, 1500)
        for office in ("4301", "4305"):
            [agent] = self.new_agents(server, office, [office])
            agent.record("อบรม")
            photo = self.folder / f"{office}.png"
            photo.write_bytes(content)
            agent.ok("attach", "--month", "2024-04", "--row", "1", "--role", "activity_photo", photo)
            agent.ok("submit", "--month", "2024-04")
            self.assert_synced(agent)
            [picture] = agent.ok("report", "--month", "2024-04", "--json").json()["reports"][0]["evidence"]
            for name in (picture["sha256"], picture["preview"]):
                held = (server.folder / "evidence" / office / name[:2] / name).read_bytes()
                self.assertEqual(name, hashlib.sha256(held).hexdigest())
        grades = server.grades("2024-04")
        flagged = [flag for flag in grades["43"]["flags"] if flag["key"] == "flag_same_picture_offices"]
        self.assertEqual(1, len(flagged), grades["43"]["flags"])
        self.assertNotIn("flag_same_picture", json.dumps(grades["4301"]))


if __name__ == "__main__":
    unittest.main()
