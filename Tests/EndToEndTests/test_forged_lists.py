"""Lists that are none, in metadata that is good: whoever holds the TUF keys of a role still holds no status key.

What the readers refuse is tested beside them; here it is what a gate makes of it: it goes on by its last good trust, says
why in one sentence, never admits what it once knew to be revoked, and takes the next honest list.
"""

import hashlib
import zlib

import pytest

pytest.importorskip("cbor2")
pytest.importorskip("tuf")
import cbor2  # noqa: E402
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: E402
from kiosk import deterministic  # noqa: E402
from processes import ADMIT, BROKE, DENY  # noqa: E402
from test_gate import journal  # noqa: E402
from thief import Repository, development_key, replace_online_keys  # noqa: E402

SUBJECT, LIST = 2, 65533


def kid(key):
    x = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(deterministic({1: 1, -1: 6, -2: x})).digest()[:8]


def signed_again(token, signer="status", named=None, change=lambda claims: None):
    """The token with other claims, signed by a development key and naming the id of one."""
    protected, _, payload, _ = cbor2.loads(token).value
    header, claims, key = cbor2.loads(protected), cbor2.loads(payload), development_key(signer)
    header[4] = kid(development_key(named or signer))
    change(claims)
    protected, payload = cbor2.dumps(header), cbor2.dumps(claims)
    signature = key.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))


def all_valid(claims, entries=131_072):
    claims[LIST] = {"bits": 2, "lst": zlib.compress(bytes(entries // 4))}


def of_another_list(claims):
    all_valid(claims)
    claims[SUBJECT] = claims[SUBJECT].rsplit("/", 1)[0] + "/1"


REFUSED = {
    "by a pass key": lambda token: signed_again(token, "pass", change=all_valid),
    "by a pass key that names a status key": lambda token: signed_again(token, "pass", "status", all_valid),
    "of another list": lambda token: signed_again(token, change=of_another_list),
    "by the key of checkpoints": lambda token: signed_again(token, "audit", change=all_valid),
    "longer than a list": lambda token: signed_again(token, change=lambda claims: all_valid(claims, 4 * 131_072)),
    "no token": lambda token: b"hello",
    "empty": lambda token: b"",
}


@pytest.fixture
def revoked(world):
    """A pass that the gate knows to be revoked."""
    issued = world.passes[0]
    world.programs.done("portpass", "revoke", issued["id"], "--reason", "stolen", "--data", world.data)
    world.publish()
    world.sync()
    assert world.verify(issued["text"]).status == DENY
    return issued


def honest_again(world):
    """The port takes the thief's keys away, with the versions that they pushed up, and the gate follows."""
    replace_online_keys(world.data)
    world.publish()
    world.sync()


def codes(world, issued, *options):
    return [reason["code"] for reason in world.verify(issued["text"], *options).json["reasons"]]


@pytest.mark.parametrize("forgery", REFUSED)
def test_a_forged_list_changes_nothing_and_is_said(world, revoked, forgery):
    next_victim, other = world.passes[1], world.passes[2]
    before = (world.home / "trust" / "current").read_text()
    thief = Repository.copy(world.tuf, world.folder / "thief")
    thief.put("status/0", REFUSED[forgery](thief.target("status/0")))
    for _ in range(2):
        ended = world.programs.portgate("sync", "--home", world.home, "--source", thief.folder)
        assert ended.status == BROKE and ended.is_one_sentence() and "status/0" in ended.errors, ended.errors
        # The last good trust as a whole: nobody else pays for it.
        assert (world.home / "trust" / "current").read_text() == before
        assert codes(world, revoked)[0] == "revoked"
        assert world.verify(revoked["text"], "--direction", "out").json["verdict"] == "check"
        assert world.verify(other["text"]).status == ADMIT
    world.programs.done("portpass", "revoke", next_victim["id"], "--reason", "lost", "--data", world.data)
    # A thief who did no more than this is overtaken by the next publications.
    world.publish()
    world.publish()
    world.sync()
    assert codes(world, revoked)[0] == codes(world, next_victim)[0] == "revoked"
    assert world.verify(other["text"]).status == ADMIT


def test_an_older_list_of_our_own_takes_no_revocation_back(world, tmp_path):
    """Signed by the status key, once: a thief of the roles shows it again, and it is even the newest by its metadata."""
    issued, other = world.passes[0], world.passes[2]
    older = Repository(world.tuf).target("status/0")
    world.programs.done("portpass", "revoke", issued["id"], "--reason", "stolen", "--data", world.data)
    world.publish()
    world.sync()
    thief = Repository.copy(world.tuf, world.folder / "thief")
    thief.put("status/0", older)
    world.programs.done("portgate", "sync", "--home", world.home, "--source", thief.folder)
    assert codes(world, issued, "--record")[0] == "revoked"
    assert codes(world, issued, "--record", "--direction", "out")[0] == "revoked"
    assert world.verify(other["text"], "--record").status == ADMIT
    # Somebody hears of it, with the place: each run of the program says it once.
    (records,) = journal(world, tmp_path / "stick").values()
    assert {(r[70], *r[13]) for r in records if r[4] == 7} == {("un-revocation", 0, issued["idx"])}
    honest_again(world)
    assert codes(world, issued)[0] == "revoked"


@pytest.mark.parametrize("forgery", ["taken away", "four places long"])
def test_a_list_that_says_nothing_of_a_pass_admits_nobody(world, revoked, forgery):
    other = world.passes[2]
    thief = Repository.copy(world.tuf, world.folder / "thief")
    short = signed_again(thief.target("status/0"), change=lambda claims: all_valid(claims, 4))
    thief.put("status/0", None if forgery == "taken away" else short)
    ended = world.programs.portgate("sync", "--home", world.home, "--source", thief.folder)
    if ended.status == BROKE:
        assert ended.is_one_sentence() and world.verify(other["text"]).status == ADMIT
    else:
        assert codes(world, other) == ["status-unknown"] and world.verify(other["text"]).status == DENY
    assert world.verify(revoked["text"]).status == DENY
    assert world.verify(other["text"], "--direction", "out").json["verdict"] in ("admit", "check")
    honest_again(world)
    assert world.verify(other["text"]).status == ADMIT and codes(world, revoked)[0] == "revoked"


def test_a_look_that_records_nothing_remembers_revocations_too(world):
    """`portgate verify` without --record, by hand or from a script at a barrier."""
    issued = world.passes[0]
    older = Repository(world.tuf).target("status/0")
    world.programs.done("portpass", "revoke", issued["id"], "--reason", "stolen", "--data", world.data)
    world.publish()
    world.sync()
    assert world.verify(issued["text"]).status == DENY
    thief = Repository.copy(world.tuf, world.folder / "thief")
    thief.put("status/0", older)
    world.programs.done("portgate", "sync", "--home", world.home, "--source", thief.folder)
    assert world.verify(issued["text"]).status == DENY
