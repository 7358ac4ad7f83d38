#!/usr/bin/env python3
"""The dependency rule, held from the include lines; and names and sizes that keep files readable.

    agent, server -> shared/replica -> shared/wire, shared/host -> shared/core
                  -> shared/http ------------------> shared/host

shared/ knows nothing of agent/ and server/, these never include each other, and only tests see both.
"""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)

# What a layer may reach for, by the beginning of the include's path.
MAY_INCLUDE = {
    "shared/core": ("shared/core/",),
    "shared/wire": ("shared/wire/", "shared/core/"),
    "shared/host": ("shared/host/", "shared/core/"),
    "shared/http": ("shared/http/", "shared/host/", "shared/core/"),
    "shared/replica": ("shared/replica/", "shared/wire/", "shared/host/", "shared/core/"),
    "agent": ("agent/", "shared/"),
    "server": ("server/", "shared/"),
    "tests": ("tests/", "agent/", "server/", "shared/"),
}
# The libraries of the machine that a layer may name; whatever stands in no row here is free to all.
LIBRARIES = {
    "sqlite3.h": ("shared/host", "tests"),
    "curl/": ("agent", "tests"),
    "httplib.h": ("agent", "server", "tests"),
    "openssl/": ("agent", "server", "shared/http", "tests"),
    "qrencode.h": ("shared/wire", "tests"),
    "zlib.h": ("shared/wire", "tests"),
    "sys/socket.h": ("shared/host", "shared/http", "agent", "server", "tests"),
    "CLI/": ("agent", "server", "tests"),
    "toml++/": ("agent", "server", "shared/host", "tests"),
}
# Half the compile time of the project: in headers they would be everybody's.
HEAVY = ("nlohmann/json.hpp", "httplib.h", "CLI/", "toml++/", "rapidcheck")
# The core is functions on values: no file, no clock, no thread, no chance.
NOT_IN_CORE = ("fstream", "filesystem", "thread", "mutex", "condition_variable", "random", "ctime",
               "unistd.h", "fcntl.h", "sys/")
# Services of the province's platform are a thing of the domain, so that word counts only when alone.
SAY_NOTHING = re.compile(r"(^|_)(util|helper|common|manager|handler|misc)s?(_|\.)|^(service|data|info)\.")
LINES_MAX = 400


def sources():
    for top in ("agent", "server", "shared", "tests"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".h", ".cpp") and "node_modules" not in path.parts:
                yield path.relative_to(ROOT)


def layer_of(path):
    return next((layer for layer in MAY_INCLUDE if str(path).startswith(layer + "/")), None)


def complaints(path, text):
    """What is wrong with one file: sentences that say what to change."""
    layer = layer_of(path)
    if layer is None:
        yield f"{path}: a folder of no layer; say in this test what it may include"
        return
    for bracket, name in INCLUDE.findall(text):
        ours = name.startswith(("agent/", "server/", "shared/", "tests/"))
        if bracket == '"' and not ours:
            yield f'{path}: spell "{name}" from the root of the repository, or with <> if it is not ours'
        if ours and not name.startswith(MAY_INCLUDE[layer]):
            yield f"{path}: {layer} may not include {name}"
        for library, layers in LIBRARIES.items():
            if name.startswith(library) and layer not in layers:
                yield f"{path}: {layer} may not use {name}; that is for {', '.join(layers)}"
        if path.suffix == ".h" and name.startswith(HEAVY):
            yield f"{path}: {name} is slow to compile; include it in a .cpp file"
        if layer == "shared/core" and name.startswith(NOT_IN_CORE):
            yield f"{path}: shared/core is functions on values and may not include {name}"
    if SAY_NOTHING.search(path.name) and layer != "tests":
        yield f"{path}: the name says nothing of what is in it"
    lines = text.count("\n")
    if lines > LINES_MAX and layer != "tests":
        yield f"{path}: {lines} lines; past {LINES_MAX} a file asks for a second idea"


class Layering(unittest.TestCase):
    maxDiff = None

    def test_the_sources_keep_the_dependency_rule(self):
        found = []
        files = 0
        for path in sources():
            files += 1
            found += complaints(path, (ROOT / path).read_text(encoding="utf-8"))
        self.assertGreater(files, 20, "the sources were not found")
        self.assertEqual([], found, "\n" + "\n".join(found))

    def test_each_kind_of_breach_is_seen(self):
        breaches = {
            "shared/core/merge.cpp": '#include "shared/wire/frame.h"\n',
            "shared/wire/frame.h": '#include "shared/host/database.h"\n',
            "shared/host/database.cpp": '#include "agent/recorder.h"\n',
            "agent/recorder.cpp": '#  include "server/intake.h"\n',
            "server/intake.h": '#include "agent/recorder.h"\n',
            "server/api.h": "#include <nlohmann/json.hpp>\n",
            "agent/feed.cpp": "#include <sqlite3.h>\n",
            "shared/core/clock.cpp": "#include <fstream>\n",
            "shared/host/files.cpp": '#include "shared/replica/fold.h"\n',
            "shared/extras/files.cpp": "\n",
            "server/intake.cpp": '#include "intake.h"\n',
            "agent/sync_helper.cpp": "\n",
            "agent/data.h": "\n",
            "agent/everything.cpp": "\n" * (LINES_MAX + 1),
        }
        for path, text in breaches.items():
            with self.subTest(path):
                self.assertTrue(list(complaints(pathlib.Path(path), text)))

    def test_what_is_right_is_left_alone(self):
        right = {
            "agent/recorder.cpp": '#include "agent/recorder.h"\n#include <nlohmann/json.hpp>\n',
            "server/api.h": "#include <nlohmann/json_fwd.hpp>\n",
            "tests/simulation/world.cpp": '#include "agent/runner.h"\n#include "server/intake.h"\n',
            "shared/core/words/services.cpp": '#include "shared/core/words.h"\n',
        }
        for path, text in right.items():
            with self.subTest(path):
                self.assertEqual([], list(complaints(pathlib.Path(path), text)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
