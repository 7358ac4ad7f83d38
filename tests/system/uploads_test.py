#!/usr/bin/env python3
"""Pictures over lines that offices have: narrow, cut every few seconds, with kill -9 at both ends."""
import random
import re
import unittest

from bad_line import SlowLine
from between import Between
from pictures import Pictures
from pictures_test import png
from programs import SystemTest, wait_for

MONTH = "2024-05"


class Uploads(SystemTest):
    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve("--plain")
        self.pictures = Pictures(20240515)

    def office(self, line):
        """An agent of office 4301 whose line this is."""
        url = f"http://127.0.0.1:{line.port}"
        return self.new_agent("agent").enrol(self.server.code("4301", "--url", url))

    def line(self, **how):
        line = SlowLine(self.server.port, 7, **how)
        self.addCleanup(line.close)
        return line

    def sync_until_all_is_in(self, agent, tries=200):
        for turn in range(tries):
            if agent.sync().status == 0:
                return turn + 1
        self.fail(f"it never ends: {agent.run('status')}")

    def month(self, agent):
        return {month["month"]: month for month in agent.status()["months"]}[MONTH]

    def assert_all_in(self, agent):
        self.assertEqual(self.pictures.files, self.pictures.held(self.server))
        month = self.month(agent)
        self.assertEqual((0, month["pictures"]), (month["waiting"], month["pictures_in"]))
        self.assertEqual([], agent.status()["pictures_under_way"])
        self.assertEqual([], list((self.server.folder / "uploads").glob("*")))

    def server_says(self):
        return self.server.run("report", "--office", "4301", "--month", MONTH).out

    # The office's 64 kbit/s with a cut every 20 s, 60 times as fast with pictures a sixth as large.
    def test_a_month_arrives_whole_over_a_narrow_line_that_is_cut_all_the_time(self):
        line = self.line(bytes_per_second=480_000, cut_every=0.33)
        agent = self.office(line)
        self.pictures.record(agent, rows=20, pictures_a_row=2, sizes=(15_000, 45_000))

        contacts = self.sync_until_all_is_in(agent)

        self.assert_all_in(agent)
        self.assertEqual(20, len(self.server.rows("4301", MONTH)))
        self.assertGreater(line.cuts, 3)
        bodies = [int(found[1]) for head in line.heads if b"/v1/evidence" in head
                  and (found := re.search(rb"Content-Length: (\d+)", head))]
        wanted = self.pictures.bytes()
        print(f"{wanted} bytes of pictures, {line.up} bytes up in {line.connections} connections, "
              f"{line.cuts} cuts, {contacts} contacts, largest chunk {max(bodies)}")
        self.assertLessEqual(line.up, 1.15 * wanted + 2048 * line.cuts)
        self.assertLessEqual(line.up - wanted - 1024 * line.connections, line.cuts * max(bodies))

    def test_whatever_is_killed_whenever_every_picture_arrives_once_and_whole(self):
        chance = random.Random(9)
        line = self.line(bytes_per_second=3_000_000, cut_every=0.5)
        agent = self.office(line)
        self.pictures.record(agent, rows=10, pictures_a_row=3, sizes=(5_000, 150_000))
        for _ in range(40):
            process = agent.start_sync()
            try:
                process.wait(chance.uniform(0.01, 0.25))
            except Exception:  # still at work
                pass
            if chance.random() < 0.4:
                self.server.kill()
                self.server.serve("--plain")
            process.kill()
            process.wait()
            self.assertLessEqual(self.pictures.held(self.server).keys(), self.pictures.files.keys())
        line.heal()
        self.sync_until_all_is_in(agent)
        self.assert_all_in(agent)

    def test_a_new_report_passes_a_picture_that_is_on_its_way(self):
        line = self.line(bytes_per_second=60_000)
        agent = self.office(line)
        self.pictures.record(agent, rows=1, pictures_a_row=1, sizes=(350_000, 350_000))
        agent.serve()
        self.addCleanup(agent.kill)
        wait_for(lambda: list((self.server.folder / "uploads").glob("*")))
        agent.record("ด่วน", month=MONTH)

        wait_for(lambda: len(self.server.rows("4301", MONTH)) == 2)

        self.assertEqual({}, self.pictures.held(self.server), "the picture is still on its way")
        line.heal()
        wait_for(lambda: self.month(agent)["pictures_in"] == 1)
        agent.stop()
        self.assert_all_in(agent)

    def test_status_says_where_each_picture_is_and_why_it_waits(self):
        line = self.line(bytes_per_second=60_000, cut_every=0.4)
        agent = self.office(line)
        self.pictures.record(agent, rows=1, pictures_a_row=3, sizes=(40_000, 60_000))
        self.assertEqual({"waiting": 2, "pictures": 3, "pictures_in": 0, "month": MONTH}, self.month(agent))
        wait_for(lambda: agent.sync().status == 3 and self.month(agent)["waiting"] == 0)
        text = agent.ok("status").out
        self.assertRegex(text, r"report in, [0-2] of 3 pictures in")
        waiting = agent.status()["pictures_under_way"]
        self.assertTrue(waiting)
        self.assertIn("cut", " ".join(one["message"] for one in waiting))
        self.assertRegex(self.server_says(), r"[0-2] of 3 pictures in")
        line.heal()
        self.sync_until_all_is_in(agent)
        self.assert_all_in(agent)
        self.assertIn("3 of 3 pictures in", self.server_says())

    def test_a_picture_that_was_attached_is_at_the_server_with_its_preview_and_the_original_is_not(self):
        self.server.stop()
        self.server.serve()
        agent = self.new_agent("agent").enrol(self.server.code("4301"))
        agent.record("อบรม", month=MONTH)
        photo = self.folder / "ป้าย.png"
        photo.write_bytes(png(2400, 1800))
        agent.ok("attach", "--month", MONTH, "--row", "1", "--role", "activity_photo", photo)
        self.assert_synced(agent)
        report = agent.ok("report", "--month", MONTH, "--json").json()["reports"][0]
        [picture] = report["evidence"]
        self.assertEqual({picture["sha256"], picture["preview"]}, self.pictures.held(self.server).keys())
        self.assertIn("1 of 1 picture in", self.server_says())
        self.assertEqual(1, self.month(agent)["pictures_in"])

    def test_a_login_page_takes_no_picture(self):
        between = Between(self.server.port)
        self.addCleanup(between.close)
        line = self.line(bytes_per_second=1 << 30)
        agent = self.office(line)
        agent.sync()
        self.pictures.record(agent, rows=1, pictures_a_row=2, sizes=(1_000, 2_000))
        good, line.to = line.to, ("127.0.0.1", int(between.url.rsplit(":", 1)[1]))
        between.mode = "login page"
        self.assertEqual(3, agent.sync().status)
        self.assertEqual(0, self.month(agent)["pictures_in"])
        line.to = good
        self.sync_until_all_is_in(agent)
        self.assert_all_in(agent)

    def test_a_server_without_room_for_pictures_takes_rows_and_later_the_pictures(self):
        line = self.line(bytes_per_second=1 << 30)
        agent = self.office(line)
        self.server.stop()
        (self.server.folder / "server.toml").write_text("free_mib_min = 1073741824\n")
        self.server.serve("--plain")
        self.pictures.record(agent, rows=2, pictures_a_row=1, sizes=(1_000, 2_000))
        agent.sync()
        self.assertEqual(2, len(self.server.rows("4301", MONTH)))
        self.assertEqual({}, self.pictures.held(self.server))
        self.assertIn("no room", agent.ok("status").out)


if __name__ == "__main__":
    unittest.main()
