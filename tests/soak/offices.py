"""A server and the PCs of three offices: real processes, each PC behind a bad line of its own, disks that fill
up. What an officer was told is saved is remembered, and what every disk lost is counted exactly."""
import hashlib
import pathlib
import shutil
import struct
import sys
import zlib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "system"))
from bad_line import BadLine  # noqa: E402
from programs import Agent, Server, QUARTER  # noqa: E402

from disks import Disk  # noqa: E402

MONTHS = ("2024-04", "2024-05", "2024-06")
OFFICES = ("4301", "4302", "4305")
ROLE = "activity_photo"


def png(chance):
    """A picture that nobody has seen yet: coloured squares, large enough to be made smaller."""
    side, square = 640, 80
    colours = [bytes(chance.randrange(256) for _ in range(3)) for _ in range((side // square) ** 2)]
    lines = []
    for y in range(side):
        row = colours[y // square * (side // square):][:side // square]
        lines.append(b"\0" + b"".join(colour * square for colour in row))

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"".join(lines), 1))
            + chunk(b"IEND", b""))


class Pc:
    """One machine of an office, its service and the line before it."""

    def __init__(self, name, office, disk, line):
        self.name, self.office, self.disk, self.line = name, office, disk, line
        self.agent = Agent(disk.folder / name)
        self.older_copy = None

    def start(self):
        self.agent.serve()

    def kill(self):
        self.agent.kill()


class Offices:
    def __init__(self, folder, chance):
        self.folder, self.chance = pathlib.Path(folder), chance
        self.server_disk = Disk(self.folder / "server-disk", 256)
        self.server = Server(self.server_disk.folder / "server").init().serve("--plain")
        assert self.server.run("office", "import", QUARTER).status == 0
        self.older_server = None
        self.pcs = [self.new_pc(f"{office}-{number}", office) for office in OFFICES for number in (1, 2)]
        self.tried, self.saved, self.destroyed = {}, {}, set()
        self.pictures, self.pictures_destroyed = {}, set()
        self.clones = 0

    def new_line(self):
        return BadLine(self.server.port, self.chance.randrange(1 << 30), 0)

    def new_pc(self, name, office):
        pc = Pc(name, office, Disk(self.folder / name, 192), self.new_line())
        pc.agent.enrol(self.server.code(office, "--url", f"http://127.0.0.1:{pc.line.port}"))
        assert pc.agent.sync().status == 0, pc.agent.sync()
        pc.start()
        return pc

    # What officers do. Each gives whether it was said to be saved.

    def record(self, pc):
        activity = f"activity {len(self.tried)}"
        self.tried[activity] = pc.office
        month = self.chance.choice(MONTHS)
        done = pc.agent.run("record", "--month", month, "--date", f"{month}-15", "--activity", activity, "--place",
                            "hall " * self.chance.randrange(1, 60), "--downloads", str(self.chance.randrange(90)))
        if done.status == 0:
            self.saved[activity] = pc.office
        return done.status == 0

    def change(self, pc):
        month = self.chance.choice(MONTHS)
        rows = self.rows_at(pc.agent, month)
        if not rows:
            return False
        return pc.agent.run("record", "--month", month, "--row", self.chance.choice(sorted(rows)),
                            "--participants", str(self.chance.randrange(500))).status == 0

    def attach(self, pc):
        month = self.chance.choice(MONTHS)
        rows = self.rows_at(pc.agent, month)
        if not rows:
            return False
        file = self.folder / "picture.png"
        file.write_bytes(png(self.chance))
        done = pc.agent.run("attach", "--month", month, "--row", self.chance.choice(sorted(rows)), "--role", ROLE,
                            file)
        if done.status == 0:
            self.note_renditions(pc)
        return done.status == 0

    def submit(self, pc):
        return pc.agent.run("submit", "--month", self.chance.choice(MONTHS)).status == 0

    def import_quarter(self, pc):
        return pc.agent.run("import", QUARTER).status == 0

    def settle(self, pc):
        return pc.agent.run("settle", "1", "--answer", "1").status == 0

    # What becomes of machines.

    def kill_server(self):
        self.server.kill()
        self.server.serve("--plain")

    def kill_pc(self, pc):
        pc.kill()
        pc.start()

    def clone(self, pc):
        self.clones += 1
        name = f"{pc.office}-clone-{self.clones}"
        twin = Pc(name, pc.office, Disk(self.folder / name, 192), pc.line)
        pc.kill()
        pc.agent.copy_to(twin.agent.folder)
        pc.start()
        twin.start()
        self.pcs.append(twin)

    def put_back(self, pc):
        """To an older copy of its whole folder; the first time, the copy is made."""
        pc.kill()
        if pc.older_copy is None:
            pc.older_copy = self.folder / f"copy-of-{pc.name}"
            shutil.copytree(pc.agent.folder, pc.older_copy, ignore=shutil.ignore_patterns("control", "lock"))
            pc.start()
            return False
        shutil.rmtree(pc.agent.folder)
        shutil.move(pc.older_copy, pc.agent.folder)
        pc.older_copy = None
        pc.start()
        self.count_the_destroyed()
        return True

    def put_back_server(self):
        self.server.kill()
        copy = self.folder / "copy-of-server"
        if self.older_server is None:
            shutil.copytree(self.server.folder, copy, ignore=shutil.ignore_patterns("control", "lock"))
            self.older_server = copy
            self.server.serve("--plain")
            return False
        self.server.put_back(copy)
        shutil.rmtree(copy)
        self.older_server = None
        self.server.serve("--plain")
        self.count_the_destroyed()
        return True

    # What the disks hold.

    @staticmethod
    def rows_at(agent, month):
        done = agent.run("report", "--month", month, "--json")
        reports = done.json()["reports"] if done.status == 0 else []
        return {row["id"]: row for report in reports for row in report["activities"]}

    def activities_of_server(self):
        return [row["activity"] for report in self.server.export() for row in report["activities"]]

    def renditions(self):
        """Names of pictures that lie whole on any disk."""
        held = set()
        for pc in self.pcs:
            held |= {place.name for place in (pc.agent.folder / "renditions").glob("??/*")}
        held |= {place.name for place in (self.server.folder / "evidence").glob("*/??/*")}
        return held

    def note_renditions(self, pc):
        for place in (pc.agent.folder / "renditions").glob("??/*"):
            self.pictures.setdefault(place.name, pc.office)

    def count_the_destroyed(self):
        held = set(self.activities_of_server())
        for pc in self.pcs:
            for month in MONTHS:
                held |= {row["activity"] for row in self.rows_at(pc.agent, month).values()}
        self.destroyed |= {activity for activity in self.saved if activity not in held}
        self.pictures_destroyed |= set(self.pictures) - self.renditions()

    def all_disks(self):
        return [self.server_disk, *(pc.disk for pc in self.pcs)]

    def heal(self):
        for disk in self.all_disks():
            disk.empty()
        for pc in self.pcs:
            pc.line.heal()

    def end(self, keep):
        """Every process; the small disks too, unless somebody is to look at them."""
        for pc in self.pcs:
            pc.kill()
            pc.line.close()
        self.server.kill()
        for disk in self.all_disks():
            if not keep:
                disk.end()


def whole(place):
    return hashlib.sha256(place.read_bytes()).hexdigest() == place.name
