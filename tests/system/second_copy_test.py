#!/usr/bin/env python3
"""A disk that damages one of an agent's files, or a body at the server: nothing that was saved goes, the officer is
told, and the other machines are not (design.md promises 1, 2 and 7)."""
import os
import sqlite3
import unittest

from programs import SystemTest

OFFICE = "4305"


def overwrite(path, at, data):
    with open(path, "r+b") as file:
        file.seek(at)
        file.write(data)


def rot(path, sequence):
    """One bit of the body of an operation, in a way that SQLite finds nothing wrong with."""
    database = sqlite3.connect(path)
    rowid, body = database.execute("SELECT rowid, body FROM operation WHERE branch IN (SELECT number FROM branch "
                                   "WHERE tip >= ?) AND sequence = ? ORDER BY length(body) DESC",
                                   (sequence, sequence)).fetchone()
    body = bytearray(body)
    body[-3] ^= 4
    database.execute("UPDATE operation SET body = ? WHERE rowid = ?", (bytes(body), rowid))
    database.commit()
    database.close()


class SecondCopy(SystemTest):
    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve()
        self.agent, self.other = self.new_agents(self.server, OFFICE, ["first", "second"])
        self.database = self.agent.folder / "agent.db"
        self.journal = self.agent.folder / "agent.journal"
        self.saved = {self.other.record("by another"): "by another"}
        for number in range(20):
            self.saved[self.agent.record(f"sent {number}")] = f"sent {number}"
        self.assert_synced(self.other, self.agent)
        for number in range(20):
            self.saved[self.agent.record(f"not sent {number}")] = f"not sent {number}"

    def shown(self, rows):
        return {row: one["activity"] for row, one in rows.items()}

    def assert_everything_is_everywhere(self):
        self.assert_synced(self.agent, self.other)
        for rows in (self.agent.rows(), self.other.rows(), self.server.rows(OFFICE)):
            self.assertEqual(self.saved, self.shown(rows))
        self.assert_whole(self.server)

    def assert_rebuilt(self):
        done = self.agent.ok("status")
        self.assertIn("What you saved is safe. This computer's data file was damaged", done.err)
        aside, = self.agent.status()["set_aside"]
        self.assertTrue(os.path.exists(aside), aside)
        self.assertIn(aside, self.agent.ok("status").out)
        doctor = self.agent.run("doctor", "--json")
        self.assertEqual(5, doctor.status, doctor)
        self.assertIn("set_aside", [check["name"] for check in doctor.json()["checks"] if not check["good"]])
        self.assert_everything_is_everywhere()
        os.remove(aside)
        self.assertEqual([], self.agent.status()["set_aside"])
        self.assertEqual(0, self.agent.run("doctor").status)

    def test_an_overwritten_database_is_set_aside_and_made_anew(self):
        size = self.database.stat().st_size
        for page in range(4096, size, 2 * 4096):
            overwrite(self.database, page, b"\xa5" * 4096)
        self.assert_rebuilt()

    def test_a_database_without_its_tail_is_set_aside_and_made_anew(self):
        os.truncate(self.database, self.database.stat().st_size // 2 // 4096 * 4096)
        self.assert_rebuilt()

    def test_a_database_that_was_deleted_comes_back(self):
        self.database.unlink()
        done = self.agent.ok("status")
        self.assertIn("was missing", done.err)
        self.assert_everything_is_everywhere()

    def test_a_flipped_byte_in_the_journal_costs_nothing(self):
        middle = self.journal.stat().st_size // 2
        overwrite(self.journal, middle, bytes([self.journal.read_bytes()[middle] ^ 0x10]))
        done = self.agent.ok("status")
        self.assertIn("The second copy of it was damaged", done.err)
        self.assertEqual(1, len(self.agent.status()["set_aside"]))
        self.assert_everything_is_everywhere()

    def test_without_a_second_copy_a_damaged_database_is_left_as_it_is(self):
        self.journal.unlink()
        overwrite(self.database, 0, b"\xa5" * 8192)
        before = self.database.read_bytes()
        for command in ("status", "sync", "doctor"):
            done = self.agent.run(command, *(["--once"] if command == "sync" else []))
            self.assertEqual(5, done.status, done)
            self.assertIn("damaged", done.out + done.err)
        self.assertEqual(before, self.database.read_bytes())

    def test_rot_on_the_agents_disk_is_mended_and_never_sent(self):
        rot(self.database, 21)   # not sent yet: mended from the journal
        self.assert_everything_is_everywhere()
        rot(self.database, 1)    # of whatever run
        doctor = self.agent.run("doctor")
        self.assertIn("The disk ", doctor.out)
        self.assert_everything_is_everywhere()
        self.assertEqual(0, self.agent.run("doctor").status)

    def test_rot_on_the_servers_disk_is_found_and_healed_by_who_holds_it(self):
        self.assert_everything_is_everywhere()
        self.server.stop()
        rot(self.server.folder / "server.db", 7)
        self.server.serve()
        audit = self.server.run("audit", "--json")
        self.assertEqual(5, audit.status, audit)
        self.assertEqual(5, self.server.run("doctor").status)
        third = self.new_agent("third").enrol(self.server.code(OFFICE))
        third.sync()
        self.saved[third.record("meanwhile")] = "meanwhile"
        self.assertEqual(0, self.agent.sync().status)
        self.assertEqual(0, self.server.run("doctor").status)
        self.assert_synced(third)
        self.assertEqual(self.saved, self.shown(third.rows()))
        self.assert_everything_is_everywhere()


if __name__ == "__main__":
    unittest.main()
