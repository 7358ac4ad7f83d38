#!/usr/bin/env python3
"""What an admin does, by the program's own surface, and what the offices' machines learn of it."""
import json
import shutil
import sqlite3
import subprocess
import unittest

from programs import QUARTER, SERVER, Server, SystemTest, quarter, run

OFFICE = "4305"
MONTH = "2024-04"
MADE_BY_INIT = ("server.db", "server.key", "tls.crt", "tls.key")


class Administration(SystemTest):
    def reported(self):
        """A server and an agent whose April is submitted and sent."""
        server = self.new_server().serve()
        agent, = self.new_agents(server, OFFICE, ["agent"])
        path = self.folder / "quarter.json"
        path.write_text(json.dumps(quarter(), ensure_ascii=False), encoding="utf-8")
        agent.ok("import", path)
        agent.ok("submit", "--month", MONTH)
        self.assert_synced(agent)
        return server, agent

    def review(self, server, *arguments):
        done = server.run("review", *arguments, "--office", OFFICE, "--month", MONTH, "--json")
        self.assertEqual(0, done.status, done)
        return done.json()

    def test_a_folder_is_one_servers_and_init_changes_nothing_in_it(self):
        server = self.new_server(offices=False).serve()
        server.stop()
        key = (server.folder / "server.key").read_bytes()
        done = server.run("init")
        self.assertEqual(1, done.status, done)
        self.assertEqual(key, (server.folder / "server.key").read_bytes())
        self.assertEqual(1, run(SERVER, "--data", self.folder / "nothing here", "agents").status)

    def test_the_sheet_is_shown_again_until_the_server_first_serves(self):
        server = Server(self.folder / "server")
        self.addCleanup(server.kill)
        # Its words go nowhere, as when it is killed between the commit and them.
        subprocess.run([str(SERVER), "--data", str(server.folder), "init"], stdout=subprocess.DEVNULL, check=True)
        before = {name: (server.folder / name).read_bytes() for name in MADE_BY_INIT}
        sheet = server.run("init", "--json").json()
        self.assertEqual(sheet, server.run("init", "--json").json())
        self.assertIn(sheet["recovery_key"], server.run("init").out)
        other = run(SERVER, "--data", self.folder / "other", "init", "--json").json()["recovery_key"]
        self.assertEqual(1, server.run("init", "--recovery-key", other).status)
        self.assertEqual(before, {name: (server.folder / name).read_bytes() for name in MADE_BY_INIT})
        server.serve()
        server.stop()
        self.assertNotIn(sheet["recovery_key"], str(server.run("init", "--json")))
        again = run(SERVER, "--data", self.folder / "again", "init", "--json", "--recovery-key", sheet["recovery_key"])
        self.assertEqual(sheet["server"], again.json()["server"])

    def test_a_server_lost_with_its_disk_is_made_again_from_its_sheet_and_brought_all(self):
        server = Server(self.folder / "server")
        self.addCleanup(server.kill)
        sheet = server.run("init", "--json").json()
        server.serve()
        first, second = self.new_agents(server, OFFICE, ["first", "second"])
        saved = {first.record("by the first"), second.record("by the second")}
        self.assert_synced(first, second)
        server.kill()
        shutil.rmtree(server.folder)

        again = server.run("init", "--json", "--recovery-key", sheet["recovery_key"].lower()).json()
        self.assertEqual((sheet["server"], sheet["certificate_pin"]), (again["server"], again["certificate_pin"]))
        server.serve()
        for _ in range(2):
            self.assert_synced(first, second)
        self.assertEqual(saved, set(server.rows(OFFICE)))
        self.assert_whole(server)

    def test_a_store_that_lost_its_key_gets_it_back_from_its_own_sheet_alone(self):
        server = Server(self.folder / "server")
        key = server.run("init", "--json").json()["recovery_key"]
        server.run("office", "import", QUARTER)
        (server.folder / "server.key").unlink()
        self.assertEqual(5, server.run("agents").status)
        other = run(SERVER, "--data", self.folder / "other", "init", "--json").json()["recovery_key"]
        self.assertEqual(1, server.run("init", "--recovery-key", other).status)
        self.assertEqual(0, server.run("init", "--recovery-key", key).status)
        self.assertEqual(0, server.run("agents").status)
        self.assert_whole(server)

    def test_a_key_copied_wrongly_from_the_sheet_is_refused(self):
        key = run(SERVER, "--data", self.folder / "first", "init", "--json").json()["recovery_key"]
        wrong = key[:-1] + ("0" if key[-1] != "0" else "1")
        done = run(SERVER, "--data", self.folder / "wrong", "init", "--recovery-key", wrong)
        self.assertEqual(1, done.status, done)

    def test_a_command_says_the_same_while_the_service_runs_and_while_it_does_not(self):
        server, _ = self.reported()
        questions = (["grade", "--month", MONTH, "--json"], ["export", "--all"], ["agents", "--json"],
                     ["office", "list", "--month", MONTH], ["quarantine"], ["audit", "--json"])
        running = [server.run(*question).out for question in questions]
        server.stop()
        self.assertEqual(running, [server.run(*question).out for question in questions])

    def test_a_second_service_on_one_folder_says_who_has_it(self):
        server = self.new_server().serve()
        done = server.run("serve", "--listen", "127.0.0.1:0")
        self.assertEqual(1, done.status, done)
        self.assertIn(str(server.serving.process.pid), done.err)

    def test_plain_http_is_for_loopback_alone(self):
        server = self.new_server(offices=False)
        done = server.run("serve", "--plain", "--listen", "0.0.0.0:0")
        self.assertEqual(1, done.status, done)

    def test_offices_imported_twice_say_nothing_twice_and_faults_are_named(self):
        server = self.new_server()
        before = server.audit()
        done = server.run("office", "import", "-", stdin=json.dumps(quarter()))
        self.assertEqual(0, done.status, done)
        self.assertEqual(before, server.audit())
        bad = {"offices": {"9999": {}, "4301": {"target": -1, "services": ["shop", "nothing"]}}}
        done = server.run("office", "import", "-", "--json", stdin=json.dumps(bad))
        self.assertEqual(1, done.status, done)
        self.assertEqual({"/offices/9999", "/offices/4301/target", "/offices/4301/services/1"},
                         {fault["pointer"] for fault in done.json()["faults"]})
        self.assertEqual(before, server.audit())

    def test_the_provinces_own_officials_are_set_here_and_a_districts_are_counted_from_its_reports(self):
        server, _ = self.reported()
        before = server.grades("2024-04")["43"]["facts"]
        done = server.run("roster", "--office", "43", "--officials", "20", "--downloaded", "15")
        self.assertEqual(0, done.status, done)
        after = server.grades("2024-04")["43"]["facts"]
        self.assertEqual(before["officials_downloaded"] + 15, after["officials_downloaded"])
        done = server.run("roster", "--office", OFFICE, "--downloaded", "15")
        self.assertEqual(1, done.status, done)
        self.assertIn("counted from its own reports", done.err)
        server.run("roster", "--office", "43", "--downloaded", "18", "--from", "2024-05")
        may = server.grades("2024-05")["43"]["facts"]
        self.assertEqual(after["officials_roster"], may["officials_roster"], "what was not said again still holds")

    def test_a_target_changes_from_its_month_on_and_the_office_learns_it(self):
        server, agent = self.reported()
        server.run("target", "--office", OFFICE, "--value", "1000", "--from", "2024-05")
        self.assertEqual(125, server.grades("2024-04")[OFFICE]["facts"]["target"])
        self.assertEqual(1000, server.grades("2024-05")[OFFICE]["facts"]["target"])
        self.assert_synced(agent)
        shown = agent.ok("report", "--month", "2024-05", "--json").json()["reports"][0]
        self.assertEqual(1000, shown["facts"]["target"])

    def test_returned_with_a_comment_resubmitted_approved_and_amended_since(self):
        server, agent = self.reported()
        done = server.run("review", "return", "--office", OFFICE, "--month", MONTH)
        self.assertEqual(1, done.status, "a return needs a comment")
        self.assertEqual("returned", self.review(server, "return", "--comment", "ขาดลิงก์")["state"])
        self.assertEqual("B", server.grades(MONTH)[OFFICE]["level"], "graded while returned")
        self.assert_synced(agent)
        shown = agent.ok("report", "--month", MONTH, "--json").json()["reports"][0]
        self.assertEqual(("returned", "ขาดลิงก์"), (shown["state"], shown["decision"]["comment"]))

        agent.record("one more", downloads=5, official_downloads=1)
        agent.ok("submit", "--month", MONTH)
        self.assert_synced(agent)
        self.assertEqual("submitted", server.grades(MONTH)[OFFICE]["state"])
        self.assertEqual({"changed": True, "level": "A", "state": "approved", "office": OFFICE,
                          "month": MONTH}, self.review(server, "approve"))
        self.assertFalse(self.review(server, "approve")["changed"])
        graded = server.grades(MONTH)[OFFICE]
        self.assertEqual((True, False), (graded["published"], graded["amended_since"]))

        self.assertEqual((1, 0), self.replayed(server))

        # The centre itself moves the bar afterwards: the published grade stays, and is marked.
        server.run("target", "--office", OFFICE, "--value", "999")
        self.assertTrue(server.grades(MONTH)[OFFICE]["amended_since"])
        self.assertEqual((0, 1), self.replayed(server))

    def replayed(self, server):
        audited = server.audit()[OFFICE]
        return audited["grades_same"], audited["grades_amended"]

    def test_a_struck_row_does_not_count_until_the_strike_is_lifted(self):
        server, _ = self.reported()
        before = server.grades(MONTH)[OFFICE]["facts"]
        row = next(iter(server.rows(OFFICE)))
        strike = ["strike", "--row", row[:13], "--criterion", "activities", "--reason", "ไม่มีงานนี้"]
        self.review(server, *strike)
        criteria = {one["key"]: one for one in server.grades(MONTH)[OFFICE]["criteria"]}
        self.assertEqual(before["activities"] - 1, criteria["activities"]["asks"][0]["value"])
        self.review(server, *strike, "--lift")
        criteria = {one["key"]: one for one in server.grades(MONTH)[OFFICE]["criteria"]}
        self.assertEqual(before["activities"], criteria["activities"]["asks"][0]["value"])

    def test_more_time_given_makes_a_late_report_on_time(self):
        server, _ = self.reported()
        self.assertIn("late", server.grades(MONTH)[OFFICE]["timeliness"])
        self.review(server, "extend", "--until", "2099-12-31", "--reason", "น้ำท่วม")
        graded = server.grades(MONTH)[OFFICE]
        self.assertEqual(("on_time", True), (graded["timeliness"], graded["extended"]))
        done = server.run("review", "extend", "--office", OFFICE, "--month", MONTH,
                          "--until", "2024-05-01", "--reason", "x")
        self.assertEqual(1, done.status, done)

    def test_codes_work_once_in_their_time_for_their_office(self):
        server = self.new_server().serve()
        code = server.code(OFFICE)
        self.assert_synced(self.new_agent("first").enrol(code))
        second = self.new_agent("second").enrol(code)
        second.record("kept")
        done = second.sync()
        self.assertEqual(4, done.status, done)
        self.assertEqual(1, len(second.rows()), "nothing is lost by being refused")
        self.assertEqual(1, server.run("enrol-code", "--office", "9999").status)
        self.assertEqual(1, server.run("enrol-code", "--office", OFFICE, "--valid-for", "soon").status)
        self.assertEqual(2, server.run("enrol-code").status)

    def test_what_a_revoked_machine_sends_is_kept_apart_until_it_is_released(self):
        server = self.new_server().serve()
        kept, lost = self.new_agents(server, OFFICE, ["kept", "lost"])
        early = lost.record("before")
        self.assert_synced(lost)
        self.assertEqual(0, server.run("agents", "revoke", lost.status()["agent"][:10]).status)
        late = lost.record("after")
        lost.sync()
        self.assertEqual({early}, set(server.rows(OFFICE)))
        apart = server.run("quarantine", "--json").json()
        self.assertEqual(["quarantine_revoked"], [one["reason"] for one in apart])
        self.assert_synced(kept)
        self.assertEqual({early}, set(kept.rows()))

        done = server.run("quarantine", "release", apart[0]["operation"][:16], "--reason", "checked")
        self.assertEqual(0, done.status, done)
        self.assert_synced(kept)
        self.assertEqual({early, late}, set(kept.rows()))
        self.assertEqual({early, late}, set(server.rows(OFFICE)))
        self.assertEqual([], server.run("quarantine", "--json").json())

    def test_a_pack_is_checked_published_to_every_office_and_graded_by(self):
        server, agent = self.reported()
        pack = json.loads(server.run("pack", "show").out)
        done = server.run("pack", "check", "-", "--json", stdin=json.dumps(dict(pack, due={"day": 40})))
        self.assertEqual(1, done.status, done)
        self.assertIn("/due/day", {fault["pointer"] for fault in done.json()["faults"]})

        pack["rubric"]["levels"][1]["needs"] = 10
        done = server.run("pack", "publish", "-", stdin=json.dumps(pack, ensure_ascii=False))
        self.assertEqual(0, done.status, "the built-in one was never published, so version 1 is new")
        self.assertEqual("C", server.grades(MONTH)[OFFICE]["level"])
        pack["version"] = 0
        self.assertEqual(1, server.run("pack", "publish", "-", stdin=json.dumps(pack)).status)
        self.assert_synced(agent)
        shown = agent.ok("report", "--month", MONTH, "--json").json()["reports"][0]
        self.assertEqual("C", shown["grade"]["level"])

    def test_two_words_of_the_centre_conflict_and_an_admin_settles_it(self):
        server = self.new_server().serve()
        agent, = self.new_agents(server, OFFICE, ["agent"])
        server.stop()
        shutil.copytree(server.folder, self.folder / "copy")
        server.run("target", "--office", OFFICE, "--value", "200")
        server.serve()
        self.assert_synced(agent)
        server.stop()
        server.put_back(self.folder / "copy")
        server.run("target", "--office", OFFICE, "--value", "300")
        server.serve()
        for _ in range(2):
            self.assert_synced(agent)

        found = server.run("conflicts", "--json").json()
        self.assertEqual([OFFICE], [one["office"] for one in found], found)
        conflict = found[0]["conflicts"][0]
        done = server.run("settle", conflict["key"], "--office", OFFICE, "--answer", "1")
        self.assertEqual(0, done.status, done)
        self.assertEqual([], server.run("conflicts", "--json").json())
        self.assert_synced(agent)
        self.assert_whole(server)

    def test_a_flipped_bit_is_named_by_audit(self):
        server, _ = self.reported()
        server.stop()
        with sqlite3.connect(server.folder / "server.db") as store:
            body, = store.execute("SELECT body FROM operation WHERE rowid = 12").fetchone()
            store.execute("UPDATE operation SET body = ? WHERE rowid = 12", (body[:-1] + bytes([body[-1] ^ 1]),))
        done = server.run("audit", "--json")
        self.assertEqual(5, done.status, done)
        self.assertEqual(["audit_id"], [f["key"] for one in done.json() for f in one["faults"]])

    def test_a_newer_store_is_left_alone_and_said(self):
        server = self.new_server()
        with sqlite3.connect(server.folder / "server.db") as store:
            store.execute("PRAGMA user_version = 999")
        done = server.run("agents")
        self.assertEqual(5, done.status, done)

    def test_help_with_an_example_stands_on_every_command_in_both_languages(self):
        groups = {"": "init serve enrol-code agents office roster target pack report grade review export "
                      "conflicts settle quarantine audit doctor backup restore verify",
                  "office": "import list", "pack": "show check publish", "agents": "revoke restore",
                  "review": "approve return strike extend", "quarantine": "release hold",
                  "bundle": "import"}
        for group, names in groups.items():
            for name in names.split():
                for language, word in (("en", "Example:"), ("th", "ตัวอย่าง:")):
                    with self.subTest(group=group, name=name, language=language):
                        done = run(SERVER, *group.split(), name, "--help", "--lang", language)
                        self.assertEqual(0, done.status, done)
                        self.assertIn(word, done.out)
                        self.assertNotIn("server_help", done.out)


if __name__ == "__main__":
    unittest.main(verbosity=2)
