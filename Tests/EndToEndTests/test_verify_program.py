"""docs/verify.py, as somebody who found it would run it, against passes that were just made."""

import json
import pathlib
import subprocess
import sys
import urllib.request

import pytest

pytest.importorskip("cbor2")
from processes import demo_world  # noqa: E402
from test_serve import serving  # noqa: E402

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "docs" / "verify.py"


@pytest.fixture(scope="module")
def world(programs, tmp_path_factory):
    return demo_world(programs, tmp_path_factory.mktemp("verifying"))


@pytest.fixture(scope="module")
def service(world):
    with serving(world) as service:
        yield service


def run(service, text):
    done = subprocess.run([sys.executable, PROGRAM, service.url, text], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout.strip() or done.stderr


@pytest.fixture(scope="module")
def passes(world):
    """Such as are in force now."""
    return [one for one in world.passes if world.verify(one["text"]).status == 0]


def test_good_passes_are_read(service, passes):
    assert passes
    for one in passes[:5]:
        status, said = run(service, one["text"])
        assert status == 0, said
        assert json.loads(said)["number"] == one["number"]


def test_what_is_forged_is_refused(service, passes):
    text = passes[0]["text"]
    for place in (10, len(text) // 2, len(text) - 2):
        letter = "A" if text[place] != "A" else "B"
        status, said = run(service, text[:place] + letter + text[place + 1:])
        assert status == 1 and said.startswith("refused:"), said
    for other in ("", "PP1:", "PP1:A", "PP2" + text[3:], text.lower(), text + "0"):
        status, said = run(service, other)
        assert status == 1 and said.startswith("refused:"), (other, said)


def test_what_is_revoked_is_refused_at_once(service, world, passes):
    one = passes[-1]
    assert run(service, one["text"])[0] == 0
    world.programs.done("portpass", "revoke", one["id"], "--reason", "left-employer", "--data", world.data)
    world.publish()
    assert run(service, one["text"]) == (1, "refused: revoked")


def test_the_lists_that_there_are(service, passes):
    with urllib.request.urlopen(f"{service.url}/status") as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        lists = json.load(answer)["status_lists"]
    assert len(lists) == len(set(lists))
    assert {one["uri"] for one in passes} <= set(lists)


def test_the_keys_are_public_ones(service):
    with urllib.request.urlopen(f"{service.url}/.well-known/jwks.json") as answer:
        assert answer.headers["Content-Type"] == "application/jwk-set+json"
        tag = answer.headers["ETag"]
        keys = json.load(answer)["keys"]
    assert {key["use"] for key in keys} == {"pass", "status"} and not any("d" in key for key in keys)
    again = urllib.request.Request(f"{service.url}/.well-known/jwks.json", headers={"If-None-Match": tag})
    with pytest.raises(urllib.error.HTTPError) as same:
        urllib.request.urlopen(again)
    assert same.value.code == 304
