#!/usr/bin/env python3
"""packaging/SECURITY.md names the test of every promise; each is there, and no attack is tried unnamed."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
DOCUMENT = ROOT / "packaging" / "SECURITY.md"


def named():
    """(file, test) of every row of the table."""
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if not line.startswith("| ") or line.count("|") != 4:
            continue
        file = None
        for path, function, case in re.findall(r"`([\w/]+\.(?:py|cpp))`|`(test_\w+)`|\"([^\"]+)\"", line.split("|")[3]):
            if path:
                file = path
            elif file:
                yield file, function or case


def tests_in(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return set(re.findall(r"^    def (test_\w+)\(self", text, re.M))
    # A long name stands in pieces.
    return {"".join(re.findall(r'"((?:[^"\\]|\\.)*)"', pieces)) for pieces in
            re.findall(r'TEST_CASE\(((?:\s*"(?:[^"\\]|\\.)*")+)\)', text)}


class SecurityDocument(unittest.TestCase):
    def test_every_test_that_is_named_is_there(self):
        pairs = list(named())
        self.assertGreater(len(pairs), 60)
        missing = [pair for pair in pairs if pair[1] not in tests_in(TESTS / pair[0])]
        self.assertEqual([], missing)

    def test_every_attack_that_is_tried_is_named(self):
        document = {(TESTS / file, test) for file, test in named()}
        tried = {(path, test) for path in (TESTS / "system").glob("attack_*_test.py") for test in tests_in(path)}
        self.assertGreater(len(tried), 30)
        self.assertEqual(set(), tried - document)

    def test_every_attack_has_its_test(self):
        rows = [line for line in DOCUMENT.read_text(encoding="utf-8").split("## Attacks")[1].splitlines()
                if line.startswith("| ") and line.count("|") == 4 and not line.startswith(("| **", "| attack"))]
        self.assertEqual([], [row for row in rows if "_test" not in row.split("|")[3]])


if __name__ == "__main__":
    unittest.main(verbosity=2)
