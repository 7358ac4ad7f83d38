"""Small disks that fill up, when root runs it; ordinary folders otherwise."""
import os
import pathlib
import subprocess


class Disk:
    def __init__(self, folder, mebibytes):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.small = os.geteuid() == 0 and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", str(self.folder)],
            capture_output=True, check=False).returncode == 0
        self.full = False

    def fill(self):
        """To the last byte; nothing happens to a disk that is not small."""
        if not self.small or self.full:
            return False
        self.full = True
        with open(self.folder / "filling", "ab", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 65536)
            except OSError:
                pass
            try:
                while True:
                    file.write(b"x" * 512)
            except OSError:
                pass
        return True

    def empty(self):
        self.full = False
        (self.folder / "filling").unlink(missing_ok=True)

    def end(self):
        if self.small:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=False)
