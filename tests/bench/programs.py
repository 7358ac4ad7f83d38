"""What the two programs cost as they are shipped: processes, sockets, disks. Used by tests/bench/run."""
import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
OFFICE = "4301"
TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def cpu_seconds(pid):
    """User and system time of a running process, its threads included."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mib(pid):
    """Resident memory and the private pages that were written to, in MiB."""
    figures = {}
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split(":")
        figures[name] = int(value.split()[0]) / 1024
    return figures["Rss"], figures["Private_Dirty"]


def run(*command):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def run_counted(*command):
    """Runs to the end; CPU seconds of it."""
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command}: {process.returncode}")
    return usage.ru_utime + usage.ru_stime


class Counter:
    """A door in front of a server that counts the bytes of each direction."""

    def __init__(self, behind):
        self.up = 0
        self.down = 0
        self.behind = behind
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.door.accept()
                far = socket.create_connection(("127.0.0.1", self.behind))
                for one, other, name in ((near, far, "up"), (far, near, "down")):
                    threading.Thread(target=self._carry, args=(one, other, name), daemon=True).start()

    def _carry(self, one, other, name):
        with contextlib.suppress(OSError):
            while piece := one.recv(65536):
                setattr(self, name, getattr(self, name) + len(piece))
                other.sendall(piece)
            other.shutdown(socket.SHUT_WR)

    def close(self):
        self.door.close()


class Centre:
    """A server in a folder of its own, listening on loopback; with TLS, as it is shipped, unless `plain`."""

    def __init__(self, build, folder, plain=False, pack=None):
        self.program = build / "server" / "phirap-server"
        self.folder = folder
        self.port = free_port()
        self.door = Counter(self.port)
        shutil.rmtree(folder, ignore_errors=True)
        reached_at = f"http://127.0.0.1:{self.door.port}" if plain else f"https://127.0.0.1:{self.port}"
        run(self.program, "--data", folder, "init", "--public-url", reached_at, *(["--pack", pack] if pack else []))
        self.log = open(folder.parent / "server.log", "a", encoding="utf-8")
        self.process = subprocess.Popen(
            [self.program, "--data", folder, "serve", "--listen", f"127.0.0.1:{self.port}"]
            + (["--plain"] if plain else []), stdout=self.log, stderr=self.log)
        wait_for(self.port, self.process)

    def code(self, office=OFFICE):
        return json.loads(run(self.program, "--data", self.folder, "enrol-code", "--office", office, "--json"))["code"]

    def cpu(self):
        return cpu_seconds(self.process.pid)

    def cpu_at_rest(self):
        """Once the background work, merging and grading, is done: when a second passes without any."""
        before = self.cpu()
        while True:
            time.sleep(1)
            now = self.cpu()
            if now - before <= 0.01:
                return now
            before = now

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.door.close()
        self.log.close()


def wait_for(port, process):
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError("the server did not start")


def wait_for_file(file, process):
    for _ in range(200):
        if file.exists():
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"the agent did not start: no {file}")


class Bench:
    def __init__(self, build, folder, rows, times):
        self.agent = build / "agent" / "phirap-agent"
        self.recorder = build / "tests" / "phirap-bench"
        self.build, self.folder, self.rows, self.times = build, folder, rows, times

    def enrolled(self, centre, name, office=OFFICE):
        data = self.folder / name
        shutil.rmtree(data, ignore_errors=True)
        run(self.agent, "--data", data, "enrol", centre.code(office))
        return data

    def record(self, data, first, count):
        """Saves rows straight into the store: recording is not what is measured."""
        run(self.recorder, self.rows, data, 1, f"record:{first}:{count}")

    def sync(self, data):
        return run_counted(self.agent, "--data", data, "sync", "--once")

    def backlog(self, count):
        """CPU of both programs and time by the clock for one backlog, a row."""
        centre = Centre(self.build, self.folder / "server")
        try:
            data = self.enrolled(centre, "agent")
            self.record(data, 0, count)
            before = centre.cpu_at_rest()
            began = time.monotonic()
            agent_cpu = self.sync(data)
            wall = time.monotonic() - began
            server_cpu = centre.cpu_at_rest() - before
            return agent_cpu * 1e6 / count, server_cpu * 1e6 / count, wall * 1e6 / count
        finally:
            centre.close()

    def backlogs(self, count):
        measured = [self.backlog(count) for _ in range(self.times)]
        best = min(measured, key=lambda one: one[0] + one[1])
        return {"ours_agent_cpu_us": best[0], "ours_server_cpu_us": best[1], "ours_both_cpu_us": best[0] + best[1],
                "ours_sync_wall_us": min(one[2] for one in measured)}

    def wire(self):
        """Bytes up a row, HTTP's headers included, for contacts of 500, 10 and 1 rows."""
        centre = Centre(self.build, self.folder / "server", plain=True)
        figures = {}
        try:
            data = self.enrolled(centre, "agent")
            self.record(data, 0, 500)
            self.sync(data)
            taken = 500
            for rows, contacts in ((500, 5), (10, 20), (1, 20)):
                before = centre.door.up
                for _ in range(contacts):
                    self.record(data, taken, rows)
                    self.sync(data)
                    taken += rows
                figures[f"ours_wire_bytes_{rows}"] = (centre.door.up - before) / (rows * contacts)
        finally:
            centre.close()
        return figures

    def idle(self):
        centre = Centre(self.build, self.folder / "server")
        try:
            data = self.enrolled(centre, "agent")
            self.record(data, 0, 1000)
            self.sync(data)
            log = open(self.folder / "agent.log", "a", encoding="utf-8")
            serving = subprocess.Popen([self.agent, "--data", data, "serve", "--desk", "127.0.0.1:0"], stdout=log, stderr=log)
            wait_for_file(data / "control", serving)
            self.sync(data)  # by the service: it has used the line once
            time.sleep(12)  # both have noticed that nothing happens
            agent, server = memory_mib(serving.pid), memory_mib(centre.process.pid)
            serving.terminate()
            serving.wait()
            return {"ours_agent_rss_mib": agent[0], "ours_agent_private_mib": agent[1],
                    "ours_server_rss_mib": server[0], "ours_server_private_mib": server[1]}
        finally:
            centre.close()

    def pack_of(self, count):
        """The built-in mission with `count` offices more."""
        pack = json.loads((ROOT / "packaging" / "packs" / "click-chumchon.json").read_text(encoding="utf-8"))
        offices = [f"B{number}" for number in range(count)]
        pack["offices"] += [{"code": code, "th": code, "en": code, "target": 100} for code in offices]
        file = self.folder / "pack.json"
        file.write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
        return file, offices

    def crowd(self, count=50, rows=200):
        """Agents of as many offices start a sync at once; when the last of them is done."""
        pack, offices = self.pack_of(count)
        centre = Centre(self.build, self.folder / "server", pack=pack)
        try:
            folders = []
            for number, office in enumerate(offices):
                data = self.enrolled(centre, f"crowd-{number}", office)
                self.sync(data)
                self.record(data, number * rows, rows)
                folders.append(data)
            began = time.monotonic()
            processes = [subprocess.Popen([self.agent, "--data", data, "sync", "--once"], stdout=subprocess.DEVNULL)
                         for data in folders]
            statuses = [process.wait() for process in processes]
            if any(statuses):
                raise RuntimeError(f"of {count} agents some did not sync: {statuses}")
            return {"ours_last_of_50_s": time.monotonic() - began}
        finally:
            centre.close()


def measure(build, folder, rows, times):
    bench = Bench(build, folder, rows, times)
    with open(rows, encoding="utf-8") as lines:
        count = sum(1 for _ in lines)
    return {**bench.idle(), **bench.wire(), **bench.crowd(), **bench.backlogs(count)}
