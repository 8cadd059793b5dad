"""A thief has the keys of timestamp and snapshot, and signs a far future: nothing expires, and the honest port recovers."""

import pathlib
import shutil
import time

import pytest

pytest.importorskip("cbor2")
pytest.importorskip("tuf")
import proxy  # noqa: E402
from patience import until  # noqa: E402
from processes import BROKE, DENY  # noqa: E402
from service_books import Books, shown  # noqa: E402
from test_gate import enrol, running  # noqa: E402
from test_serve import findings, serving  # noqa: E402
from thief import Repository, replace_online_keys  # noqa: E402

HOUR, DAY, YEAR = 3_600, 86_400, 365 * 86_400


def lies(folder):
    """A line on which the repository is the thief's, and the rest still the service's."""

    def fault(exchange):
        if not exchange.path.startswith("/tuf/"):
            return proxy.nothing(exchange)
        file = folder / pathlib.PurePosixPath(exchange.path).relative_to("/tuf")
        return exchange.reply(200, file.read_bytes()) if file.is_file() else exchange.reply(404)

    return fault


def status(world):
    return world.programs.done("portgate", "status", "--home", world.home).json


def alarms(world):
    return [alarm["code"] for alarm in status(world)["alarms"]]


@pytest.mark.parametrize("ahead", [2 * DAY, 3 * YEAR, 200 * YEAR], ids=["days", "years", "ages"])
def test_a_far_future_moves_no_clock_and_is_taken_back_by_new_keys(world, ahead):
    stolen, honest = world.passes[:2]
    scans = {}

    def scan(gate, issued, direction="in"):
        answer = gate.scan(issued["text"], direction)
        scans[answer["epoch"], answer["sequence"]] = shown(issued["text"], direction)
        return answer["verdict"]

    with serving(world) as service, proxy.Proxy(service.url) as line:
        enrol(world, line)
        with running(world) as gate:
            until(lambda: gate.state().get("online"))
            assert scan(gate, honest) == "admit"
            # What the enrolment changed is published: a copy of before would be refused for being older.
            until(lambda: Repository(world.tuf).snapshot.signed.meta["ops.json"].version > 1)
            thief = Repository.copy(world.tuf, world.folder / "thief")
            thief.say(issued=int(time.time()) + ahead, version=1_000_000, snapshot=1_000_000, days=3_000)
            line.fault = lies(thief.folder)
            until(lambda: gate.state()["alarms"] == 1)
            assert alarms(world) == ["issued-ahead"]
            # Nobody's pass has expired, nobody is stopped, and the gate's clock is the one on the wall.
            assert scan(gate, stolen) == scan(gate, honest, "out") == "admit"
            state = gate.state()
            assert state["clockSuspect"] is False and abs(state["now"] - time.time()) < 60

            # Keys are taken away with the root's; versions that a thief pushed up hold the honest ones off until then.
            world.programs.done("portpass", "revoke", stolen["id"], "--reason", "stolen", "--data", world.data)
            line.fault = proxy.nothing
            until(lambda: gate.state()["online"] is False)
            assert scan(gate, stolen) == "admit" and scan(gate, honest) == "admit"
            assert service.stop()[0] == 0
            replace_online_keys(world.data)
            with serving(world) as again:
                line.service = ("127.0.0.1", int(again.url.rsplit(":", 1)[1]))
                until(lambda: scan(gate, stolen) == "deny")
                assert scan(gate, stolen, "out") == "check" and scan(gate, honest, "out") == "admit"
                state = gate.state()
                assert state["online"] is True and state["clockSuspect"] is False and state["alarms"] == 0
                assert alarms(world) == []
                until(lambda: gate.state()["backlog"] == 0)
    books = Books(world.data)
    assert {place: what for place, (what, _) in books.scans("KEL-E1").items()} == scans
    # The floor never left the ground, and the versions fell once: by the specification's recovery.
    assert max(record[8] for record in books.records["KEL-E1"]) < time.time() + DAY
    versions = [version for version, _ in books.marks("KEL-E1")]
    falls = [(a, b) for a, b in zip(versions, versions[1:]) if b < a]
    assert len(falls) == 1 and falls[0][0] == 1_000_000 and falls[0][1] < 100
    told = findings(world)
    assert {f["kind"] for f in told} >= {"gate-alarm", "trust-backwards"}


def test_a_near_future_is_a_banner_and_no_denial(world):
    """Less than a day ahead is believed: then the wall clock seems wrong, and nothing is denied by it."""
    honest = world.passes[0]
    thief = Repository.copy(world.tuf, world.folder / "thief")
    thief.say(issued=int(time.time()) + 20 * HOUR, version=1_000)
    sync = lambda source: world.programs.portgate("sync", "--home", world.home, "--source", source)
    assert sync(thief.folder).status == 0
    assert status(world)["clockSuspect"] is True and status(world)["alarms"] == []
    assert world.verify(honest["text"], "--record").json["verdict"] == "admit"
    world.publish()
    refused = sync(world.tuf)
    assert refused.status == BROKE and refused.is_one_sentence()
    replace_online_keys(world.data, roles=["timestamp"])
    world.publish()
    assert sync(world.tuf).status == 0
    assert status(world)["clockSuspect"] is False and abs(status(world)["now"] - time.time()) < 60
    assert "clock-suspect" not in [r["code"] for r in world.verify(honest["text"], "--record").json["reasons"]]


def creep(world):
    """A day ahead, and another day ahead of that: twenty polls, which a running gate makes in ten minutes."""
    thief = Repository.copy(world.tuf, world.folder / "thief")
    started = int(time.time())
    for step in range(1, 21):
        thief.say(
            issued=started + step * 23 * HOUR, version=1_000 + step, snapshot=1_000 + step, days=3_000)
        world.programs.portgate("sync", "--home", world.home, "--source", thief.folder)


def test_many_small_lies_are_no_large_one(world):
    """DESIGN section 5: one forged future can't expire the world, and twenty can't either."""
    creep(world)
    assert abs(status(world)["now"] - time.time()) < 2 * DAY
    assert world.verify(world.passes[0]["text"]).json["verdict"] == "admit"


def test_after_many_small_lies_new_keys_take_them_back(world):
    stolen = world.passes[0]
    creep(world)
    world.programs.done("portpass", "revoke", stolen["id"], "--reason", "stolen", "--data", world.data)
    replace_online_keys(world.data)
    world.publish()
    synced = world.programs.portgate("sync", "--home", world.home, "--source", world.tuf)
    assert synced.status == 0, synced.errors
    assert world.verify(stolen["text"]).status == DENY
    assert status(world)["clockSuspect"] is False and abs(status(world)["now"] - time.time()) < 60


def test_after_many_small_lies_two_people_and_new_keys_take_them_back(world):
    stolen = world.passes[0]
    creep(world)
    assert world.verify(stolen["text"], "--record", "--direction", "out").json["verdict"] in ("admit", "check")
    world.programs.done("portpass", "revoke", stolen["id"], "--reason", "stolen", "--data", world.data)
    replace_online_keys(world.data)
    world.publish()
    world.programs.done("portgate", "clock", "--home", world.home, "--by", "lin", "--by", "chen", "--yes")
    world.sync()
    assert world.verify(stolen["text"]).status == DENY
    assert status(world)["clockSuspect"] is False and abs(status(world)["now"] - time.time()) < 60


def test_new_keys_that_come_without_their_timestamp_believe_nothing_that_the_old_ones_said(world):
    """The line drops between root and timestamp, or a stick holds the new root beside the thief's timestamp."""
    stolen = world.passes[0]
    thief = Repository.copy(world.tuf, world.folder / "thief")
    thief.say(issued=int(time.time()) + 10 * YEAR, version=1_000, snapshot=1_000, days=4_000)
    sync = lambda source: world.programs.portgate("sync", "--home", world.home, "--source", source)
    assert sync(thief.folder).status == 0 and alarms(world) == ["issued-ahead"]
    world.programs.done("portpass", "revoke", stolen["id"], "--reason", "stolen", "--data", world.data)
    replace_online_keys(world.data)
    world.publish()
    shutil.copy(world.tuf / "metadata" / "2.root.json", thief.folder / "metadata")
    for version in (1_001, 1_002):
        thief.say(issued=int(time.time()) + 10 * YEAR, version=version, days=4_000)
        assert sync(thief.folder).status == BROKE
        state = status(world)
        assert abs(state["now"] - time.time()) < 60 and state["clockSuspect"] is False
    assert world.verify(world.passes[1]["text"], "--record").json["verdict"] == "admit"
    assert sync(world.tuf).status == 0
    assert world.verify(stolen["text"]).status == DENY
    assert alarms(world) == [] and status(world)["clockSuspect"] is False
