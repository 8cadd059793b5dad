"""The published files have what docs/wire-format.md says of them."""

import base64
import json

import pytest

import pp1
from test_document import BLOCKS


def members(value):
    """The names in objects, lists folded: {"a": [{"b": 1}]} gives {"a", "a.b"}."""
    if isinstance(value, dict):
        return {path for name, item in value.items() for path in {name} | {f"{name}.{rest}" for rest in members(item)}}
    if isinstance(value, list):
        return {path for item in value for path in members(item)}
    return set()


@pytest.mark.parametrize(
    ("name", "path"), [("keys", "keys.json"), ("policy", "policy.json"), ("level", "ops/level.json")]
)
def test_members_are_the_documented_ones(name, path, register, own):
    documented = members(json.loads(BLOCKS[name]))
    assert documented <= members(json.loads(register.target(path)))


def test_metadata_says_when_it_was_issued(register, own):
    timestamp = register.metadata("timestamp")
    assert isinstance(timestamp["issued"], int)
    documented = json.loads(BLOCKS["timestamp"])["signed"]
    assert documented.keys() <= timestamp.keys()
    assert timestamp["meta"]["snapshot.json"].keys() == documented["meta"]["snapshot.json"].keys()


def test_targets_belong_to_the_documented_roles(register, own):
    def fits(role, path):
        parts = path.split("/")
        delegated = parts[0] if parts[0] in ("status", "ops", "audit") else "targets"
        return delegated == role and (role == "targets" or len(parts) == 2)

    listed = {role: register.metadata(role)["targets"] for role in ("targets", "status", "ops", "audit")}
    assert {"keys.json", "policy.json"} <= listed["targets"].keys()
    assert "ops/level.json" in listed["ops"]
    assert all(fits(role, path) for role, targets in listed.items() for path in targets)
    # The spare list is published before it is needed, and all valid.
    used = {issued.uri for issued in own}
    policy = json.loads(register.target("policy.json"))
    for path in listed["status"]:
        uri = policy["statusPrefix"] + path.partition("/")[2]
        statuses = register.status_list(uri)
        assert len(statuses.packed) == 131_072 // 4
        if uri not in used:
            assert not any(statuses.packed)


def test_checkpoint_is_a_signed_note(register, own):
    """C2SP signed-note and tlog-checkpoint: origin, size, root, an empty line, signatures."""
    note = register.target("audit/checkpoint").decode()
    text, separator, signatures = note.partition("\n\n")
    origin, size, root, *_ = text.split("\n")
    assert separator and origin and int(size) > 0 and len(base64.b64decode(root)) == 32
    for line in signatures.splitlines():
        dash, name, signature = line.split(" ")
        assert dash == "\u2014" and name and len(base64.b64decode(signature)) == 4 + 64


def test_published_keys_are_the_ones_that_signed(register, own):
    assert {issued.parsed.key_id for issued in own} <= register.keys("pass").keys()
    assert register.status_list(own[0].uri).key_id in register.keys("status")
    assert pp1.key_id(register.pass_key) in register.keys("pass")
