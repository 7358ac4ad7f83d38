"""The real programs on a disk that fails, and killed on the way: at the n-th call to the kernel, by strace.

strace makes one call of a program fail (an I/O error, a full disk) or kills the program as it enters it.
Which calls a command makes in its folder is found by running it once undisturbed.
"""
import collections
import os
import re
import subprocess
import unittest

from programs import SECONDS_MAX, UNDER_STRACE, Ended

# What may change a disk, or what is read from it.
CALLS = ("openat", "mkdir", "write", "pwrite64", "fsync", "fdatasync", "rename", "ftruncate", "unlink", "fallocate",
         "read", "pread64")
TROUBLES = ("error=EIO", "error=ENOSPC", "signal=KILL")
# At these something becomes so, or durable: the program is killed at each of them.
TURNS = ("fsync", "fdatasync", "rename", "fallocate")
# Others of each path, in a run that is not to take all.
POINTS_MAX = 24

Point = collections.namedtuple("Point", "call number trouble")


def strace_works():
    try:
        return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


needs_strace = unittest.skipUnless(strace_works(), "strace is not here, or may not trace (ptrace is not allowed)")


def traced(options, program, *arguments):
    command = ["strace", "-qq", *options, str(program), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=SECONDS_MAX,
                          env=dict(os.environ, PHIRAP_LANG="en", **UNDER_STRACE), check=False)
    return Ended(done.returncode, done.stdout, done.stderr)


def calls_in(folder, log, program, *arguments):
    """For each kind of call, the numbers of those that touch `folder`; and how the command ended."""
    done = traced(["-y", "-e", "trace=" + ",".join(CALLS), "-o", log], program, *arguments)
    counts, found = collections.Counter(), []
    for line in log.read_text(errors="replace").splitlines():
        call = re.match(r"(\w+)\(", line)
        if call and call[1] in CALLS:
            counts[call[1]] += 1
            if str(folder) in line:
                found.append((call[1], counts[call[1]]))
    return found, done


def points(calls):
    """A crash at each turn; of all calls some, each with another trouble. Each call with every trouble if
    PHIRAP_SWEEP=all."""
    if os.environ.get("PHIRAP_SWEEP") == "all":
        return [Point(call, number, trouble) for call, number in calls for trouble in TROUBLES]
    crashes = [Point(call, number, "signal=KILL") for call, number in calls if call in TURNS]
    taken = min(len(calls), POINTS_MAX)
    others = [Point(*calls[i * len(calls) // taken], TROUBLES[i % len(TROUBLES)]) for i in range(taken)]
    return crashes + [point for point in others if point not in crashes]


def disturbed(point, program, *arguments):
    inject = f"inject={point.call}:{point.trouble}:when={point.number}"
    return traced(["-o", "/dev/null", "-e", "trace=" + point.call, "-e", inject], program, *arguments)
