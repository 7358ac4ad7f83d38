"""A line that cuts, truncates, repeats and answers with somebody else's page: a TCP proxy with a seed."""
import random
import socket
import threading

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
