"""What was acknowledged is there after a power cut: runs on a recorded disk, cut anywhere, and started again.

`power.py` has the model of the disk. PORTPASS_POWER_CUTS=all tries every cut with every kind of loss, a number so many
folders a test.
"""

import ctypes.util
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import tempfile

import pytest

import power
from processes import ADMIT

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


@pytest.fixture
def scratch(tmp_path):
    """Where folders are laid out: in memory if there is such a place, because what was cut has been synced already."""
    memory = "/dev/shm"
    if not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < 1 << 30:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield pathlib.Path(folder)


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
    """Figures for whoever runs it with -s; each way to fail in words, with how often and the first cut that showed it."""
    print(f"\n{result}")
    ways = {}
    for failure in result.failures:
        ways.setdefault(re.sub(r"[0-9]+", "N", failure.reason), []).append(failure)
    assert not ways, f"{result}\n" + "\n".join(f"{len(found)} times: {found[0]}" for found in ways.values())


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
    """The scans among them: what was shown (its digest), which way, and whose pass it was."""
    return [(record[17], record[16], record.get(11)) for record in records if record[4] == 1]


class ScannedDay:
    """Texts shown on the way in and then on the way out, under the recorder; and what must be left of it."""

    def __init__(self, world, library, folder, texts, before=(), directions=("in", "out")):
        self.world = world.copy_to(folder)
        self.extra = world.crowd[20]
        recorder = power.Recorder(library, folder, self.world.home, before)
        answers = []
        for direction in directions:
            said = self.world.programs.done(
                "portgate", "verify", "--home", self.world.home, "--record", "--direction", direction, "-",
                data="\n".join(texts).encode(), environment=recorder.environment)
            answers += said.output.splitlines()
        assert len(answers) == len(directions) * len(texts)
        self.recording = recorder.recording()
        assert self.recording.count(power.ACKNOWLEDGE) >= len(answers)
        self.expected = scans(journal(self.world, self.world.home, folder / "stick"))
        assert len(set(self.expected)) == len(self.expected) == len(answers)

    def check(self, home, known):
        """Every acknowledged scan once, in order, in a whole chain; no alarm; and the gate goes on."""
        again = self.world.programs.portgate("verify", "--home", home, "--record", "--json", "--", self.extra["text"])
        assert again.status == ADMIT, f"the next scan ended with {again.status}: {again.errors}{again.output}"
        assert again.json["verdict"] == "admit"
        status = self.world.programs.portgate("status", "--home", home)
        assert status.status == 0, f"status ended with {status.status}: {status.errors}"
        assert status.json["alarms"] == [] and "trouble" not in status.json, status.output
        *held, last = scans(journal(self.world, home, home.parent / "stick"))
        assert last[2] == self.extra["number"], "the next scan is not the journal's last"
        answered = len(known.lines)
        assert len(held) >= answered, f"acknowledged scans are lost: {len(held)} of {answered} are left"
        # One more may have been written whose answer never came out.
        assert held == self.expected[:len(held)] and len(held) <= answered + 1, f"{held} after {answered} answers"


def people(crowd):
    return [issued["text"] for issued in crowd.crowd[:20]]


def test_every_scan_that_was_answered_is_in_the_journal_once_wherever_the_power_goes(crowd, library, tmp_path, scratch):
    day = ScannedDay(crowd, library, tmp_path, people(crowd))
    assert day.recording.count(power.SYNC) >= 40
    report(power.sweep("scans", day.recording, day.check, scratch, wanted(50)))


def test_nor_is_one_lost_when_the_log_is_folded_into_the_database_and_begun_again(crowd, library, scratch):
    """SQLite does that after 4,000 pages: two thousand scans."""
    day = ScannedDay(crowd, library, scratch, [f"code {number}" for number in range(2_100)], directions=["in"])
    events = day.recording.events
    database = (day.world.home / "gate.sqlite").stat().st_ino
    folded = next(
        index for index, event in enumerate(events) if event.kind == power.WRITE and event.inode == database)
    ended = next(
        index for index in range(folded, len(events)) if events[index].kind == power.ACKNOWLEDGE)
    assert sum(event.kind == power.ACKNOWLEDGE for event in events[ended:]) > 20, "the log was not folded at work"
    window = range(folded - 10, ended + 60)
    report(power.sweep("scans around a checkpoint", day.recording, day.check, scratch, wanted(16), window=window))


def test_the_same_scans_are_lost_where_syncs_are_swallowed(crowd, library, tmp_path, scratch):
    """The control: a proof that can't fail proves nothing."""
    eatmydata = ctypes.util.find_library("eatmydata")
    if not eatmydata:
        pytest.skip("libeatmydata is not installed")
    # Before the recorder: what it swallows is never seen there.
    day = ScannedDay(crowd, library, tmp_path, people(crowd), before=[eatmydata])
    assert day.recording.count(power.SYNC) == 0
    result = power.sweep("scans without syncs", day.recording, day.check, scratch, 16)
    print(f"\n{result}")
    assert any("acknowledged scans are lost" in failure.reason for failure in result.failures), result


def test_one_sync_too_few_is_noticed(crowd, library, tmp_path, scratch):
    """The finer control: each answer needs the sync before it."""
    day = ScannedDay(crowd, library, tmp_path, people(crowd))
    events = day.recording.events
    needed = []
    for index, event in enumerate(events):
        if event.kind == power.SYNC:
            last = index
        elif event.kind == power.ACKNOWLEDGE:
            needed.append((last, index))
    count = wanted(4)
    for sync, answer in needed if count is None else random.Random(1).sample(needed, min(count, len(needed))):
        result = power.sweep(
            "one sync too few", day.recording.without(sync), day.check, scratch, None, window=range(answer, answer + 1),
            losses=[("lost", "none")])
        assert result.failures, f"nobody missed the sync at entry {sync}"


# Trust


@pytest.mark.parametrize("journalled", [True, False], ids=["journalled", "strict"])
def test_a_gate_has_its_old_trust_or_the_new_wherever_the_power_goes_and_never_forgets_a_revocation(
        crowd, library, tmp_path, scratch, journalled):
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

    title = f"trust on a {'journalled' if journalled else 'strict'} disk"
    report(power.sweep(title, recorder.recording(), check, scratch, wanted(30), journalled))


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
        crowd, library, tmp_path, scratch):
    office = Office(crowd, library, tmp_path)
    report(power.sweep("register", office.recording, office.check, scratch, wanted(16)))


# The first minute


@pytest.mark.parametrize("journalled", [True, False], ids=["journalled", "strict"])
def test_a_gate_that_was_made_is_there_and_its_first_trust_too_wherever_the_power_goes(
        crowd, library, tmp_path, scratch, journalled):
    place = tmp_path / "place"
    place.mkdir()
    recorder = power.Recorder(library, tmp_path, place)
    good = crowd.crowd[0]["text"]

    def make(home, **options):
        return crowd.programs.portgate(
            "init", "--home", home, "--root", crowd.root, "--gate", "KEL-E1", "--dev", **options)

    def sync(home, **options):
        return crowd.programs.portgate("sync", "--home", home, "--source", crowd.tuf, **options)

    for act in (make, sync):
        assert act(place / "home", environment=recorder.environment).status == 0
        recorder.mark(act.__name__)

    def check(disk, known):
        home = disk / "home"
        if "make" in known.marks:
            assert home.exists(), "the gate that was made is gone"
        elif not home.exists():
            made = make(home)
            assert made.status == 0, f"init ended with {made.status}: {made.errors}"
        if "sync" in known.marks:
            assert [answer["verdict"] for answer in decided(crowd, home, [good])] == ["admit"]
        synced = sync(home)
        assert synced.status == 0, f"sync ended with {synced.status}: {synced.errors}"
        scanned = crowd.programs.portgate("verify", "--home", home, "--record", "--json", "--", good)
        assert scanned.status == ADMIT, f"{scanned.status}: {scanned.errors}"
        status = crowd.programs.portgate("status", "--home", home)
        assert status.status == 0 and status.json["alarms"] == [], status.output + status.errors

    title = f"a new gate on a {'journalled' if journalled else 'strict'} disk"
    report(power.sweep(title, recorder.recording(), check, scratch, wanted(20), journalled))


@pytest.mark.parametrize("journalled", [True, False], ids=["journalled", "strict"])
def test_a_register_that_was_made_is_there_whole_wherever_the_power_goes(crowd, library, tmp_path, scratch, journalled):
    place = tmp_path / "place"
    place.mkdir()
    recorder = power.Recorder(library, tmp_path, place)

    def make(data, **options):
        return crowd.programs.portpass("init", "--data", data, "--dev", **options)

    assert make(place / "register", environment=recorder.environment).status == 0
    recorder.mark("made")

    def check(disk, known):
        data = disk / "register"
        if known.marks:
            assert data.exists(), "the register that was made is gone"
        elif not data.exists():
            made = make(data)
            assert made.status == 0, f"init ended with {made.status}: {made.errors}"
        for command in (["issue", "--jsonl", "-"], ["publish"], ["audit", "verify"]):
            ended = crowd.programs.portpass(*command, "--data", data, data=lines([person(300)]))
            assert ended.status == 0, f"{command[0]} ended with {ended.status}: {ended.errors}"

    title = f"a new register on a {'journalled' if journalled else 'strict'} disk"
    report(power.sweep(title, recorder.recording(), check, scratch, wanted(12), journalled))
