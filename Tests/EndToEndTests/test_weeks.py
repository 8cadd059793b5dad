"""A week without a network, on clocks that a week passes by: what gates decide meanwhile, and what is told afterwards."""

import contextlib

import pytest

pytest.importorskip("cbor2")
import proxy  # noqa: E402
from clocks import DAY, HOUR  # noqa: E402
from patience import until  # noqa: E402
from service_books import Books, shown  # noqa: E402
from test_gate import enrol, running  # noqa: E402
from test_serve import findings, serving  # noqa: E402


class Port:
    """A service and two gates, each on a machine and a line of its own."""

    def __init__(self, world, stack, clock_of):
        self.world, self.stack = world, stack
        self.clocks = {name: clock_of(name) for name in ("service", "KEL-E1", "KEL-W2")}
        self.service = stack.enter_context(serving(world, environment=self.clocks["service"].environment))
        self.lines, self.gates, self.scans = {}, {}, {}
        for gate in ("KEL-E1", "KEL-W2"):
            self.lines[gate] = stack.enter_context(proxy.Proxy(self.service.url))
            world.programs.done(
                "portgate", "init", "--home", self.home(gate), "--root", world.root, "--gate", gate, "--dev")
            enrol(world, self.lines[gate], gate, self.home(gate))
            self.scans[gate] = {}
            self.start(gate)
            until(lambda: self.gates[gate].state().get("online"))

    def home(self, gate):
        return self.world.folder / gate

    def start(self, gate):
        self.gates[gate] = self.stack.enter_context(
            running(self.world, home=self.home(gate), environment=self.clocks[gate].environment))

    def cut(self):
        for line in self.lines.values():
            line.fault = proxy.refused

    def heal(self):
        # A service that slept through the week with its clock signs once more.
        self.world.programs.done("portpass", "publish", "--data", self.world.data)
        for line in self.lines.values():
            line.fault = proxy.nothing

    def pass_by(self, seconds, *names):
        for name in names or self.clocks:
            self.clocks[name].pass_by(seconds)

    def switch_off(self, gate, seconds):
        """One machine is off, so long, and on again."""
        assert self.gates[gate].stop()[0] == 0
        self.clocks[gate].off(seconds)
        self.pass_by(seconds, *(set(self.clocks) - {gate}))
        self.start(gate)

    def scan(self, gate, issued, direction):
        answer = self.gates[gate].scan(issued["text"], direction)
        self.scans[gate][answer["epoch"], answer["sequence"]] = shown(issued["text"], direction)
        assert not (direction == "out" and answer["verdict"] == "deny"), "somebody was kept in"
        return answer

    def verdict(self, gate, issued, direction="in"):
        return self.scan(gate, issued, direction)["verdict"]


@pytest.fixture
def port(world, clock_of):
    with contextlib.ExitStack() as stack:
        yield Port(world, stack, clock_of)


def everything_came_home(port):
    """Every scan that was answered is at the service once, as it was; trust never went back."""
    for gate in port.gates:
        until(lambda: port.gates[gate].state()["backlog"] == 0)
    port.stack.close()
    books = Books(port.world.data)
    for gate in port.gates:
        assert {place: what for place, (what, _) in books.scans(gate).items()} == port.scans[gate]
        for marks in zip(*books.marks(gate)):
            assert list(marks) == sorted(marks)
    assert books.aside == 0
    return books


def test_two_gates_without_a_network_for_a_week_and_the_same_pass(port):
    world, (shared, stolen, other) = port.world, port.world.passes[:3]
    assert port.verdict("KEL-E1", other) == "admit"
    port.cut()

    # The first day: a pass is taken away, and nobody here hears of it.
    port.pass_by(HOUR)
    world.programs.done("portpass", "revoke", stolen["id"], "--reason", "stolen", "--data", world.data)
    assert port.verdict("KEL-E1", shared) == "admit"
    assert port.verdict("KEL-E1", stolen) == "admit"
    # One gate is switched off over the night.
    port.switch_off("KEL-W2", 12 * HOUR)

    # The third: the trust is old enough for a banner, and for nothing else. The second gate knows nothing of the first.
    port.pass_by(2 * DAY)
    assert port.verdict("KEL-W2", shared) == "admit"
    assert port.verdict("KEL-E1", stolen, "out") == "admit"
    port.pass_by(2 * DAY)
    for gate in port.gates:
        assert port.gates[gate].state()["clockSuspect"] is False
        assert port.verdict(gate, shared) == "admit"

    # Seven days are the longest that 33 CFR 101.525 has in mind: from then on a guard looks at everybody who comes in.
    port.pass_by(3 * DAY - 12 * HOUR)
    for gate in port.gates:
        entering = port.scan(gate, shared, "in")
        assert (entering["verdict"], entering["reason"]["code"], entering["reason"]["n"]) == ("check", "status-stale", 7)
        # The same to a guard at the way out, and no more than that.
        assert port.verdict(gate, shared, "out") == "check"

    # And after fourteen nobody comes in, and everybody goes out.
    port.pass_by(7 * DAY)
    for gate in port.gates:
        entering = port.scan(gate, shared, "in")
        assert (entering["verdict"], entering["reason"]["code"]) == ("deny", "status-stale")
        assert port.verdict(gate, shared, "out") == "check"
        assert port.gates[gate].state()["clockSuspect"] is False

    port.heal()
    for gate in port.gates:
        until(lambda: port.gates[gate].state()["online"] and port.verdict(gate, stolen) == "deny")
    # Who lets the stolen pass in now does it knowing.
    known = port.scan("KEL-E1", stolen, "in")
    assert known["reason"]["code"] == "revoked" and port.verdict("KEL-E1", other) == "admit"
    answer = port.gates["KEL-E1"].decide(known, True, "knows him")
    assert answer.status == 200, answer.body

    everything_came_home(port)
    found = findings(world)
    twice = [f for f in found if f["kind"] == "inside-twice"]
    assert {f["number"] for f in twice} == {shared["number"]}
    assert ("KEL-W2", "KEL-E1") in {(f["gate"], f["detail"]["otherGate"]) for f in twice}
    assert [(f["gate"], f["number"]) for f in found if f["kind"] == "exposure"] == [("KEL-E1", stolen["number"])]
    assert [(f["gate"], f["number"], f["detail"]["byGuard"]) for f in found if f["kind"] == "admitted-after-revocation"] == [
        ("KEL-E1", stolen["number"], True)]
    assert {f["kind"] for f in found} == {"inside-twice", "exposure", "admitted-after-revocation"}


@pytest.mark.parametrize("days", [2, 5])
def test_a_machine_that_was_off_for_days_believes_the_service_and_its_own_clock(port, days):
    """A closed gate on a long weekend: the clock, the service and what the gate knew before all agree, so nobody is called."""
    port.switch_off("KEL-W2", days * DAY)
    port.heal()
    issued = port.world.passes[0]
    until(lambda: port.gates["KEL-W2"].state()["online"] and port.gates["KEL-W2"].state()["trustAge"] < HOUR)
    assert port.verdict("KEL-W2", issued) == "admit"
    state = port.gates["KEL-W2"].state()
    assert (state["clockSuspect"], state["alarms"]) == (False, 0)


def test_a_machine_that_is_started_anew_after_days_without_a_network_is_no_alarm(port):
    """Somebody mends the cable and, to be sure, starts the kiosk anew."""
    port.cut()
    port.pass_by(2 * DAY)
    port.switch_off("KEL-W2", 120)
    port.heal()
    until(lambda: port.gates["KEL-W2"].state()["online"] and port.gates["KEL-W2"].state()["trustAge"] < HOUR)
    state = port.gates["KEL-W2"].state()
    assert (state["clockSuspect"], state["alarms"]) == (False, 0)
