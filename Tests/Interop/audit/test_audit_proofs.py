"""Proofs of the audit log, checked by a small program that was written from the documents."""

import base64
import copy
import json
import os
import pathlib
import subprocess
import sys

import pytest

pytest.importorskip("cryptography")
from check_proof import Wrong, check, checkpoint  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[3]


def portpass(*arguments, data, stdin=None):
    folder = os.environ.get("PORTPASS_BIN")
    if not folder:
        pytest.skip("PORTPASS_BIN does not name the folder of the built programs")
    return subprocess.run(
        [pathlib.Path(folder).resolve() / "portpass", *map(str, arguments), "--data", data], input=stdin, check=True,
        capture_output=True, cwd=ROOT, timeout=120).stdout.decode()


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    data = tmp_path_factory.mktemp("register") / "data"
    portpass("init", "--dev", data=data)
    lines = portpass("issue", "--jsonl", ROOT / "seeds" / "demo.jsonl", data=data).splitlines()
    portpass("revoke", json.loads(lines[0])["id"], "--reason", "stolen", data=data)
    return data


@pytest.fixture(scope="module")
def key(data):
    return portpass("audit", "key", data=data).splitlines()[-1]


@pytest.fixture(scope="module")
def records(data):
    return portpass("audit", "export", data=data).splitlines()


def proof_of(data, number):
    return json.loads(portpass("audit", "prove", number, data=data))


def test_every_record_is_proved(data, key, records):
    assert len(records) > 20
    for number in {*range(0, len(records), 3), len(records) - 1}:
        assert check(proof_of(data, number), key) == json.loads(records[number])


def test_a_later_log_still_holds_what_was_proved(data, key, records):
    before = proof_of(data, 5)
    portpass("publish", data=data)
    after = proof_of(data, 5)
    assert check(before, key) == check(after, key)
    assert after["size"] >= before["size"]


def test_the_program_by_itself(data, key, tmp_path, records):
    file = tmp_path / "proof.json"
    file.write_text(portpass("audit", "prove", 7, data=data))
    program = pathlib.Path(__file__).with_name("check_proof.py")
    done = subprocess.run([sys.executable, program, file, key], capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout) == json.loads(records[7])
    file.write_text(file.read_text().replace('"number":7', '"number":8'))
    failed = subprocess.run([sys.executable, program, file, key], capture_output=True, check=False, timeout=60)
    assert failed.returncode == 1 and failed.stderr


def changes():
    def record(proof):
        told = json.loads(base64.b64decode(proof["record"]))
        told["by"] = "somebody"
        proof["record"] = base64.b64encode(json.dumps(told, separators=(",", ":")).encode()).decode()

    def number(proof):
        proof["number"] += 1

    def step(proof):
        proof["path"][0] = base64.b64encode(bytes(32)).decode()

    def shorter(proof):
        proof["path"].pop()

    def longer(proof):
        proof["path"].append(proof["path"][0])

    def size(proof):
        first, _, rest = proof["checkpoint"].split("\n", 2)
        proof["checkpoint"] = f"{first}\n{proof['size'] + 1}\n{rest}"
        proof["size"] += 1

    def root(proof):
        first, second, _, rest = proof["checkpoint"].split("\n", 3)
        proof["checkpoint"] = "\n".join([first, second, base64.b64encode(bytes(32)).decode(), rest])

    return [record, number, step, shorter, longer, size, root]


@pytest.mark.parametrize("change", changes(), ids=lambda change: change.__name__)
def test_anything_changed_is_found(data, key, change):
    proof = copy.deepcopy(proof_of(data, 6))
    change(proof)
    with pytest.raises((Wrong, ValueError)):
        check(proof, key)


def test_another_key_is_refused(data, tmp_path):
    other = tmp_path / "other"
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("correct horse battery staple\n")
    portpass("init", "--passphrase-file", passphrase, data=other)
    stranger = portpass("audit", "key", "--passphrase-file", passphrase, data=other).strip()
    with pytest.raises(Wrong):
        check(proof_of(data, 3), stranger)


def test_the_published_checkpoint_is_a_note_that_others_can_verify(data, key):
    portpass("publish", data=data)
    (note,) = (data / "tuf" / "targets" / "audit").glob("*.checkpoint")
    size, root = checkpoint(note.read_text(), key)
    assert size > 20 and len(root) == 32


@pytest.mark.parametrize(("option", "subject"), [("--pass", "number"), ("--by", "by"), ("--event", "event")])
def test_an_export_holds_what_was_asked_for_and_nothing_else(data, records, option, subject):
    told = [json.loads(record) for record in records]
    revoked = next(record for record in told if record["event"] == "pass-revoke")
    wanted = revoked[subject]
    lines = portpass("audit", "export", option, wanted, "--to", len(records) - 1, data=data).splitlines()
    assert lines and all(line in records for line in lines)
    if subject == "number":
        identifier = revoked["pass"]
        expected = [r for r in told if r.get("number") == wanted or identifier in r.get("passes", [])]
        assert {record["event"] for record in expected} >= {"pass-intended", "passes-released", "pass-revoke"}
    else:
        expected = [record for record in told if record[subject] == wanted]
    assert [json.loads(line) for line in lines] == expected


def test_a_range_of_records(data, records):
    assert portpass("audit", "export", "--from", 3, "--to", 5, data=data).splitlines() == records[3:6]
    assert json.loads(portpass("audit", "show", 4, "--json", data=data)) == json.loads(records[4])
    assert json.loads(records[4])["event"] in portpass("audit", "show", 4, data=data)
