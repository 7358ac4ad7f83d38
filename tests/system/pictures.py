"""Rows with pictures, as they lie on a PC once they were attached: for tests of what becomes of them."""
import hashlib
import json
import random

from programs import QUARTER


class Pictures:
    """Makes files that look like renditions to whoever sends them: bytes of their own, named by their
    SHA-256."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.files = {}

    def make(self, agent, size):
        file = self.chance.randbytes(size)
        name = hashlib.sha256(file).hexdigest()
        place = agent.folder / "renditions" / name[:2] / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file)
        self.files[name] = file
        return name

    def record(self, agent, rows, pictures_a_row, sizes, office="4301", month="2024-05"):
        """Rows with so many pictures each, of sizes between the two; saved when it returns."""
        services = json.loads(QUARTER.read_text(encoding="utf-8"))["reports"][0]["services"]
        activities = [{
            "date": f"{month}-03", "activity": f"กิจกรรมที่ {number}", "place": "ศาลาประชาคม",
            "participants": 10, "downloads": 1, "official_downloads": 0, "channels": [],
            "official_photos": [],
            "photos": [{"name": f"p{number}-{i}.jpg", "sha256": self.make(agent, self.chance.randint(*sizes))}
                       for i in range(pictures_a_row)],
        } for number in range(rows)]
        report = {"office": office, "month": month, "services": services, "activities": activities,
                  "reporter": {"name": "สมศรี", "position": "นักวิชาการ"}}
        path = agent.folder / "month.json"
        path.write_text(json.dumps({"reports": [report]}, ensure_ascii=False), encoding="utf-8")
        done = agent.run("import", path)
        assert done.status == 0, done

    def held(self, server, office="4301"):
        """Those that the server has, by name; a file whose bytes are not its name's fails the test."""
        found = {}
        for place in (server.folder / "evidence" / office).glob("??/*"):
            file = place.read_bytes()
            assert hashlib.sha256(file).hexdigest() == place.name, place
            found[place.name] = file
        return found

    def bytes(self):
        return sum(len(file) for file in self.files.values())
