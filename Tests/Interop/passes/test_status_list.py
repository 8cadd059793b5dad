"""The published status list, read and verified independently."""

import zlib

import cbor2
import pytest

import pp1
from pp1_commands import codes
from pp1_others import cwt_payload, pycose_message


@pytest.fixture(scope="module")
def token(register, own):
    return register.target("status/" + own[0].uri.rpartition("/")[2])


def test_token_is_verified_by_others(token, register, own):
    protected = cbor2.loads(cbor2.loads(token).value[0])
    assert protected[1] == -19
    assert protected[16] == "application/statuslist+cwt"
    (x,) = register.keys("status")[protected[4]]
    payload = cbor2.loads(cwt_payload(token, x))
    assert pycose_message(token, x).payload == cbor2.loads(token).value[2]
    assert payload[2] == own[0].uri
    assert payload.keys() <= {2, 6, 65533, 65534}
    assert payload[65533]["bits"] == 2
    assert len(zlib.decompress(payload[65533]["lst"])) == 131_072 // 4


def test_status_keys_sign_no_passes(register):
    assert not register.keys("status").keys() & register.keys("pass").keys()


def test_contents_after_a_revocation_and_a_suspension(register, own, demo):
    *valid, suspended, revoked = own
    expected = {(issued.uri, issued.idx): 0 for issued in demo + valid}
    expected[revoked.uri, revoked.idx] = 1
    expected[suspended.uri, suspended.idx] = 2
    for uri in {uri for uri, _ in expected}:
        statuses = register.status_list(uri)
        assert statuses.subject == uri
        listed = {index: statuses[index] for index in range(131_072) if statuses[index]}
        assert listed == {idx: value for (other, idx), value in expected.items() if other == uri and value}


def test_gate_says_the_same(gate, own):
    *_, suspended, revoked = own
    assert codes(gate.verify(revoked.text)[1])[0] == "revoked"
    assert codes(gate.verify(suspended.text)[1])[0] == "suspended"
    assert gate.verify(revoked.text)[0] == gate.verify(suspended.text)[0] == 20
    assert gate.verify(own[0].text)[0] == 0


def test_a_pass_key_signs_no_status_list(token, register, dev_seed):
    cose = pp1.envelope(token)
    protected = pp1.encode({1: -19, 4: pp1.key_id(register.pass_key), 16: "application/statuslist+cwt"})
    forged = pp1.sign(dev_seed, protected, cose.payload).encoded()
    with pytest.raises(pp1.Malformed):
        pp1.parse_status_list(forged, register.keys("status"))
