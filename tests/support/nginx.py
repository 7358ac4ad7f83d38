"""The real nginx with packaging/nginx/phirap.conf, in a folder and on ports of its own."""
import pathlib
import re
import shutil
import socket
import subprocess
import time

CONF = pathlib.Path(__file__).resolve().parents[2] / "packaging" / "nginx" / "phirap.conf"
PROGRAM = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")


def free_port():
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return some.getsockname()[1]


class Nginx:
    """`data`: the server's folder, for its certificate; None: plain HTTP, for a load program."""

    def __init__(self, folder, server_port, data=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(exist_ok=True)
        self.port = free_port()
        text = CONF.read_text(encoding="utf-8").replace("127.0.0.1:8444", f"127.0.0.1:{server_port}")
        text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.M)
        text = text.replace("listen 8443 ssl", f"listen 127.0.0.1:{self.port}" + (" ssl" if data else ""))
        if data:
            text = text.replace("/var/lib/phirap-server", str(data))
        else:
            text = re.sub(r"^ *ssl_.*\n", "", text, flags=re.M)
        (self.folder / "phirap.conf").write_text(text, encoding="utf-8")
        places = "\n".join(f"    {kind}_temp_path {self.folder}/{kind};" for kind in
                           ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (self.folder / "nginx.conf").write_text(
            f"user root;\nworker_processes 1;\nworker_rlimit_nofile 20000;\ndaemon off;\npid {self.folder}/pid;\n"
            f"error_log {self.folder}/error.log warn;\nevents {{ worker_connections 16384; }}\n"
            f"http {{\n{places}\n    include {self.folder}/phirap.conf;\n}}\n", encoding="utf-8")
        self.process = subprocess.Popen([PROGRAM, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        end = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise AssertionError("nginx does not listen: " + self.errors()) from None
                time.sleep(0.05)

    def errors(self):
        log = self.folder / "error.log"
        return log.read_text(errors="replace") if log.exists() else ""

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
