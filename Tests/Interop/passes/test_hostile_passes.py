"""What the gate must refuse, every one signed with the right key, so that only the format stands in the way."""

import nacl.signing
import pytest

import pp1
from pp1_commands import codes


def raw_text(data):
    return b"PP1:" + pp1.base45_encode(data)


@pytest.fixture(scope="module")
def kit(register, maker, dev_seed):
    class Kit:
        seed = dev_seed
        kid = pp1.key_id(register.pass_key)
        protected = pp1.encode({1: -19, 4: pp1.key_id(register.pass_key)})

        @staticmethod
        def payload(**changes):
            return pp1.encode(maker.claims(**changes))

        @staticmethod
        def pairs():
            return maker.claims()

    return Kit


def sealed(kit, payload=None, protected=None):
    """A pass with a good signature over these bytes."""
    return pp1.sign(kit.seed, kit.protected if protected is None else protected, payload or kit.payload())


def parts(cose, unprotected=b"\xa0", tag=b"\xd2", array=b"\x84", extra=b""):
    """The envelope written by hand."""
    return (
        tag + array + pp1.encode(cose.protected) + unprotected + pp1.encode(cose.payload)
        + pp1.encode(cose.signature) + extra
    )  # fmt: skip


def unsorted(kit):
    claims = list(kit.pairs().items())
    claims[0], claims[1] = claims[1], claims[0]
    return bytes([0xA0 | len(claims)]) + b"".join(
        pp1.encode(key) + pp1.encode(value) for key, value in claims
    )


def with_entry(kit, encoded):
    """The payload with one more encoded entry at the end of the claims map (its key must sort last)."""
    payload = bytearray(kit.payload())
    payload[0] += 1
    return bytes(payload) + encoded


def without(kit, key):
    return pp1.encode({name: value for name, value in kit.pairs().items() if name != key})


# 0x3A 0xFFFFFFFF is -4294967296: sorts after -65537, the last key of a pass.
LAST = bytes.fromhex("3affffffff")

CASES = {
    "wrong algorithm": ("unsupported", lambda k: raw_text(
        sealed(k, protected=pp1.encode({1: -7, 4: k.kid})).encoded())),
    "algorithm as text": ("unsupported", lambda k: raw_text(
        sealed(k, protected=pp1.encode({1: "EdDSA", 4: k.kid})).encoded())),
    "HMAC": ("unsupported", lambda k: raw_text(sealed(k, protected=pp1.encode({1: 5, 4: k.kid})).encoded())),
    "no algorithm": ("malformed", lambda k: raw_text(sealed(k, protected=pp1.encode({4: k.kid})).encoded())),
    "algorithm unprotected": ("malformed", lambda k: raw_text(
        parts(sealed(k, protected=pp1.encode({4: k.kid})), pp1.encode({1: -19})))),
    "algorithm unprotected as well": ("malformed", lambda k: raw_text(parts(sealed(k), pp1.encode({1: -19})))),
    "kid unprotected": ("malformed", lambda k: raw_text(
        parts(sealed(k, protected=pp1.encode({1: -19})), pp1.encode({4: k.kid})))),
    "kid unprotected as well": ("malformed", lambda k: raw_text(parts(sealed(k), pp1.encode({4: k.kid})))),
    "no kid": ("malformed", lambda k: raw_text(sealed(k, protected=pp1.encode({1: -19})).encoded())),
    "short kid": ("malformed", lambda k: raw_text(
        sealed(k, protected=pp1.encode({1: -19, 4: k.kid[:7]})).encoded())),
    "crit": ("malformed", lambda k: raw_text(
        sealed(k, protected=pp1.encode({1: -19, 2: [99], 4: k.kid, 99: 1})).encoded())),
    "content type": ("malformed", lambda k: raw_text(
        sealed(k, protected=pp1.encode({1: -19, 3: 61, 4: k.kid})).encoded())),
    "empty protected bytes": ("malformed", lambda k: raw_text(sealed(k, protected=b"").encoded())),
    "other key": ("unknown-key", lambda k: pp1.pass_text(pp1.make_pass(bytes(32), k.pairs()))),
    "forged": ("bad-signature", lambda k: pp1.pass_text(pp1.Envelope(k.protected, k.payload(), bytes(64)))),
    "signed as Signature": ("bad-signature", lambda k: pp1.pass_text(resigned(k, "Signature"))),
    "signed with other data beside": ("bad-signature", lambda k: pp1.pass_text(resigned(k, "Signature1", b"x"))),
    "duplicate claim": ("malformed", lambda k: raw_text(sealed(k, duplicate(k)).encoded())),
    "unsorted claims": ("malformed", lambda k: raw_text(sealed(k, unsorted(k)).encoded())),
    "unsorted header": ("malformed", lambda k: raw_text(
        sealed(k, protected=b"\xa2\x04" + pp1.encode(k.kid) + b"\x01\x32").encoded())),
    "duplicate in header": ("malformed", lambda k: raw_text(
        sealed(k, protected=b"\xa3\x01\x32\x01\x32\x04" + pp1.encode(k.kid)).encoded())),
    "indefinite map": ("malformed", lambda k: raw_text(
        sealed(k, b"\xbf" + k.payload()[1:] + b"\xff").encoded())),
    "indefinite text": ("malformed", lambda k: raw_text(
        sealed(k, with_entry(k, LAST + b"\x7f\x61a\xff")).encoded())),
    "indefinite envelope": ("malformed", lambda k: raw_text(parts(sealed(k), array=b"\x9f", extra=b"\xff"))),
    "not the shortest length": ("malformed", lambda k: raw_text(
        sealed(k, b"\xb8" + bytes([k.payload()[0] & 31]) + k.payload()[1:]).encoded())),
    "not the shortest tag": ("malformed", lambda k: raw_text(parts(sealed(k), tag=b"\xd8\x12"))),
    "extra byte after the envelope": ("malformed", lambda k: raw_text(parts(sealed(k), extra=b"\x00"))),
    "extra byte in the payload": ("malformed", lambda k: raw_text(sealed(k, k.payload() + b"\x00").encoded())),
    "extra byte in the header": ("malformed", lambda k: raw_text(sealed(k, protected=k.protected + b"\x00").encoded())),
    "no tag": ("malformed", lambda k: raw_text(parts(sealed(k), tag=b""))),
    "tag 17": ("malformed", lambda k: raw_text(parts(sealed(k), tag=b"\xd1"))),
    "tag 61 around": ("malformed", lambda k: raw_text(parts(sealed(k), tag=b"\xd8\x3d\xd2"))),
    "tag 98": ("malformed", lambda k: raw_text(parts(sealed(k), tag=b"\xd8\x62"))),
    "five parts": ("malformed", lambda k: raw_text(parts(sealed(k), array=b"\x85", extra=b"\x40"))),
    "detached payload": ("malformed", lambda k: raw_text(
        b"\xd2\x84" + pp1.encode(k.protected) + b"\xa0\xf6" + pp1.encode(sealed(k).signature))),
    "short signature": ("malformed", lambda k: raw_text(
        pp1.Envelope(k.protected, k.payload(), bytes(63)).encoded())),
    "long signature": ("malformed", lambda k: raw_text(pp1.Envelope(k.protected, k.payload(), bytes(65)).encoded())),
    "float": ("malformed", lambda k: raw_text(sealed(k, with_entry(k, LAST + bytes.fromhex("f93c00"))).encoded())),
    "float time": ("malformed", lambda k: raw_text(sealed(k, float_time(k)).encoded())),
    "null": ("malformed", lambda k: raw_text(sealed(k, with_entry(k, LAST + b"\xf6")).encoded())),
    "undefined": ("malformed", lambda k: raw_text(sealed(k, with_entry(k, LAST + b"\xf7")).encoded())),
    "false": ("malformed", lambda k: raw_text(sealed(k, with_entry(k, LAST + b"\xf4")).encoded())),
    "foreign tag in an unknown claim": ("malformed", lambda k: raw_text(
        sealed(k, with_entry(k, LAST + b"\xc1\x00")).encoded())),
    "text key among the claims": ("malformed", lambda k: raw_text(
        sealed(k, pp1.encode(pp1.Pairs(list(k.pairs().items()) + [("x", 1)]))).encoded())),
    "nesting": ("malformed", lambda k: raw_text(sealed(k, with_entry(k, LAST + b"\x81" * 8 + b"\x01")).encoded())),
    "overlong UTF-8": ("malformed", lambda k: raw_text(
        sealed(k, k.payload(e2="AB").replace(b"\x62AB", b"\x62\xc1\x81")).encoded())),
    "no status": ("malformed", lambda k: raw_text(sealed(k, without(k, 65535)).encoded())),
    "no issuer": ("malformed", lambda k: raw_text(sealed(k, without(k, 1)).encoded())),
    "ends before it starts": ("malformed", lambda k: raw_text(sealed(k, k.payload(c4=1000, c5=1000)).encoded())),
    "negative time": ("malformed", lambda k: raw_text(sealed(k, k.payload(c6=-1)).encoded())),
    "long number": ("malformed", lambda k: raw_text(sealed(k, k.payload(e1="X" * 25)).encoded())),
    "long name": ("malformed", lambda k: raw_text(sealed(k, k.payload(e2="名" * 31)).encoded())),
    "short hint": ("malformed", lambda k: raw_text(sealed(k, k.payload(e3="123")).encoded())),
    "unknown kind": ("malformed", lambda k: raw_text(sealed(k, k.payload(e5=4)).encoded())),
    "unknown term": ("malformed", lambda k: raw_text(sealed(k, k.payload(e6=0)).encoded())),
    "no access": ("malformed", lambda k: raw_text(sealed(k, k.payload(e7={})).encoded())),
    "eleven ports": ("malformed", lambda k: raw_text(
        sealed(k, k.payload(e7={f"TWA{n:02d}": 1 for n in range(11)})).encoded())),
    "five plates": ("malformed", lambda k: raw_text(sealed(k, k.payload(e8=["A1"] * 5)).encoded())),
    "plate in lower case": ("malformed", lambda k: raw_text(sealed(k, k.payload(e8=["abc1"])).encoded())),
    "escort that is not true": ("malformed", lambda k: raw_text(sealed(k, k.payload(e_2=1)).encoded())),
    "holder key of another curve": ("malformed", lambda k: raw_text(
        sealed(k, k.payload(c8={1: {1: 1, -1: 4, -2: bytes(32)}})).encoded())),
    "bare pass as live code": ("malformed", lambda k: b"PL1:" + pp1.pass_text(sealed(k))[4:]),
    "oversize": ("malformed", lambda k: raw_text(sealed(k, k.payload(e100=bytes(900))).encoded())),
    "unknown prefix": ("unsupported", lambda k: b"PP2:" + pp1.pass_text(sealed(k))[4:]),
    "prefix in lower case": ("unsupported", lambda k: b"pp1:" + pp1.pass_text(sealed(k))[4:]),
    "nothing": ("unsupported", lambda k: b""),
    "a web address": ("unsupported", lambda k: b"https://pass.example/"),
    "prefix only": ("malformed", lambda k: b"PP1:"),
    "lower case": ("malformed", lambda k: pp1.pass_text(sealed(k))[:-1] + b"a"),
    "GGW": ("malformed", lambda k: pp1.pass_text(sealed(k))[:4] + b"GGW" + pp1.pass_text(sealed(k))[7:]),
    "space after": ("malformed", lambda k: pp1.pass_text(sealed(k)) + b" "),
    "long line": ("malformed", lambda k: pp1.pass_text(sealed(k)) + b"0" * 100_000),
    "not UTF-8": ("malformed", lambda k: b"PP1:\xff\xfe"),
}  # fmt: skip


def resigned(kit, context, aad=b""):
    payload = kit.payload()
    message = pp1.encode([context, kit.protected, aad, payload])
    return pp1.Envelope(kit.protected, payload, nacl.signing.SigningKey(kit.seed).sign(message).signature)


def duplicate(kit):
    payload = kit.payload()
    issuer = pp1.encode(1) + pp1.encode("twport")
    assert payload[1:].startswith(issuer)
    return bytes([payload[0] + 1]) + issuer + payload[1:]


def float_time(kit):
    payload = kit.payload(c6=1_800_000_000)
    return payload.replace(b"\x06\x1a" + (1_800_000_000).to_bytes(4, "big"), b"\x06\xfa\x4e\xd6\x93\xa4")


@pytest.fixture(scope="module")
def answers(gate, kit):
    """All of them in one run, between two good passes that must not suffer."""
    good = pp1.pass_text(sealed(kit))
    texts = [good] + [make(kit) for _, make in CASES.values()] + [good]
    decisions = gate.verify_all(texts)
    assert decisions[0]["verdict"] == decisions[-1]["verdict"] == "admit"
    return dict(zip(CASES, zip(texts[1:-1], decisions[1:-1], strict=True), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_refused(name, answers):
    text, decision = answers[name]
    expected = CASES[name][0]
    assert codes(decision) == [expected]
    assert decision["verdict"] == "deny"
    assert "pass" not in decision or not decision["pass"]
    # The second implementation is of the same mind.
    try:
        pp1.parse_text(text)
        found = "parsed"
    except pp1.Malformed:
        found = "malformed"
    except pp1.Unsupported:
        found = "unsupported"
    assert found == expected or (found == "parsed" and expected in ("unknown-key", "bad-signature"))


def test_one_text_as_an_argument_is_refused_alike(gate, kit):
    for name in ("wrong algorithm", "algorithm unprotected", "duplicate claim", "forged", "other key"):
        expected, make = CASES[name]
        status, decision = gate.verify(make(kit))
        assert status == 20 and codes(decision) == [expected]


def test_every_flipped_bit_is_refused(gate, kit):
    cose = bytearray(sealed(kit).encoded())
    texts = []
    for bit in range(len(cose) * 8):
        cose[bit // 8] ^= 1 << bit % 8
        texts.append(raw_text(bytes(cose)))
        cose[bit // 8] ^= 1 << bit % 8
    for decision in gate.verify_all(texts):
        assert decision["verdict"] == "deny"
        assert codes(decision)[0] in ("malformed", "unsupported", "unknown-key", "bad-signature")
