"""Whatever is missing, damaged or full: one clear sentence, the design's exit status, nothing lost, nothing half-written."""

import json
import os
import shutil
import subprocess

import pytest

from processes import ADMIT, BROKE, DENY, USAGE


def refused(ended, status=BROKE):
    assert ended.status == status, (ended.status, ended.errors, ended.output)
    assert ended.is_one_sentence(), ended.errors + ended.output
    return ended.errors


def works(world):
    """The register issues, publishes and the gate still admits: nothing was lost."""
    world.publish()
    world.sync()
    assert world.verify(world.passes[0]["text"]).status == ADMIT
    world.programs.done("portpass", "audit", "verify", "--data", world.data)


# --- the command line itself

@pytest.mark.parametrize("program, arguments", [
    ("portpass", ["nonsense"]), ("portpass", ["issue", "--data", "x"]), ("portpass", ["revoke", "--data", "x"]),
    ("portpass", ["issue", "--data", "x", "--record", "a", "--jsonl", "b"]),
    ("portpass", ["render", "PP1:AB", "--out", "picture.gif"]),
    ("portgate", ["verify", "--home", "x"]), ("portgate", ["verify", "--home", "x", "--direction", "up", "y"]),
    ("portgate", ["verify", "--home", "x", "--at", "yesterday", "y"]),
    ("portgate", ["verify", "--home", "x", "--at", "2026-12-01T00:00:00Z", "--record", "y"]),
    ("portgate", ["tuf", "--metadata-dir", "x", "dance"]), ("portgate", ["init", "--home", "x"]),
])
def test_a_wrong_command_line_is_usage(programs, program, arguments):
    ended = programs.run(program, *arguments)
    assert ended.status == USAGE, ended.errors
    assert ended.output == "" and "sage" in ended.errors


@pytest.mark.parametrize("program", ["portpass", "portgate"])
def test_help_is_no_error(programs, program):
    ended = programs.done(program, "--help")
    assert "USAGE" in ended.output and ended.errors == ""


# --- the register

@pytest.mark.parametrize("command", [
    ["issue", "--jsonl", "-"], ["publish"], ["audit", "verify"], ["keys", "list"],
    ["revoke", "0102030405060708", "--reason", "lost"],
])
def test_a_register_that_is_not_there(programs, tmp_path, command):
    refused(programs.portpass(*command, "--data", tmp_path / "nowhere", data=b""))
    assert not (tmp_path / "nowhere").exists()


def test_what_a_power_cut_left_of_an_init_stands_in_the_way_of_none(programs, tmp_path):
    # The same number for each process, as in a container that is started again.
    same = ["unshare", "--pid", "--fork", "--mount-proc"]
    if subprocess.run([*same, "true"], capture_output=True).returncode:
        pytest.skip("this user may not make a pid namespace")
    left = tmp_path / "register.building-1" / "keys"
    left.mkdir(parents=True)
    (left / "pass.pem").write_text("left")
    programs.done("portpass", "init", "--data", tmp_path / "register", "--dev", before=same)
    assert (tmp_path / "register" / "keys" / "pass.pem").exists() and (left / "pass.pem").read_text() == "left"


def test_a_folder_of_one_character_is_made_where_the_command_stands(programs, tmp_path):
    for name in ("seeds", "keys"):
        (tmp_path / name).symlink_to(programs.folder / name)
    def done(program, *arguments):
        ended = subprocess.run([programs.folder / program, *arguments], cwd=tmp_path, capture_output=True)
        assert ended.returncode == 0, ended.stderr
    done("portpass", "init", "--data", "r", "--dev")
    (tmp_path / "p").write_text((programs.folder / "seeds" / "demo.jsonl").read_text().splitlines()[0])
    done("portpass", "issue", "--data", "r", "--record", "p")
    done("portgate", "init", "--home", "g", "--root", "r/tuf/metadata/1.root.json", "--gate", "KEL-E1", "--dev")


def test_a_second_init_changes_nothing(world):
    before = {p: p.read_bytes() for p in world.data.rglob("*") if p.is_file() and p.name != "lock"}
    refused(world.programs.portpass("init", "--data", world.data, "--dev"))
    assert before == {p: p.read_bytes() for p in world.data.rglob("*") if p.is_file() and p.name != "lock"}


@pytest.mark.parametrize("damage", ["empty", "garbage", "truncated", "folder", "flipped-header"])
def test_a_damaged_database_is_said_and_not_touched(world, damage):
    database = world.data / "register.sqlite"
    for extra in world.data.glob("register.sqlite-*"):
        extra.unlink()
    content = database.read_bytes()
    if damage == "folder":
        database.unlink()
        database.mkdir()
    else:
        spoiled = {
            "empty": b"", "garbage": os.urandom(len(content)), "truncated": content[: len(content) // 3],
            "flipped-header": bytes([content[0] ^ 1]) + content[1:]}[damage]
        database.write_bytes(spoiled)
    refused(world.programs.portpass("publish", "--data", world.data))
    if damage != "folder":
        assert database.read_bytes() == spoiled, "a damaged database was changed"
        database.write_bytes(content)
        works(world)


@pytest.mark.parametrize("damage", ["missing", "empty", "garbage", "other-key"])
def test_a_missing_or_damaged_key(world, damage):
    for name in ("pass", "status", "audit"):
        key = next(p for p in (world.data / "keys").iterdir() if name in p.name and "tuf" not in p.name)
        content = key.read_bytes()
        if damage == "missing":
            key.unlink()
        else:
            other = next(p for p in (world.data / "keys").iterdir() if "snapshot" in p.name)
            key.write_bytes({"empty": b"", "garbage": b"-----BEGIN PRIVATE KEY-----\nAAAA\n", "other-key": other.read_bytes()}[damage])
        record = json.dumps({
            "name": "王大同", "idNumber": "A223456781", "kind": "person", "term": "temporary", "access": {"TWKEL": ["A"]},
            "notBefore": "P0D", "notAfter": "P7D"}).encode()
        refused(world.programs.portpass("issue", "--data", world.data, "--jsonl", "-", data=record + b"\n"))
        key.write_bytes(content)
        key.chmod(0o600)
    works(world)


def test_unknown_pass_and_unknown_reason(world):
    refused(world.programs.portpass("revoke", "00000000000000ff", "--reason", "lost", "--data", world.data))
    refused(world.programs.portpass("revoke", world.passes[0]["id"], "--reason", "because", "--data", world.data))
    bad_id = world.programs.portpass("revoke", "not-an-id", "--reason", "lost", "--data", world.data)
    assert bad_id.status in (BROKE, USAGE) and bad_id.output == ""
    works(world)


GOOD = {
    "name": "王大同", "idNumber": "A223456781", "organisation": "測試公司", "kind": "person", "term": "temporary",
    "access": {"TWKEL": ["A"]}, "notBefore": "P0D", "notAfter": "P7D"}


@pytest.mark.parametrize("change, field", [
    ({"idNumber": "A223456782"}, "idNumber"), ({"kind": "ghost"}, "kind"), ({"term": "forever"}, "term"),
    ({"access": {}}, "access"), ({"access": {"TWKEL": ["Z9"]}}, "access"), ({"access": {"XXAAA": ["A"]}}, "access"),
    ({"notAfter": "P2M"}, "notAfter"), ({"notAfter": "P0D"}, "notAfter"), ({"notBefore": "soon"}, "notBefore"),
    ({"name": "王" * 31}, "name"), ({"organisation": "公" * 31}, "organisation"), ({"surprise": 1}, "surprise"),
    ({"plates": ["A", "B", "C", "D", "E"]}, "plates"), ({"name": 7}, "name"), ({"name": ""}, "name"),
    ({"name": "a\u0000b"}, "name"),
])
def test_a_record_that_breaks_a_rule_names_the_field_and_the_others_are_issued(world, change, field):
    records = [GOOD, {**GOOD, "idNumber": "A800000014", **change}, {**GOOD, "idNumber": "A123456789"}]
    data = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records).encode()
    ended = world.programs.portpass("issue", "--data", world.data, "--jsonl", "-", data=data)
    assert ended.status == BROKE
    assert len(ended.output.splitlines()) == 2, ended.output + ended.errors
    assert field in ended.errors and len(ended.errors.strip().splitlines()) >= 1
    assert "A800000014" not in ended.errors and "A223456782" not in ended.errors, "an identity number was printed"


@pytest.mark.parametrize("line", [
    b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"name":"a","name":"b"}', b"[" * 100_000, b'{"name":' + b"1" * 70_000 + b"}",
])
def test_a_line_that_is_no_record_does_not_stop_the_others(world, line):
    good = json.dumps(GOOD, ensure_ascii=False).encode()
    ended = world.programs.portpass("issue", "--data", world.data, "--jsonl", "-", data=line + b"\n" + good + b"\n")
    assert len(ended.output.splitlines()) == 1, ended.errors
    assert ended.status == (0 if line == b"" else BROKE)


def test_a_record_file_that_is_not_there(world):
    refused(world.programs.portpass("issue", "--data", world.data, "--record", world.folder / "nothing.json"))
    refused(world.programs.portpass("issue", "--data", world.data, "--jsonl", world.folder))


def test_output_that_can_t_be_written_is_an_error_and_the_passes_stay_revocable(world):
    with open("/dev/full", "wb") as full:
        ended = world.programs.portpass(
            "issue", "--data", world.data, "--jsonl", "-", data=json.dumps(GOOD).encode() + b"\n", stdout=full)
    assert ended.status == BROKE and ended.errors.strip().count("\n") == 0
    works(world)


def test_two_at_once_are_told_apart(world):
    blocker = subprocess.Popen(
        [str(world.programs.portpass_path), "issue", "--data", str(world.data), "--jsonl", "-"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, cwd=world.programs.folder)
    try:
        blocker.stdin.write((json.dumps(GOOD) + "\n").encode())
        blocker.stdin.flush()
        # Its lock names its process once it owns the folder.
        while (world.data / "lock").read_text().strip() != str(blocker.pid):
            assert blocker.poll() is None
        errors = refused(world.programs.portpass("publish", "--data", world.data))
        assert str(blocker.pid) in errors
    finally:
        blocker.stdin.close()
        assert blocker.wait(60) == 0
    works(world)


# --- rendering

@pytest.mark.parametrize("text", ["", "PP1:", "PP1:%%%", "hello", "PP2:ABC", "PP1:" + "A" * 2_000, "-"])
def test_a_text_that_is_no_pass_is_not_drawn(programs, tmp_path, text):
    picture = tmp_path / "x.png"
    ended = programs.portpass("render", "--out", picture, "--", text)
    assert ended.status in (BROKE, USAGE) and ended.output == "" and not picture.exists()


def test_a_picture_that_can_t_be_written(pristine, tmp_path):
    refused(pristine.programs.portpass("render", pristine.passes[0]["text"], "--out", tmp_path / "no" / "folder.png"))


# --- the gate

@pytest.mark.parametrize("content", [b"", b"{}", b"not json", b"{" * 5_000, b'{"signed":{},"signatures":[]}'])
def test_a_root_that_is_none(programs, tmp_path, content):
    root = tmp_path / "root.json"
    root.write_bytes(content)
    refused(programs.portgate("init", "--home", tmp_path / "gate", "--root", root, "--gate", "KEL-E1", "--dev"))
    assert not (tmp_path / "gate").exists()


def test_a_root_that_is_missing_or_changed(pristine, tmp_path):
    programs = pristine.programs
    refused(programs.portgate("init", "--home", tmp_path / "g", "--root", tmp_path / "no", "--gate", "KEL-E1", "--dev"))
    changed = tmp_path / "root.json"
    changed.write_bytes(pristine.root.read_bytes().replace(b'"threshold":2', b'"threshold":1').replace(b'"version":1', b'"version":2'))
    refused(programs.portgate("init", "--home", tmp_path / "g", "--root", changed, "--gate", "KEL-E1", "--dev"))
    assert not (tmp_path / "g").exists()


def test_development_keys_are_refused_without_dev(pristine, tmp_path):
    errors = refused_init = pristine.programs.portgate(
        "init", "--home", tmp_path / "g", "--root", pristine.root, "--gate", "KEL-E1", "--yes")
    assert refused_init.status == BROKE and "development" in errors.errors
    assert not (tmp_path / "g").exists()


def test_nobody_is_there_to_compare_the_fingerprint(pristine, tmp_path):
    ended = pristine.programs.portgate("init", "--home", tmp_path / "g", "--root", pristine.root, "--gate", "KEL-E1", data=b"")
    assert ended.status == BROKE and not (tmp_path / "g").exists()


@pytest.mark.parametrize("what", ["missing", "no-config", "bad-config"])
def test_a_home_that_is_none(world, what):
    if what == "missing":
        shutil.rmtree(world.home)
    elif what == "no-config":
        (world.home / "gate.json").unlink()
    else:
        (world.home / "gate.json").write_bytes(b"\x00\x01")
    refused(world.verify(world.passes[0]["text"]))
    refused(world.programs.portgate("sync", "--home", world.home, "--source", world.tuf))


def test_a_gate_that_never_synced_denies_without_trust(world):
    home = world.folder / "fresh"
    world.programs.done("portgate", "init", "--home", home, "--root", world.root, "--gate", "KEL-E1", "--dev")
    ended = world.programs.portgate("verify", "--home", home, "--json", world.passes[0]["text"])
    assert ended.status == DENY and ended.json["reasons"][0]["code"] == "no-trust" and "pass" not in ended.json
    leaving = world.programs.portgate("verify", "--home", home, "--json", "--direction", "out", world.passes[0]["text"])
    assert leaving.json["verdict"] == "check"


def test_a_gate_that_the_policy_does_not_know(world):
    home = world.folder / "stranger"
    world.programs.done("portgate", "init", "--home", home, "--root", world.root, "--gate", "KEL-E99", "--dev")
    assert "KEL-E1" in refused(world.programs.portgate("sync", "--home", home, "--source", world.tuf))


def test_every_damaged_file_of_the_gates_trust_is_said_and_mended_by_a_sync(world):
    trust = world.home / "trust"

    def in_force():
        return trust / (trust / "current").read_text().split()[0]

    names = [p.relative_to(in_force()) for p in in_force().rglob("*") if p.is_file()]
    assert len(names) >= 4
    for name in [None, *names]:
        for spoil in (lambda b: b"", lambda b: b[: len(b) // 2], lambda b: bytes([b[0] ^ 0x40]) + b[1:], lambda b: b[:-3] + bytes([b[-3] ^ 1]) + b[-2:]):
            path = trust / "current" if name is None else in_force() / name
            path.write_bytes(spoil(path.read_bytes()))
            ended = world.verify(world.passes[0]["text"])
            assert ended.status == BROKE and ended.is_one_sentence(), (name, ended.output, ended.errors)
            world.sync()
            assert world.verify(world.passes[0]["text"]).status == ADMIT, name


def test_damaged_stored_metadata_never_loses_the_trust_in_force(world):
    for path in [p for p in (world.home / "tuf").rglob("*.json") if p.is_file()]:
        content = path.read_bytes()
        for spoiled in (b"", content[: len(content) // 2], content + b"x"):
            path.write_bytes(spoiled)
            assert world.verify(world.passes[0]["text"]).status == ADMIT
            ended = world.programs.portgate("sync", "--home", world.home, "--source", world.tuf)
            assert ended.status in (0, BROKE)
            if ended.status == BROKE:
                assert ended.is_one_sentence(), ended.errors
            assert world.verify(world.passes[0]["text"]).status == ADMIT
            path.write_bytes(content)
    works(world)


def test_a_source_that_is_missing_or_damaged_leaves_the_gate_as_it_was(world):
    sync = lambda source: world.programs.portgate("sync", "--home", world.home, "--source", source)
    refused(sync(world.folder / "nowhere"))
    refused(sync("http://127.0.0.1:9/"))
    refused(sync("ftp://127.0.0.1/"))
    world.programs.done("portpass", "revoke", world.passes[0]["id"], "--reason", "lost", "--data", world.data)
    world.publish()
    names = [p for p in world.tuf.rglob("*") if p.is_file() and p.name != "superseded.json"]
    for path in names:
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        ended = sync(world.tuf)
        path.write_bytes(content)
        assert ended.status in (0, BROKE)
        if ended.status == BROKE:
            assert ended.is_one_sentence(), ended.errors
            assert world.verify(world.passes[0]["text"]).status == ADMIT, f"{path.name}: a failed sync changed the trust"
        else:
            # The file was an older one that nothing needs.
            break
    assert sync(world.tuf).status == 0
    assert world.verify(world.passes[0]["text"]).status == DENY


def test_a_stick_with_links_is_refused(world):
    stick = world.folder / "stick"
    shutil.copytree(world.tuf, stick)
    world.publish()
    timestamp = stick / "metadata" / "timestamp.json"
    timestamp.unlink()
    timestamp.symlink_to(world.tuf / "metadata" / "timestamp.json")
    refused(world.programs.portgate("sync", "--home", world.home, "--source", stick))


# --- pictures

@pytest.mark.parametrize("content", [
    b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR\x00\x0f\x42\x40\x00\x0f\x42\x40\x08\x06\x00\x00\x00" + b"\x00" * 50,
])
def test_a_picture_that_is_none(pristine, tmp_path, content):
    picture = tmp_path / "x.png"
    picture.write_bytes(content)
    refused(pristine.verify(picture))


def test_a_missing_picture_and_one_without_a_code(pristine, tmp_path):
    refused(pristine.verify(tmp_path / "none.png"))
    drawn = tmp_path / "pass.png"
    pristine.programs.done("portpass", "render", pristine.passes[0]["text"], "--out", drawn)
    content = drawn.read_bytes()
    for end in range(8, len(content) - 12, max(1, len(content) // 60)):
        drawn.write_bytes(content[:end])
        ended = pristine.verify(drawn)
        assert ended.status in (ADMIT, BROKE), ended.errors
        assert ended.status == ADMIT or ended.is_one_sentence()


# --- a full disk

@pytest.fixture
def small_disk(tmp_path):
    mount = tmp_path / "small"
    mount.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", mount], check=False, capture_output=True).returncode:
        pytest.skip("this machine does not allow to mount a small file system")
    yield mount
    subprocess.run(["umount", mount], check=True)


def fill(folder, leave):
    """Fills the file system but for `leave` bytes."""
    filler = folder / "filler"
    with open(filler, "wb", buffering=0) as file:
        while True:
            try:
                if file.write(b"\0" * 4_096) < 4_096:
                    break
            except OSError:
                break
    os.truncate(filler, max(0, filler.stat().st_size - leave))
    return filler


def test_a_full_disk_under_the_register_loses_nothing(world, small_disk):
    data = small_disk / "register"
    shutil.copytree(world.data, data)
    programs = world.programs
    records = "".join(
        json.dumps({**GOOD, "idNumber": None, "kind": "vehicle", "name": None, "plates": [f"KEA-{n:04d}"]}) + "\n" for n in range(3_000))
    records = "".join(json.dumps({k: v for k, v in json.loads(r).items() if v is not None}) + "\n" for r in records.splitlines())
    issued = []
    for leave in (0, 16_384, 262_144):
        filler = fill(small_disk, leave)
        ended = programs.portpass("issue", "--data", data, "--jsonl", "-", data=records.encode())
        assert ended.status == BROKE and "full" in ended.errors, "the disk was not full"
        issued += [json.loads(line) for line in ended.output.splitlines()]
        filler.unlink()
    programs.done("portpass", "audit", "verify", "--data", data)
    for one in issued[:3]:
        programs.done("portpass", "revoke", one["id"], "--reason", "lost", "--data", data)
    programs.done("portpass", "publish", "--data", data)


def test_a_full_disk_under_the_gate_keeps_the_trust_in_force(world, small_disk):
    home = small_disk / "gate"
    shutil.copytree(world.home, home)
    world.programs.done("portpass", "revoke", world.passes[0]["id"], "--reason", "lost", "--data", world.data)
    world.publish()
    filler = fill(small_disk, 0)
    ended = world.programs.portgate("sync", "--home", home, "--source", world.tuf)
    assert ended.status == BROKE and ended.is_one_sentence(), ended.errors
    verify = lambda: world.programs.portgate("verify", "--home", home, "--json", world.passes[0]["text"])
    assert verify().status == ADMIT
    filler.unlink()
    world.programs.done("portgate", "sync", "--home", home, "--source", world.tuf)
    assert verify().status == DENY


# --- killed in the middle

def test_killed_while_issuing_every_printed_pass_is_known_and_numbers_are_not_reused(world):
    records = "".join(
        json.dumps({"kind": "vehicle", "term": "temporary", "access": {"TWKEL": ["A"]}, "plates": [f"KEB-{n:04d}"], "notBefore": "P0D", "notAfter": "P7D"}) + "\n"
        for n in range(20_000))
    source = world.folder / "records.jsonl"
    source.write_text(records)
    printed = []
    for _ in range(3):
        # Nobody reads on after 600 lines, so the issuer stands in the middle of its work when it is killed.
        issuer = subprocess.Popen(
            [str(world.programs.portpass_path), "issue", "--data", str(world.data), "--jsonl", str(source)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=world.programs.folder)
        lines = [json.loads(issuer.stdout.readline()) for _ in range(600)]
        assert issuer.poll() is None, "the issuer had ended already"
        issuer.kill()
        issuer.wait()
        printed += lines
    assert len({p["number"] for p in printed}) == len(printed)
    assert len({(p["uri"], p["idx"]) for p in printed}) == len(printed)
    world.programs.done("portpass", "audit", "verify", "--data", world.data)
    for issued in printed[:: len(printed) // 5]:
        world.programs.done("portpass", "revoke", issued["id"], "--reason", "test", "--data", world.data)
    works(world)
    assert world.verify(printed[0]["text"]).status == DENY
