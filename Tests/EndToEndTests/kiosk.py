"""A kiosk written from the message formats alone, with other people's CBOR and Ed25519: what a real service is asked by."""

import base64
import hashlib
import http.client
import os
import time
import urllib.parse

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from patience import SECONDS

TYPE = "application/portpass-{}+cbor"


def deterministic(value):
    """RFC 8949 section 4.2.1: our keys are small integers, whose bytewise order is also the canonical one of cbor2."""
    return cbor2.dumps(value, canonical=True)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()


def ask(url, method, path, body=None, headers=None, timeout=SECONDS):
    place = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=timeout)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        return Answer(connection.getresponse())
    finally:
        connection.close()


def opened(envelope):
    """The header and the payload of an envelope."""
    protected, _, payload, _ = cbor2.loads(envelope).value
    return cbor2.loads(protected), cbor2.loads(payload)


class Kiosk:
    def __init__(self, gate, now=None):
        self.gate = gate
        self.key = Ed25519PrivateKey.generate()
        self.x = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.box = os.urandom(32)
        self.epoch = os.urandom(8)
        self.boot = os.urandom(16)
        self.started = int(now or time.time())
        self.records = []
        self.trust = None

    def envelope(self, kind, payload):
        kid = hashlib.sha256(deterministic({1: 1, -1: 6, -2: self.x})).digest()[:8]
        protected = deterministic({1: -19, 4: kid, 16: TYPE.format(kind)})
        payload = deterministic(payload)
        signature = self.key.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
        return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))

    def enrolment(self, code, root):
        verifier = hashlib.blake2b(b"portpass/enrolment/v1" + code.replace("-", "").encode(), digest_size=32).digest()
        proof = hashlib.blake2b(self.x + self.box, key=verifier, digest_size=32).digest()
        return self.envelope("enrolment", {
            1: self.gate, 2: self.x, 3: self.box, 4: proof, 5: hashlib.sha256(root).digest(), 6: int(time.time())})

    def enrol(self, url, code, root):
        return ask(url, "POST", "/api/gates/v1/enrolment", self.enrolment(code, root),
                   {"Content-Type": TYPE.format("enrolment")})

    # Records

    def write(self, kind, members, wall=None):
        wall = int(wall or time.time())
        previous = hashlib.sha256(b"portpass/journal/v1" + self.records[-1]).digest() if self.records else bytes(32)
        record = {
            1: self.epoch, 2: len(self.records) + 1, 3: previous, 4: kind, 5: wall, 6: self.boot,
            7: max(0, wall - self.started) * 1_000, 8: self.started - 86_400, **members}
        if self.trust:
            record[9] = list(self.trust)
        self.records.append(deterministic(record))

    def open(self):
        self.write(3, {40: "kiosk.py 1", 41: 1})

    def apply(self, version, issued):
        self.trust = (version, issued)
        self.write(4, {})

    def scan(self, identifier, number, direction, wall=None):
        self.write(1, {
            10: identifier, 11: number, 12: 1, 13: [0, 1], 14: 0, 15: [], 16: direction, 17: os.urandom(8)}, wall)

    def batch(self, first, last):
        return self.envelope("journal", {1: self.gate, 2: self.epoch, 3: first, 4: self.records[first - 1:last]})

    def send(self, url, first, last, timeout=SECONDS):
        return ask(url, "POST", "/api/gates/v1/journal", self.batch(first, last),
                   {"Content-Type": TYPE.format("journal")}, timeout)

    def presence(self, url, after=0):
        return self.get(url, f"/api/gates/v1/presence?after={after}")

    def photos(self, url, after=0):
        answer = self.get(url, f"/api/gates/v1/photos?after={after}")
        assert answer.status == 200, answer.body
        return opened(answer.body)[1]

    def photo(self, url, name, part=None):
        return self.get(url, f"/api/gates/v1/photos/{name}", {"Range": part} if part else {})

    def get(self, url, path, headers=None):
        request = self.envelope("request", {1: self.gate, 2: "GET", 3: path, 4: int(time.time())})
        field = "PortPass-Gate " + base64.urlsafe_b64encode(request).rstrip(b"=").decode()
        return ask(url, "GET", path, headers={"Authorization": field, **(headers or {})})
