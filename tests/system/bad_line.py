"""A line that cuts, truncates, repeats and answers with somebody else's page: a TCP proxy with a seed."""
import random
import re
import socket
import struct
import threading
import time

PORTAL = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 31\r\nConnection: close\r\n\r\n"
          b"<html>Please log in here</html>")


class BadLine:
    """Listens on a port of its own and carries connections to `port`, or fails to."""

    def __init__(self, port, seed, trouble=0.5):
        self.to = ("127.0.0.1", port)
        self.chance = random.Random(seed)
        self.trouble = trouble
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def heal(self):
        self.trouble = 0

    def close(self):
        self.listener.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(connection, self.fate()), daemon=True).start()

    def fate(self):
        if self.chance.random() >= self.trouble:
            return "whole", None
        return (self.chance.choice(["cut up", "cut down", "repeat", "portal", "refuse"]),
                self.chance.randrange(1, 3000))

    def carry(self, connection, fate):
        kind, at = fate
        with connection:
            try:
                if kind == "refuse":
                    return
                if kind == "portal":
                    connection.recv(65536)
                    connection.sendall(PORTAL)
                    return
                self.exchange(connection, kind, at)
            except OSError:
                return

    def exchange(self, connection, kind, at):
        request = b""
        connection.settimeout(20)
        with socket.create_connection(self.to, 20) as server:
            back = threading.Thread(target=self.bring_back, args=(server, connection, kind, at), daemon=True)
            back.start()
            sent = 0
            while True:
                piece = connection.recv(65536)
                if not piece:
                    break
                if kind == "cut up" and sent + len(piece) > at:
                    server.sendall(piece[:max(0, at - sent)])
                    return
                request += piece
                sent += len(piece)
                server.sendall(piece)
            back.join(20)
        if kind == "repeat":
            self.send_again(request)

    def bring_back(self, server, connection, kind, at):
        brought = 0
        try:
            while piece := server.recv(65536):
                if kind == "cut down" and brought + len(piece) > at % 400:
                    connection.sendall(piece[:max(0, at % 400 - brought)])
                    break
                brought += len(piece)
                connection.sendall(piece)
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def send_again(self, request):
        with socket.create_connection(self.to, 20) as server:
            server.sendall(request)
            server.settimeout(20)
            while server.recv(65536):
                pass


class SlowLine:
    """A narrow line that goes down: so many bytes a second up, and every so often, at a random moment, all
    connections are lost, with whatever was on the way. Half of the time the server is not told.

    Counts what went up, so that a test can say what a cut cost."""

    def __init__(self, port, seed, bytes_per_second, cut_every=None, delay=0):
        self.to = ("127.0.0.1", port)
        self.chance = random.Random(seed)
        self.rate, self.cut_every, self.delay = bytes_per_second, cut_every, delay
        self.listener = socket.socket()
        # Small, so that what a client believes to have sent is not far ahead of what is through.
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(16)
        self.port = self.listener.getsockname()[1]
        self.lock = threading.Lock()
        self.open = set()
        self.up, self.cuts, self.connections = 0, 0, 0
        self.heads = []  # of requests: the first line and the headers
        self.free_at = time.monotonic()
        self.next_cut = self.draw_cut()
        threading.Thread(target=self.accept, daemon=True).start()

    def draw_cut(self):
        return time.monotonic() + self.chance.expovariate(1 / self.cut_every) if self.cut_every else None

    def heal(self):
        self.cut_every = self.next_cut = None
        self.rate = 1 << 30

    def close(self):
        self.listener.close()

    def token(self):
        """The right to hand in pictures, as an agent showed it."""
        for head in self.heads:
            if found := re.search(rb"Authorization: Bearer (\S+)", head):
                return found[1].decode()
        return None

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.carry, args=(connection,), daemon=True).start()

    def carry(self, connection):
        time.sleep(self.delay)
        try:
            server = socket.create_connection(self.to, 20)
        except OSError:
            connection.close()
            return
        pair = (connection, server)
        with self.lock:
            self.open.add(pair)
        threading.Thread(target=self.back, args=pair, daemon=True).start()
        first = b""
        try:
            while piece := connection.recv(2048):
                self.pass_at_rate(len(piece))
                if pair not in self.open:
                    return
                self.up += len(piece)
                if b"\r\n\r\n" not in first:
                    first += piece
                    if b"\r\n\r\n" in first:
                        self.heads.append(first.split(b"\r\n\r\n")[0])
                server.sendall(piece)
        except OSError:
            pass
        # What the client ended, the server still answers: `back` closes both.

    def back(self, connection, server):
        try:
            while piece := server.recv(65536):
                time.sleep(self.delay)
                connection.sendall(piece)
        except OSError:
            pass
        with self.lock:
            self.open.discard((connection, server))
        connection.close()
        server.close()

    def pass_at_rate(self, size):
        with self.lock:
            now = time.monotonic()
            self.free_at = max(self.free_at, now) + size / self.rate
            wait = self.free_at - now
        time.sleep(max(wait, 0))
        with self.lock:
            if self.next_cut and time.monotonic() >= self.next_cut:
                self.cut()

    def cut(self):
        self.cuts += 1
        for connection, server in self.open:
            reset(connection)
            if self.chance.random() < 0.5:
                reset(server)
            # else the server waits for bytes that never come
        self.open.clear()
        self.next_cut = self.draw_cut()


def reset(connection):
    """Ends a connection as a router does that forgets it."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
        connection.close()
    except OSError:
        pass
