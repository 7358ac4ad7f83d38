#!/usr/bin/env python3
"""The units for systemd, by systemd's own judgement: every line known, and little left open."""
import os
import re
import subprocess
import unittest

from programs import AGENT, ROOT, SERVER, SystemTest

UNITS = ROOT / "packaging" / "systemd"
EXPOSURE_MAX = 2.0
SERVICES = ("phirap-agent.service", "phirap-server.service", "phirap-agent-sync.service")


class Units(SystemTest):
    def setUp(self):
        super().setUp()
        # As they are installed, but for where the programs are.
        for unit in [*UNITS.glob("*.service"), *UNITS.glob("*.timer")]:
            self.put(unit, self.folder / unit.name)
        (self.folder / "user").mkdir()
        for unit in (UNITS / "user").iterdir():
            self.put(unit, self.folder / "user" / unit.name)

    @staticmethod
    def put(unit, place):
        text = unit.read_text(encoding="utf-8")
        for there, here in (("/usr/local/bin/phirap-agent", AGENT), ("/usr/local/bin/phirap-server", SERVER),
                            ("%h/.local/bin/phirap-agent", AGENT)):
            text = text.replace(there, str(here))
        place.write_text(text, encoding="utf-8")

    def analyze(self, *words):
        done = subprocess.run(["systemd-analyze", "--no-pager", *map(str, words)], capture_output=True, encoding="utf-8",
                              check=False, env=dict(os.environ, XDG_RUNTIME_DIR=str(self.folder)))
        return done.returncode, done.stdout + done.stderr

    def test_every_unit_is_verified_clean(self):
        units = sorted(self.folder.glob("*.service")) + sorted(self.folder.glob("*.timer"))
        self.assertEqual(4, len(units))
        for unit in units:
            status, said = self.analyze("verify", "--man=no", unit)
            self.assertEqual((0, ""), (status, said), unit.name)
        status, said = self.analyze("--user", "verify", "--man=no", self.folder / "user" / "phirap-agent.service")
        self.assertEqual((0, ""), (status, said))

    def test_a_misspelled_line_would_be_found(self):
        unit = self.folder / "phirap-agent.service"
        unit.write_text(unit.read_text(encoding="utf-8").replace("WatchdogSec", "WatchdogSecs"), encoding="utf-8")
        self.assertIn("WatchdogSecs", self.analyze("verify", "--man=no", unit)[1])

    def test_little_is_left_open(self):
        for name in SERVICES:
            _, said = self.analyze("security", "--offline=true", self.folder / name)
            exposure = float(re.search(r"Overall exposure level for \S+: ([\d.]+)", said)[1])
            self.assertLessEqual(exposure, EXPOSURE_MAX, said)

    def test_the_services_are_told_of_life_end_cleanly_and_come_back(self):
        for unit in (*[UNITS / name for name in SERVICES[:2]], UNITS / "user" / "phirap-agent.service"):
            text = unit.read_text(encoding="utf-8")
            for line in ("Type=notify", "Restart=on-failure", r"WatchdogSec=\d+min", r"TimeoutStopSec=\d+s",
                         r"StartLimitBurst=\d+"):
                self.assertRegex(text, re.compile("^" + line + "$", re.M), unit)

    def test_the_timer_spreads_the_offices_and_makes_up_for_a_pc_that_was_off(self):
        text = (UNITS / "phirap-agent-sync.timer").read_text(encoding="utf-8")
        self.assertIn("Persistent=true", text)
        self.assertRegex(text, r"RandomizedDelaySec=\d+min")
        hours = re.findall(r"^OnCalendar=(.+)$", text, re.M)
        self.assertEqual(3, len(hours))
        for hour in hours:
            self.assertEqual(0, self.analyze("calendar", hour)[0], hour)


if __name__ == "__main__":
    unittest.main(verbosity=2)
