#!/usr/bin/env python3
"""Verifies a port pass with nothing but its text and what its issuer publishes: docs/verify-a-pass.md explains each step.

    pip install cbor2 cryptography
    python verify.py https://pass.example 'PP1:…'

Prints the pass as JSON and leaves with 0 when it is good now; else says why, and leaves with 1. Not a gate: it knows no zones, no
live codes and no hot lists, and trusts the connection to the issuer.
"""

import hashlib
import json
import sys
import time
import urllib.parse
import urllib.request
import zlib
from base64 import urlsafe_b64decode

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
PORT_PASS, STATUS, STATUS_LIST = -65537, 65535, 65533
STATES = ["valid", "revoked", "suspended", "superseded"]
LONGEST, LARGEST_LIST = 1_200, 32_768


class Refused(Exception):
    pass


def base45(text):
    """RFC 9285, section 4."""
    if any(letter not in ALPHABET for letter in text) or len(text) % 3 == 1:
        raise Refused("not base45")
    found = bytearray()
    for start in range(0, len(text), 3):
        values = [ALPHABET.index(letter) for letter in text[start:start + 3]]
        number = sum(value * 45 ** place for place, value in enumerate(values))
        size = len(values) - 1
        if number >= 256 ** size:
            raise Refused("not base45")
        found += number.to_bytes(size, "big")
    return bytes(found)


def envelope(data):
    """A COSE_Sign1 (RFC 9052, section 4.2): what was signed, and the parts."""
    try:
        tagged = cbor2.loads(data)
        protected, unprotected, payload, signature = tagged.value
        header, claims = cbor2.loads(protected), cbor2.loads(payload)
    except Exception:
        raise Refused("not a COSE_Sign1") from None
    if tagged.tag != 18 or unprotected != {} or header.get(1) not in (-19, -8):
        raise Refused("not an Ed25519 COSE_Sign1")
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    return header, claims, signed, signature


def key_id(point):
    """The first 8 bytes of the COSE Key Thumbprint (RFC 9679): computed, never believed."""
    return hashlib.sha256(cbor2.dumps({1: 1, -1: 6, -2: point}, canonical=True)).digest()[:8]


def fetch(address, kind):
    with urllib.request.urlopen(address, timeout=20) as answer:
        if answer.headers.get_content_type() != kind:
            raise Refused(f"{address} is no {kind}")
        return answer.read(1 << 20)


def keys(issuer):
    for key in json.loads(fetch(f"{issuer}/.well-known/jwks.json", "application/jwk-set+json"))["keys"]:
        if key["kty"] == "OKP" and key["crv"] == "Ed25519":
            yield key, urlsafe_b64decode(key["x"] + "=")


def check(header, signed, signature, use, issuer_name, issued_at, known):
    for key, point in known:
        if key["use"] != use or key_id(point) != header.get(4) or issuer_name not in (None, key["iss"]):
            continue
        try:
            Ed25519PublicKey.from_public_bytes(point).verify(signature, signed)
        except InvalidSignature:
            continue
        if key["nbf"] <= issued_at < key["exp"]:
            return
        raise Refused("signed outside the time of its key")
    raise Refused("signed by nobody who is known")


def status(issuer, place, known):
    """What the status list says (draft-ietf-oauth-status-list, section 8.3), which is signed, too."""
    # Where the list is comes from the pass, whom we asked for the keys from the caller: only what both say is asked.
    path = urllib.parse.urlsplit(place["uri"]).path
    token = fetch(issuer + path, "application/statuslist+cwt")
    header, claims, signed, signature = envelope(token)
    if header.get(16) != "application/statuslist+cwt" or claims[2] != place["uri"]:
        raise Refused("not the status list that the pass names")
    check(header, signed, signature, "status", None, claims[6], known)
    entries = zlib.decompressobj().decompress(claims[STATUS_LIST]["lst"], LARGEST_LIST)
    index = place["idx"]
    if index // 4 >= len(entries):
        raise Refused("the pass has no place on its status list")
    return STATES[entries[index // 4] >> 2 * (index % 4) & 3]


def verify(issuer, text, now):
    if not text.startswith("PP1:") or len(text) > LONGEST:
        raise Refused("no pass")
    header, claims, signed, signature = envelope(base45(text[4:]))
    known = list(keys(issuer))
    check(header, signed, signature, "pass", claims[1], claims[6], known)
    if now < claims[5]:
        raise Refused("not valid yet")
    if now >= claims[4]:
        raise Refused("expired")
    if (state := status(issuer, claims[STATUS]["status_list"], known)) != "valid":
        raise Refused(state)
    return claims


def main(issuer, text):
    try:
        claims = verify(issuer.rstrip("/"), text, time.time())
    except Refused as refused:
        print(f"refused: {refused}")
        return 1
    about = claims[PORT_PASS]
    print(json.dumps({
        "issuer": claims[1], "number": about[1], "name": about.get(2), "from": claims[5], "until": claims[4],
        "ports": list(about[7]), "isBoundToAPhone": 8 in claims}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
