"""A second reader of the sealed lists of a port, written from docs/wire-format.md, section 15, and from nothing else.

It serves the tests only: where this module and the gate disagree, one of the two or the document is wrong. Section numbers
are those of the document.
"""

import base64
import hashlib
import json
import re

import cbor2
import nacl.bindings
import nacl.exceptions

STEP = 1_024
OVERHEAD = 24 + 16


class Closed(Exception):
    """The lists can't be read with this key."""


def blake2b(message, key=b"", size=32):
    return hashlib.blake2b(message, key=key, digest_size=size).digest()


def whole(data):
    """One item of the CBOR profile. Our keys sort the same way in RFC 7049 and RFC 8949: they are of one type each."""
    try:
        item = cbor2.loads(data)
    except cbor2.CBORDecodeError as error:
        raise Closed(str(error)) from None
    if cbor2.dumps(item, canonical=True) != data:
        raise Closed("not deterministic")
    return item


def base64url(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != text:
        raise Closed("base64url")
    return data


# ---------------------------------------------------------------------------------------------- 15.1: sealing


class PortKey:
    def __init__(self, key):
        assert len(key) == 32
        self.key = key
        self.seal = blake2b(b"portpass/list/seal", key)
        self.mark = blake2b(b"portpass/list/nonce", key)

    def plain(self, file, name):
        """What is inside of a file, with its length and its zeros."""
        if len(file) < OVERHEAD:
            raise Closed("too short")
        try:
            return nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(file[24:], name.encode(), file[:24], self.seal)
        except nacl.exceptions.CryptoError:
            raise Closed("another key, another name, or changed") from None

    def open(self, file, name):
        plain = self.plain(file, name)
        length = int.from_bytes(plain[:4], "big")
        if len(plain) < 4 or length > len(plain) - 4:
            raise Closed("length")
        return plain[4 : 4 + length]

    def nonce(self, plain, name):
        return blake2b(name.encode() + b"\0" + plain, self.mark)[:24]

    def sealed(self, content, name):
        plain = len(content).to_bytes(4, "big") + content
        plain += bytes(-len(plain) % STEP)
        nonce = self.nonce(plain, name)
        return nonce + nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, name.encode(), nonce, self.seal)

    def plate_key(self, plates):
        said = b"".join(plate.encode() + b"\0" for plate in sorted(set(plates)))
        return blake2b(b"portpass/list/plates\0" + said, self.mark)


# ---------------------------------------------------------------------------------------------- 15.2: who has the key


def copies(ring, port):
    """Whose -> the sealed port key."""
    content = whole(ring)
    if content[1] != port:
        raise Closed("the key of another port")
    for whose, sealed in content[2]:
        if (len(whose), len(sealed)) != (8, 80):
            raise Closed("copy")
    return {whose: sealed for whose, sealed in content[2]}


def whose(public):
    return blake2b(public)[:8]


def seal_copy(key, public, ephemeral):
    """`crypto_box_seal` step by step, with a given secret half of the key pair that is made for it."""
    e = nacl.bindings.crypto_scalarmult_base(ephemeral)
    return e + nacl.bindings.crypto_box(key, blake2b(e + public, size=24), public, ephemeral)


def port_key(ring, port, secret):
    """The port key, with the secret half of a gate's box key."""
    public = nacl.bindings.crypto_scalarmult_base(secret)
    sealed = copies(ring, port).get(whose(public))
    if sealed is None:
        raise Closed("no copy for this gate")
    return PortKey(opened_copy(sealed, secret))


def opened_copy(sealed, secret):
    public = nacl.bindings.crypto_scalarmult_base(secret)
    try:
        return nacl.bindings.crypto_box_seal_open(sealed, public, secret)
    except nacl.exceptions.CryptoError:
        raise Closed("a copy for another gate") from None


# ---------------------------------------------------------------------------------------------- 15.4 to 15.6: the lists


class HotList:
    def __init__(self, content):
        members = json.loads(content)
        self.numbers = members.get("numbers", [])
        plates = members.get("plates")
        self.plate_key = base64url(plates["key"]) if plates else None
        self.hashes = [base64url(entry) for entry in plates["hashes"]] if plates else []

    def has_plate(self, plate):
        return bool(self.hashes) and blake2b(plate.encode(), self.plate_key, 16) in self.hashes


def part_of(number, count):
    return blake2b(number.encode())[0] % count


class Lists:
    """The lists of a port as one of its gates reads them. `files` is a port's targets by name."""

    def __init__(self, files, port, secret):
        self.files = files
        self.port = port
        self.key = port_key(files[f"ops/gates-{port}"], port, secret)

    def content(self, name):
        return self.key.open(self.files[name], name)

    @property
    def hot_list(self):
        return HotList(self.content(f"ops/hotlist-{self.port}"))

    @property
    def visitors(self):
        return json.loads(self.content(f"ops/visitors-{self.port}"))["visitors"]

    def expected(self, hint, now):
        return [visitor for visitor in self.visitors if visitor["hint"] == hint and visitor["from"] <= now < visitor["until"]]

    def ship(self, call, now):
        """"here", ("expected", time), ("gone", time), or None where nothing is known (15.8)."""
        mark = re.sub("[^A-Z0-9]", "", "".join(letter.upper() if letter.isascii() else "" for letter in call))
        mark = mark[3:] if re.fullmatch("IMO.{7}", mark) else mark
        calls = [one for one in json.loads(self.content(f"ops/ships-{self.port}"))["ships"] if mark in one["marks"]]
        if any(one["from"] <= now < one.get("until", now + 1) for one in calls):
            return "here"
        ahead = [one["from"] for one in calls if one["from"] > now]
        if ahead:
            return "expected", min(ahead)
        return ("gone", max(one["until"] for one in calls)) if calls else None

    @property
    def parts(self):
        count = 0
        while f"directory/{self.port}/{count}" in self.files:
            count += 1
        return count

    def part(self, index):
        return whole(self.content(f"directory/{self.port}/{index}"))

    def entry(self, number):
        """[list, index, kind, zones, nbf, exp]; None when it is not known."""
        return self.part(part_of(number, self.parts)).get(number)
