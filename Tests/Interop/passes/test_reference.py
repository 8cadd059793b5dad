"""The second implementation itself, against the published sample and against `base45` and `cbor2`."""

import json
import os
import pathlib
import random

import base45
import cbor2
import pytest

import pp1

VECTORS = os.environ.get("PORTPASS_VECTORS")
needs_vectors = pytest.mark.skipif(not VECTORS, reason="PORTPASS_VECTORS does not name the folder of vectors")


@pytest.fixture(scope="module")
def sample():
    return json.loads((pathlib.Path(VECTORS) / "pp1" / "sample.json").read_text())


@needs_vectors
@pytest.mark.parametrize("name", ["paper", "bound"])
def test_published_pass_is_read_and_made_again(sample, name):
    seed, x = (bytes.fromhex(sample["issuer"][part]) for part in ("seed", "x"))
    parsed = pp1.parse_text(sample[name]["text"].encode())
    assert parsed.envelope.encoded().hex() == sample[name]["cose"]
    assert parsed.envelope.signed().hex() == sample[name]["sig_structure"]
    assert parsed.key_id.hex() == sample["issuer"]["kid"] == pp1.key_id(x).hex()
    assert pp1.verify(x, parsed.envelope.signature, parsed.envelope.signed())
    made = pp1.make_pass(seed, pp1.whole(parsed.envelope.payload))
    assert pp1.pass_text(made).decode() == sample[name]["text"]


@needs_vectors
def test_published_live_code_is_read_and_made_again(sample):
    live = pp1.parse_text(sample["live"]["text"].encode())
    assert live.issued_at == sample["live"]["iat"]
    assert pp1.verify(live.inner.holder, live.envelope.signature, live.envelope.signed())
    seed = bytes.fromhex(sample["holder"]["seed"])
    made = pp1.make_live(seed, live.inner.envelope, live.audience, live.issued_at)
    assert made.decode() == sample["live"]["text"]


@needs_vectors
def test_published_status_list_is_read(sample):
    token = sample["status_list_token"]
    x = bytes.fromhex(sample["status"]["x"])
    statuses = pp1.parse_status_list(bytes.fromhex(token["cose"]), {pp1.key_id(x): [x]})
    expected = {int(index): value for index, value in token["set"].items()}
    assert all(statuses[index] == expected.get(index, token["all_others"]) for index in range(131_072))
    assert statuses[131_072] is None


@needs_vectors
def test_published_cbor_is_read_or_refused_as_the_profile_says():
    cases = json.loads((pathlib.Path(VECTORS) / "cbor" / "appendix_a.json").read_text())
    read = 0
    for case in cases:
        data = bytes.fromhex(case["hex"])
        try:
            value = pp1.whole(data)
        except pp1.Malformed:
            continue
        read += 1
        assert pp1.encode(value) == data
    assert read > 30


@needs_vectors
def test_signatures_on_the_edge_are_judged_as_the_document_says():
    cases = json.loads((pathlib.Path(VECTORS) / "ed25519-speccheck" / "cases.json").read_text())
    cases = cases if isinstance(cases, list) else cases["cases"]
    verdicts = ""
    for case in cases:
        key, signature, message = (bytes.fromhex(case[name]) for name in ("pub_key", "signature", "message"))
        verdicts += "V" if pp1.verify(key, signature, message) else "X"
    assert verdicts == "XXXVXXXXXXXX"


def test_base45_agrees_with_the_package():
    generator = random.Random(45)
    for length in range(200):
        data = generator.randbytes(length)
        assert pp1.base45_encode(data) == base45.b45encode(data)
        assert pp1.base45_decode(base45.b45encode(data)) == data


@pytest.mark.parametrize("text", [b"A", b"GGW", b":::", b"bb8", b"BB8\n", b"AB\x00", b"::", b"\xc3\xa4A"])
def test_base45_refuses(text):
    with pytest.raises(pp1.Malformed):
        pp1.base45_decode(text)


def random_item(generator, depth=0):
    choice = generator.randrange(4 if depth > 3 else 7)
    if choice == 0:
        return generator.choice([0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**64 - 1])
    if choice == 1:
        return -1 - generator.choice([0, 23, 24, 255, 256, 65535, 65536, 2**32, 2**63])
    if choice == 2:
        return generator.randbytes(generator.randrange(40))
    if choice == 3:
        return generator.choice(["", "a", "基隆", "x" * 300])
    if choice == 4:
        return [random_item(generator, depth + 1) for _ in range(generator.randrange(4))]
    if choice == 5:
        return True
    return {generator.choice([generator.randrange(-500, 500), str(generator.randrange(99))]): random_item(
        generator, depth + 1) for _ in range(generator.randrange(5))}  # fmt: skip


def test_cbor_agrees_with_the_package():
    generator = random.Random(8949)
    for _ in range(500):
        item = random_item(generator)
        data = cbor2.dumps(item, canonical=True)
        # cbor2 sorts as RFC 7049 did, shorter keys first: read it in any order, write it in ours.
        value = pp1.whole(data, ordered=False)
        assert cbor2.loads(pp1.encode(value)) == item
        assert pp1.whole(pp1.encode(value)) is not None
