"""A client of our own, from PROTOCOL.md alone: what it sends an agent would never send.

Signatures by libsodium, on which the programs stand too; all else by Python.
"""
import ctypes
import hashlib
import http.client
import os
import socket
import time
import zlib

_sodium = ctypes.CDLL("libsodium.so.23")

TAKEN, DAMAGED, UNADMITTED, OTHER_OFFICE, BUSY, UNSUPPORTED, CODE_REFUSED, REVOKED = range(8)


def H(data, size=32):
    return hashlib.blake2b(data, digest_size=size).digest()


class Raw(bytes):
    """Bytes that are CBOR already."""


def cbor(value):
    def head(major, number):
        for size, mark in ((0, None), (1, 24), (2, 25), (4, 26), (8, 27)):
            if size == 0 and number < 24:
                return bytes([major << 5 | number])
            if size and number < 1 << (8 * size):
                return bytes([major << 5 | mark]) + number.to_bytes(size, "big")
        raise ValueError(number)

    if isinstance(value, Raw):
        return bytes(value)
    if value is None or isinstance(value, bool):
        return bytes([{None: 0xF6, True: 0xF5, False: 0xF4}[value]])
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    return head(5, len(value)) + b"".join(sorted(cbor(key) + cbor(one) for key, one in value.items()))


def read_cbor(data, at=0):
    """The value, and where the next one begins."""
    major, small = data[at] >> 5, data[at] & 31
    at += 1
    number = small
    if major < 7 and small >= 24:
        size = 1 << (small - 24)
        number, at = int.from_bytes(data[at:at + size], "big"), at + size
    if major in (0, 1):
        return (number if major == 0 else -1 - number), at
    if major in (2, 3):
        piece = bytes(data[at:at + number])
        return (piece if major == 2 else piece.decode()), at + number
    if major in (4, 5):
        items = []
        for _ in range(number * (major - 3)):
            item, at = read_cbor(data, at)
            items.append(item)
        return (items if major == 4 else dict(zip(items[::2], items[1::2]))), at
    if major == 6:
        return read_cbor(data, at)
    return {20: False, 21: True, 22: None}[small], at


class Key:
    def __init__(self, seed=None):
        self.public = ctypes.create_string_buffer(32)
        self.secret = ctypes.create_string_buffer(64)
        _sodium.crypto_sign_ed25519_seed_keypair(self.public, self.secret, seed or os.urandom(32))
        self.public = self.public.raw
        self.writer = H(self.public, 16)

    def sign(self, payload, bound=b"", detached=False):
        what = cbor(["Signature1", b"\xa1\x01\x27", bound, payload])
        signature = ctypes.create_string_buffer(64)
        _sodium.crypto_sign_ed25519_detached(signature, None, what, ctypes.c_ulonglong(len(what)), self.secret)
        return b"\xd2" + cbor([b"\xa1\x01\x27", {}, None if detached else payload, signature.raw])


def signed_payload(message):
    return read_cbor(read_cbor(message)[0][2])[0]


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Code:
    """An enrolment code, taken apart."""

    def __init__(self, text):
        digits = text.replace("-", "").removeprefix("PHIRAP")
        number = 0
        for digit in digits:
            number = number << 5 | CROCKFORD.index(digit)
        spare = len(digits) * 5 % 8
        content = (number >> spare).to_bytes(len(digits) * 5 // 8, "big")
        self.version, at = read_cbor(content)
        self.server_key, self.office, self.secret, self.url, self.pin, self.mission = read_cbor(content, at)[0]
        self.server = H(self.server_key, 16)


class OwnClient:
    def __init__(self, server, office, key=None):
        self.port, self.office, self.key = server.port, office, key or Key()
        self.lineage = os.urandom(16)
        self.server_id = self.paper = None
        self.ids, self.bodies = [], []

    # HTTP

    def post(self, path, body, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("POST", path, body, headers or {})
        answer = connection.getresponse()
        self.status, self.answer = answer.status, answer.read()
        connection.close()
        return self.answer

    # Enrolment

    def enrolment(self, code, office=None, secret=None):
        payload = cbor(["enrol", self.key.public, os.urandom(16), office or code.office,
                        code.secret if secret is None else secret, int(time.time() * 1000), "own client"])
        return self.key.sign(payload)

    def enrol(self, code, **more):
        """The verdict."""
        self.server_id = code.server
        word = self.send_enrolment(self.enrolment(code, **more))
        self.paper = word.get(17)
        return word[4]

    def send_enrolment(self, request, headers=None):
        return signed_payload(self.post("/v1/enrol", request, headers))

    # Rounds

    def operation(self, activity, scope=("click-chumchon", 2024 * 12 + 3)):
        """One more row of ours, not sent."""
        parent = self.ids[-1] if self.ids else self.root(self.office)
        body = cbor([int(time.time() * 1000), 0, "", list(scope), b"", [[1, os.urandom(16), {1: activity}]]])
        self.bodies.append(body)
        self.ids.append(H(parent + body))

    def root(self, office):
        return H(self.server_id + bytes([len(office)]) + office.encode() + self.key.writer + self.lineage)

    def frame(self, office=None, root_of=None, seal_by=None, raw_bytes=None, deflated=None, count=None):
        office = office or self.office
        root = self.root(root_of or office)
        raw = b"".join(cbor(body) for body in self.bodies)
        last = len(self.ids)
        seal = (seal_by or self.key).sign(
            cbor(["seal", self.server_id, office, self.lineage, last, self.ids[-1]]), detached=True)
        return cbor([self.key.writer, self.lineage, 1, int.from_bytes(root[:8], "big"), count or last,
                     len(raw) if raw_bytes is None else raw_bytes, False,
                     zlib.compress(raw) if deflated is None else deflated, seal])

    def request(self, frames=(), papers=(), cursor=None, tips=None, pictures=None, agent=None, sign_by=None):
        rest = cbor(list(papers)) + cbor(list(frames))
        if tips is None:
            tips = [[self.lineage, len(self.ids), int.from_bytes(self.ids[-1][:8], "big")]] if self.ids else []
        hello = [0, 0, agent or self.key.writer, os.urandom(16), int(time.time() * 1000), cursor, tips, 0, "1"]
        if pictures is not None:
            hello.append(list(pictures))
        return b"\x83" + cbor((sign_by or self.key).sign(cbor(hello), bound=H(rest))) + rest

    def send(self, request):
        """The server's word, its members by number; self.page has the items."""
        word, page = read_cbor(self.post("/v1/sync", request))[0]
        self.page = read_cbor(page)[0]
        return signed_payload(word)

    def round(self, **more):
        return self.send(self.request(**more))

    # Pictures

    def upload(self, method, name, token, headers=None, body=b""):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        more = {"Tus-Resumable": "1.0.0", "Authorization": "Bearer " + token, **(headers or {})}
        connection.request(method, "/v1/evidence" + name, body, more)
        answer = connection.getresponse()
        self.answer = answer.read()
        connection.close()
        return answer.status


def ask(port, request, seconds=30):
    """Bytes out, and all that comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", port), seconds) as peer:
        try:
            peer.sendall(request)
        except OSError:
            pass  # refused before it was read
        answer = b""
        try:
            while piece := peer.recv(65536):
                answer += piece
        except OSError:
            pass
        return answer
