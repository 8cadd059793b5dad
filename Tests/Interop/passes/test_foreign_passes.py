"""Passes that other libraries made, with the demo register's key and a valid index, at our gate."""

import time

import cbor2
import cwt
import nacl.signing
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pycose.headers import KID, Algorithm
from pycose.keys import OKPKey
from pycose.messages import Sign1Message

import pp1
from pp1_commands import codes
from pp1_others import Ed25519, canonical, cwt_key


def by_cwt(seed, x, payload):
    key = cwt_key(x, seed)
    return cwt.COSE.new(deterministic_header=True).encode_and_sign(
        payload, key, protected={1: -19, 4: pp1.key_id(x)}, unprotected={}
    )


def by_pycose(seed, x, payload):
    message = Sign1Message(phdr={Algorithm: Ed25519, KID: pp1.key_id(x)}, uhdr={}, payload=payload)
    message.key = OKPKey(crv="ED25519", x=x, d=seed)
    return message.encode()


def by_cbor2(seed, x, payload):
    protected = cbor2.dumps({1: -19, 4: pp1.key_id(x)})
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(
        cbor2.dumps(["Signature1", protected, b"", payload])
    )
    return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))


@pytest.mark.parametrize("make", [by_cwt, by_pycose, by_cbor2])
def test_a_pass_made_by_another_library_is_admitted(make, gate, maker, register, dev_seed):
    claims = maker.claims()
    cose = make(dev_seed, register.pass_key, canonical(claims))
    status, decision = gate.verify(pp1.pass_text(pp1.envelope(cose)))
    assert (status, decision["verdict"], decision["reasons"]) == (0, "admit", [])
    assert decision["pass"]["number"] == claims[-65537][1]
    assert decision["pass"]["id"] == claims[7].hex()


def test_all_three_make_the_same_bytes(maker, register, dev_seed):
    payload = canonical(maker.claims())
    assert len({make(dev_seed, register.pass_key, payload) for make in (by_cwt, by_pycose, by_cbor2)}) == 1


def test_eddsa_is_accepted_on_reading(gate, maker, dev_seed):
    text = pp1.pass_text(pp1.make_pass(dev_seed, maker.claims(), algorithm=-8))
    assert gate.verify(text)[0] == 0


def test_cwt_orders_keys_as_written_and_such_a_pass_is_refused(gate, maker, register, dev_seed):
    claims = dict(reversed(maker.claims().items()))
    cose = by_cwt(dev_seed, register.pass_key, cbor2.dumps(claims))
    status, decision = gate.verify(pp1.pass_text(pp1.envelope(cose)))
    assert status == 20 and codes(decision) == ["malformed"]


def test_a_live_code_made_elsewhere_is_admitted(gate, maker, dev_seed):
    holder = bytes(range(32))
    claims = maker.claims(c8={1: {1: 1, -1: 6, -2: public(holder)}})
    cose = pp1.make_pass(dev_seed, claims)
    now = int(time.time())
    status, decision = gate.verify(pp1.make_live(holder, cose, "twport", now))
    assert (status, decision["reasons"]) == (0, [])
    assert codes(gate.verify(pp1.pass_text(cose))[1]) == ["holder-proof-missing"]


def public(seed):
    return bytes(nacl.signing.SigningKey(seed).verify_key)
