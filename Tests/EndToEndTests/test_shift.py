"""A guard's shift by its commands: who may be on duty, who is inside, and what the office is told."""

import csv
import io
import json
import os
import pty
import time

import pytest

from processes import BROKE, USAGE

pytest.importorskip("cbor2")
from kiosk import opened  # noqa: E402
from patience import until  # noqa: E402
from test_gate import journal, running  # noqa: E402
from test_serve import enrolled, serving  # noqa: E402,F401


@pytest.fixture
def pins(tmp_path):
    """Files with PINs, by the digits."""
    def file(digits):
        path = tmp_path / f"pin-{len(list(tmp_path.iterdir()))}"
        path.write_text(digits + "\n")
        return path
    return file


def guards(world, verb="list", *arguments):
    return world.programs.portgate("guards", verb, "--home", world.home, *arguments)


def listed(world):
    return {row["name"]: row for row in map(json.loads, guards(world).output.splitlines())}


def test_guards_are_added_reset_and_removed_also_at_a_running_gate_and_no_pin_is_said(world, pins):
    assert guards(world).output == "" and world.programs.done("portgate", "status", "--home", world.home).json["guards"] is False
    assert guards(world, "add", "林小華", "--pin-file", pins("2580")).status == 0
    with running(world) as gate:
        added = guards(world, "add", "陳督導", "--role", "supervisor", "--pin-file", pins("918273"))
        assert added.status == 0 and "918273" not in added.output + added.errors
        assert gate.state()["guards"] is True
        assert {name: row["role"] for name, row in listed(world).items()} == {"林小華": "guard", "陳督導": "supervisor"}
        for wrong in (["add", "林小華", "--pin-file", pins("7531")], ["add", "x", "--pin-file", pins("12")],
                      ["add", "x", "--pin-file", pins("0000")], ["add", "x", "--pin-file", "/nowhere"],
                      ["add", "x"], ["remove", "x"], ["reset", "x", "--pin-file", pins("7531")]):
            refused = guards(world, *wrong)
            assert refused.status == BROKE and refused.is_one_sentence(), refused.errors
        assert guards(world, "reset", "林小華", "--pin-file", pins("8642975")).status == 0
    assert guards(world, "remove", "林小華").status == 0 and list(listed(world)) == ["陳督導"]
    changes = [record for records in journal(world, world.folder / "stick").values() for record in records if record[4] == 14]
    assert [(record[140], record[19]) for record in changes] == [
        (1, "林小華"), (1, "陳督導"), (3, "林小華"), (2, "林小華")]
    for file in world.home.rglob("*"):
        if file.is_file():
            assert b"918273" not in file.read_bytes(), file


def test_a_pin_is_asked_for_twice_without_being_shown(world):
    child, terminal = pty.fork()
    if child == 0:
        os.execv(world.programs.portgate_path, [
            "portgate", "guards", "add", "--home", str(world.home), "王警衛"])
    said = b""
    for answer in (b"2580\n", b"2580\n"):
        while not said.endswith(b": "):
            said += os.read(terminal, 1_024)
        os.write(terminal, answer)
        said += b"\n"
    try:
        while more := os.read(terminal, 1_024):
            said += more
    except OSError:
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, said
    assert b"2580" not in said and "王警衛" in listed(world)


def test_what_was_denied_comes_in_with_a_supervisor_s_pin_only_and_wrong_ones_take_longer(world, pins):
    stolen = world.passes[0]
    world.programs.done("portpass", "revoke", stolen["id"], "--reason", "stolen", "--data", world.data)
    world.publish()
    world.sync()
    with running(world) as gate:
        guards(world, "add", "林小華", "--pin-file", pins("2580"))
        guards(world, "add", "陳督導", "--role", "supervisor", "--pin-file", pins("918273"))
        scan = gate.scan(stolen["text"], "in")
        assert scan["verdict"] == "deny"

        def decide(supervisor=None, where=scan):
            body = {"scan": where["scan"], "admits": True, "reason": "x"}
            return gate.post("/api/decision", {**body, **({"supervisor": supervisor} if supervisor else {})}).status

        assert decide() == 403
        # Nobody is on duty: a supervisor alone is one person.
        assert decide({"name": "陳督導", "pin": "918273"}) == 403
        assert gate.post("/api/shift/sign-in", {"name": "林小華", "pin": "2580"}).status == 200
        assert decide({"name": "林小華", "pin": "2580"}) == 403
        # One, two and four seconds: the last of them is long enough to be met.
        for _ in range(3):
            until(lambda: decide({"name": "陳督導", "pin": "1357"}) == 403)
        assert decide({"name": "陳督導", "pin": "918273"}) == 429
        assert until(lambda: decide({"name": "陳督導", "pin": "918273"}) == 200)
        # Out with the same pass takes nobody's.
        time_out = gate.scan(stolen["text"], "out")
        assert time_out["verdict"] == "check" and decide(where=time_out) == 200
    records = [record for records in journal(world, world.folder / "stick").values() for record in records]
    words = [record for record in records if record[4] == 2]
    assert [record.get(33) for record in words] == ["陳督導", None]


def test_a_pin_tried_wrong_stays_counted_when_the_gate_is_killed(world, pins):
    with running(world) as gate:
        guards(world, "add", "陳督導", "--role", "supervisor", "--pin-file", pins("918273"))
        body = {"name": "陳督導", "pin": "1357"}
        for _ in range(4):
            until(lambda: gate.post("/api/shift/sign-in", body).status == 403)
        waits = listed(world)["陳督導"]["waits"]
        gate.kill()
    assert 1 <= listed(world)["陳督導"]["waits"] <= waits


def test_who_is_inside_is_printed_with_its_age_also_by_a_gate_that_does_not_run(world):
    number = world.passes[0]["number"]
    empty = world.programs.done("portgate", "muster", "--home", world.home)
    assert "inside: 0" in empty.output and "never heard" in empty.output
    with running(world) as gate:
        assert gate.scan(world.passes[0]["text"], "in")["verdict"] == "admit"
        here = world.programs.done("portgate", "muster", "--home", world.home).output
        assert "inside: 1" in here and number in here
    table = world.programs.done("portgate", "muster", "--home", world.home, "--csv").output
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert [(row["number"], row["gate"]) for row in rows] == [(number, "KEL-E1")]


def test_both_programs_say_one_version(world):
    said = [world.programs.done(program, "--version").output for program in ("portpass", "portgate")]
    versions = {line.removeprefix(f"{program} ") for program, line in zip(("portpass", "portgate"), said)}
    assert len(versions) == 1 and versions.pop().strip().count(".") == 2
    with running(world) as gate:
        assert gate.state()["gate"] == "KEL-E1"
    opened_by = [record[40] for records in journal(world, world.folder / "stick").values() for record in records if record[4] == 3]
    assert said[1].strip() in opened_by


def test_cards_are_taken_into_stock_by_command_also_at_a_running_gate(world):
    def cards(*arguments):
        return world.programs.portgate("cards", *arguments, "--home", world.home)

    def listed_cards(*arguments):
        return {row["number"]: row["state"] for row in map(json.loads, cards("list", *arguments).output.splitlines())}

    assert cards("stock", "V-001", "--count", "3").output == "3 cards in stock\n"
    with running(world) as gate:
        assert cards("stock", "v-003", "--count", "2").output == "4 cards in stock\n"
        assert cards("lose", "V-002").status == 0
        assert gate.post("/api/cards/bind", {
            "number": "V-001", "document": "passport", "hint": "345678", "escort": "KEL-P-26-000001",
            "until": int(time.time()) + 3_600, "enters": True}).status == 200
        assert listed_cards() == {"V-001": "out", "V-002": "lost", "V-003": "stock", "V-004": "stock"}
        assert listed_cards("--out") == {"V-001": "out"}
    for wrong in (["stock", "V-XYZ", "--count", "2"], ["stock", "V-1", "--count", "1001"], ["lose", "V-099"]):
        refused = cards(*wrong)
        assert refused.status == BROKE and refused.is_one_sentence(), refused.errors


def test_the_clock_of_a_gate_with_guards_is_set_right_with_two_pins(world, pins):
    def clock(*options, by=("林小華", "陳督導")):
        return world.programs.portgate("clock", "--home", world.home, "--by", by[0], "--by", by[1], "--yes", *options)

    assert clock().status == 0
    guards(world, "add", "林小華", "--pin-file", pins("2580"))
    guards(world, "add", "陳督導", "--role", "supervisor", "--pin-file", pins("918273"))
    right = ("--pin-file", pins("2580"), "--pin-file", pins("918273"))
    alone = clock()
    assert alone.status == BROKE and alone.is_one_sentence() and "PIN" in alone.errors
    assert clock("--pin-file", pins("2580")).status == USAGE
    wrong = clock("--pin-file", pins("2580"), "--pin-file", pins("1357"))
    assert wrong.status == BROKE and wrong.is_one_sentence() and "1357" not in wrong.errors
    with running(world):
        assert until(lambda: clock(*right).status == 0)
    resets = [record for records in journal(world, world.folder / "stick").values() for record in records if record[4] == 5]
    assert len([record for record in resets if "陳督導" in str(record)]) == 2


def test_without_anybody_on_duty_there_is_nothing_to_hand_over(world):
    assert world.programs.done("portgate", "handover", "--home", world.home).output == "nobody is on duty\n"
    assert "no shift" in world.programs.done("portgate", "handover", "--home", world.home, "--last", "5").output


def test_what_a_guard_reports_is_a_task_at_the_office_until_somebody_did_it(world, enrolled):  # noqa: F811
    enrolled.open()
    enrolled.write(12, {19: "lin", 120: 1, 11: "KEL-P-26-000001", 32: "照片不符", 86: [enrolled.epoch, 1]})
    enrolled.write(12, {19: "lin", 120: 4, 32: "掃描器\u0000壞了"})

    def tasks(*options):
        ended = world.programs.done("portpass", "tasks", *options, "--data", world.data)
        return [json.loads(line) for line in ended.output.splitlines()]

    with serving(world) as service:
        assert enrolled.send(service.url, 1, 3).status == 200
        first, second = tasks()
        assert first["subject"] == "photo-mismatch" and first["number"] == "KEL-P-26-000001"
        assert first["note"] == "照片不符" and first["concerns"]["sequence"] == 1 and second["subject"] == "equipment"
        # The service does the command's work.
        done = world.programs.done(
            "portpass", "tasks", "done", first["id"], "--by", "王主任", "--data", world.data)
        assert done.output == f"task {first['id']} is done\n"
    assert [task["id"] for task in tasks()] == [second["id"]]
    assert [task.get("doneBy") for task in tasks("list", "--all")] == ["王主任", None]
    missing = world.programs.portpass("tasks", "done", "99", "--by", "x", "--data", world.data)
    assert missing.status == BROKE and missing.is_one_sentence()
    assert world.programs.portpass("audit", "verify", "--data", world.data).status == 0


def test_a_typed_number_of_another_make_of_gate_is_in_the_port_s_feed_and_an_ambulance_is_not(world, enrolled):  # noqa: F811
    enrolled.open()
    enrolled.write(8, {16: 1, 19: "lin", 31: True, 80: 1, 81: 1, 11: "KEL-P-26-000001"})
    enrolled.write(8, {16: 1, 19: "lin", 31: True, 80: 4, 84: 1, 21: "ABC1234", 83: 3})
    enrolled.write(8, {16: 1, 19: "lin", 31: True, 80: 5, 85: int(time.time()) - 3_600, 11: "KEL-P-26-000002"})
    with serving(world) as service:
        assert enrolled.send(service.url, 1, 4).status == 200
        _, feed = opened(enrolled.presence(service.url).body)
    assert {entry[0]: entry[1] for entry in feed[5]} == {"KEL-P-26-000001": 1, "KEL-P-26-000002": 1}
    assert next(entry[2] for entry in feed[5] if entry[0] == "KEL-P-26-000002") < time.time() - 3_500
