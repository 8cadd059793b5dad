"""A register that is lost and put back: backed up while it works, restored from the backup and what is public, with a gate that
lives through all of it."""

import json
import os
import shutil
import subprocess
import threading
import time

import pytest

from processes import ADMIT, BROKE, DENY

pytest.importorskip("cbor2")
from test_serve import serving  # noqa: E402


def record(number):
    digits = [1, 0, 1] + [int(digit) for digit in f"{number:07d}"]
    check = (10 - sum(a * b for a, b in zip(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1])) % 10) % 10
    return {
        "name": f"還原{number}", "idNumber": f"A1{number:07d}{check}", "kind": "person", "term": "temporary",
        "access": {"TWKEL": ["A"]},
        "notBefore": time.strftime("%Y-%m-%dT00:00:00+08:00", time.gmtime(time.time() - 86_400)),
        "notAfter": time.strftime("%Y-%m-%dT00:00:00+08:00", time.gmtime(time.time() + 10 * 86_400))}


def issue(world, *numbers, data=None):
    lines = "\n".join(json.dumps(record(number)) for number in numbers).encode()
    ended = world.programs.done("portpass", "issue", "--data", data or world.data, "--jsonl", "-", data=lines)
    return [json.loads(line) for line in ended.output.splitlines()]


def backup(world, folder):
    return world.programs.done("portpass", "backup", "--data", world.data, "--out", folder).json


def restored(world, folder, target):
    """A new data directory, with the keys put back."""
    target.mkdir()
    shutil.copytree(world.data / "keys", target / "keys")
    return world.programs.done("portpass", "restore", folder, "--data", target).json


def finish(world, target, public):
    return world.programs.done("portpass", "restore", "finish", "--data", target, "--public", public).json


def places(passes):
    return {(issued["uri"], issued["idx"]) for issued in passes}


def test_a_lost_register_is_put_back_and_no_gate_and_no_honest_pass_is_lost(world, tmp_path):
    before = issue(world, 1, 2, 3, 4)
    with serving(world):
        # Acts go on while the backup is made; what was acknowledged before it began must be in it.
        going, made = threading.Event(), []

        def load():
            number = 1_000
            while not going.is_set():
                made.extend(issue(world, number))
                number += 1

        worker = threading.Thread(target=load)
        worker.start()
        try:
            while len(made) < 3:
                time.sleep(0.01)
            acknowledged = list(made)
            saved = backup(world, tmp_path / "backup")
        finally:
            going.set()
            worker.join()
        assert saved["verified"] is True and saved["keys"] is False
        # What the backup does not know.
        after = issue(world, 11, 12)
        done = world.programs.done
        done("portpass", "revoke", before[0]["id"], "--reason", "stolen", "--data", world.data)
        done("portpass", "suspend", before[1]["id"], "--reason", "police", "--data", world.data)
        done("portpass", "revoke", after[1]["id"], "--reason", "forgery", "--data", world.data)
    world.publish()
    world.sync()
    assert world.verify(before[0]["text"]).status == DENY and world.verify(after[0]["text"]).status == ADMIT
    held = (world.tuf / "targets" / "audit").glob("*.checkpoint")
    newest = max(held, key=lambda path: int(path.read_text().splitlines()[1]))

    # The machine burns; a mirror of what is public and a copy of the keys are left.
    public = tmp_path / "mirror"
    shutil.copytree(world.tuf, public)
    target = tmp_path / "new"
    restored(world, tmp_path / "backup", target)
    for command in (["issue", "--jsonl", "-"], ["publish"], ["revoke", before[2]["id"], "--reason", "lost"]):
        ended = world.programs.portpass(*command, "--data", target, data=json.dumps(record(99)).encode())
        assert ended.status == BROKE and "read-only until portpass restore finish" in ended.errors, ended.errors
    ended = world.programs.portpass("serve", "--data", target, "--dev", "--port", "0")
    assert ended.status == BROKE and ended.is_one_sentence() and "restore finish" in ended.errors
    outcome = finish(world, target, public)
    assert outcome["revoked"] == 1 and outcome["suspended"] == 1 and outcome["lostMarks"] == 1, outcome
    assert outcome["mostLostPasses"] >= len(after) and outcome["gatesRevoked"] == [], outcome
    assert world.programs.portpass(
        "restore", "finish", "--data", target, "--public", public).status == BROKE

    # The same gate, with the trust of before, goes on with the new register: no version fell, nothing taken away came back.
    done("portgate", "sync", "--home", world.home, "--source", target / "tuf")
    assert world.verify(before[0]["text"]).json["reasons"][0]["code"] == "revoked"
    assert world.verify(before[1]["text"]).json["reasons"][0]["code"] == "suspended"
    assert world.verify(after[1]["text"]).json["reasons"][0]["code"] == "revoked"
    for issued in [before[2], before[3], after[0], *made]:
        assert world.verify(issued["text"]).status == ADMIT, issued["number"]
    # No place and no number a second time; new passes are good at the gate.
    new = issue(world, *range(2_000, 2_040), data=target)
    old = [*world.passes, *before, *made, *after]
    assert not places(new) & places(old)
    assert not {issued["number"] for issued in new} & {issued["number"] for issued in old}
    done("portpass", "publish", "--data", target)
    done("portgate", "sync", "--home", world.home, "--source", target / "tuf")
    for issued in new[:3]:
        assert world.verify(issued["text"]).status == ADMIT
    # Everything acknowledged before the backup began is known by name: it can be revoked.
    for issued in acknowledged:
        done("portpass", "revoke", issued["id"], "--reason", "test", "--data", target)
    # A pass that was issued after it is revoked by its text.
    done("portpass", "restore", "revoke", after[0]["text"], "--reason", "lost", "--data", target)
    done("portpass", "publish", "--data", target)
    done("portgate", "sync", "--home", world.home, "--source", target / "tuf")
    assert world.verify(after[0]["text"]).status == DENY
    # The log is whole, and what a gate kept of the lost one is explained.
    verified = world.programs.portpass("audit", "verify", "--data", target, "--checkpoint", newest)
    assert verified.status == 0 and "put back from a backup" in verified.errors, verified.errors
    # Served again.
    world.data = target
    with serving(world) as service:
        assert service.get("/healthz").status == 200


def test_a_backup_is_made_where_nobody_serves_and_its_manifest_is_believed_only_when_all_is_right(world, tmp_path):
    made = backup(world, tmp_path / "backup")
    assert made["files"] > 5 and made["passes"] == len(world.passes)
    assert world.programs.portpass("backup", "--data", world.data, "--out", tmp_path / "backup").status == BROKE
    database = tmp_path / "backup" / "register.sqlite"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    ended = world.programs.portpass("restore", tmp_path / "backup", "--data", tmp_path / "new")
    assert ended.status == BROKE and ended.is_one_sentence() and "register.sqlite" in ended.errors
    assert not (tmp_path / "new" / "register.sqlite").exists()


def test_a_full_disk_is_told_and_leaves_no_half_backup(world, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", small], check=False, capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        ended = world.programs.portpass("backup", "--data", world.data, "--out", small / "backup")
        assert ended.status == BROKE and ended.is_one_sentence() and "full" in ended.errors, ended.errors
        assert os.listdir(small) == []
        # The register itself is none the worse for it.
        issue(world, 1)
    finally:
        subprocess.run(["umount", small], check=True)


def test_finishing_over_http_from_the_web_server_that_gates_use(world, tmp_path):
    first, second = issue(world, 1, 2)
    backup(world, tmp_path / "backup")
    world.programs.done("portpass", "revoke", first["id"], "--reason", "lost", "--data", world.data)
    target = tmp_path / "new"
    restored(world, tmp_path / "backup", target)
    with serving(world) as service:
        outcome = finish(world, target, f"{service.url}/tuf")
    assert outcome["revoked"] == 1 and outcome["publicHasExpired"] is False
    world.programs.done("portgate", "sync", "--home", world.home, "--source", target / "tuf")
    assert world.verify(first["text"]).status == DENY and world.verify(second["text"]).status == ADMIT
