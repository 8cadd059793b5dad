"""What other people's libraries need to be told to read and write our passes."""

import cbor2
import cwt
from pycose.algorithms import EdDSA
from pycose.keys import OKPKey
from pycose.messages import CoseMessage


class Ed25519(EdDSA):
    """RFC 9864's Ed25519, which pycose 1.1 does not know."""

    identifier = -19
    fullname = "ED25519_9864"


EdDSA.get_registered_classes()[Ed25519.identifier] = Ed25519
EdDSA.get_registered_classes()[Ed25519.fullname] = Ed25519


def cwt_key(x, d=None, algorithm=-19, kid=None):
    parameters = {1: 1, -1: 6, -2: x, 3: algorithm}
    if kid is not None:
        parameters[2] = kid
    return cwt.COSEKey.new(parameters if d is None else parameters | {-4: d})


def cwt_payload(cose, x):
    """The payload as `cwt` verifies it; raises when it does not."""
    protected = cbor2.loads(cbor2.loads(cose).value[0])
    return cwt.COSE.new().decode(cose, cwt_key(x, algorithm=protected[1], kid=protected[4]))


def pycose_message(cose, x):
    """The message as `pycose` decodes it, its signature verified."""
    message = CoseMessage.decode(cose)
    message.key = OKPKey(crv="ED25519", x=x)
    assert message.verify_signature()
    return message


def canonical(value):
    """RFC 8949 section 4.2.1 with cbor2: each item encoded by it, map keys sorted bytewise by us."""
    if isinstance(value, dict):
        entries = sorted((canonical(key), canonical(item)) for key, item in value.items())
        head = bytearray(cbor2.dumps([0] * len(entries)))
        size = len(head) - len(entries)
        head[0] |= 0x20
        return bytes(head[:size]) + b"".join(key + item for key, item in entries)
    if isinstance(value, list):
        size = len(cbor2.dumps([0] * len(value))) - len(value)
        return cbor2.dumps([0] * len(value))[:size] + b"".join(map(canonical, value))
    return cbor2.dumps(value)
