"""Checks a proof of `portpass audit prove` with nothing but the audit key: RFC 6962 hashes and a C2SP signed note.

    python3 check_proof.py PROOF.json VERIFIER-KEY

Written from the documents, not from the register's code. Prints the record; exits with 1 and a sentence when anything is wrong.
"""

import base64
import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Wrong(Exception):
    pass


def verifier(text):
    """`NAME+HASH+BASE64` (C2SP signed-note): the name, the four bytes that a signature line begins with, the key."""
    name, digest, key = text.split("+", 2)
    data = base64.b64decode(key, validate=True)
    if data[:1] != b"\x01" or len(data) != 33:
        raise Wrong("the key is no Ed25519 key of signed notes")
    expected = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
    if expected.hex() != digest:
        raise Wrong("the key does not belong to its name")
    return name, expected, Ed25519PublicKey.from_public_bytes(data[1:])


def checkpoint(note, key):
    """The size and the root of a signed checkpoint (C2SP tlog-checkpoint)."""
    name, digest, public = verifier(key)
    text, blank, signatures = note.partition("\n\n")
    text += "\n"
    lines = text.split("\n")
    if not blank or lines[0] != name or len(lines) < 4 or str(int(lines[1])) != lines[1]:
        raise Wrong("this is no checkpoint of this log")
    for line in signatures.splitlines():
        if not line.startswith(f"\u2014 {name} "):
            continue
        data = base64.b64decode(line.rsplit(" ", 1)[1], validate=True)
        if data[:4] != digest:
            continue
        try:
            public.verify(data[4:], text.encode())
        except InvalidSignature as error:
            raise Wrong("the checkpoint's signature is wrong") from error
        return int(lines[1]), base64.b64decode(lines[2], validate=True)
    raise Wrong("the checkpoint is not signed by this key")


def root_from(leaf, index, size, path):
    """RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        raise Wrong("the record's number is not within the log")
    node, last, digest = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise Wrong("the path is too long")
        if node % 2 or node == last:
            digest = hashlib.sha256(b"\x01" + step + digest).digest()
            while node % 2 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            digest = hashlib.sha256(b"\x01" + digest + step).digest()
        node, last = node >> 1, last >> 1
    if last:
        raise Wrong("the path is too short")
    return digest


def check(proof, key):
    """The record of a proof that holds."""
    if proof.get("format") != "portpass-audit-proof-1":
        raise Wrong("this is no proof of an audit record")
    record = base64.b64decode(proof["record"], validate=True)
    size, root = checkpoint(proof["checkpoint"], key)
    leaf = hashlib.sha256(b"\x00" + record).digest()
    path = [base64.b64decode(step, validate=True) for step in proof["path"]]
    if proof["size"] != size or root_from(leaf, proof["number"], size, path) != root:
        raise Wrong("the record is not in this log")
    told = json.loads(record)
    if told["n"] != proof["number"]:
        raise Wrong("the record says that it is another")
    return told


if __name__ == "__main__":
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            print(json.dumps(check(json.load(file), sys.argv[2]), ensure_ascii=False))
    except (Wrong, ValueError, KeyError) as error:
        sys.exit(f"check_proof: {error}")
