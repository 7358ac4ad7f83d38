#!/usr/bin/env python3
"""What an office's own PC could try, once somebody has taken it apart: another office's data, forged and
repeated messages, a code used twice, the rights of an agent that was revoked (packaging/SECURITY.md)."""
import base64
import contextlib
import hashlib
import os
import sqlite3
import unittest

from own_client import (BUSY, CODE_REFUSED, DAMAGED, OTHER_OFFICE, REVOKED, TAKEN, UNADMITTED, Code, Key, OwnClient,
                        cbor)
from programs import SystemTest

HERE, THERE = "4301", "4305"
SECRET_WORDS = "ความลับของอำเภอ"


class Attack(SystemTest):
    def setUp(self):
        super().setUp()
        self.server = self.new_server().serve("--plain")

    def client(self, office):
        client = OwnClient(self.server, office)
        self.assertEqual(TAKEN, client.enrol(Code(self.server.code(office))))
        return client

    def operations(self, office):
        return self.server.audit()[office]["operations"]

    def office_with_a_row(self):
        owner = self.client(HERE)
        owner.operation(SECRET_WORDS)
        self.word = owner.round(frames=[owner.frame()], pictures=[])
        self.assertEqual(TAKEN, self.word[4])
        return owner

    def put_picture(self, client, token, picture):
        name = hashlib.sha256(picture).hexdigest()
        metadata = "sha256 " + base64.b64encode(name.encode()).decode()
        status = client.upload("POST", "", token, {"Upload-Length": str(len(picture)), "Upload-Metadata": metadata,
                                                   "Content-Type": "application/offset+octet-stream"}, picture)
        self.assertEqual(201, status, client.answer)
        return name


class AnotherOffice(Attack):
    def setUp(self):
        super().setUp()
        self.owner = self.office_with_a_row()
        self.thief = self.client(THERE)
        self.before = self.operations(HERE), self.operations(THERE)

    def assert_nothing_taken(self):
        self.assertEqual(self.before, (self.operations(HERE), self.operations(THERE)))
        self.assert_whole(self.server)

    def lineages_shown(self):
        return {one[0] for one in self.thief.page if isinstance(one, list)}

    def test_operations_of_another_office_are_not_taken_from_whoever_brings_them(self):
        for frame in (self.owner.frame(), self.owner.frame(office=THERE)):
            word = self.thief.round(frames=[frame], papers=[self.owner.paper])
            self.assertEqual(OTHER_OFFICE, word[4])
            self.assertEqual(403, self.thief.status)
        self.assert_nothing_taken()

    def test_operations_that_an_agent_seals_for_another_office_are_not_taken(self):
        liar = OwnClient(self.server, HERE, self.thief.key)
        liar.server_id = self.thief.server_id
        liar.operation("written into another office")
        word = liar.round(frames=[liar.frame()])
        self.assertEqual((TAKEN, [[0, bytes(32)]], liar.lineage), (word[4], word[7], word[9][0][0]),
                         "nothing is held; what comes before is asked for")
        self.assertEqual(DAMAGED, liar.round(frames=[liar.frame(root_of=THERE)])[4])
        self.assert_nothing_taken()

    def test_another_offices_cursor_and_tips_show_nothing(self):
        tip = [self.owner.lineage, 1, int.from_bytes(self.owner.ids[-1][:8], "big")]
        word = self.thief.round(tips=[tip])
        self.assertEqual([[0, bytes(32)]], word[7])
        self.assertNotIn(self.owner.lineage, self.lineages_shown())
        word = self.thief.round(cursor=self.word[13], tips=[tip])
        self.assertTrue(word[11], "a cursor of another feed is unknown")
        self.assertEqual([], self.thief.page)
        self.assert_nothing_taken()

    def test_a_page_holds_nothing_of_another_office(self):
        self.thief.round()
        shown = b"".join(item for item in self.thief.page if isinstance(item, bytes))
        self.assertNotIn(self.owner.key.writer, shown)
        self.assertNotIn(self.owner.lineage, shown)

    def test_another_offices_paper_admits_nobody(self):
        stranger = OwnClient(self.server, HERE)
        stranger.server_id = self.owner.server_id
        self.assertEqual(UNADMITTED, stranger.round(papers=[self.owner.paper])[4])
        forged = Key().sign(cbor(["admission", self.owner.server_id, stranger.key.public, HERE]))
        self.assertEqual(UNADMITTED, stranger.round(papers=[forged])[4])
        self.assertEqual(UNADMITTED, stranger.round(agent=self.owner.key.writer[::-1])[4])
        self.assert_nothing_taken()

    def test_another_offices_code_is_refused_and_stays_good(self):
        code = Code(self.server.code(HERE))
        stranger = OwnClient(self.server, THERE)
        self.assertEqual(CODE_REFUSED, stranger.enrol(code, office=THERE))
        self.assertEqual(CODE_REFUSED, self.thief.enrol(code), "an agent keeps its office")
        self.assertEqual(TAKEN, OwnClient(self.server, HERE).enrol(code))

    def test_another_offices_pictures_are_neither_shown_nor_touched(self):
        picture = os.urandom(5000)
        token = self.word[18]
        name = self.put_picture(self.owner, token, picture)
        word = self.thief.round(pictures=[bytes.fromhex(name)])
        self.assertEqual([False], word[19])
        self.assertEqual([True], self.owner.round(pictures=[bytes.fromhex(name)])[19])
        patch = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
        for method, headers, body in (("HEAD", {}, b""), ("DELETE", {}, b""), ("PATCH", patch, b"x"),
                                      ("POST", {"X-HTTP-Method-Override": "DELETE"}, b""),
                                      ("POST", {"X-HTTP-Method-Override": "HEAD"}, b"")):
            self.assertEqual(404, self.thief.upload(method, "/" + name, word[18], headers, body), (method, headers))
        for traversal in (f"/../{HERE}/{name}", f"/..%2f{HERE}%2f{name}", f"/{HERE}-{name}", f"/{name}/", f"/{name}%00",
                          "/" + "%2e" * 32, f"/{name.upper()}"):
            self.assertEqual(404, self.thief.upload("HEAD", traversal, word[18]), traversal)
        self.assertEqual([True], self.owner.round(pictures=[bytes.fromhex(name)])[19])
        self.assertEqual([picture], [path.read_bytes() for path in self.server.folder.rglob("*" + name[4:])])

    def test_a_token_that_was_changed_or_made_opens_nothing(self):
        token = self.word[18]
        for forged in ("", token[:-1], token + "A", token[:10] + ("A" if token[10] != "A" else "B") + token[11:],
                       base64.urlsafe_b64encode(os.urandom(90)).decode().rstrip("="), "x" * 257, "../../etc/passwd"):
            self.assertEqual(401, self.thief.upload("HEAD", "/" + "0" * 64, forged), forged)


class ForgedAndRepeated(Attack):
    def test_a_hello_that_the_agent_did_not_sign_stores_nothing(self):
        owner = self.office_with_a_row()
        before = self.operations(HERE)
        owner.operation("second")
        self.assertEqual(DAMAGED, owner.round(frames=[owner.frame()], sign_by=Key())[4])
        self.assertEqual(DAMAGED, owner.round(frames=[owner.frame(seal_by=Key())])[4])
        self.assertEqual(before, self.operations(HERE))

    def test_a_request_with_any_byte_changed_stores_nothing(self):
        owner = self.office_with_a_row()
        before = self.operations(HERE)
        owner.operation("second")
        request = owner.request(frames=[owner.frame()])
        for at in range(0, len(request), 7):
            changed = request[:at] + bytes([request[at] ^ 1]) + request[at + 1:]
            owner.post("/v1/sync", changed)
            self.assertIn(owner.status, (200, 400, 403), at)
        self.assertEqual(before, self.operations(HERE))
        self.assertEqual(TAKEN, owner.send(request)[4])
        self.assertEqual(before + 1, self.operations(HERE))

    def test_a_request_that_is_repeated_changes_nothing_more(self):
        owner = self.office_with_a_row()
        owner.operation("second")
        request = owner.request(frames=[owner.frame()])
        words = [owner.send(request) for _ in range(5)]
        self.assertEqual([TAKEN] * 5, [word[4] for word in words])
        self.assertEqual(1, len({word[12] for word in words}), "the head of the feed stays")
        self.assert_whole(self.server)

    def test_the_servers_own_words_are_not_taken_for_a_request(self):
        owner = self.office_with_a_row()
        for words in (owner.answer, owner.paper, owner.request()[1:]):
            for path in ("/v1/sync", "/v1/enrol"):
                self.assertEqual(b"", owner.post(path, words))
                self.assertEqual(400, owner.status)


class Codes(Attack):
    def test_a_code_has_80_bits_of_chance_and_no_two_are_alike(self):
        secrets = {Code(self.server.code(HERE)).secret for _ in range(8)}
        self.assertEqual(8, len(secrets))
        self.assertEqual({10}, {len(secret) for secret in secrets})

    def test_a_code_is_good_for_one_key_and_repeats_its_answer_to_it(self):
        code = Code(self.server.code(HERE))
        first = OwnClient(self.server, HERE)
        request = first.enrolment(code)
        papers = {first.send_enrolment(request)[17] for _ in range(3)}
        self.assertEqual(1, len(papers))
        self.assertEqual(CODE_REFUSED, OwnClient(self.server, HERE).enrol(code))
        self.assertEqual(1, len(self.server.run("agents", "--json").json()))

    def test_a_code_is_good_for_14_days_unless_its_keeper_says_otherwise(self):
        self.server.code(HERE)
        self.server.code(HERE, "--valid-for", "1h")
        self.server.stop()
        with contextlib.closing(sqlite3.connect(self.server.folder / "server.db")) as store:
            lives = [life for life, in store.execute("SELECT expires_ms - made_ms FROM code ORDER BY made_ms")]
        self.assertEqual([14 * 24 * 3_600_000, 3_600_000], lives)

    def test_only_a_hash_of_a_code_is_kept(self):
        code = Code(self.server.code(HERE))
        self.server.stop()
        for path in self.server.folder.rglob("*"):
            if path.is_file():
                held = path.read_bytes()
                for spelling in (code.secret, code.secret.hex().encode(), base64.b64encode(code.secret)[:12]):
                    self.assertNotIn(spelling, held, path)

    def test_guessing_is_slowed_for_the_guesser_and_for_nobody_else(self):
        guesser, honest = OwnClient(self.server, HERE), OwnClient(self.server, HERE)
        right = Code(self.server.code(HERE))
        verdicts = []
        for _ in range(40):
            wrong = guesser.enrolment(right, secret=os.urandom(10))
            word = guesser.send_enrolment(wrong, {"X-Real-IP": "198.51.100.7"})
            verdicts.append(word[4])
        self.assertEqual([CODE_REFUSED] * 30, verdicts[:30])
        self.assertIn(BUSY, verdicts[30:])
        self.assertGreater(word[14], 0, "told when to come back")
        word = guesser.send_enrolment(guesser.enrolment(right), {"X-Real-IP": "198.51.100.7"})
        self.assertEqual(BUSY, word[4])
        word = honest.send_enrolment(honest.enrolment(right), {"X-Real-IP": "203.0.113.9"})
        self.assertEqual(TAKEN, word[4], "and its code was not used up")
        self.assertLessEqual(self.server.log().count("refuse enrol"), 31)


class Revoked(Attack):
    def test_a_revoked_agent_gets_nothing_and_what_it_sends_is_set_aside(self):
        thief = self.office_with_a_row()
        token = self.word[18]
        self.put_picture(thief, token, os.urandom(100))
        done = self.server.run("agents", "revoke", thief.key.writer.hex())
        self.assertEqual(0, done.status, done)
        thief.operation("written by a thief")
        word = thief.round(frames=[thief.frame()], pictures=[])
        self.assertEqual(REVOKED, word[4])
        self.assertEqual([], thief.page)
        self.assertNotIn(18, word, "no new token")
        self.assertEqual(401, thief.upload("HEAD", "/" + "0" * 64, token), "nor the old one")
        rows = [row["activity"] for row in self.server.rows(HERE).values()]
        self.assertEqual([SECRET_WORDS], rows)
        self.assertEqual(1, len(self.server.run("quarantine", "--json").json()))

    def test_an_old_code_and_an_old_paper_do_not_bring_a_revoked_agent_back(self):
        thief = OwnClient(self.server, HERE)
        code = Code(self.server.code(HERE))
        request = thief.enrolment(code)
        thief.server_id = code.server
        thief.paper = thief.send_enrolment(request)[17]
        self.server.run("agents", "revoke", thief.key.writer.hex())
        thief.send_enrolment(request)
        self.assertEqual(REVOKED, thief.round(papers=[thief.paper])[4])
        self.assertEqual([], thief.page)


if __name__ == "__main__":
    unittest.main(verbosity=2)
