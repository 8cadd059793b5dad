"""Lists that are sealed to the gates of a port, from the officer's command to the guard's look."""

import json
import time

import pytest

from patience import until
from processes import ROOT
from test_gate import enrol, running
from test_serve import gates, serving


@pytest.fixture
def port(world):
    """A service with the gate KEL-E1 enrolled; the gate has synced since."""
    with serving(world) as service:
        enrol(world, service)
        until(lambda: world.sync() and lookup(world, "--number", world.passes[0]["number"]).status == 0)
        yield world


def lookup(world, *options):
    return world.programs.portgate("lookup", "--home", world.home, *options)


def hotlist(world, verb, *options):
    return world.programs.portpass(
        "hotlist", verb, "--port", "TWKEL", *options, "--data", world.data)


def test_a_number_that_is_typed_is_found_with_its_status(port):
    known = port.passes[0]
    answer = lookup(port, "--number", known["number"]).json
    assert answer["known"] and answer["status"] == "valid" and answer["inTime"] and not answer["barred"]
    assert lookup(port, "--number", "KEL-P-26-999999").json == {"known": False}
    port.programs.done("portpass", "revoke", known["id"], "--reason", "stolen", "--data", port.data)
    until(lambda: port.sync() and lookup(port, "--number", known["number"]).json["status"] == "revoked")


def test_a_wanted_plate_is_a_check_without_a_word_to_the_guard_and_no_file_says_it(port):
    vehicle = next(issued for issued in port.passes if "-V-" in issued["number"])
    record = next(
        json.loads(line) for line in (ROOT / "seeds" / "demo.jsonl").read_text().splitlines()
        if json.loads(line)["kind"] == "vehicle")
    plate = record["plates"][0]
    added = hotlist(port, "add", "--plate", plate, "--reference", "115-7")
    assert added.status == 0 and "two seconds" in added.output, added.errors
    assert json.loads(hotlist(port, "list").output) == {"reference": "115-7", "plate": plate.replace("-", "")}
    codes = lambda: [reason["code"] for reason in port.verify(vehicle["text"]).json["reasons"]]
    until(lambda: port.sync() and "hotlist" in codes())
    for file in [*port.tuf.rglob("*"), *(port.home / "trust").rglob("*")]:
        if file.is_file():
            assert plate.replace("-", "").encode() not in file.read_bytes(), file
    assert hotlist(port, "remove", "--plate", plate, "--reference", "115-8").status == 0
    until(lambda: port.sync() and "hotlist" not in codes())


def test_an_expected_visitor_is_known_by_six_characters_at_the_running_gate(port):
    add = lambda *options: port.programs.portpass(
        "visitors", "add", "--port", "TWKEL", "--sponsor", "陽明海運", "--data", port.data, *options)
    entry = add("--last-six", "a56789", "--from", "2026-01-01T00:00:00+08:00", "--until", "2036-01-01T00:00:00+08:00",
                "--name", "陳大文")
    assert entry.status == 0, entry.errors
    for wrong in (["--last-six", "56789"], ["--last-six", "56789陳"]):
        refused = add(*wrong, "--from", "2026-01-01T00:00:00+08:00", "--until", "2036-01-01T00:00:00+08:00")
        assert refused.status != 0 and refused.is_one_sentence()
    with running(port) as gate:
        until(lambda: gate.state().get("online"))
        # The program that runs answers for the command.
        visitors = lambda hint: lookup(port, "--visitor", hint).json["visitors"]
        until(lambda: visitors("A56789"))
        assert visitors("A56789")[0]["name"] == "陳大文" and visitors("A56780") == []
        port.programs.done("portpass", "visitors", "remove", entry.output.strip(), "--data", port.data)
        until(lambda: visitors("A56789") == [])


def test_a_gate_that_was_revoked_reads_nothing_that_is_sealed_afterwards(port):
    known = port.passes[0]["number"]
    assert lookup(port, "--number", known).json["known"]
    port.programs.done("portpass", "gates", "revoke", "KEL-E1", "--data", port.data)
    assert gates(port)["KEL-E1"]["state"] == "revoked"
    until(lambda: port.sync() and lookup(port, "--number", known).status != 0)
    refused = lookup(port, "--number", known)
    assert refused.is_one_sentence() and "not sealed to this gate" in refused.errors
    # It still decides: what it may not read is the lists.
    assert port.verify(port.passes[0]["text"]).status == 0


def test_who_comes_for_a_ship_is_checked_while_she_is_not_there(port, tmp_path):
    """A feed that the port gave, to the guard's screen: expected in a week, here, gone, and gone still when the feed tells it no more."""
    records = map(json.loads, (ROOT / "seeds" / "demo.jsonl").read_text().splitlines())
    visitor = next(one for record, one in zip(records, port.passes) if record.get("vesselCall") == "KEL2611220012")
    assert codes(port, visitor) == []
    written = lambda days: time.strftime("%-m/%-d/%Y %-I:%M:%S %p", time.gmtime(time.time() + 8 * 3600 + days * 86400))
    other = "<SHIP><PORT>KEL</PORT><VISA_NO>KEL2611220013</VISA_NO><ETA_DT>" + written(0) + "</ETA_DT></SHIP>"

    def told(*times):
        ship = "".join(f"<{name}>{written(days)}</{name}>" for name, days in times)
        ship = f"<SHIP><PORT>KEL</PORT><VISA_NO>KEL2611220012</VISA_NO>{ship}</SHIP>" if times else ""
        file = tmp_path / "5.xml"
        file.write_bytes(f'<?xml version="1.0" encoding="big5"?><OPEN_DATA><SHIPS>{ship}{other}</SHIPS></OPEN_DATA>'.encode("big5"))
        port.programs.done("portpass", "ships", "import", file, "--port", "KEL", "--data", port.data)

    for times, code in [
            ([("ETA_DT", 7)], "ship-not-arrived"), ([("ETA_DT", 1)], None), ([("ETA_DT", 7)], "ship-not-arrived"),
            ([("ACT_PORT_DT", -1)], None), ([("ACT_PORT_DT", -1), ("LEAVE_DT", -0.1)], "ship-departed")]:
        told(*times)
        until(lambda: port.sync() and codes(port, visitor) == ([code] if code else []))
    told()
    port.programs.done("portpass", "publish", "--data", port.data)
    port.sync()
    assert codes(port, visitor) == ["ship-departed"]
    assert port.verify(visitor["text"]).json["reasons"][0]["date"] <= time.time()
    assert codes(port, visitor, "--direction", "out") == [], "nobody is kept in"


def codes(world, issued, *options):
    return [reason["code"] for reason in world.verify(issued["text"], *options).json["reasons"]]
