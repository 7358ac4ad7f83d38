#!/usr/bin/env python3
"""Prints what it costs to make real photographs ready to send, and what comes out.

usage: tests/bench/pictures.py [--program FILE] PHOTO-OR-FOLDER...

Debian's mate-backgrounds and plasma-workspace-wallpapers hold photographs of up to 18 megapixels. One line a
file: bytes in, CPU seconds and peak memory of the child that renders, bytes of preview and evidence; the worst
of each last, with the bound that it is held to. The peak counts what the child's parent had when it started it.
"""
import argparse
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
KINDS = (".jpg", ".jpeg", ".png", ".webp")
BOUNDS = {"cpu_s": 1.5, "peak_mib": 80, "preview_bytes": 18_000, "evidence_bytes": 180_000}


def photos(paths):
    seen = set()  # a wallpaper has a name for each size of screen
    for path in map(pathlib.Path, paths):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix.lower() in KINDS and file.is_file() and file.resolve() not in seen:
                seen.add(file.resolve())
                yield file.resolve()


def parts(message):
    """The lengths of preview and evidence in the child's message (agent/pictures/render_message.cpp)."""
    if message[:5] != b"PhR1\1":
        return None
    preview = int.from_bytes(message[5:9], "little")
    at = 9 + preview
    return preview, int.from_bytes(message[at:at + 4], "little")


def measure(program, photo):
    with open(photo, "rb") as file:
        child = subprocess.Popen([program, "render-picture"], stdin=file, stdout=subprocess.PIPE)
    with child.stdout:
        message = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = status
    made = parts(message)
    if made is None:
        return None
    return {"cpu_s": used.ru_utime + used.ru_stime, "peak_mib": used.ru_maxrss / 1024,
            "preview_bytes": made[0], "evidence_bytes": made[1]}


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--program", default=ROOT / "build/release/agent/phirap-agent")
    asked.add_argument("photos", nargs="+")
    asked = asked.parse_args()
    worst = dict.fromkeys(BOUNDS, 0)
    for photo in photos(asked.photos):
        figures = measure(asked.program, photo)
        if figures is None:
            print(f"{photo.name:40} refused")
            continue
        print(f"{photo.name:40} {photo.stat().st_size / 1e6:6.2f} MB  {figures['cpu_s']:5.2f} s  "
              f"{figures['peak_mib']:5.0f} MiB  preview {figures['preview_bytes']:6}  "
              f"evidence {figures['evidence_bytes']:7}")
        worst = {key: max(worst[key], figures[key]) for key in worst}
    print(f"{'worst (bound)':40} " + "  ".join(f"{key} {worst[key]:.4g} ({BOUNDS[key]})" for key in worst))
    return 0


if __name__ == "__main__":
    sys.exit(main())
