"""Whoever may stand between an agent and its server: passes on, or answers in its place."""
import http.client
import http.server
import ssl
import threading


class Between:
    """Listens on a port of its own. `mode` says what the next request meets."""

    def __init__(self, server_port, other_port=None):
        self.server_port, self.other_port = server_port, other_port
        self.mode = "pass"
        self.requests = 0
        self.old_answer = b""
        between = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                between.requests += 1
                between.answer(self, body)

            def log_message(self, *_):
                pass

        self.listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.listener.server_address[1]}"
        self.thread = threading.Thread(target=self.listener.serve_forever, daemon=True)
        self.thread.start()

    def close(self):
        self.listener.shutdown()
        self.listener.server_close()
        self.thread.join()

    def answer(self, request, body):
        if self.mode == "pass":
            status, answer = self.forward(self.server_port, request.path, body)
            self.old_answer = answer
            return self.say(request, status, answer)
        if self.mode == "another server":
            return self.say(request, *self.forward(self.other_port, request.path, body))
        if self.mode == "old answer":
            return self.say(request, 200, self.old_answer)
        if self.mode == "login page":
            return self.say(request, 200, b"<html><title>Wi-Fi</title>Please sign in</html>", "text/html")
        if self.mode == "redirect":
            return self.say(request, 302, b"", "text/html", ("Location", self.url + "/login"))
        if self.mode == "error":
            return self.say(request, 500, b"Internal Server Error", "text/plain")
        if self.mode == "empty":
            return self.say(request, 200, b"")
        if self.mode == "endless":
            return self.flood(request)
        if self.mode == "cut":
            # What the server said, but for its last bytes.
            status, answer = self.forward(self.server_port, request.path, body)
            return self.say(request, status, answer[:-7])
        if self.mode == "answer lost":
            self.forward(self.server_port, request.path, body)
        request.close_connection = True
        return None

    def forward(self, port, path, body):
        context = ssl._create_unverified_context()  # a test's stand-in for a proxy that opens TLS
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=context)
        try:
            connection.request("POST", path, body)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    @staticmethod
    def say(request, status, body, kind="application/octet-stream", *more):
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        for name, value in more:
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    @staticmethod
    def flood(request):
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        try:
            for _ in range(10_000):
                request.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        except OSError:
            pass
        request.close_connection = True
