"""The two programs as people run them: real processes, folders of their own, ports that the system picks.

Every wait is for a sign that the thing is there, under a bound; nothing sleeps for a guessed time.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("PHIRAP_BUILD", ROOT / "build" / "dev"))
SERVER = BUILD / "server" / "phirap-server"
AGENT = BUILD / "agent" / "phirap-agent"
QUARTER = ROOT / "packaging" / "quickstart-data" / "nongkhai-2567-q3.json"
# A busy machine of two cores, under sanitizers.
SECONDS_MAX = 120


class Ended:
    """What a command came to."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"status {self.status}\n--- out\n{self.out[-2000:]}\n--- err\n{self.err[-2000:]}"


def run(program, *arguments, stdin=None, environment=None):
    environment = dict(os.environ, PHIRAP_LANG="en", **(environment or {}))
    done = subprocess.run([str(program), *map(str, arguments)], input=stdin, capture_output=True,
                          encoding="utf-8", timeout=SECONDS_MAX, env=environment, check=False)
    return Ended(done.returncode, done.stdout, done.stderr)


def wait_for(what, seconds=SECONDS_MAX):
    """The first true answer of what(); fails after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = what()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError("waited in vain for " + getattr(what, "__name__", "it"))


class Serving:
    """A program's `serve`, running."""

    def __init__(self, program, folder, *arguments):
        self.log = open(pathlib.Path(folder) / "serve.log", "ab")
        environment = dict(os.environ, PHIRAP_LANG="en")
        self.process = subprocess.Popen([str(program), "--data", str(folder), "serve", *arguments],
                                        stdout=self.log, stderr=self.log, env=environment)

    def kill(self):
        """As a power cut ends it."""
        self.end(signal.SIGKILL)

    def stop(self):
        status = self.end(signal.SIGTERM)
        if status != 0:
            raise AssertionError(f"serve ended with status {status}")

    def end(self, number):
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(SECONDS_MAX)
        self.log.close()
        return status


class Server:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.serving = None
        self.port = 0

    def run(self, *arguments, **more):
        return run(SERVER, "--data", self.folder, *arguments, **more)

    def init(self, *arguments):
        done = self.run("init", *arguments)
        assert done.status == 0, done
        return self

    def serve(self, *arguments):
        """Listens where it listened before, so that codes and agents still find it."""
        address = self.folder / "address"
        address.unlink(missing_ok=True)
        self.serving = Serving(SERVER, self.folder, "--listen", f"127.0.0.1:{self.port}",
                               *arguments)

        def listening():
            assert self.serving.process.poll() is None, "serve ended: " + self.log()
            return address.exists() and address.read_text().strip()

        self.port = int(wait_for(listening).rsplit(":", 1)[1])
        return self

    def log(self):
        return (self.folder / "serve.log").read_text(errors="replace")[-3000:]

    def stop(self):
        if self.serving:
            self.serving.stop()
            self.serving = None

    def kill(self):
        if self.serving:
            self.serving.kill()
            self.serving = None

    def code(self, office, *arguments):
        done = self.run("enrol-code", "--office", office, "--json", *arguments)
        assert done.status == 0, done
        return done.json()["code"]

    def grades(self, month):
        done = self.run("grade", "--month", month, "--json")
        assert done.status == 0, done
        return {entry["office"]: entry for entry in done.json()}

    def export(self):
        done = self.run("export", "--all", "--format", "json")
        assert done.status == 0, done
        return done.json()["reports"]

    def rows(self, office, month="2024-04"):
        done = self.run("report", "--office", office, "--month", month, "--json")
        assert done.status == 0, done
        return {row["id"]: row for row in done.json()["reports"][0]["activities"]}

    def put_back(self, copy):
        """Stopped, the data folder put back to an older copy, started."""
        assert self.serving is None
        shutil.rmtree(self.folder)
        shutil.copytree(copy, self.folder)

    def audit(self):
        """Every operation, seal and position, worked out again."""
        done = self.run("audit", "--json")
        assert done.status == 0, done
        return {one["office"]: one for one in done.json()}


class Agent:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.serving = None

    def run(self, *arguments, **more):
        return run(AGENT, "--data", self.folder, *arguments, **more)

    def ok(self, *arguments, **more):
        done = self.run(*arguments, **more)
        assert done.status == 0, (arguments, done)
        return done

    def enrol(self, code):
        self.ok("enrol", code)
        return self

    def sync(self):
        return self.run("sync", "--once")

    def serve(self, *arguments):
        """Background sync; commands are run inside it from now on. No desk, unless the arguments ask for one."""
        before = len(self.log())
        self.serving = Serving(AGENT, self.folder, *(arguments or ("--desk", "off")))

        def ready():
            assert self.serving.process.poll() is None, "serve ended: " + self.log()
            return "Ready" in self.log()[before:]

        wait_for(ready)
        return self

    def log(self):
        path = self.folder / "serve.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def stop(self):
        if self.serving:
            self.serving.stop()
            self.serving = None

    def kill(self):
        if self.serving:
            self.serving.kill()
            self.serving = None

    def outbox(self):
        return self.ok("status", "--json").json()["waiting"]

    def status(self):
        return self.ok("status", "--json").json()

    def record(self, activity, month="2024-04", **fields):
        """The id of a new row: what the officer was told is saved."""
        words = [word for key, value in fields.items() for word in ("--" + key.replace("_", "-"), value)]
        done = self.ok("record", "--month", month, "--date", f"{month}-15", "--activity", activity, *words)
        return re.search(r"row (\S+)", done.out)[1]

    def change(self, row, month="2024-04", **fields):
        words = [word for key, value in fields.items() for word in ("--" + key.replace("_", "-"), value)]
        return self.ok("record", "--month", month, "--row", row, *words)

    def start_sync(self):
        """One round in a process that may be killed."""
        return subprocess.Popen([str(AGENT), "--data", str(self.folder), "sync", "--once"],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def rows(self, month="2024-04"):
        report = self.ok("report", "--month", month, "--json").json()["reports"][0]
        return {row["id"]: row for row in report["activities"]}

    def copy_to(self, folder):
        """A disk cloned to a second machine."""
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("control", "lock"))
        return Agent(folder)


class SystemTest(unittest.TestCase):
    """A test with a folder of its own; whatever it started is ended."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="phirap-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def new_server(self, offices=True):
        server = Server(self.folder / "server").init()
        self.addCleanup(server.kill)
        if offices:
            done = server.run("office", "import", QUARTER)
            self.assertEqual(0, done.status, done)
        return server

    def new_agent(self, name):
        return Agent(self.folder / name)

    def new_agents(self, server, office, names):
        """Enrolled and admitted."""
        agents = [self.new_agent(name).enrol(server.code(office)) for name in names]
        for agent in agents:
            self.assert_synced(agent)
        return agents

    def assert_synced(self, *agents):
        for agent in agents:
            done = agent.sync()
            self.assertEqual(0, done.status, done)
            self.assertEqual(0, agent.status()["waiting"])

    def assert_whole(self, server):
        """Nothing damaged, nothing twice, nothing outside the feed."""
        for office, audited in server.audit().items():
            self.assertEqual([], audited["faults"], office)
            self.assertEqual(audited["operations"], audited["head"], office)


def quarter():
    return json.loads(QUARTER.read_text(encoding="utf-8"))
