"""Every example of docs/wire-format.md, computed anew from the keys it names."""

import base64
import hashlib
import json
import pathlib
import re

import cbor2
import nacl.bindings
import nacl.signing
import pytest

import pp1
import pp1_decision
from pp1_others import canonical

DOCUMENT = (pathlib.Path(__file__).resolve().parents[3] / "docs" / "wire-format.md").read_text()
BLOCKS = {name: content for _, name, content in re.findall(r"^```(\S+) (\S+)\n(.*?)^```$", DOCUMENT, re.M | re.S)}


def example(name):
    """The bytes of a block of hexadecimal, the text of any other."""
    content = BLOCKS[name]
    if re.search(rf"^```hex {name}$", DOCUMENT, re.M):
        return bytes.fromhex(content)
    return content.strip("\n")


def row(name):
    """The values in backquotes in the table row that begins with a name."""
    return re.findall(r"`([0-9a-f]+)`", re.search(rf"^\| {re.escape(name)}.*$", DOCUMENT, re.M).group())


def seed(name):
    secret, public = (bytes.fromhex(value) for value in row(name)[-2:])
    assert bytes(nacl.signing.SigningKey(secret).verify_key) == public
    return secret, public


PASS, PASS_X = seed("pass key")
STATUS, STATUS_X = seed("status key")
HOLDER, HOLDER_X = seed("holder key")


def test_key_id():
    cose_key = cbor2.dumps({1: 1, -1: 6, -2: PASS_X}, canonical=True)
    assert example("cose-key") == cose_key
    assert example("thumbprint") == hashlib.sha256(cose_key).digest()
    assert example("kid") == hashlib.sha256(cose_key).digest()[:8] == pp1.key_id(PASS_X)


def claims():
    """The claims in diagnostic notation, read with Python's own eyes."""
    text = re.sub(r" / [^/\n]+ /", "", example("claims"))
    text = re.sub(r"h'([0-9a-f]*)'", r'bytes.fromhex("\1")', text)
    return eval(text, {"bytes": bytes})  # noqa: S307  our own document


def test_pass():
    assert canonical(claims()) == example("payload")
    assert cbor2.dumps({1: -19, 4: example("kid")}) == example("protected")
    assert cbor2.dumps(["Signature1", example("protected"), b"", example("payload")]) == example("sig-structure")
    assert nacl.signing.SigningKey(PASS).sign(example("sig-structure")).signature == example("signature")
    cose = cbor2.CBORTag(18, [example("protected"), {}, example("payload"), example("signature")])
    assert cbor2.dumps(cose) == example("cose")
    assert example("text").encode() == pp1.pass_text(pp1.envelope(example("cose")))
    shown = re.search(r"84 6a .*", DOCUMENT).group().replace("…", "").replace(" ", "").split("h''")[0]
    assert example("sig-structure").hex().startswith(shown)


@pytest.mark.parametrize("name", ["text", "bound-text", "live-text"])
def test_length_of_text(name):
    before = DOCUMENT[: DOCUMENT.index(f"```text {name}\n")]
    assert int(re.findall(r"([0-9]+) characters", before)[-1]) == len(example(name))


def test_bound_pass_and_live_code():
    bound = pp1.make_pass(PASS, claims() | {8: {1: {1: 1, -1: 6, -2: HOLDER_X}}})
    assert pp1.pass_text(bound).decode() == example("bound-text")
    assert pp1.encode({3: "twport", 6: 1798106400}) == example("live-payload")
    assert pp1.make_live(HOLDER, bound, "twport", 1798106400).decode() == example("live-text")


def test_status_list():
    statuses = pp1.parse_status_list(example("token"), {pp1.key_id(STATUS_X): [STATUS_X]})
    assert statuses.subject == claims()[65535]["status_list"]["uri"]
    first = bytes.fromhex(re.search(r"are the bytes `([0-9a-f]+)`", DOCUMENT).group(1))
    assert statuses.packed[:2] == first
    expected = {0: 1, 1: 2, 2: 3, 5: 1, 70_212: 1, 131_071: 2}
    assert all(statuses[index] == expected.get(index, 0) for index in range(131_072))


def test_compromise():
    assert hashlib.sha256(example("payload")).digest()[:16] == example("issued-prefix")


def test_photo():
    rows = dict(re.findall(r"^\| (\w+) \| `([0-9a-f]+)` \|$", DOCUMENT, re.M))
    values = {name: bytes.fromhex(rows[name]) for name in ("jpeg", "salt", "nonce", "secret", "key")}
    plain = values["salt"] + values["jpeg"]
    secret = hashlib.sha256(b"portpass/photo/v1" + plain).digest()[:16]
    assert values["secret"] == secret == claims()[-65537][9]
    assert values["key"] == hashlib.blake2b(b"portpass/photo/key", key=secret, digest_size=32).digest()
    name = hashlib.blake2b(b"portpass/photo/name", key=secret, digest_size=16).hexdigest()
    assert rows["name"] == name
    sealed = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
        plain, name.encode(), values["nonce"], values["key"])  # fmt: skip
    assert example("photo-blob") == values["nonce"] + sealed


def test_published_files():
    keys = json.loads(example("keys"))["keys"]
    assert [key["x"] for key in keys] == [
        base64.urlsafe_b64encode(x).decode().rstrip("=") for x in (PASS_X, STATUS_X)
    ]
    assert [key["kid"] for key in keys] == [pp1.key_id(x).hex() for x in (PASS_X, STATUS_X)]
    plates = json.loads(example("hotlist"))["plates"]
    hashed = hashlib.blake2b(b"ABC1234", key=pp1.unbase64url(plates["key"]), digest_size=16).digest()
    assert [pp1.unbase64url(entry) for entry in plates["hashes"]] == [hashed]


@pytest.fixture(scope="module")
def trust():
    files = {"keys.json": example("keys"), "policy.json": example("policy"), "ops/level.json": example("level"),
             "status/3": example("token")}  # fmt: skip
    issued = json.loads(example("timestamp"))["signed"]["issued"]
    return pp1_decision.Trust(files.__getitem__, ["3"], issued)


def test_decision(trust):
    shown = json.loads(example("decision"))
    text = example("text").encode()
    verdict, codes, parsed = pp1_decision.decide(text, trust, "KEL-C1", "in", 1798106400)
    assert (shown["verdict"], [reason["code"] for reason in shown["reasons"]]) == (verdict, codes)
    assert shown["trust"]["age"] == 1798106400 - trust.issued
    assert shown["pass"]["number"] == parsed.entries["number"]
    assert shown["pass"]["id"] == parsed.claims["cti"].hex()
    assert (shown["pass"]["notBefore"], shown["pass"]["notAfter"]) == (parsed.claims["nbf"], parsed.claims["exp"])
    assert pp1_decision.decide(text, trust, "KEL-E1", "in", 1798106400)[:2] == ("admit", [])
    assert pp1_decision.decide(text, trust, "TPE-N1", "in", 1798106400)[:2] == ("admit", [])


def test_live_code_is_fresh(trust):
    live = example("live-text").encode()
    assert pp1_decision.decide(live, trust, "KEL-E1", "in", 1798106400)[:2] == ("admit", [])
    assert pp1_decision.decide(live, trust, "KEL-E1", "in", 1798106461)[1] == ["live-code-stale"]
    assert pp1_decision.decide(example("bound-text").encode(), trust, "KEL-E1", "in", 1798106400)[1] == [
        "holder-proof-missing"
    ]


def test_reasons_are_the_ones_of_the_gate():
    """The table, the order and the Swift source name the same codes."""
    source = pathlib.Path(__file__).resolve().parents[3] / "Sources/PassVerify/Decision/ReasonCode.swift"
    cases = re.findall(r"^    case (\w+)(?: = \"([a-z-]+)\")?$", source.read_text(), re.M)
    table = DOCUMENT[DOCUMENT.index("### 12.2") : DOCUMENT.index("### 12.3")]
    named = {code for line in table.splitlines() if line.startswith("| `") for code in
             re.findall(r"`([a-z-]+)`", line.split("|")[1])}  # fmt: skip
    order = re.search(r"within one effect in this order:\n\n((?:    .*\n)+)", DOCUMENT).group(1).split()
    assert [raw or name for name, raw in cases] == order == pp1_decision.SERIOUSNESS
    assert named == set(order)


def test_limits_are_the_ones_of_the_reader():
    source = pathlib.Path(__file__).resolve().parents[3] / "Sources/PassFormat/PassLimits.swift"
    ranges = re.findall(r"static let (\w+)(?:: ClosedRange<Int64>)? = (\d+)\.\.\.([\d_]+)", source.read_text())
    limits = {name: (int(low), int(high.replace("_", ""))) for name, low, high in ranges}
    grammar = {
        "issuer": r"  1: tstr .size \((\d+)\.\.(\d+)\), +; iss",
        "statusURI": r'"uri": tstr .size \((\d+)\.\.(\d+)\)',
        "number": r"\((\d+)\.\.(\d+)\), +; number",
        "name": r"\((\d+)\.\.(\d+)\), +; name",
        "organisation": r"\((\d+)\.\.(\d+)\), +; organisation",
        "vesselCall": r"\((\d+)\.\.(\d+)\), +; vessel call",
        "plate": r"\[A-Z0-9\]\{(\d+),(\d+)\}",
        "plates": r"\? 8: \[ (\d+)\*(\d+) ",
        "ports": r"  7: \{ (\d+)\*(\d+) ",
        "endorsements": r"\? 14: \{ (\d+)\*(\d+) ",
        "endorsementName": r"\? 14: \{ \d+\*\d+ tstr .size \((\d+)\.\.(\d+)\)",
        "time": r"^time = (\d+)\.\.(\d+)$",
    }
    written = {}
    for name, pattern in grammar.items():
        (found,) = set(re.findall(pattern, DOCUMENT, re.M))
        written[name] = tuple(map(int, found))
    assert written == limits
