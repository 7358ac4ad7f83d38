"""A browser, as far as the desk's door can tell: requests with the headers that one sends, byte by byte ours."""
import http.client
import json
import re
import socket


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def cookies(self):
        return [value for key, value in self.headers if key.lower() == "set-cookie"]

    def json(self):
        return json.loads(self.body)

    @property
    def key(self):
        return self.json()["error"]["key"]

    def __repr__(self):
        return f"{self.status} {self.headers} {self.body[:300]!r}"


class Browser:
    """One browser of the PC: keeps cookies, and says of its pages that they are the desk's."""

    def __init__(self, port, host="127.0.0.1"):
        self.host, self.port = host, port
        self.cookies = {}

    @property
    def name(self):
        return f"{self.host}:{self.port}"

    def send(self, method, target, body=None, headers=None, leave_out=(), timeout=30):
        all_headers = {"Host": self.name, "Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip, br"}
        if method == "POST":
            all_headers["Origin"] = "http://" + self.name
            all_headers["Content-Type"] = "application/json"
        if self.cookies:
            all_headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        all_headers.update(headers or {})
        for name in leave_out:
            all_headers.pop(name, None)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            for key, value in all_headers.items():
                connection.putheader(key, value)
            if body is not None or method == "POST":
                connection.putheader("Content-Length", str(len(body or b"")))
            connection.endheaders(body)
            answer = connection.getresponse()
            reply = Reply(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()
        for line in reply.cookies():
            key, value = line.split(";")[0].split("=", 1)
            self.cookies[key] = value
        return reply

    def get(self, target, **more):
        return self.send("GET", target, **more)

    def post(self, target, value=None, **more):
        return self.send("POST", target, json.dumps(value or {}).encode(), **more)

    def open(self, url):
        """As a person who clicks on an address: not a page of ours asks."""
        return self.get(re.sub(r"^http://[^/]+", "", url), headers={"Sec-Fetch-Site": "none"})


def raw(port, data, seconds=20):
    """What comes back for these bytes, until the other end closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as peer:
        peer.sendall(data)
        came = b""
        try:
            while piece := peer.recv(65536):
                came += piece
        except (ConnectionError, socket.timeout):
            pass
        return came
