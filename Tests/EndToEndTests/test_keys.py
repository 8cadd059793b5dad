"""Real keys: sealed, refused where they must be, replaced and condemned."""

import json
import os
import pty
import select
import shutil

import pytest

from patience import SECONDS
from processes import ADMIT, BROKE, DENY
from test_serve import Service

RECORD = json.dumps({
    "name": "王大同", "idNumber": "A223456781", "organisation": "測試公司", "kind": "person", "term": "temporary",
    "access": {"TWKEL": ["A"]}, "notBefore": "P0D", "notAfter": "P7D"}).encode() + b"\n"


@pytest.fixture(scope="module")
def sealed(programs, tmp_path_factory):
    """A register with real keys, and the file with its passphrase."""
    folder = tmp_path_factory.mktemp("sealed")
    passphrase = folder / "passphrase"
    passphrase.write_text("correct horse battery staple\n")
    programs.done("portpass", "init", "--data", folder / "register", "--root-keys", folder / "roots", "--passphrase-file", passphrase)
    return folder


def test_no_key_of_a_real_register_is_readable_by_others_or_unsealed(sealed):
    keys = [*(sealed / "register" / "keys").iterdir(), *(sealed / "roots").iterdir()]
    assert len([k for k in keys if k.suffix == ".sealed"]) == 14
    assert not [k for k in keys if k.suffix == ".pem"]
    assert all(k.stat().st_mode & 0o077 == 0 for k in keys)


def test_a_real_register_issues_and_a_real_gate_admits(programs, sealed, tmp_path):
    data, passphrase = tmp_path / "register", sealed / "passphrase"
    shutil.copytree(sealed / "register", data)
    issued = programs.done("portpass", "issue", "--data", data, "--jsonl", "-", "--passphrase-file", passphrase, data=RECORD)
    programs.done("portpass", "publish", "--data", data, "--passphrase-file", passphrase)
    home = tmp_path / "gate"
    programs.done("portgate", "init", "--home", home, "--root", data / "tuf" / "metadata" / "1.root.json", "--gate", "KEL-E1", "--yes")
    programs.done("portgate", "sync", "--home", home, "--source", data / "tuf")
    assert programs.portgate("verify", "--home", home, json.loads(issued.output)["text"]).status == ADMIT


def test_no_register_with_real_keys_is_served_as_development(programs, sealed):
    ended = programs.portpass(
        "serve", "--dev", "--port", "0", "--data", sealed / "register", "--passphrase-file", sealed / "passphrase")
    assert ended.status == BROKE and ended.is_one_sentence() and "real keys" in ended.errors


def test_a_command_asks_for_no_passphrase_that_the_running_service_has(programs, sealed, tmp_path):
    data = tmp_path / "register"
    shutil.copytree(sealed / "register", data)
    service = Service(programs, data, "--passphrase-file", sealed / "passphrase")
    try:
        issued = programs.done("portpass", "issue", "--data", data, "--jsonl", "-", data=RECORD)
        programs.done("portpass", "revoke", json.loads(issued.output)["id"], "--reason", "stolen", "--data", data)
    finally:
        status, errors = service.stop()
    assert status == 0, errors


def test_sealed_keys_are_replaced_and_the_root_goes_by_hand(programs, sealed, tmp_path):
    data, roots = tmp_path / "register", sealed / "roots"
    shutil.copytree(sealed / "register", data)
    words = ["--passphrase-file", sealed / "passphrase"]
    office = ["--data", data, *words]
    programs.done("portpass", "publish", *office)
    old = json.loads(programs.done("portpass", "issue", "--jsonl", "-", *office, data=RECORD).output)
    home = tmp_path / "gate"
    programs.done("portgate", "init", "--home", home, "--root", data / "tuf/metadata/1.root.json", "--gate", "KEL-E1", "--yes")

    programs.done("portpass", "keys", "announce", "pass", "--wait", "0", *office)
    waiting = sorted(key.name for key in (data / "keys").glob("pass.next.*"))
    assert waiting == ["pass.next.pub", "pass.next.sealed"]
    assert all(key.stat().st_mode & 0o077 == 0 for key in (data / "keys").glob("*.sealed"))
    programs.done("portpass", "publish", *office)
    programs.done("portpass", "keys", "rotate", "pass", *office)
    new = json.loads(programs.done("portpass", "issue", "--jsonl", "-", *office, data=RECORD.replace(b"A223456781", b"A123456789")).output)

    file = tmp_path / "next-root"
    programs.done("portpass", "keys", "root", "request", "--replace", "timestamp", "--out", file, *office)
    for number in (1, 2):
        programs.done("portpass", "keys", "root", "sign", file, "--key", roots / f"tuf-root-{number}.sealed", "--yes", *words)
    programs.done("portpass", "keys", "root", "take", file, *office)
    programs.done("portpass", "keys", "rotate", "tuf-status", *office)
    programs.done("portpass", "publish", *office)
    assert not list((data / "keys").glob("*.next.*"))
    assert (data / "tuf/metadata/2.root.json").exists()
    programs.done("portgate", "sync", "--home", home, "--source", data / "tuf")
    for issued in (old, new):
        assert programs.portgate("verify", "--home", home, issued["text"]).status == ADMIT
    programs.done("portpass", "audit", "verify", *office)


@pytest.mark.parametrize("passphrase", ["wrong horse battery staple", "", "short"])
def test_a_wrong_passphrase_is_one_sentence_and_is_not_repeated(programs, sealed, tmp_path, passphrase):
    file = tmp_path / "passphrase"
    file.write_text(passphrase + "\n")
    ended = programs.portpass("publish", "--data", sealed / "register", "--passphrase-file", file)
    assert ended.status == BROKE and ended.is_one_sentence()
    assert not passphrase or passphrase not in ended.errors


def test_a_weak_passphrase_makes_no_register(programs, tmp_path):
    file = tmp_path / "passphrase"
    file.write_text("aaaaaaaaaaaaaaaaaaaa\n")
    ended = programs.portpass("init", "--data", tmp_path / "register", "--passphrase-file", file)
    assert ended.status == BROKE and ended.is_one_sentence() and not (tmp_path / "register").exists()


def test_nobody_there_to_type_the_passphrase(programs, sealed):
    ended = programs.portpass("publish", "--data", sealed / "register", data=b"")
    assert ended.status == BROKE and ended.is_one_sentence()


def test_the_passphrase_comes_as_a_systemd_credential(programs, sealed, tmp_path):
    shutil.copytree(sealed / "register", tmp_path / "register")
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    shutil.copy(sealed / "passphrase", credentials / "portpass-passphrase")
    ended = programs.portpass("publish", "--data", tmp_path / "register", environment={"CREDENTIALS_DIRECTORY": str(credentials)})
    assert ended.status == 0, ended.errors


def test_the_passphrase_typed_at_a_terminal_is_not_shown(programs, sealed, tmp_path):
    shutil.copytree(sealed / "register", tmp_path / "register")
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(programs.folder)
        os.execv(programs.portpass_path, ["portpass", "publish", "--data", str(tmp_path / "register")])
    seen = b""
    while b"assphrase" not in seen:
        assert select.select([terminal], [], [], SECONDS)[0], "nothing was asked"
        seen += os.read(terminal, 4_096)
    os.write(terminal, (sealed / "passphrase").read_bytes())
    while True:
        try:
            some = os.read(terminal, 4_096)
        except OSError:
            break
        if not some:
            break
        seen += some
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, seen
    assert b"staple" not in seen and b"published" in seen


def test_keys_that_others_can_read_or_that_are_development_keys_are_refused(programs, sealed, tmp_path):
    data = tmp_path / "register"
    shutil.copytree(sealed / "register", data)
    key = data / "keys" / "pass.sealed"
    key.chmod(0o644)
    ended = programs.portpass("publish", "--data", data, "--passphrase-file", sealed / "passphrase")
    assert ended.status == BROKE and ended.is_one_sentence() and "read by others" in ended.errors
    key.unlink()
    shutil.copy(programs.folder / "keys" / "dev-pass.pem", data / "keys" / "pass.pem")
    (data / "keys" / "pass.pem").chmod(0o600)
    ended = programs.portpass("publish", "--data", data, "--passphrase-file", sealed / "passphrase")
    assert ended.status == BROKE and ended.is_one_sentence()


def test_after_a_compromise_only_what_the_register_signed_is_good(world):
    """A thief holds the pass key and backdates: the register's own passes stay good, the forgery is refused."""
    cbor2 = pytest.importorskip("cbor2")
    base45 = pytest.importorskip("base45")
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    done, honest = world.programs.done, world.passes[0]
    envelope = cbor2.loads(base45.b45decode(honest["text"][4:])).value
    claims = cbor2.loads(envelope[2])
    claims[7] = bytes.fromhex("00112233445566aa")
    claims[6] -= 86_400
    # cbor2's canonical order is that of RFC 7049; the deterministic one sorts keys bytewise.
    def deterministic(value):
        if isinstance(value, dict):
            rows = sorted((cbor2.dumps(k), deterministic(v)) for k, v in value.items())
            head = cbor2.dumps({n: 0 for n in range(len(rows))})[: 1 if len(rows) < 24 else 2]
            return head + b"".join(k + v for k, v in rows)
        if isinstance(value, list):
            return cbor2.dumps([0] * len(value))[: 1 if len(value) < 24 else 2] + b"".join(map(deterministic, value))
        return cbor2.dumps(value)
    claims_only_known_time = deterministic(claims)
    key = load_pem_private_key((world.programs.folder / "keys" / "dev-pass.pem").read_bytes(), None)
    signature = key.sign(cbor2.dumps(["Signature1", envelope[0], b"", claims_only_known_time]))
    forged = "PP1:" + base45.b45encode(cbor2.dumps(cbor2.CBORTag(18, [envelope[0], {}, claims_only_known_time, signature]))).decode()
    kid = next(l.split()[0] for l in done("portpass", "keys", "list", "--data", world.data).output.splitlines() if " pass " in l)

    before = world.verify(forged).json
    assert before["pass"]["id"] == "00112233445566aa", "the forgery is not even signed well: the test proves nothing"
    done("portpass", "keys", "compromised", kid, "--data", world.data)
    refused = world.programs.portpass("issue", "--data", world.data, "--jsonl", "-", data=RECORD)
    assert refused.status == BROKE and refused.output == "", "a condemned key signed a pass"
    world.publish()
    world.sync()
    assert "key-compromised" in [r["code"] for r in world.verify(forged).json["reasons"]]
    assert world.verify(forged).status == DENY
    assert world.verify(honest["text"]).status == ADMIT
    done("portpass", "keys", "announce", "pass", "--wait", "0", "--data", world.data)
    world.publish()
    done("portpass", "keys", "rotate", "pass", "--data", world.data)
    issued = json.loads(done("portpass", "issue", "--data", world.data, "--jsonl", "-", data=RECORD).output)
    world.publish()
    world.sync()
    assert world.verify(issued["text"]).status == ADMIT
