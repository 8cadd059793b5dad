"""A second implementation of the pass format, written from docs/wire-format.md and from nothing else.

It serves the tests only: where this module and the gate disagree, one of the two or the document is wrong. It uses no
CBOR library, because the ones there are accept what the format refuses. Section numbers are those of the document.
"""

import base64
import hashlib
import zlib
from dataclasses import dataclass, field

import nacl.exceptions
import nacl.signing


class Malformed(Exception):
    """The text cannot be parsed."""


class Unsupported(Exception):
    """The text is of a kind this version does not know: another prefix or another algorithm."""


# ---------------------------------------------------------------------------------------------- 2: Base45

ALPHABET = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VALUES = {character: value for value, character in enumerate(ALPHABET)}


def base45_encode(data):
    out = bytearray()
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            out.append(ALPHABET[digit])
    return bytes(out)


def base45_decode(text):
    if len(text) % 3 == 1:
        raise Malformed("base45 length")
    out = bytearray()
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        number = 0
        for character in reversed(group):
            if character not in VALUES:
                raise Malformed("base45 character")
            number = number * 45 + VALUES[character]
        size = len(group) - 1
        if number >= 256**size:
            raise Malformed("base45 overflow")
        out += number.to_bytes(size, "big")
    return bytes(out)


# ---------------------------------------------------------------------------------------------- 3: CBOR

UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE = range(8)
MAXIMUM_DEPTH = 8
MAXIMUM_UNSORTED = 64


class Cursor:
    """Reads the CBOR profile from front to back. `ordered` is false for status list tokens only."""

    def __init__(self, data, ordered=True):
        self.data = data
        self.position = 0
        self.depth = 0
        self.ordered = ordered

    def take(self, count):
        if count > len(self.data) - self.position:
            raise Malformed("truncated")
        start = self.position
        self.position += count
        return self.data[start : self.position]

    def peek(self):
        if self.position >= len(self.data):
            raise Malformed("truncated")
        return self.data[self.position] >> 5

    def head(self):
        first = self.take(1)[0]
        major, information = first >> 5, first & 31
        if major == SIMPLE:
            if information != 21:
                raise Malformed("float or simple value")
            return major, information
        if major == TAG and information != 18:
            raise Malformed("tag")
        if information < 24:
            return major, information
        if information > 27:
            raise Malformed("indefinite or reserved")
        width = 1 << (information - 24)
        argument = int.from_bytes(self.take(width), "big")
        if argument < (24, 1 << 8, 1 << 16, 1 << 32)[information - 24]:
            raise Malformed("not the shortest form")
        return major, argument

    def enter(self):
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise Malformed("nesting")

    def item(self):
        """Any item of the profile: int, bytes, str, True, list, ("tag", item), or list of (key, value) in `Pairs`."""
        major, argument = self.head()
        if major == UNSIGNED:
            return argument
        if major == NEGATIVE:
            return -1 - argument
        if major == BYTES:
            return bytes(self.take(argument))
        if major == TEXT:
            try:
                return self.take(argument).decode("utf-8", "strict")
            except UnicodeDecodeError:
                raise Malformed("utf-8") from None
        if major == SIMPLE:
            return True
        if major == TAG:
            self.enter()
            content = self.item()
            self.depth -= 1
            return ("tag", content)
        if major == ARRAY:
            if argument > len(self.data) - self.position:
                raise Malformed("count")
            self.enter()
            elements = [self.item() for _ in range(argument)]
            self.depth -= 1
            return elements
        return Pairs((key, self.item()) for key in self.keys(argument))

    def keys(self, count):
        """Yields each key of a map whose head was just read; the caller reads the value before going on."""
        if count > (len(self.data) - self.position) // 2:
            raise Malformed("count")
        if not self.ordered and count > MAXIMUM_UNSORTED:
            raise Malformed("entries")
        self.enter()
        seen = []
        for _ in range(count):
            start = self.position
            key = self.item()
            encoded = bytes(self.data[start : self.position])
            if encoded in seen:
                raise Malformed("duplicate key")
            if self.ordered and seen and encoded < seen[-1]:
                raise Malformed("key order")
            seen.append(encoded)
            yield key
        self.depth -= 1

    def map_keys(self):
        """As `keys`, for a map that must come next."""
        major, argument = self.head()
        if major != MAP:
            raise Malformed("not a map")
        return self.keys(argument)

    def finish(self):
        if self.position != len(self.data):
            raise Malformed("trailing bytes")


class Pairs(list):
    """The entries of a map as (key, value), in the order of the wire."""


def whole(data, ordered=True):
    cursor = Cursor(data, ordered)
    value = cursor.item()
    cursor.finish()
    return value


def encode(value):
    """Deterministic CBOR of int, bytes, str, True, list, tuple ("tag", x), dict and Pairs."""
    if value is True:
        return b"\xf5"
    if isinstance(value, int):
        return _head(UNSIGNED, value) if value >= 0 else _head(NEGATIVE, -1 - value)
    if isinstance(value, bytes):
        return _head(BYTES, len(value)) + value
    if isinstance(value, str):
        return _head(TEXT, len(value.encode())) + value.encode()
    if isinstance(value, tuple):
        return _head(TAG, 18) + encode(value[1])
    if isinstance(value, (dict, Pairs)):
        entries = value.items() if isinstance(value, dict) else value
        encoded = sorted((encode(key), encode(item)) for key, item in entries)
        return _head(MAP, len(encoded)) + b"".join(key + item for key, item in encoded)
    return _head(ARRAY, len(value)) + b"".join(encode(element) for element in value)


def _head(major, argument):
    if argument < 24:
        return bytes([major << 5 | argument])
    for place, limit in enumerate((1 << 8, 1 << 16, 1 << 32, 1 << 64)):
        if argument < limit:
            return bytes([major << 5 | 24 + place]) + argument.to_bytes(1 << place, "big")
    raise ValueError("too large for CBOR")


# ---------------------------------------------------------------------------------------------- 4, 5: COSE


@dataclass
class Envelope:
    protected: bytes
    payload: bytes
    signature: bytes

    def signed(self):
        return sig_structure(self.protected, self.payload)

    def encoded(self):
        return encode(("tag", [self.protected, {}, self.payload, self.signature]))


def sig_structure(protected, payload):
    return encode(["Signature1", protected, b"", payload])


def envelope(data):
    content = whole(data)
    if not (isinstance(content, tuple) and isinstance(content[1], list) and len(content[1]) == 4):
        raise Malformed("not a COSE_Sign1")
    protected, unprotected, payload, signature = content[1]
    if not isinstance(unprotected, Pairs) or unprotected:
        raise Malformed("unprotected header")
    if not all(isinstance(part, bytes) for part in (protected, payload, signature)) or len(signature) != 64:
        raise Malformed("parts")
    return Envelope(protected, payload, signature)


def header(data, allowed, ordered=True):
    """The protected parameters. An algorithm that is not ours is `Unsupported` as soon as it is met."""
    found = {}
    cursor = Cursor(data, ordered)
    for label in cursor.map_keys():
        if not is_integer(label):
            raise Malformed("label")
        if label == 1:
            if cursor.peek() == TEXT:
                raise Unsupported("algorithm")
            algorithm = cursor.item()
            if not is_integer(algorithm):
                raise Malformed("algorithm")
            if algorithm not in (-19, -8):
                raise Unsupported("algorithm")
            found[1] = algorithm
        elif label in allowed:
            start = cursor.position
            value = cursor.item()
            found[label] = bytes(data[start : cursor.position]) if label == 13 else value
            if label == 4 and not (isinstance(value, bytes) and len(value) == 8):
                raise Malformed("kid")
            if label == 16 and not (isinstance(value, str) or is_integer(value)):
                raise Malformed("typ")
        else:
            raise Malformed("parameter")
    cursor.finish()
    if 1 not in found or any(label not in found for label in allowed):
        raise Malformed("parameter missing")
    return found


def key_id(x):
    """RFC 9679: SHA-256 over {1: 1, -1: 6, -2: x}, first 8 bytes."""
    return hashlib.sha256(encode({1: 1, -1: 6, -2: x})).digest()[:8]


def verify(x, signature, message):
    """Ed25519 as libsodium does it, which is what the format asks for."""
    try:
        nacl.signing.VerifyKey(x).verify(message, signature)
        return True
    except (nacl.exceptions.BadSignatureError, ValueError):
        return False


# ---------------------------------------------------------------------------------------------- 6: claims


def is_integer(value):
    """An integer that fits 64 bits with its sign; `True` is none."""
    return type(value) is int and -(1 << 63) <= value < 1 << 63


def is_time(value):
    return type(value) is int and 0 <= value <= 253_402_300_799


def text_between(low, high):
    return lambda value: isinstance(value, str) and low <= len(value.encode()) <= high


def is_plain(text):
    return bool(text) and all(character in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" for character in text)


def unsigned(value):
    return type(value) is int and value >= 0


def entries(value, low, high):
    return isinstance(value, Pairs) and low <= len(value) <= high


def is_access(value):
    return entries(value, 1, 10) and all(
        isinstance(port, str) and len(port) == 5 and is_plain(port) and unsigned(zones) for port, zones in value
    )


def is_plates(value):
    return (
        isinstance(value, list)
        and not isinstance(value, Pairs)
        and 1 <= len(value) <= 4
        and all(isinstance(plate, str) and len(plate) <= 16 and is_plain(plate) for plate in value)
    )


def is_endorsements(value):
    return entries(value, 1, 16) and all(text_between(1, 24)(name) and is_time(end) for name, end in value)


def is_confirmation(value):
    if not (isinstance(value, Pairs) and len(value) == 1 and value[0][0] == 1 and value[0][0] is not True):
        return False
    key = value[0][1]
    if not isinstance(key, Pairs) or len(key) != 3 or not all(is_integer(label) for label, _ in key):
        return False
    parts = dict(key)
    x = parts.get(-2)
    return (
        is_integer(parts.get(1))
        and parts.get(1) == 1
        and is_integer(parts.get(-1))
        and parts.get(-1) == 6
        and isinstance(x, bytes)
        and len(x) == 32
    )


def is_status(value):
    if not (isinstance(value, Pairs) and len(value) == 1 and value[0][0] == "status_list"):
        return False
    inner = value[0][1]
    if not isinstance(inner, Pairs) or [key for key, _ in inner] != ["idx", "uri"]:
        return False
    index, uri = inner[0][1], inner[1][1]
    return unsigned(index) and index < 1 << 63 and text_between(1, 255)(uri)


CLAIMS = {
    1: ("iss", text_between(1, 24)),
    4: ("exp", is_time),
    5: ("nbf", is_time),
    6: ("iat", is_time),
    7: ("cti", lambda value: isinstance(value, bytes) and len(value) == 8),
    8: ("cnf", is_confirmation),
    65535: ("status", is_status),
    -65537: ("pass", lambda value: isinstance(value, Pairs)),
}
REQUIRED_CLAIMS = ("iss", "exp", "nbf", "iat", "cti", "status", "pass")

ENTRIES = {
    1: ("number", text_between(1, 24)),
    2: ("name", text_between(1, 90)),
    3: ("hint", lambda value: isinstance(value, str) and len(value) == 4 and all("!" <= c <= "~" for c in value)),
    4: ("organisation", text_between(1, 90)),
    5: ("kind", lambda value: unsigned(value) and value in (1, 2, 3)),
    6: ("term", lambda value: unsigned(value) and value in (1, 2, 3)),
    7: ("access", is_access),
    8: ("plates", is_plates),
    9: ("photo", lambda value: isinstance(value, bytes) and len(value) == 16),
    11: ("call", text_between(1, 32)),
    13: ("class", lambda value: unsigned(value) and 1 <= value <= 7),
    14: ("endorsements", is_endorsements),
    -1: ("schedule", lambda value: unsigned(value) and value < 1 << 63),
    -2: ("escort", lambda value: value is True),
}
REQUIRED_ENTRIES = ("number", "kind", "term", "access")


def named(pairs, names, required):
    found, unknown = {}, []
    for key, value in pairs:
        if not is_integer(key):
            raise Malformed("key")
        if key not in names:
            unknown.append(key)
            continue
        name, is_good = names[key]
        if not is_good(value):
            raise Malformed(name)
        found[name] = value
    for name in required:
        if name not in found:
            raise Malformed(f"{name} is missing")
    return found, unknown


@dataclass
class Pass:
    envelope: Envelope
    key_id: bytes
    claims: dict
    entries: dict
    unknown_restrictions: list

    @property
    def holder(self):
        confirmation = self.claims.get("cnf")
        return dict(confirmation[0][1])[-2] if confirmation else None

    @property
    def status(self):
        return dict(self.claims["status"][0][1])


def parse_pass(data):
    cose = envelope(data)
    parameters = header(cose.protected, {4})
    payload = whole(cose.payload)
    if not isinstance(payload, Pairs):
        raise Malformed("claims")
    claims, _ = named(payload, CLAIMS, REQUIRED_CLAIMS)
    found, unknown = named(claims["pass"], ENTRIES, REQUIRED_ENTRIES)
    if claims["exp"] <= claims["nbf"]:
        raise Malformed("exp")
    return Pass(cose, parameters[4], claims, found, [key for key in unknown if key < 0])


# ---------------------------------------------------------------------------------------------- 7: live code


@dataclass
class LiveCode:
    envelope: Envelope
    inner: Pass
    audience: str
    issued_at: int


def parse_live(data):
    cose = envelope(data)
    parameters = header(cose.protected, {13, 16})
    if parameters[16] != 294:
        raise Malformed("typ")
    inner = parse_pass(parameters[13])
    if inner.holder is None:
        raise Malformed("no holder key")
    payload = whole(cose.payload)
    if not isinstance(payload, Pairs):
        raise Malformed("claims")
    names = {3: ("aud", text_between(1, 24)), 6: ("iat", is_time)}
    claims, _ = named(payload, names, ("aud", "iat"))
    return LiveCode(cose, inner, claims["aud"], claims["iat"])


def parse_text(text):
    """A scanned text, as bytes: `Pass` or `LiveCode`."""
    if len(text) > 1400:
        raise Malformed("too long")
    if text[:4] == b"PP1:":
        return parse_pass(base45_decode(text[4:]))
    if text[:4] == b"PL1:":
        return parse_live(base45_decode(text[4:]))
    raise Unsupported("prefix")


# ---------------------------------------------------------------------------------------------- 8: status list


@dataclass
class StatusList:
    key_id: bytes
    subject: str
    issued_at: int
    packed: bytes = field(repr=False)

    def __getitem__(self, index):
        """0 to 3, or None outside the list."""
        if index >= len(self.packed) * 4:
            return None
        return self.packed[index // 4] >> index % 4 * 2 & 3


def parse_status_list(token, keys):
    """Verifies with one of `keys` (kid -> public keys), then unpacks."""
    cose = envelope(token)
    parameters = header(cose.protected, {4, 16}, ordered=False)
    if parameters[16] != "application/statuslist+cwt":
        raise Malformed("typ")
    payload = whole(cose.payload, ordered=False)
    names = {
        2: ("sub", text_between(1, 255)),
        4: ("exp", is_time),
        6: ("iat", is_time),
        65533: ("list", lambda value: isinstance(value, Pairs)),
        65534: ("ttl", is_time),
    }
    claims, _ = named(payload, names, ("sub", "iat", "list"))
    content = dict(claims["list"])
    if not all(isinstance(key, str) for key in content):
        raise Malformed("list")
    if content.get("bits") != 2 or not isinstance(content.get("lst"), bytes):
        raise Malformed("list")
    if not any(verify(x, cose.signature, cose.signed()) for x in keys.get(parameters[4], [])):
        raise Malformed("signature")
    unpacker = zlib.decompressobj()
    packed = unpacker.decompress(content["lst"], 131_072 // 4 + 1)
    if not unpacker.eof or unpacker.unused_data or len(packed) > 131_072 // 4:
        raise Malformed("zlib")
    return StatusList(parameters[4], claims["sub"], claims["iat"], packed)


# ---------------------------------------------------------------------------------------------- making


def sign(seed, protected, payload):
    signature = nacl.signing.SigningKey(seed).sign(sig_structure(protected, payload)).signature
    return Envelope(protected, payload, signature)


def pass_text(cose):
    return b"PP1:" + base45_encode(cose.encoded())


def make_pass(seed, payload, algorithm=-19):
    x = bytes(nacl.signing.SigningKey(seed).verify_key)
    return sign(seed, encode({1: algorithm, 4: key_id(x)}), encode(payload))


def make_live(holder_seed, cose, audience, issued_at):
    protected = b"\xa3" + encode(1) + encode(-19) + encode(13) + cose.encoded() + encode(16) + encode(294)
    live = sign(holder_seed, protected, encode({3: audience, 6: issued_at}))
    return b"PL1:" + base45_encode(live.encoded())


def unbase64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
