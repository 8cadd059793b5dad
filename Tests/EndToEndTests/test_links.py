"""A running gate on every kind of bad line: it decides at once, and when the line is good again nothing is missing or double.

All faults are tried at the same time, each at a gate of its own with a proxy of its own before one service: what most of
them cost is waiting. The tests then look at what came of it, fault by fault.
"""

import collections
import concurrent.futures
import contextlib
import json
import time

import pytest

pytest.importorskip("cbor2")
import proxy  # noqa: E402
from patience import until  # noqa: E402
from processes import BROKE, ROOT  # noqa: E402
from service_books import Books, shown  # noqa: E402
from test_gate import Gate, enrol, running  # noqa: E402
from test_serve import code_for, findings, gates, serving  # noqa: E402

#: A scan has an answer at once, whatever the line does.
pytestmark = pytest.mark.real_time
FAULTS = {fault.__name__: fault for fault in (
    proxy.late, proxy.request_cut, proxy.refused, proxy.answer_lost, proxy.answer_cut, proxy.answer_short,
    proxy.answer_garbled, proxy.asked_twice, proxy.dripping, proxy.endless, proxy.enormous, proxy.silent, proxy.portal,
    proxy.portal_elsewhere, proxy.unchanged, proxy.Stale)}

#: What a slow line may never cost: seconds from a scan to its answer, on two cores that seventeen programs share.
AT_ONCE = 2
JOURNAL = ("POST", "/api/gates/v1/journal")
PRESENCE = ("GET", "/api/gates/v1/presence")
TIMESTAMP = ("GET", "/tuf/metadata/timestamp.json")
VISITORS = 8


def seed(name):
    return json.loads((ROOT / "seeds" / f"{name}.json").read_text())[name]


def two_way_gates():
    return [gate for gate in seed("gates") if len(gate["directions"]) == 2]


Scan = collections.namedtuple("Scan", "text direction verdict place seconds")


class Link:
    """A gate, its line, and what was seen of them."""

    def __init__(self, name, gate, passes):
        self.name = name
        self.gate_id, self.port = gate["id"], gate["port"]
        self.victim, *self.visitors = passes
        self.scans = []
        self.drained = None

    def scan(self, text, direction):
        started = time.monotonic()
        answer = self.gate.scan(text, direction)
        # Shown again within ten seconds it is the same event, at the same place.
        self.scans.append(Scan(
            text, direction, answer["verdict"], (answer["epoch"], answer["sequence"]), time.monotonic() - started))
        return answer

    def traffic(self):
        """People come and go, and one leaves whose pass was just revoked."""
        for number, visitor in enumerate(self.visitors):
            self.scan(visitor["text"], "in")
            self.scan(f"junk {number}", "in")
            if number % 3:
                self.scan(visitor["text"], "out")
            self.scan(self.victim["text"], "out")

    def is_hit(self):
        """Whether the fault has fallen on what goes to the service and on what comes from it."""
        asked = set(self.proxy.spoiled)
        return {JOURNAL, TIMESTAMP} <= asked

    def drain(self, healed):
        until(lambda: self.scan(self.victim["text"], "in")["verdict"] == "deny"
              and self.gate.state()["backlog"] == 0)
        self.drained = time.monotonic() - healed


@pytest.fixture(scope="module")
def day(pristine, tmp_path_factory):
    """All links, from the morning when all is well until everything has come home."""
    world = pristine.copy_to(tmp_path_factory.mktemp("links"))
    gates = two_way_gates()[:len(FAULTS)]
    assert len(gates) == len(FAULTS)
    records = "".join(json.dumps({
        "kind": "vehicle", "term": "temporary", "plates": [f"K{at:02}-{number:04}"], "access": {gate["port"]: gate["zones"][:1]},
        "endorsements": {"DG": "P1Y", "SAFETY": "P1Y"}, "notBefore": "P0D", "notAfter": "P7D"}) + "\n"
        for at, gate in enumerate(gates) for number in range(VISITORS + 1))
    issued = world.programs.done("portpass", "issue", "--data", world.data, "--jsonl", "-", data=records.encode())
    passes = [json.loads(line) for line in issued.output.splitlines()]
    links = [Link(name, gate, passes[at * (VISITORS + 1):(at + 1) * (VISITORS + 1)])
             for at, (name, gate) in enumerate(zip(FAULTS, gates))]
    with contextlib.ExitStack() as stack:
        service = stack.enter_context(serving(world))
        together = stack.enter_context(concurrent.futures.ThreadPoolExecutor(len(links)))
        each = lambda work: list(together.map(work, links))

        def opened(link):
            home = world.folder / link.gate_id
            world.programs.done(
                "portgate", "init", "--home", home, "--root", world.root, "--gate", link.gate_id, "--dev")
            enrol(world, link.proxy, link.gate_id, home)
            link.gate = stack.enter_context(running(world, home=home))

        for at, link in enumerate(links):
            link.proxy = stack.enter_context(proxy.Proxy(service.url, f"127.0.1.{at + 1}"))
        each(opened)

        def is_well(link):
            until(lambda: link.gate.state().get("online"))
            assert link.scan(link.victim["text"], "in")["verdict"] == "admit"
            until(lambda: link.gate.state()["backlog"] == 0)
        each(is_well)

        for link in links:
            fault = FAULTS[link.name]
            link.proxy.fault = fault() if isinstance(fault, type) else fault
        for link in links:
            world.programs.done("portpass", "revoke", link.victim["id"], "--reason", "stolen", "--data", world.data)
        each(Link.traffic)
        each(lambda link: until(link.is_hit))
        each(Link.traffic)
        for link in links:
            link.proxy.fault = proxy.nothing
        healed = time.monotonic()

        def drained(link):
            with contextlib.suppress(AssertionError):
                link.drain(healed)
        each(drained)
        # Who came home last is news for the others: the third question from now on is asked when the second was answered.
        heard = {link.name: link.proxy.asked.count(PRESENCE) + 3 for link in links if link.drained}
        for link in links:
            if link.drained:
                until(lambda: link.proxy.asked.count(PRESENCE) >= heard[link.name])
            link.state = link.gate.state()
        for link in links:
            told = world.programs.done("portpass", "effective", "--data", world.data, link.victim["id"]).json
            link.revoked_in = told["publishedVersion"]
    for link in links:
        print(f"{link.name:18} {len(link.scans)} scans, slowest {max(s.seconds for s in link.scans):.2f} s,"
              f" drained after {link.drained or -1:.1f} s")
    return {"links": {link.name: link for link in links}, "books": Books(world.data), "findings": findings(world)}


every_fault = pytest.mark.parametrize("fault", FAULTS)


@every_fault
def test_scans_are_answered_at_once_and_nobody_is_kept_in(day, fault):
    link = day["links"][fault]
    assert max(scan.seconds for scan in link.scans) < AT_ONCE
    assert {scan.verdict for scan in link.scans if scan.direction == "out"} <= {"admit", "check"}
    visitors = {visitor["text"] for visitor in link.visitors}
    assert {scan.verdict for scan in link.scans if scan.text in visitors} == {"admit"}


@every_fault
def test_when_the_line_is_good_again_everything_comes_home(day, fault):
    link = day["links"][fault]
    assert link.drained is not None, "it never did"
    assert link.state["backlog"] == 0 and link.state["online"] is True and link.state["alarms"] == 0


@every_fault
def test_every_scan_that_was_answered_is_at_the_service_once(day, fault):
    link = day["links"][fault]
    held = day["books"].scans(link.gate_id)
    assert {place: what for place, (what, _) in held.items()} == {
        scan.place: shown(scan.text, scan.direction) for scan in link.scans}


@every_fault
def test_trust_never_goes_back_and_what_was_revoked_stays_out(day, fault):
    link, books = day["links"][fault], day["books"]
    for marks in zip(*books.marks(link.gate_id)):
        assert list(marks) == sorted(marks)
    assert books.marks(link.gate_id)[-1][0] >= link.revoked_in
    assert not books.admitted_since(link.gate_id, link.revoked_in, link.victim["number"])


def test_the_service_finds_nothing_that_was_not_so(day):
    assert day["books"].aside == 0
    # Who had no news let stolen passes through, or none: both are told, and nothing else.
    assert {finding["kind"] for finding in day["findings"]} <= {"exposure", "admitted-after-revocation"}


def test_every_gate_knows_who_is_inside_its_port(day):
    for link in day["links"].values():
        assert link.state["inside"] == day["books"].inside[link.port], link.name


@pytest.mark.parametrize("fault", [
    proxy.answer_lost, proxy.answer_cut, proxy.answer_short, proxy.request_cut, proxy.refused, proxy.portal,
    proxy.portal_elsewhere, proxy.unchanged, proxy.enormous], ids=lambda fault: fault.__name__)
def test_an_enrolment_that_got_no_answer_is_none_until_the_same_code_gets_one(world, fault):
    with serving(world) as service, proxy.Proxy(service.url) as line:
        code = code_for(world, "KEL-E1")
        ask = lambda: world.programs.portgate("enrol", "--home", world.home, "--service", line.url, code)
        line.fault = fault
        lost = ask()
        assert lost.status == BROKE and lost.is_one_sentence(), (lost.output, lost.errors)
        assert "service" not in world.programs.done("portgate", "status", "--home", world.home).json
        line.fault = proxy.nothing
        assert ask().status == 0
    assert gates(world)["KEL-E1"]["state"] == "enrolled"


@pytest.mark.parametrize("fault", [proxy.answer_lost, proxy.silent], ids=lambda fault: fault.__name__)
def test_a_gate_that_is_killed_before_the_receipt_came_sends_again_and_nothing_is_double(world, fault):
    scans = {}

    def scan(gate, text):
        answer = gate.scan(text, "in")
        scans[answer["epoch"], answer["sequence"]] = shown(text, "in")

    with serving(world) as service, proxy.Proxy(service.url) as line:
        enrol(world, line)
        for life in range(3):
            gate = Gate(world)
            try:
                until(lambda: gate.state().get("online"))
                line.fault = fault
                for number in range(5):
                    scan(gate, f"life {life} scan {number}")
                until(lambda: JOURNAL in line.spoiled)
            finally:
                gate.kill()
            line.fault = proxy.nothing
            line.spoiled.clear()
        with running(world) as gate:
            scan(gate, "the last")
            until(lambda: gate.state()["backlog"] == 0)
            assert gate.state()["alarms"] == 0
    books = Books(world.data)
    assert {place: what for place, (what, _) in books.scans("KEL-E1").items()} == scans
    assert len({epoch for epoch, _ in scans}) == 1 and books.aside == 0 and findings(world) == []


@pytest.mark.parametrize("fault", [proxy.silent, proxy.dripping], ids=lambda fault: fault.__name__)
def test_a_gate_that_waits_for_a_dead_line_ends_at_once_and_well_when_it_is_told_to(world, fault):
    with serving(world) as service, proxy.Proxy(service.url) as line:
        enrol(world, line)
        with running(world) as gate:
            until(lambda: gate.state().get("online"))
            line.fault = fault
            gate.scan("something", "in")
            until(lambda: {JOURNAL, TIMESTAMP} <= set(line.spoiled))
            started = time.monotonic()
            status, errors = gate.stop()
            assert status == 0 and time.monotonic() - started < 10, errors


def test_a_cache_that_says_for_ever_that_nothing_changed_is_found_out_in_a_quarter_of_an_hour(world, clock_of):
    stolen, clock = world.passes[0], clock_of("gate")
    with serving(world) as service, proxy.Proxy(service.url) as line:
        enrol(world, line)
        with running(world, environment=clock.environment) as gate:
            until(lambda: gate.state().get("online"))
            line.fault = proxy.unchanged
            world.programs.done("portpass", "revoke", stolen["id"], "--reason", "stolen", "--data", world.data)
            until(lambda: line.spoiled.count(TIMESTAMP) >= 2)
            # So far it may be true.
            assert gate.state()["online"] is True
            clock.pass_by(901)
            until(lambda: gate.state()["online"] is False)
            assert gate.scan(stolen["text"], "in")["verdict"] == "admit" and gate.state()["trustAge"] > 900
            line.fault = proxy.nothing
            until(lambda: gate.scan(stolen["text"], "in")["verdict"] == "deny")


def test_a_timestamp_that_was_garbled_once_is_fetched_anew(world):
    """Under the entity tag of the right one: what the gate asks with next must not be the tag of what it could not use."""
    stolen = world.passes[0]
    with serving(world) as service, proxy.Proxy(service.url) as line:
        enrol(world, line)
        with running(world) as gate:
            until(lambda: gate.state().get("online"))
            line.fault = proxy.answer_garbled
            world.programs.done("portpass", "revoke", stolen["id"], "--reason", "stolen", "--data", world.data)
            until(lambda: gate.state()["online"] is False)
            line.fault = proxy.nothing
            until(lambda: gate.scan(stolen["text"], "in")["verdict"] == "deny")
