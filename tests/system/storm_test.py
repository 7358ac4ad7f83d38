#!/usr/bin/env python3
"""Agents that all come back in the same second, in small (tests/bench/run --part storm has 5,000): each is
served, soon, and no reply is lost; with the real nginx and slow clients in between too."""
import subprocess
import sys
import unittest

from programs import BUILD, ROOT, SANITIZED, SERVER, SystemTest

AGENTS = 1000
FRONT = ROOT / "tests" / "bench" / "storm" / "nginx_front"


class Storm(SystemTest):
    def figures(self, *more):
        rows = self.folder / "rows.jsonl"
        subprocess.run([sys.executable, ROOT / "tests" / "bench" / "make_rows.py", "200", rows], check=True)
        server = self.new_server(offices=False)
        (server.folder / "server.toml").write_text("waiting_max = 8\n")  # full much sooner, for so few
        done = subprocess.run([BUILD / "tests" / "phirap-storm", SERVER, server.folder, rows, str(AGENTS), *more],
                              capture_output=True, encoding="utf-8", check=False, timeout=300)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        return {name: float(value) for name, value in (line.split("\t") for line in done.stdout.splitlines() if "\t" in line)}

    def check(self, figures):
        self.assertEqual(AGENTS, figures["storm_served"])
        self.assertEqual(figures["storm_rows_recorded"], figures["storm_rows_held"])
        self.assertLessEqual(figures["storm_slowest_s"], figures["storm_slowest_allowed_s"])
        self.assertLessEqual(figures["storm_attempts_max"], 20)  # 3 with the line of 256 that is usual
        if not SANITIZED:
            self.assertLess(figures["storm_server_rss_peak_mib"], figures["storm_server_rss_before_mib"] + 40)

    def test_each_agent_is_served_and_nothing_is_lost(self):
        figures = self.figures()
        self.check(figures)
        self.assertEqual(0, figures["storm_unanswered"])  # who was not served was told when to come back

    def test_with_slow_clients_in_between_nginx_keeps_them_from_the_server(self):
        self.check(self.figures("slow=100", f"front={FRONT}"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
