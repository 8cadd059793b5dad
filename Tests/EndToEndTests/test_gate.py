"""`portgate run` and everything that a gate keeps, as processes."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess

import pytest

from patience import until
from processes import ADMIT, BROKE, ROOT, USAGE

pytest.importorskip("cbor2")
import cbor2  # noqa: E402
from kiosk import ask, opened  # noqa: E402
from test_serve import code_for, findings, gates, serving  # noqa: E402


class Gate:
    """A gate that runs: its page, and what the page asks."""

    def __init__(self, world, *options, home=None, environment=None):
        self.world = world
        self.home = home or world.home
        self.process = subprocess.Popen(
            [str(world.programs.portgate_path), "run", "--home", str(self.home), "--port", "0", "--interval", "1",
             "--web", str(ROOT / "web" / "kiosk"), *map(str, options)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=world.programs.folder,
            env={**os.environ, **(environment or {})})
        line = self.process.stdout.readline().decode()
        found = re.fullmatch(r"kiosk on (http://127\.0\.0\.1:\d+)\n", line)
        if not found:
            self.process.kill()
            raise AssertionError(f"{line!r} {self.process.communicate()[1].decode()}")
        self.url = found[1]

    def post(self, path, body, **headers):
        fields = {"Content-Type": "application/json", "Origin": self.url}
        fields.update({name.replace("_", "-"): value for name, value in headers.items()})
        return ask(self.url, "POST", path, json.dumps(body).encode(), fields)

    def events(self, after=None):
        return json.loads(ask(self.url, "GET", "/api/events" + ("" if after is None else f"?after={after}")).body)

    def scan(self, text, direction=None):
        """What the page is told to show for a scan."""
        after = self.events()["next"]
        answer = self.post(
            "/api/scan", {"text": text, "source": "wedge", **({"direction": direction} if direction else {})})
        assert answer.status == 202, answer.body
        return self.shown(json.loads(answer.body)["reading"], after)

    def shown(self, reading, after):
        while True:
            news = self.events(after)
            assert "missed" not in news, news
            for event in news["events"]:
                if event["type"] == "shown" and event.get("reading") == reading:
                    return with_place(event)
            after = news["next"]

    def decide(self, answer, admits, reason, **more):
        return self.post("/api/decision", {"scan": answer["scan"], "admits": admits, "reason": reason, **more})

    def state(self):
        return json.loads(ask(self.url, "GET", "/api/state").body)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        _, errors = self.process.communicate(timeout=60)
        return self.process.returncode, errors.decode()

    def kill(self):
        self.process.kill()
        self.process.communicate()


def with_place(answer):
    """Where a scan stands in the journal, or the ticket of one that waits for the disk, as its handle says."""
    if "-" in answer["scan"]:
        epoch, sequence = answer["scan"].split("-")
        return {**answer, "epoch": epoch, "sequence": int(sequence)}
    return {**answer, "ticket": int(answer["scan"].removeprefix("t"))}


@contextlib.contextmanager
def running(world, *options, **more):
    gate = Gate(world, *options, **more)
    try:
        yield gate
    finally:
        if gate.process.poll() is None:
            status, errors = gate.stop()
            assert status == 0, errors


def enrol(world, service, gate="KEL-E1", home=None):
    code = code_for(world, gate)
    return world.programs.done(
        "portgate", "enrol", "--home", home or world.home, "--service", service.url, code)


def journal(world, folder):
    """Every record that the gate would send, in order, by epoch, from the files for a courier."""
    world.programs.done("portgate", "export", "--home", world.home, folder)
    epochs = {}
    for file in sorted((folder / "journal").glob("*.cose")):
        _, payload = opened(file.read_bytes())
        records = epochs.setdefault(payload[2], [])
        assert payload[3] == len(records) + 1
        records += [cbor2.loads(record) for record in payload[4]]
    return epochs


def texts(world, kind="person"):
    return [issued["text"] for issued in world.passes]


# The road


def test_a_stolen_pass_is_refused_at_a_running_gate_and_everybody_can_prove_it(world):
    stolen = world.passes[0]
    with serving(world) as service:
        assert "is enrolled" in enrol(world, service).output
        with running(world) as gate:
            first = gate.scan(stolen["text"], "in")
            assert first["verdict"] == "admit" and first["sequence"] > 1 and not first["repeat"]
            assert gate.scan(stolen["text"], "in")["repeat"]
            # The service is running: the command goes through it.
            said = world.programs.done(
                "portpass", "revoke", stolen["id"], "--reason", "stolen", "--data", world.data).output
            assert "published within two seconds" in said
            refused = until(lambda: (answer := gate.scan(stolen["text"], "in"))["verdict"] == "deny" and answer)
            assert refused["reason"]["code"] == "revoked"
            # Out is never refused.
            assert gate.scan(stolen["text"], "out")["verdict"] == "check"

            def since():
                told = world.programs.done("portpass", "effective", "--data", world.data, stolen["id"]).json
                return [g for g in told["gates"] if g["gate"] == "KEL-E1" and g["since"]]
            until(since)
            until(lambda: gates(world)["KEL-E1"]["records"] >= 4 and gate.state()["backlog"] == 0)
            assert gate.state()["online"] is True
        kinds = {finding["kind"] for finding in findings(world)}
        assert kinds <= {"exposure"}, kinds


def test_enrolment_says_what_is_wrong(world, tmp_path):
    with serving(world) as service:
        code = code_for(world, "KEL-E1")
        programs, home = world.programs, world.home
        assert programs.portgate("enrol", "--home", home, "--service", service.url, "no code").is_one_sentence()
        assert programs.portgate("enrol", "--home", home, code).is_one_sentence()
        wrong = programs.portgate("enrol", "--home", home, f"{service.url}#KEL-W2.{code}")
        assert wrong.status == BROKE and wrong.is_one_sentence() and "KEL-W2" in wrong.errors
        other = programs.portgate("enrol", "--home", home, "--service", service.url, "AAAAA-AAAAA-AAAAA-AAAAA")
        assert other.status == BROKE and other.is_one_sentence()
        assert programs.portgate("enrol", "--home", home, f"{service.url}#KEL-E1.{code}").status == 0
        # Once for another kiosk; for the same one it is no harm.
        again = tmp_path / "again"
        programs.done("portgate", "init", "--home", again, "--root", world.root, "--gate", "KEL-E1", "--dev")
        taken = programs.portgate("enrol", "--home", again, "--service", service.url, code)
        assert taken.status == BROKE and taken.is_one_sentence()
    for name in ("identity.pem", "identity.box"):
        assert (world.home / name).stat().st_mode & 0o077 == 0
    unreachable = programs.portgate("enrol", "--home", home, "--service", service.url, code)
    assert unreachable.status == BROKE and unreachable.is_one_sentence()


def test_a_gate_talks_in_the_clear_to_no_other_machine_unless_told_to(world, tmp_path):
    programs, home = world.programs, world.home
    code = "AAAAA-AAAAA-AAAAA-AAAAA"
    beyond = "http://pass.invalid"
    for command in (["enrol", "--home", home, "--service", beyond, code],
                    ["enrol", "--home", home, f"{beyond}#KEL-E1.{code}"],
                    ["sync", "--home", home, "--source", beyond + "/tuf"],
                    ["run", "--home", home, "--port", "0", "--source", beyond + "/tuf"],
                    ["run", "--home", home, "--port", "0", "--service", beyond]):
        refused = programs.portgate(*command)
        assert refused.status == BROKE and refused.is_one_sentence() and "--plain-http" in refused.errors, command
    # Told to, it asks there, and finds nobody of that name.
    for command in (["enrol", "--plain-http", "--home", home, "--service", beyond, code],
                    ["sync", "--plain-http", "--home", home, "--source", beyond + "/tuf"]):
        asked = programs.portgate(*command)
        assert asked.status == BROKE and "--plain-http" not in asked.errors, asked.errors
    # What was allowed at the enrolment is remembered, for that service and no other.
    written = json.loads((home / "gate.json").read_bytes())
    for known in (True, None):
        fields = {**written, "service": beyond, **({"plainHTTP": True} if known else {})}
        (home / "gate.json").write_text(json.dumps(fields))
        if known:
            with running(world) as gate:
                assert gate.state()["gate"] == "KEL-E1"
            options = ["--service", "http://other.invalid"]
        else:
            options = []
        refused = programs.portgate("run", "--home", home, "--port", "0", *options)
        assert refused.status == BROKE and "--plain-http" in refused.errors, refused.errors


# Who may ask the page


@pytest.mark.parametrize("headers, status", [
    ({}, 403), ({"Origin": "http://evil.example"}, 403), ({"Origin": "null"}, 403),
    ({"Host": "evil.example", "Origin": "http://evil.example"}, 421),
    ({"Host": "127.0.0.1.evil.example", "Origin": "http://127.0.0.1.evil.example"}, 421),
])
def test_a_page_of_the_world_can_neither_scan_nor_read(world, headers, status):
    with running(world, "--source", world.tuf) as gate:
        fields = {"Content-Type": "application/json", **headers}
        assert ask(gate.url, "POST", "/api/scan", b'{"text":"x","source":"wedge"}', fields).status == status
        if "Host" in headers:
            assert ask(gate.url, "GET", "/", headers={"Host": headers["Host"]}).status == status
        assert gate.scan("x")["reason"]["code"] in ("malformed", "unsupported")


@pytest.mark.parametrize("body", [
    b"", b"{", b"[]", b'{"text":1}', b'{"text":"x","source":"wedge","direction":"up"}', b'{"text":"x","text":"y"}',
    b'{"text":"x","source":"serial"}', b'{"text":"x","source":"wedge","guard":"g"}',
    b'{"text":"' + b"x" * 20_000 + b'"}', b"\xff", b'{"epoch":"0","sequence":1}',
])
def test_a_bad_request_is_answered_and_the_next_scan_too(world, body):
    with running(world, "--source", world.tuf) as gate:
        fields = {"Content-Type": "application/json", "Origin": gate.url}
        for path in ("/api/scan", "/api/decision"):
            assert 400 <= ask(gate.url, "POST", path, body, fields).status < 500
        assert gate.scan(world.passes[0]["text"])["verdict"] == "admit"


# One owner


def test_other_commands_work_through_the_running_gate(world, tmp_path):
    text = world.passes[0]["text"]
    with running(world, "--source", world.tuf) as gate:
        recorded = world.verify(text, "--record")
        assert recorded.status == ADMIT and recorded.json["verdict"] == "admit"
        assert gate.scan(text, "in")["repeat"]
        world.programs.done("portpass", "revoke", world.passes[0]["id"], "--reason", "lost", "--data", world.data)
        world.publish()
        stick = tmp_path / "stick"
        shutil.copytree(world.tuf, stick)
        # A relative path is the caller's, not the gate's.
        synced = subprocess.run(
            [str(world.programs.portgate_path), "sync", "--home", str(world.home), "--source", "stick"],
            cwd=tmp_path, capture_output=True, check=True)
        assert b"trust version" in synced.stdout
        assert gate.scan(text, "in")["reason"]["code"] == "revoked"
        status = world.programs.done("portgate", "status", "--home", world.home).json
        assert status["gate"] == "KEL-E1" and status["inside"] == 1
        lines = "\n".join(issued["text"] for issued in world.passes[1:4])
        stream = world.programs.done(
            "portgate", "verify", "--home", world.home, "--record", "-", data=lines.encode())
        assert len(stream.output.splitlines()) == 3
        second = world.programs.portgate("run", "--home", world.home, "--port", "0")
        assert second.status == BROKE and second.is_one_sentence() and "in use" in second.errors
    assert world.verify(world.passes[1]["text"], "--record").status in (ADMIT, 10)


def test_two_people_set_the_clock(world):
    programs, home = world.programs, world.home
    assert programs.portgate("clock", "--home", home, "--by", "a", "--yes").status == USAGE
    same = programs.portgate("clock", "--home", home, "--by", "a", "--by", "a", "--yes")
    assert same.status == BROKE and same.is_one_sentence()
    assert programs.done("portgate", "clock", "--home", home, "--by", "a", "--by", "b", "--yes").output
    assert programs.portgate("clock", "--home", home, "--by", "a", "--by", "b").status == BROKE


# Nothing that was acknowledged is lost


def scanned(world, folder):
    """What the journal holds of scans: (number or None, verdict), in order."""
    (records,) = journal(world, folder).values()
    return [record for record in records if record[4] == 1]


@pytest.mark.parametrize("after", [1, 2, 5, 9, 14])
def test_killed_in_the_middle_every_answer_stands_in_the_journal_once(world, tmp_path, after):
    lines = [f"code {number}" for number in range(200)]
    process = subprocess.Popen(
        [str(world.programs.portgate_path), "verify", "--home", str(world.home), "--record", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=world.programs.folder)
    answered = 0
    process.stdin.write("\n".join(lines).encode() + b"\n")
    process.stdin.flush()
    while answered < after * 10:
        assert process.stdout.readline()
        answered += 1
    process.kill()
    answered += len(process.stdout.read().splitlines())
    process.wait()
    held = scanned(world, tmp_path / "stick")
    # One more may have been written whose answer never came out.
    assert answered <= len(held) <= answered + 1
    assert world.verify(world.passes[0]["text"], "--record").status == ADMIT


@pytest.mark.parametrize("when", [1, 2, 3, 4, 6, 8, 11, 15, 20])
def test_killed_at_any_sync_point_the_gate_goes_on_where_it_was(world, tmp_path, when):
    """strace kills the process as it enters its Nth sync: nothing of that one is on the disk."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    count = 300  # strace counts the calls of each thread by itself
    lines = "\n".join(f"code {number}" for number in range(count)).encode()
    killed = subprocess.run(
        ["strace", "-f", "-o", "/dev/null", "-e", "trace=fdatasync,fsync",
         "-e", f"inject=fdatasync,fsync:signal=KILL:when={when}",
         str(world.programs.portgate_path), "verify", "--home", str(world.home), "--record", "-"],
        input=lines, capture_output=True, cwd=world.programs.folder, timeout=120)
    answered = len(killed.stdout.splitlines())
    assert answered < count
    text = world.passes[0]["text"]
    again = world.verify(text, "--record")
    assert again.status == ADMIT, again.errors
    held = scanned(world, tmp_path / "stick")
    assert answered + 1 <= len(held) <= answered + 2


@pytest.mark.parametrize("error, call, when", [("ENOSPC", "pwrite64", 150), ("EIO", "fdatasync,fsync", 20)])
def test_a_failing_disk_is_one_sentence_and_the_next_run_goes_on(world, tmp_path, error, call, when):
    """From some call on every one fails: late enough that the memory was made, early enough that scans are left."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    lines = "\n".join(f"code {number}" for number in range(40)).encode()
    failed = subprocess.run(
        ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}+",
         str(world.programs.portgate_path), "verify", "--home", str(world.home), "--record", "-"],
        input=lines, capture_output=True, cwd=world.programs.folder, timeout=120)
    answered = len(failed.stdout.splitlines())
    errors = failed.stderr.decode().strip().splitlines()
    assert failed.returncode == BROKE and len(errors) == 1 and "could not be recorded" in errors[0], errors
    assert 0 < answered < 40
    assert world.verify(world.passes[0]["text"], "--record").status == ADMIT
    held = scanned(world, tmp_path / "stick")
    # What was not answered may be there, once: its sync failed, its bytes were there.
    assert answered + 1 <= len(held) <= answered + 2


def test_a_running_gate_with_a_full_disk_answers_keeps_nobody_in_and_catches_up(world, tmp_path):
    mounted = tmp_path / "small"
    mounted.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "none", str(mounted)], capture_output=True).returncode:
        pytest.skip("this user may not mount a file system")
    try:
        home = mounted / "gate"
        shutil.copytree(world.home, home)
        with running(world, "--source", world.tuf, home=home) as gate:
            filler = mounted / "filler"
            with open(filler, "wb", buffering=0) as file:
                with contextlib.suppress(OSError):
                    while True:
                        file.write(bytes(4_096))
            answers = []
            for number in range(400):
                answers.append(gate.scan(f"code {number}", "in"))
                if "ticket" in answers[-1]:
                    break
            assert "ticket" in answers[-1], "the disk never filled"
            entry = gate.scan(world.passes[0]["text"], "in")
            assert entry["verdict"] == "check" and "ticket" in entry
            assert gate.decide(entry, True, "seen").status == 200
            leaving = gate.scan(world.passes[1]["text"], "out")
            assert leaving["verdict"] == "admit" and "ticket" in leaving
            assert gate.state()["trouble"] is True
            filler.unlink()
            until(lambda: "trouble" not in gate.state())
            assert "sequence" in gate.scan(world.passes[2]["text"], "in")
        world.home = home
        held = scanned(world, tmp_path / "stick")
        assert len(held) == len(answers) + 3
    finally:
        subprocess.run(["umount", "-l", str(mounted)], check=True)


# Sticks


def test_a_courier_brings_journals_and_takes_receipts_back(world, tmp_path):
    programs, stick = world.programs, tmp_path / "stick"
    with serving(world) as service:
        enrol(world, service)
    lines = "\n".join(f"code {number}" for number in range(900)).encode()
    programs.done("portgate", "verify", "--home", world.home, "--record", "-", data=lines)
    before = programs.done("portgate", "status", "--home", world.home).json["backlog"]
    assert before > 900
    said = programs.done("portgate", "export", "--home", world.home, stick).output
    assert said.startswith(f"{before} records")
    # Junk on the stick is one sentence a file, and costs nothing else.
    (stick / "journal" / "KEL-E1-junk.cose").write_bytes(b"junk")
    (stick / "journal" / "KEL-E1-link.cose").symlink_to("/etc/passwd")
    for _ in range(2):
        taken = programs.portpass("gates", "import", "--data", world.data, stick)
        assert taken.status == BROKE and len(taken.errors.splitlines()) == 2, taken.errors
    assert gates(world)["KEL-E1"]["records"] == before
    programs.done("portgate", "import", "--home", world.home, stick)
    assert programs.done("portgate", "status", "--home", world.home).json["backlog"] == 0
    assert programs.done("portgate", "export", "--home", world.home, tmp_path / "other").output.startswith("0 records")
    damaged = next((stick / "receipts").glob("*.cose"))
    content = bytearray(damaged.read_bytes())
    content[-40] ^= 1
    damaged.write_bytes(content)
    refused = programs.portgate("import", "--home", world.home, stick)
    assert refused.status == BROKE and len(refused.errors.splitlines()) == 1


# A backup that is put back


def test_a_home_that_was_put_back_begins_anew_and_nothing_is_lost(world):
    with serving(world) as service:
        enrol(world, service)
        backup = world.folder / "backup"
        with running(world) as gate:
            for number in range(10):
                gate.scan(f"before {number}")
            until(lambda: gate.state()["backlog"] == 0)
        shutil.copytree(world.home, backup)
        with running(world) as gate:
            for number in range(10):
                gate.scan(f"lost {number}")
            until(lambda: gate.state()["backlog"] == 0)
        sent = gates(world)["KEL-E1"]["records"]
        shutil.rmtree(world.home)
        shutil.copytree(backup, world.home)
        with running(world) as gate:
            for number in range(10):
                gate.scan(f"after {number}")
            until(lambda: gate.state()["backlog"] == 0 and gate.state()["alarms"] == 1)
            for number in range(5):
                gate.scan(f"anew {number}")
            until(lambda: gate.state()["backlog"] == 0)
        assert gates(world)["KEL-E1"]["records"] > sent
        kinds = {finding["kind"] for finding in findings(world) if not finding.get("closedAt")}
        assert "fork" in kinds and "gate-alarm" in kinds and "gap" not in kinds, kinds


def test_a_register_that_was_put_back_gets_the_journals_again(world):
    with serving(world) as service:
        enrol(world, service)
    backup = world.folder / "backup"
    shutil.copytree(world.data, backup)
    with serving(world) as service:
        with running(world, "--service", service.url, "--source", service.url + "/tuf") as gate:
            for number in range(20):
                gate.scan(f"code {number}")
            until(lambda: gate.state()["backlog"] == 0)
    sent = gates(world)["KEL-E1"]["records"]
    shutil.rmtree(world.data)
    shutil.copytree(backup, world.data)
    with serving(world) as service:
        with running(world, "--service", service.url, "--source", world.tuf) as gate:
            gate.scan("one more")
            until(lambda: gates(world)["KEL-E1"]["records"] > sent)
    assert findings(world) == []


# Clocks


def test_a_clock_that_jumps_while_the_gate_runs_expires_nothing_and_is_said(world, tmp_path):
    """faketime moves the wall clock of one process; the kernel's time since boot stays what it is."""
    faketime = shutil.which("faketime")
    if not faketime:
        pytest.skip("faketime is not installed")
    text = world.passes[0]["text"]
    assert world.verify(text, "--record").status == ADMIT
    for jump in ("+3 years", "-3 years", "+2 hours", "-2 hours"):
        jumped = world.verify(text, "--record", "--direction", "check", before=[faketime, jump])
        assert jumped.status == ADMIT, (jump, jumped.output, jumped.errors)
        assert [r["code"] for r in jumped.json["reasons"]] == ["clock-suspect"]
        # The trust still comes: what the gate knows better than the clock says when it expires.
        synced = world.programs.portgate(
            "sync", "--home", world.home, "--source", world.tuf, before=[faketime, jump])
        assert synced.status == 0, synced.errors
    assert world.verify(text, "--record", "--direction", "check").json["reasons"] == []
    kinds = [record[50] for (records,) in [journal(world, tmp_path / "stick").values()] for record in records if record[4] == 5]
    assert kinds == [1, 2]
