"""Our passes, read and verified by implementations that are not ours."""

import json

import base45
import cbor2
import pytest
from cryptography.hazmat.primitives import hashes

import pp1
from pp1_others import canonical, cwt_payload, pycose_message


@pytest.fixture(scope="module")
def passes(demo, own):
    return demo + own


def test_base45_package_writes_the_same_text(passes):
    for issued in passes:
        body = issued.text.decode()
        assert body.startswith("PP1:") and len(body) <= 734
        assert b"PP1:" + base45.b45encode(base45.b45decode(body[4:])) == issued.text


def test_cwt_verifies(passes, register):
    for issued in passes:
        assert cwt_payload(issued.cose, register.pass_key) == issued.payload


def test_cwt_refuses_a_changed_pass(passes, register):
    for issued in passes:
        changed = bytearray(issued.cose)
        changed[-65 - len(issued.payload) // 2] ^= 1
        with pytest.raises(Exception):  # noqa: B017  whichever way the library says it
            cwt_payload(bytes(changed), register.pass_key)


def test_pycose_verifies(passes, register):
    for issued in passes:
        message = pycose_message(issued.cose, register.pass_key)
        assert message.payload == issued.payload
        assert not message.uhdr


def test_key_id_is_the_thumbprint_of_rfc_9679(passes, register):
    for issued in passes:
        protected = cbor2.loads(cbor2.loads(issued.cose).value[0])
        assert protected == {1: -19, 4: thumbprint(register.pass_key)[:8]}


def thumbprint(x):
    """RFC 9679 by other means: cbor2 and cryptography."""
    digest = hashes.Hash(hashes.SHA256())
    # The keys 1, -1, -2 have one-byte encodings, so that canonical CBOR of either RFC gives the same order.
    digest.update(cbor2.dumps({1: 1, -1: 6, -2: x}, canonical=True))
    return digest.finalize()


def test_published_key_ids_are_recomputed(register):
    for key in json.loads(register.target("keys.json"))["keys"]:
        kid = thumbprint(pp1.unbase64url(key["x"]))[:8]
        assert key["kid"] == kid.hex() or pp1.unbase64url(key["kid"]) == kid


def test_payload_is_canonical(passes):
    for issued in passes:
        assert canonical(cbor2.loads(issued.payload)) == issued.payload


def test_claims_say_what_was_asked_for(own):
    person, long_name, vehicle, card = own[:4]
    claims = cbor2.loads(person.payload)
    entry = claims[-65537]
    assert claims[1] == "twport"
    assert claims[7].hex() == person.id
    assert claims[65535] == {"status_list": {"idx": person.idx, "uri": person.uri}}
    assert claims[5] < claims[4] <= claims[5] + 20 * 86_400
    assert entry[1] == person.number
    assert entry[2] == "林美惠"
    assert entry[3] == "6789"
    assert entry[4] == "範例船務代理有限公司"
    assert (entry[5], entry[6]) == (1, 2)
    assert entry[7] == {"TWKEL": 3, "TWTPE": 1}
    assert entry[8] == ["ABC1234"]
    assert not any(key in entry for key in (-1, -2, 9, 11, 13, 14))
    assert cbor2.loads(long_name.payload)[-65537][14].keys() == {"SAFETY"}
    assert (cbor2.loads(vehicle.payload)[-65537][5], cbor2.loads(vehicle.payload)[-65537][13]) == (2, 2)
    assert cbor2.loads(card.payload)[-65537][5] == 3
    assert cbor2.loads(card.payload)[-65537][-2] is True


def test_ids_numbers_and_indices_are_never_used_twice(passes):
    assert len({issued.id for issued in passes}) == len(passes)
    assert len({issued.number for issued in passes}) == len(passes)
    assert len({(issued.uri, issued.idx) for issued in passes}) == len(passes)


def test_our_own_reader_agrees_with_the_second_implementation(passes, register):
    for issued in passes:
        assert pp1.verify(register.pass_key, issued.parsed.envelope.signature, issued.parsed.envelope.signed())
        assert issued.parsed.claims["cti"].hex() == issued.id
        assert issued.parsed.entries["number"] == issued.number
