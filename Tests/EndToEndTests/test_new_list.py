"""A status list that was opened while a gate was offline: what the gate can't know to be good does not get in by itself."""

import contextlib
import json
import sqlite3

from processes import ADMIT, CHECK, DENY

ENTRIES = 131_072


def record(number):
    return json.dumps({
        "kind": "vehicle", "term": "temporary", "plates": [f"KEN-{number:04}"], "access": {"TWKEL": ["A"]},
        "notBefore": "P0D", "notAfter": "P7D"}) + "\n"


def issue(world, *numbers):
    issued = world.programs.done(
        "portpass", "issue", "--data", world.data, "--jsonl", "-", data="".join(map(record, numbers)).encode())
    return [json.loads(line) for line in issued.output.splitlines()]


def nearly_use_up(world, left):
    """As if all places but a few of every open list had been given out: issuing 262,000 passes would take a minute.

    Nobody has the register open meanwhile.
    """
    with contextlib.closing(sqlite3.connect(world.data / "register.sqlite")) as database, database:
        database.execute("UPDATE status_list SET next = ?", (ENTRIES - left,))


def codes(answer):
    return [reason["code"] for reason in answer.json["reasons"] if reason.get("effect") != "note"]


def test_a_pass_of_a_list_that_the_gate_never_saw_waits_for_the_next_sync(world):
    known = {place.name for place in (world.home / "trust").rglob("status/*")}
    nearly_use_up(world, left=1)
    issued = issue(world, *range(len(known) + 2))
    lists = [int(one["uri"].rsplit("/", 1)[1]) for one in issued]
    # One for each list that the gate has, and then a list that was opened for want of room.
    assert lists == [*range(len(known)), len(known), len(known)]
    assert len({(one["uri"], one["idx"]) for one in issued}) == len(issued)
    old, new = issued[0], issued[-1]

    for _ in range(2):
        assert world.verify(old["text"], "--record").status == ADMIT
        refused = world.verify(new["text"], "--record")
        assert refused.status == DENY and codes(refused) == ["status-unknown"]
        leaving = world.verify(new["text"], "--record", "--direction", "out")
        assert leaving.status == CHECK and codes(leaving) == ["status-unknown"]
        # Published is not yet known: the second time round the service has said it, and the gate has not heard.
        world.publish()

    world.programs.done("portpass", "revoke", issued[-2]["id"], "--reason", "stolen", "--data", world.data)
    world.publish()
    world.sync()
    assert world.verify(new["text"], "--record").status == ADMIT
    assert world.verify(old["text"], "--record").status == ADMIT
    assert codes(world.verify(issued[-2]["text"], "--record")) == ["revoked"]


def test_the_next_list_is_at_the_gates_before_the_first_pass_names_it(world):
    """Who publishes as the design says leaves no gate behind: the spare list is there when the last place is given out."""
    nearly_use_up(world, left=1)
    world.publish()
    world.sync()
    for issued in issue(world, *range(8)):
        assert world.verify(issued["text"], "--record").status == ADMIT
