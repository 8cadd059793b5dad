"""Keys are replaced and condemned beside gates that run: no honest pass is refused meanwhile, and no forged one admitted."""

import contextlib
import itertools
import json
import os
import re
import signal
import subprocess
import threading
import time

import pytest

from processes import ADMIT, BROKE, DENY

pytest.importorskip("cbor2")
pytest.importorskip("base45")
pytest.importorskip("tuf")
from patience import until  # noqa: E402
from test_gate import enrol, running  # noqa: E402
from test_serve import gates as known  # noqa: E402
from test_serve import serving  # noqa: E402
from thief import forged_pass  # noqa: E402

DAY = 86_400


def record(number):
    # Two ports, so that two gates with their own histories may let the same pass in and out.
    return json.dumps({
        "kind": "vehicle", "term": "temporary", "plates": [f"KEY-{number:04}"],
        "access": {"TWKEL": ["A"], "TWTPE": ["N"]}, "notBefore": "P0D", "notAfter": "P7D"}) + "\n"


class Office:
    """The register, and the passes that it has issued."""

    def __init__(self, world):
        self.world = world
        self.numbers = itertools.count(1)

    def run(self, *arguments, **options):
        return self.world.programs.done("portpass", *arguments, "--data", self.world.data, **options).output

    def issue(self, count):
        lines = "".join(record(next(self.numbers)) for _ in range(count)).encode()
        return [json.loads(line) for line in self.run("issue", "--jsonl", "-", data=lines).splitlines()]

    def keys(self, use="pass"):
        return {key["state"]: key["id"] for key in json.loads(self.run("keys", "list", "--json"))["keys"] if key["use"] == use}

    def rotate(self, use="pass"):
        """Announces, and steps on until the new key signs. How long the gates took, in seconds."""
        started = time.monotonic()
        announced = self.run("keys", "announce", use)
        assert announced.startswith("announced "), announced
        until(lambda: "signs from now on" in self.run("keys", "rotate", use))
        return time.monotonic() - started


class Lane(threading.Thread):
    """People who come and go at a gate, one after the other, for as long as the test lasts."""

    def __init__(self, gate, texts):
        super().__init__(daemon=True)
        self.gate = gate
        self.texts = list(texts)
        self.refused = []
        self.count = 0
        self.ways = {}
        self.ended = threading.Event()
        self.trouble = None

    def run(self):
        try:
            while not self.ended.is_set():
                for text in list(self.texts):
                    if self.ended.is_set():
                        return
                    self.pass_by(text)
        except Exception as error:  # Told where the test looks.
            self.trouble = error

    def pass_by(self, text):
        way = "out" if self.ways.get(text, 0) % 2 else "in"
        answer = self.gate.scan(text, way)
        self.count += 1
        self.ways[text] = self.ways.get(text, 0) + 1
        if answer["verdict"] != "admit":
            self.refused.append((way, answer["verdict"], answer.get("reasons")))

    def stop(self):
        self.ended.set()
        self.join(60)
        assert self.trouble is None, self.trouble

    def seen(self, texts, times):
        return self.trouble is not None or all(self.ways.get(text, 0) >= times for text in texts)


@pytest.fixture
def port(world):
    """A service with two gates of two ports that run, and report to it."""
    north = world.home.with_name("north")
    world.programs.done("portgate", "init", "--home", north, "--root", world.root, "--gate", "TPE-N1", "--dev")
    with contextlib.ExitStack() as stack:
        service = stack.enter_context(serving(world))
        office = Office(world)
        gates = []
        for name, home in (("KEL-E1", world.home), ("TPE-N1", north)):
            enrol(world, service, name, home)
            gates.append(stack.enter_context(running(world, "--source", service.url + "/tuf", home=home)))
            # One that has no trust yet refuses everybody.
            until(lambda home=home: (home / "trust" / "current").exists())
        yield office, gates


@contextlib.contextmanager
def lanes(gates, texts):
    started = [Lane(gate, texts) for gate in gates]
    for lane in started:
        lane.start()
    try:
        yield started
    finally:
        for lane in started:
            lane.stop()


def until_known(gates, texts):
    """All gates have the publication that has these passes' lists: demo lists are old, so they are known at once."""
    for gate in gates:
        for text in texts:
            assert gate.scan(text, "in")["verdict"] == "admit"
            assert gate.scan(text, "out")["verdict"] == "admit"


def test_a_key_is_replaced_beside_running_gates_and_nobody_is_turned_away(port):
    office, gates = port
    old = [one["text"] for one in office.issue(20)]
    until_known(gates, old[:2])
    before = office.keys()["current"]
    with lanes(gates, old) as both:
        until(lambda: all(lane.seen(old, 1) for lane in both))
        started = time.monotonic()
        assert office.run("keys", "announce", "pass").startswith("announced ")
        announced = office.keys()["announced"]
        between = []

        def step():
            # Whoever gets a pass while the keys change goes straight to the gate with it.
            fresh = [one["text"] for one in office.issue(1)]
            between.extend(fresh)
            for lane in both:
                lane.texts.extend(fresh)
            return "signs from now on" in office.run("keys", "rotate", "pass")

        until(step)
        took = time.monotonic() - started
        after = [one["text"] for one in office.issue(10)]
        for lane in both:
            lane.texts.extend(after)
        until(lambda: all(lane.seen(old + between + after, 2) for lane in both), within=120)
    assert office.keys() == {"current": announced, "retired": before}
    assert [lane.refused for lane in both] == [[], []]
    print(f"pass key replaced beside 2 gates in {took:.1f} s; "
          f"{len(old)} old, {len(between)} in between, {len(after)} new passes; "
          f"{sum(lane.count for lane in both)} scans, 0 refused")
    # The gates wrote checkpoints of the audit log down, and have brought them back with their journals.
    verified = until(lambda: re.search(r"([1-9]\d*) of them brought back", office.run("audit", "verify")))
    print(f"checkpoints brought back by the gates: {verified[1]}")


@pytest.mark.parametrize("use", ["status", "receipt", "audit"])
def test_the_other_keys_are_replaced_beside_running_gates(port, use):
    office, gates = port
    texts = [one["text"] for one in office.issue(5)]
    before = office.keys(use)["current"]
    with lanes(gates, texts) as both:
        if use == "audit":
            # No gate goes by it.
            office.run("keys", "announce", use)
            assert "signs from now on" in office.run("keys", "rotate", use)
        else:
            office.rotate(use)
        victim = office.issue(1)[0]
        for gate in gates:
            assert gate.scan(victim["text"], "in")["verdict"] == "admit"
        office.run("revoke", victim["id"], "--reason", "stolen")
        # What the new key signs is believed: lists, receipts, checkpoints.
        for gate in gates:
            until(lambda gate=gate: gate.scan(victim["text"], "in")["verdict"] == "deny")
        held = {name: gate["records"] for name, gate in known(office.world).items()}
        until(lambda: all(lane.seen(texts, 2) for lane in both))
        until(lambda: all(known(office.world)[name]["records"] > held[name] for name in ("KEL-E1", "TPE-N1")))
    assert office.keys(use)["retired"] == before
    assert [lane.refused for lane in both] == [[], []]
    office.run("audit", "verify")


def test_a_compromised_key_beside_running_gates(port):
    """A thief has the pass key, and backdates. The register's passes stay good, before and after they are issued anew."""
    office, gates = port
    honest = office.issue(20)
    old = [one["text"] for one in honest]
    stolen = office.keys()["current"]

    def forge(number):
        def change(claims):
            claims[7] = number.to_bytes(8, "big")
            # Now, a moment ago, and before the register had any key.
            claims[6] -= (0, 1, DAY, 30 * DAY)[number % 4]
            claims[-65537][1] = f"KEL-V-99-{number:06}"
            claims[-65537][8] = [f"THF{number:04}"]
        return forged_pass(old[number % len(old)], change)

    with lanes(gates, old) as both:
        until(lambda: all(lane.seen(old, 1) for lane in both))
        # Signed well, so without more a gate can't tell: what is refused later is refused for being none of ours.
        assert gates[0].scan(forge(4), "in")["verdict"] == "admit"
        started = time.monotonic()
        said = office.run("keys", "compromised", stolen)
        assert "TWKEL" in said and "is condemned" in said
        with pytest.raises(AssertionError):
            office.issue(1)
        for number, gate in enumerate(gates):
            until(lambda gate=gate, number=number: gate.scan(forge(8 + 4 * number), "in")["verdict"] == "deny")
        known = time.monotonic() - started
        admitted = [
            number for number in range(100, 200)
            for gate in gates if gate.scan(forge(number), "in")["verdict"] == "admit"]
        rotated = office.rotate()
        assert office.keys() == {"compromised": stolen, "current": office.keys()["current"]}
        listed = office.run("keys", "compromised", stolen, "--look", "--list")
        good = json.loads(office.run("keys", "compromised", stolen, "--look", "--json").splitlines()[0])
        assert all(one["number"] in listed for one in honest)
        again = office.run("keys", "reissue", stolen)
        count = int(re.match(r"issued anew: (\d+)\n", again)[1])
        assert count == good["remaining"] and "still to do: 0" in again
        assert office.run("keys", "reissue", stolen).startswith("issued anew: 0\n")
        new = [one["text"] for one in office.issue(5)]
        for lane in both:
            lane.texts.extend(new)
        until(lambda: all(lane.seen(old, 3) and lane.seen(new, 2) for lane in both), within=120)
        admitted += [
            number for number in range(200, 240)
            for gate in gates if gate.scan(forge(number), "in")["verdict"] == "admit"]
    assert admitted == []
    assert [lane.refused for lane in both] == [[], []]
    print(f"condemned to refused at both gates: {known:.1f} s; another key in use after {rotated:.1f} s; "
          f"{count} passes issued anew; {sum(lane.count for lane in both)} honest scans, 0 refused; "
          f"280 forgeries of 4 dates, 0 admitted")
    office.run("audit", "verify")


# Without a service


def test_nothing_signs_before_the_gates_could_know_and_the_command_says_what_is_next(world):
    office = Office(world)
    before = office.keys()["current"]
    refused = world.programs.portpass("keys", "rotate", "pass", "--data", world.data)
    assert refused.status == BROKE and refused.is_one_sentence() and "keys announce pass" in refused.errors
    said = office.run("keys", "announce", "pass", "--wait", "0")
    assert said.startswith("announced ") and "portpass publish" in said
    assert "portpass publish" in office.run("keys", "rotate", "pass")
    issued = office.issue(1)[0]
    assert world.verify(issued["text"]).status == ADMIT
    world.publish()
    assert "signs from now on" in office.run("keys", "rotate", "pass")
    assert office.keys()["retired"] == before
    issued = office.issue(1)[0]
    assert world.verify(issued["text"]).status == DENY
    world.sync()
    assert world.verify(issued["text"]).status == ADMIT
    assert world.verify(world.passes[0]["text"]).status == ADMIT


def test_without_a_gate_that_reports_the_wait_is_kept(world):
    office = Office(world)
    office.run("keys", "announce", "pass")
    assert not office.run("keys", "announce", "pass").startswith("announced ")
    world.publish()
    said = office.run("keys", "rotate", "pass")
    assert "no gate reports in" in said and "in any case from" in said
    assert set(office.keys()) == {"current", "announced"}
    assert "was taken back" in office.run("keys", "withdraw", "pass")
    assert not [name for name in os.listdir(world.data / "keys") if ".next" in name]
    assert set(office.keys()) == {"current", "ended"}
    refused = world.programs.portpass("keys", "withdraw", "pass", "--data", world.data)
    assert refused.status == BROKE and refused.is_one_sentence()


@pytest.mark.parametrize("when", [1, 2, 3, 5, 8, 12, 17, 25, 40])
def test_killed_at_any_rename_or_sync_a_rotation_goes_on(world, when):
    """strace kills the command as it enters its Nth rename or sync; the next calls bring the rotation to its end."""
    if subprocess.run(["which", "strace"], capture_output=True, check=False).returncode:
        pytest.skip("strace is not installed")
    office = Office(world)
    for step in (["announce", "pass", "--wait", "0"], ["rotate", "pass"]):
        subprocess.run(
            ["strace", "-f", "-o", "/dev/null", "-e", "trace=fdatasync,fsync,rename,renameat2",
             "-e", f"inject=fdatasync,fsync,rename,renameat2:signal=KILL:when={when}",
             str(world.programs.portpass_path), "keys", *step, "--data", str(world.data)],
            capture_output=True, cwd=world.programs.folder, timeout=120, check=False)
        if "retired" not in office.keys():
            office.run("keys", *step)
        world.publish()
    assert set(office.keys()) == {"current", "retired"}
    assert not [name for name in os.listdir(world.data / "keys") if ".next" in name]
    issued = office.issue(1)[0]
    world.publish()
    world.sync()
    assert world.verify(issued["text"]).status == ADMIT
    assert world.verify(world.passes[0]["text"]).status == ADMIT
    office.run("audit", "verify")


def test_reissuing_is_killed_and_called_again(world):
    office = Office(world)
    issued = office.issue(3_000)
    stolen = office.keys()["current"]
    office.run("keys", "compromised", stolen)
    office.run("keys", "announce", "pass", "--wait", "0")
    world.publish()
    office.run("keys", "rotate", "pass")
    command = [str(world.programs.portpass_path), "keys", "reissue", stolen, "--days", "0", "--data", str(world.data)]
    kills = 0
    for pause in (0.1, 0.2, 0.3, 0.4):
        process = subprocess.Popen(command, cwd=world.programs.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            process.communicate(timeout=pause)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += 1
    started = time.monotonic()
    said = office.run("keys", "reissue", stolen, "--days", "0")
    took = time.monotonic() - started
    figures = json.loads(office.run("keys", "compromised", stolen, "--look", "--json").splitlines()[0])
    assert figures["remaining"] == 0 and figures["replaced"] >= len(issued)
    print(f"{len(issued)} passes issued anew over {kills} kills; the last call took {took:.1f} s: {said.splitlines()[0]}")
    office.run("audit", "verify")
    world.publish()
    world.sync()
    # Replaced at once: what was printed is over, and nobody has two good ones.
    assert [reason["code"] for reason in world.verify(issued[0]["text"]).json["reasons"]][0] == "superseded"
