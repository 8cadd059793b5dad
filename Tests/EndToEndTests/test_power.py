"""What was acknowledged is there after a power cut: runs on a recorded disk, cut anywhere, and started again.

`power.py` has the model of the disk. PORTPASS_POWER_CUTS=all tries every cut with every kind of loss, a number so many
folders a test.
"""

import ctypes.util
import hashlib
import json
import os
import shutil

import pytest

import power
from processes import ADMIT, DENY, World

pytest.importorskip("cbor2")
import cbor2  # noqa: E402
from kiosk import opened  # noqa: E402


def wanted(usually):
    asked = os.environ.get("PORTPASS_POWER_CUTS", "")
    return None if asked == "all" else int(asked or usually)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    built = power.compiled(tmp_path_factory.mktemp("recorder"))
    return built or pytest.skip("there is no C compiler for the recorder (cc, clang or gcc)")


def identity(number):
    """A national identity number with its check digit."""
    digits = f"1{number:07d}"
    total = 1 + sum(int(digit) * weight for digit, weight in zip(digits, range(8, 0, -1)))
    return f"A{digits}{-total % 10}"


def person(number, **more):
    return {
        "name": "王大同", "idNumber": identity(number), "kind": "person", "term": "temporary", "access": {"TWKEL": ["A"]},
        "notBefore": "P0D", "notAfter": "P7D", **more}


def lines(records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


@pytest.fixture(scope="module")
def crowd(pristine, tmp_path_factory):
    """The register and its gate, with passes for a crowd."""
    world = pristine.copy_to(tmp_path_factory.mktemp("crowd"))
    issued = world.programs.done(
        "portpass", "issue", "--data", world.data, "--jsonl", "-", data=lines(person(number) for number in range(100, 121)))
    world.crowd = [json.loads(line) for line in issued.output.splitlines()]
    return world


def reasons(answer):
    return [reason["code"] for reason in answer["reasons"]]


def decided(world, home, texts):
    """What a gate says to some texts, without writing anything."""
    said = world.programs.portgate("verify", "--home", home, "-", data="\n".join(texts).encode())
    assert said.status == 0, f"verify - ended with {said.status}: {said.errors}"
    return [json.loads(line) for line in said.output.splitlines()]


def report(result):
    """Figures for whoever runs it with -s, and every failure in words."""
    print(f"\n{result}")
    assert not result.failures, f"{result}\n" + "\n".join(map(str, result.failures[:10]))
    assert result.images > 5


# Scans


def journal(world, home, stick):
    """The records that a gate holds, in order, their chain checked."""
    exported = world.programs.portgate("export", "--home", home, stick)
    assert exported.status == 0, f"export ended with {exported.status}: {exported.errors}"
    records, epochs = [], set()
    for file in sorted((stick / "journal").glob("*.cose")):
        _, payload = opened(file.read_bytes())
        epochs.add(payload[2])
        records += payload[4]
    assert len(epochs) == 1, f"the journal has {len(epochs)} epochs"
    previous = bytes(32)
    for place, record in enumerate(records, 1):
        content = cbor2.loads(record)
        assert content[2] == place and content[3] == previous, f"the chain breaks at record {place}"
        previous = hashlib.sha256(b"portpass/journal/v1" + record).digest()
    return [cbor2.loads(record) for record in records]


def scans(records):
    return [(record[11], record[16]) for record in records if record[4] == 1]


class ScannedDay:
    """Twenty people come in and go out again, under the recorder; and what must be left of it."""

    def __init__(self, world, library, folder, before=()):
        self.world = world.copy_to(folder)
        self.world.crowd = world.crowd
        come, self.extra = world.crowd[:20], world.crowd[20]
        recorder = power.Recorder(library, folder, self.world.home, before)
        texts = "\n".join(issued["text"] for issued in come).encode()
        answers = []
        for direction in ("in", "out"):
            said = self.world.programs.done(
                "portgate", "verify", "--home", self.world.home, "--record", "--direction", direction, "-", data=texts,
                environment=recorder.environment)
            answers += said.output.splitlines()
        assert len(answers) == 40
        self.recording = recorder.recording()
        assert self.recording.count(power.ACKNOWLEDGE) >= 40
        self.expected = scans(journal(self.world, self.world.home, folder / "stick"))
        assert [number for number, _ in self.expected] == [issued["number"] for issued in come] * 2

    def check(self, home, known):
        """Every acknowledged scan once, in order, in a whole chain; no alarm; and the gate goes on."""
        again = self.world.programs.portgate("verify", "--home", home, "--record", "--json", "--", self.extra["text"])
        assert again.status == ADMIT, f"the next scan ended with {again.status}: {again.errors}{again.output}"
        assert again.json["verdict"] == "admit"
        status = self.world.programs.portgate("status", "--home", home)
        assert status.status == 0, f"status ended with {status.status}: {status.errors}"
        assert status.json["alarms"] == [] and "trouble" not in status.json, status.output
        *held, last = scans(journal(self.world, home, home.parent / "stick"))
        assert last[0] == self.extra["number"], "the next scan is not the journal's last"
        answered = len(known.lines)
        assert len(held) >= answered, f"acknowledged scans are lost: {len(held)} of {answered} are left"
        # One more may have been written whose answer never came out.
        assert held == self.expected[:len(held)] and len(held) <= answered + 1, f"{held} after {answered} answers"


def test_every_scan_that_was_answered_is_in_the_journal_once_wherever_the_power_goes(crowd, library, tmp_path):
    day = ScannedDay(crowd, library, tmp_path)
    assert day.recording.count(power.SYNC) >= 40
    report(power.sweep("scans", day.recording, day.check, tmp_path, wanted(90)))


def test_the_same_scans_are_lost_where_syncs_are_swallowed(crowd, library, tmp_path):
    """The control: a proof that can't fail proves nothing."""
    eatmydata = ctypes.util.find_library("eatmydata")
    if not eatmydata:
        pytest.skip("libeatmydata is not installed")
    # Before the recorder: what it swallows is never seen there.
    day = ScannedDay(crowd, library, tmp_path, before=[eatmydata])
    assert day.recording.count(power.SYNC) == 0
    result = power.sweep("scans without syncs", day.recording, day.check, tmp_path, wanted(20))
    print(f"\n{result}")
    assert any("acknowledged scans are lost" in failure.reason for failure in result.failures), result


# Trust


def test_a_gate_has_its_old_trust_or_the_new_wherever_the_power_goes_and_never_forgets_a_revocation(
        crowd, library, tmp_path):
    world = crowd.copy_to(tmp_path)
    first, second, good = (crowd.crowd[number] for number in (0, 1, 2))
    texts = [issued["text"] for issued in (first, second, good)]
    recorder = power.Recorder(library, tmp_path, world.home)
    # The gate's own trust is of before the crowd, which changes nothing: a pass is good by its signature.
    assert [answer["verdict"] for answer in decided(world, world.home, texts)] == ["admit"] * 3
    for revoked in (first, second):
        world.programs.done("portpass", "revoke", revoked["id"], "--reason", "stolen", "--data", world.data)
        world.publish()
        world.programs.done(
            "portgate", "sync", "--home", world.home, "--source", world.tuf, environment=recorder.environment)
        recorder.mark("applied")

    def check(home, known):
        def revocations():
            *both, other = decided(world, home, texts)
            assert other["verdict"] == "admit", f"a good pass: {other}"
            for answer in both:
                assert answer["verdict"] == "admit" or reasons(answer) == ["revoked"], answer
            return [answer["verdict"] == "deny" for answer in both]

        found = revocations()
        assert found in ([False, False], [True, False], [True, True]), f"a mixture of trusts: {found}"
        assert sum(found) >= len(known.marks), f"{len(known.marks)} revocations were applied, {found} are known"
        synced = world.programs.portgate("sync", "--home", home, "--source", world.tuf)
        assert synced.status == 0, f"the next sync ended with {synced.status}: {synced.errors}"
        assert revocations() == [True, True]
        status = world.programs.portgate("status", "--home", home)
        assert status.status == 0 and status.json["alarms"] == [], status.output + status.errors

    report(power.sweep("trust", recorder.recording(), check, tmp_path, wanted(60)))


# The register


class Office:
    """Passes issued, revoked and published, under the recorder; and what must be left of it."""

    def __init__(self, crowd, library, folder):
        self.world = world = crowd.copy_to(folder)
        self.old, self.good = crowd.crowd[0], crowd.crowd[2]
        self.records = [person(200 + number, reference=f"order-{number}") for number in range(9)]
        self.before = {issued["id"] for issued in crowd.passes + crowd.crowd}
        recorder = power.Recorder(library, folder, world.data)
        run = {"environment": recorder.environment}
        self.homes = []

        def gate():
            """A gate that has seen what is published now."""
            home = folder / f"gate-{len(self.homes)}"
            shutil.copytree(world.home, home, ignore=shutil.ignore_patterns("control.sock"))
            world.programs.done("portgate", "sync", "--home", home, "--source", world.tuf)
            self.homes.append(home)

        def issue(records):
            issued = world.programs.done(
                "portpass", "issue", "--data", world.data, "--jsonl", "-", data=lines(records), **run)
            return [json.loads(line) for line in issued.output.splitlines()]

        def revoke(issued):
            world.programs.done("portpass", "revoke", issued["id"], "--reason", "lost", "--data", world.data, **run)
            recorder.mark(f"revoked {issued['id']}")

        def publish():
            world.programs.done("portpass", "publish", "--data", world.data, **run)
            recorder.mark("published")
            gate()

        gate()
        issued = issue(self.records[:6])
        self.new = issued[0]
        revoke(self.old)
        publish()
        revoke(self.new)
        issued += issue(self.records[6:])
        publish()
        assert len(issued) == len(self.records)
        self.recording = recorder.recording()

    def done(self, program, *arguments, **options):
        ended = self.world.programs.run(program, *arguments, **options)
        assert ended.status == 0, f"{program} {arguments[0]} ended with {ended.status}: {ended.errors}"
        return ended

    def check(self, data, known):
        """The log is whole; acknowledged passes and revocations stand; gates load the old publication or the new."""
        audit = self.done("portpass", "audit", "verify", "--data", data)
        assert "is whole" in audit.output
        self.check_publication(data, known)
        # By its reference, a record gets the pass that it has already.
        asked = self.done("portpass", "issue", "--data", data, "--jsonl", "-", data=lines(self.records))
        issued = [json.loads(line) for line in asked.output.splitlines()]
        assert len({one["id"] for one in issued} - self.before) == len(self.records) == len(issued)
        for was, now in zip((json.loads(line) for line in known.lines if line.startswith("{")), issued):
            assert was == now, f"an acknowledged pass is lost: {was['number']} is {now['number']}"
        for revoked in (self.old, self.new):
            said = self.done("portpass", "revoke", revoked["id"], "--reason", "lost", "--data", data) \
                if revoked is self.old or revoked in issued else None
            if f"revoked {revoked['id']}" in known.marks:
                assert said and "was revoked already" in said.output, f"an acknowledged revocation is lost: {said and said.output}"
        self.done("portpass", "publish", "--data", data)
        self.done("portpass", "audit", "verify", "--data", data)
        home = self.gate_at(data, known)
        self.done("portgate", "sync", "--home", home, "--source", data / "tuf")
        assert self.revocations(home)[0]

    def gate_at(self, data, known):
        """The gate that has seen all of the publications that were acknowledged."""
        home = data.parent / "gate"
        if not home.exists():
            shutil.copytree(self.homes[known.marks.count("published")], home)
        return home

    def check_publication(self, data, known):
        home = self.gate_at(data, known)
        self.done("portgate", "sync", "--home", home, "--source", data / "tuf")
        found, least = self.revocations(home), known.marks.count("published")
        states = [[False, False], [True, False], [True, True]]
        assert found in states[least:least + 2], f"after {least} publications: {found}"

    def revocations(self, home):
        *both, other = decided(self.world, home, [one["text"] for one in (self.old, self.new, self.good)])
        assert other["verdict"] == "admit", other
        return [reasons(answer) == ["revoked"] for answer in both]


def test_a_register_keeps_what_it_acknowledged_and_its_publication_whole_wherever_the_power_goes(
        crowd, library, tmp_path):
    office = Office(crowd, library, tmp_path)
    report(power.sweep("register", office.recording, office.check, tmp_path, wanted(36)))
