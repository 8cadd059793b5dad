"""Some thousand passes, good and broken: the gate and the second implementation must say the same of each.

PORTPASS_DIFFERENTIAL sets how many, PORTPASS_DIFFERENTIAL_SEED where they begin.
"""

import collections
import datetime
import os
import time

import pytest

import pp1
import pp1_decision
from pp1_commands import Gate, codes
from pp1_generator import Generator

COUNT = int(os.environ.get("PORTPASS_DIFFERENTIAL", "5000"))
SEED = int(os.environ.get("PORTPASS_DIFFERENTIAL_SEED", "2026"))


@pytest.fixture(scope="module")
def trust(register, gate):
    numbers = [name.partition("/")[2] for name in register.metadata("status")["targets"]]
    issued = register.metadata("timestamp")["issued"]
    return pp1_decision.Trust(register.target, numbers, issued)


@pytest.fixture(scope="module")
def texts(own, dev_seed, maker, now):
    template = maker.claims()
    special = [own[-1].idx, own[-2].idx, own[0].idx]
    return Generator(SEED, dev_seed, template, [own[0].uri], special, now).texts(COUNT)


@pytest.fixture(scope="module")
def now():
    """One moment for both, and for every edge that is tried."""
    return int(time.time())


def rfc3339(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture(scope="module")
def dangerous_goods_gate(register, own, tmp_path_factory):
    """KEL-C1: its zone asks for endorsements."""
    return Gate(register, tmp_path_factory.mktemp("gate") / "KEL-C1", "KEL-C1")


@pytest.fixture(scope="module")
def one_way_gate(register, own, tmp_path_factory):
    """KEL-W2: zone B, in only."""
    return Gate(register, tmp_path_factory.mktemp("gate") / "KEL-W2", "KEL-W2")


def compare(gate, trust, texts, direction, now):
    answers = gate.verify_all(texts, "--at", rfc3339(now), "--direction", direction)
    tally = collections.Counter()
    differences = []
    for text, answer in zip(texts, answers, strict=True):
        verdict, expected, shown = pp1_decision.decide(text, trust, gate.id, direction, now)
        tally[verdict] += 1
        tally.update(expected)
        told = answer.get("pass") or {}
        same = (answer["verdict"], codes(answer)) == (verdict, expected)
        if shown and same:
            same = (told.get("id"), told.get("number")) == (shown.claims["cti"].hex(), shown.entries["number"])
        elif same:
            same = not told
        if not same:
            differences.append(f"{text!r}\n  gate {answer}\n  document {verdict} {expected}")
    assert not differences, f"{len(differences)} of {len(texts)} differ:\n" + "\n".join(differences[:5])
    return tally


def test_in(gate, trust, texts, now):
    tally = compare(gate, trust, texts, "in", now)
    # The test is worth something only where it reaches every answer it can.
    for code in """admit check deny malformed unsupported unknown-key bad-signature wrong-issuer key-not-valid revoked
        suspended status-unknown expired not-yet-valid wrong-port wrong-zone condition-unknown live-code-stale
        holder-proof-missing escort-required""".split():
        assert tally[code] > 0, f"no pass of {len(texts)} gives {code}"


def test_out(gate, trust, texts, now):
    tally = compare(gate, trust, texts[:1500], "out", now)
    assert tally["deny"] == 0


def test_patrol(gate, trust, texts, now):
    compare(gate, trust, texts[:1500], "check", now)


def test_where_endorsements_are_asked_for(dangerous_goods_gate, trust, texts, now):
    assert compare(dangerous_goods_gate, trust, texts[:1500], "in", now)["endorsement-missing"] > 0


def test_the_wrong_way(one_way_gate, trust, texts, now):
    assert compare(one_way_gate, trust, texts[:300], "out", now)["wrong-direction"] > 0


@pytest.mark.parametrize("hour", [0, 6, 8, 12, 18, 21, 22, 23])
def test_hours_tables(gate, trust, maker, dev_seed, now, hour):
    """At the edges of the day's windows, over midnight too, within the day before and after."""
    local = now + trust.policy["utcOffset"]
    day = local - local % 86_400 - trust.policy["utcOffset"]
    at = day + hour * 3600
    texts = []
    for schedule in (1, 2, 3, 4, 5):
        claims = maker.claims(e_1=schedule, c4=at + 90_000, c5=at - 90_000)
        texts.append(pp1.pass_text(pp1.make_pass(dev_seed, claims)))
    for minutes in (-46, -45, -30, -15, -14, 0, 14, 15, 30, 44, 45):
        compare(gate, trust, texts, "in", at + minutes * 60)
