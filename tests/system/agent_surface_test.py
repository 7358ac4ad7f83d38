#!/usr/bin/env python3
"""The agent's command line: bad input is named and loses nothing, trouble ends with its own status."""
import json
import os
import shutil
import sqlite3
import subprocess
import unittest

from programs import AGENT, SystemTest, run

COMMANDS = ("enrol", "record", "attach", "import", "report", "submit", "settle", "conflicts", "bundle", "sync", "status", "serve", "desk",
            "doctor")
ROW = {"date": "2024-05-03", "activity": "อบรม OTOP", "participants": 40}


class Surface(SystemTest):
    def setUp(self):
        super().setUp()
        server = self.new_server()
        self.code = server.code("4301", "--url", "https://127.0.0.1:9")  # nobody listens there
        self.agent = self.new_agent("agent").enrol(self.code)

    def record(self, *arguments):
        return self.agent.run("record", "--month", "2024-05", *arguments)

    def rows(self):
        return self.agent.ok("report", "--month", "2024-05", "--json").json()["reports"][0]["activities"]

    def refused(self, done, *words, status=1):
        self.assertEqual(status, done.status, done)
        for word in words:
            self.assertIn(word, done.err)
        self.assertNotIn("StoreError", done.err)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path


class Help(Surface):
    def test_every_command_explains_itself_with_an_example_in_both_languages(self):
        for language, title in (("th", "ตัวอย่าง"), ("en", "Examples")):
            self.assertIn(title, run(AGENT, "--lang", language, "--help").out)
            for command in COMMANDS:
                done = run(AGENT, command, "--help", "--lang", language)
                self.assertEqual(0, done.status, done)
                self.assertIn(title, done.out)
                self.assertIn("phirap-agent " + command, done.out)
                self.assertRegex(done.out, "--help  ", "a flag asks for no value")

    def test_wrong_usage_ends_with_2_and_changes_nothing(self):
        for arguments in ((), ("fly",), ("record", "--flag-that-is-not"), ("submit",), ("import",),
                          ("settle", "1", "--answer", "1", "--keep"), ("status", "--lang", "de")):
            done = self.agent.run(*arguments)
            self.assertEqual(2, done.status, (arguments, done))
            self.assertIn("Nothing was changed", done.err)


class Typed(Surface):
    def test_dates_months_and_numbers_are_read_as_offices_type_them(self):
        for month in ("2024-05", "5/2567", "พ.ค. 2567", "พฤษภาคม ๒๕๖๗", "2567-05"):
            done = self.agent.run("record", "--month", month, "--date", "๓ พ.ค. ๒๕๖๗", "--activity", "x " + month,
                                  "--participants", "๑,๒๕๐")
            self.assertEqual(0, done.status, done)
        self.assertEqual([("2024-05-03", 1250)] * 5, [(row["date"], row["participants"]) for row in self.rows()])

    def test_what_cannot_be_read_is_named_and_nothing_is_saved(self):
        for arguments, words in (
                (("--date", "31 เม.ย. 2567", "--activity", "x"), ("date", "31 เม.ย. 2567")),
                (("--date", "30/02/2567", "--activity", "x"), ("30/02/2567", "February")),
                (("--date", "2024-06-03", "--activity", "x"), ("date",)),
                (("--date", "2024-05-03", "--activity", "x", "--participants", "-4"), ("participants", "-4")),
                (("--date", "2024-05-03", "--activity", "x", "--participants", "many"), ("participants", "many")),
                (("--date", "2024-05-03", "--activity", "x", "--channel", "carrier_pigeon=x"), ("carrier_pigeon",)),
                (("--service", "moon=correct"), ("moon",)),
                (("--service", "shop=shiny"), ("shiny",)),
                (("--set", "nonsense=1"), ("nonsense",)),
                (("--activity", "no date"), ("date",)),
                (("--row", "99", "--activity", "x"), ("99",)),
                ((), ("Nothing was saved",))):
            with self.subTest(arguments=arguments):
                self.refused(self.record(*arguments), *words)
        self.refused(self.agent.run("record", "--month", "13/2567", "--activity", "x"), "13")
        self.refused(self.agent.run("record", "--activity", "x"), "month")
        self.refused(self.agent.run("submit", "--month", "someday"), "someday")
        self.assertEqual([], self.rows())
        self.assertEqual(0, self.agent.ok("status", "--json").json()["waiting"])

    def test_bytes_that_are_no_text_and_text_without_end_are_refused(self):
        done = subprocess.run([str(AGENT), "--data", str(self.agent.folder), "--lang", "en", "record", "--month",
                               "2024-05", "--date", "2024-05-03", "--activity", b"\xff\xfe"], capture_output=True)
        self.assertEqual(1, done.returncode, done)
        self.assertIn(b"UTF-8", done.stderr)
        for content, word in ((dict(ROW, activity="x" * 10_000_000), "activity"),
                              (dict(ROW, activity="a\0b"), "NUL"),
                              (dict(ROW, participants=-1), "participants"),
                              (dict(ROW, participants=1.5), "participants"),
                              (dict(ROW, colour="red"), "colour"),
                              (b'{"activity": "\xff"}', ""), (b"[" * 100_000, ""), (b"{", ""), (b"", "")):
            done = self.record("--json", self.file("row.json", content))
            self.refused(done, word)
            self.assertLess(len(done.err), 5_000)
        self.assertEqual([], self.rows())


class Imported(Surface):
    def quarter(self, *rows):
        return {"reports": [{"office": "4301", "month": "2024-05", "activities": list(rows)}]}

    def test_one_bad_row_is_named_and_the_rest_comes_in_or_none_as_one_asks(self):
        path = self.file("months.json", self.quarter(ROW, dict(ROW, participants=-4, activity="bad"),
                                                     dict(ROW, activity="good")))
        done = self.agent.run("import", path, "--all-or-nothing")
        self.refused(done, "row 2", "participants", "-4")
        self.assertEqual([], self.rows())
        done = self.agent.run("import", path)
        self.refused(done, "row 2", "participants")
        self.assertEqual({"อบรม OTOP", "good"}, {row["activity"] for row in self.rows()})

    def test_a_file_imported_again_changes_nothing_and_differences_wait_for_replace(self):
        path = self.file("months.json", self.quarter(dict(ROW, id="018f4c5e-0000-7000-8000-000000000001")))
        self.assertEqual(1, self.agent.ok("import", path, "--json").json()["operations"])
        self.assertEqual(0, self.agent.ok("import", path, "--json").json()["operations"])
        changed = self.file("changed.json", self.quarter(dict(ROW, id="018f4c5e-0000-7000-8000-000000000001",
                                                              participants=50)))
        done = self.agent.ok("import", changed)
        self.assertIn("40", done.out)
        self.assertIn("50", done.out)
        self.assertEqual([40], [row["participants"] for row in self.rows()])
        self.agent.ok("import", changed, "--replace")
        self.assertEqual([50], [row["participants"] for row in self.rows()])

    def test_other_offices_and_unknown_ones(self):
        path = self.file("months.json", {"reports": [
            {"office": "4305", "month": "2024-05", "activities": [ROW]},
            {"office": "9999", "month": "2024-05", "activities": [ROW]}]})
        done = self.agent.run("import", path)
        self.refused(done, "9999")
        self.assertEqual([], self.rows())

    def test_files_that_are_not_there(self):
        self.refused(self.agent.run("import", self.folder / "missing.json"), "missing.json")
        self.refused(self.agent.run("import", self.folder), str(self.folder))


class Enrolling(Surface):
    def test_codes_that_are_no_codes(self):
        for code in ("", "hello", "PHIRAP-00000-00000", self.code[:-3], self.code[:30] + "Z" + self.code[31:]):
            done = self.new_agent("new").run("enrol", code)
            self.refused(done, "ot enrolled" if not code else "")
            self.assertFalse((self.folder / "new" / "agent.db").exists())

    def test_a_code_from_a_file_or_from_standard_input_typed_as_people_do(self):
        path = self.folder / "code.txt"
        path.write_text("\n  " + self.code.lower().replace("-", " ") + "\n")
        self.new_agent("one").ok("enrol", "--file", path)
        self.new_agent("two").ok("enrol", "--file", "-", stdin=self.code)

    def test_a_folder_that_is_not_enrolled_says_so(self):
        for command in (["status"], ["report"], ["serve", "--desk", "off"], ["conflicts"]):
            self.refused(self.new_agent("nobody").run(*command), "not enrolled")
        self.assertFalse((self.folder / "nobody").exists())


class Machine(Surface):
    def test_a_store_of_a_newer_program_is_left_alone(self):
        with sqlite3.connect(self.agent.folder / "agent.db") as database:
            database.execute("PRAGMA user_version = 99")
        database.close()
        before = (self.agent.folder / "agent.db").read_bytes()
        self.refused(self.agent.run("status"), "newer version", status=5)
        self.refused(self.record("--date", "2024-05-03", "--activity", "x"), "newer version", status=5)
        self.assertEqual(before, (self.agent.folder / "agent.db").read_bytes())

    def test_a_store_that_is_damaged_says_so(self):
        rubbish = b"not a database at all, not even a bit of it" * 100
        (self.agent.folder / "agent.journal").write_bytes(rubbish)
        path = self.agent.folder / "agent.db"
        path.write_bytes(rubbish)
        self.refused(self.agent.run("status"), "agent.db", status=5)
        self.assertEqual(5, self.agent.run("doctor").status)
        self.assertEqual(rubbish, path.read_bytes())

    def test_a_folder_that_cannot_be_written_to(self):
        if os.geteuid() == 0:
            self.refused_read_only_as_root()
            return
        self.agent.folder.chmod(0o500)
        self.addCleanup(self.agent.folder.chmod, 0o700)
        self.refused(self.record("--date", "2024-05-03", "--activity", "x"), status=5)

    def refused_read_only_as_root(self):
        """Root may write anywhere but on a read-only file system."""
        mounted = self.mounted("ro")
        done = mounted.run("record", "--month", "2024-05", "--date", "2024-05-03", "--activity", "x")
        self.refused(done, status=5)
        self.assertEqual(5, mounted.run("doctor").status)

    def test_a_full_disk_refuses_the_save_and_keeps_what_was_saved(self):
        mounted = self.mounted("rw")
        (mounted.folder / "ballast").unlink(missing_ok=True)  # with it: disk_room_test.py
        saved = 0
        filling = mounted.folder.parent / "filling"
        with open(filling, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
        while saved < 1000:
            done = mounted.run("record", "--month", "2024-05", "--date", "2024-05-03", "--activity",
                               "อบรม " * 300 + str(saved))
            if done.status != 0:
                break
            saved += 1
        self.refused(done, "disk is full", status=5)
        filling.unlink()
        report = mounted.ok("report", "--month", "2024-05", "--json").json()["reports"][0]
        self.assertEqual(saved, len(report["activities"]))
        mounted.ok("record", "--month", "2024-05", "--date", "2024-05-03", "--activity", "again")

    def mounted(self, how):
        """The agent's folder on a small file system of its own."""
        place = self.folder / "small"
        place.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], capture_output=True)
        if done.returncode != 0:
            self.skipTest("no right to mount a small disk: " + done.stderr.decode(errors="replace").strip())
        self.addCleanup(subprocess.run, ["umount", "--lazy", str(place)], check=False)
        shutil.copytree(self.agent.folder, place / "agent")
        if how == "ro":
            subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        agent = self.new_agent("small/agent")
        return agent

    def test_a_key_that_others_could_read_is_closed_and_named(self):
        (self.agent.folder / "agent.key").chmod(0o644)
        self.assertIn("Others could read the key", self.agent.run("doctor").out)
        self.assertEqual(0o600, (self.agent.folder / "agent.key").stat().st_mode & 0o777)

    def test_settings_that_are_wrong_are_named(self):
        path = self.agent.folder / "config.toml"
        for content, word in (("interval_minutes = 0", "interval_minutes"), ("colour = 1", "colour"),
                              ("machine = ", "line 1"), ("bandwidth_ceiling = 0", "bandwidth_ceiling"),
                              ('quiet_hours = "22-5"', "quiet_hours"), ('metered = "yes"', "metered"),
                              ('url = "http://example.org"', "url")):
            path.write_text(content)
            self.refused(self.agent.run("status"), word)
        path.write_text('language = "th"\nauthor = "สมศรี"\n')
        environment = {key: value for key, value in os.environ.items() if key != "PHIRAP_LANG"}
        done = subprocess.run([str(AGENT), "--data", str(self.agent.folder), "status"], env=environment,
                              capture_output=True, encoding="utf-8")
        self.assertIn("สำนักงาน", done.stdout)

    def test_without_a_line_everything_but_sending_works(self):
        self.assertEqual(0, self.record("--date", "2024-05-03", "--activity", "x").status)
        self.agent.ok("submit", "--month", "2024-05")
        done = self.agent.sync()
        self.assertEqual(3, done.status, done)
        self.assertIn("Saved on this computer, not sent yet", done.out)
        self.assertEqual(2, self.agent.ok("status", "--json").json()["waiting"])
        self.assertEqual(1, self.agent.run("doctor").status)


if __name__ == "__main__":
    unittest.main(verbosity=2)
