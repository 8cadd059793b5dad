"""Roots that are replaced by files carried by hand, read by python-tuf's client and by ours, and signed by others too."""

import json
import os
import pathlib
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata
from tuf.api.serialization.json import CanonicalJSONSerializer

from tuf_client import Reference

ROOT = pathlib.Path(__file__).resolve().parents[3]
KEYS = ROOT / "keys"


class Office:
    """A register for development, whose root keys are read from `keys/`, as if they were on other machines."""

    def __init__(self, folder):
        if not os.environ.get("PORTPASS_BIN"):
            pytest.skip("PORTPASS_BIN does not name the folder of the built programs")
        self.folder = folder
        self.data = folder / "data"
        self.done("init", "--dev")
        self.done("publish")
        self.first = (self.tuf / "metadata/1.root.json").read_bytes()

    @property
    def tuf(self):
        return self.data / "tuf"

    def run(self, *arguments, on_register=True):
        program = pathlib.Path(os.environ["PORTPASS_BIN"]).resolve() / "portpass"
        return subprocess.run(
            [program, *map(str, arguments), *(["--data", self.data] if on_register else [])],
            capture_output=True, cwd=ROOT, timeout=120, check=False)

    def done(self, *arguments, on_register=True):
        ended = self.run(*arguments, on_register=on_register)
        assert ended.returncode == 0, ended.stderr.decode()
        return ended.stdout.decode()

    def refused(self, *arguments, on_register=True):
        ended = self.run(*arguments, on_register=on_register)
        said = ended.stderr.decode().strip()
        assert ended.returncode == 1 and len(said.splitlines()) == 1, (ended.returncode, said)
        return said

    def request(self, *arguments):
        file = self.folder / "next-root"
        self.done("keys", "root", "request", "--out", file, *arguments)
        return file

    def sign(self, file, number, out):
        """On the machine that has this key."""
        out = self.folder / out
        self.done("keys", "root", "sign", file, "--key", KEYS / f"dev-tuf-root-{number}.pem", "--out", out, "--yes",
                  on_register=False)
        return out

    def roles(self):
        return {role["role"]: role for role in json.loads(self.done("keys", "list", "--json"))["roles"]}


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_an_online_key_is_replaced_through_the_root(office, role, tmp_path, serve, make_client):
    server = serve(office.tuf)
    ours = make_client(office.first)
    assert ours.refresh(server)[0] == 0
    theirs = Reference(tmp_path / "reference", office.first)
    assert theirs.accepts(server)
    before = office.roles()[role]["keys"]
    file = office.request("--replace", role)
    signed = [office.sign(file, 1, "one"), office.sign(file, 3, "three")]
    office.done("keys", "root", "take", *signed)
    after = office.roles()
    assert after["root"]["version"] == 2
    assert after[role]["keys"] != before and after[role]["atHand"]
    # Who was there before, and who knows only the first root.
    assert ours.refresh(server)[0] == 0
    assert theirs.accepts(server, "keys.json", "status/0")
    assert make_client(office.first).refresh(server)[0] == 0
    assert Reference(tmp_path / "fresh", office.first).accepts(server, "keys.json", "status/0")
    # The new key goes on.
    office.done("publish")
    assert ours.refresh(server)[0] == 0 and theirs.accepts(server)
    assert not list((office.data / "keys").glob("*.next*"))


def test_all_keys_at_once_and_the_roots_own(office, tmp_path, serve, make_client):
    server = serve(office.tuf)
    ours, theirs = make_client(office.first), Reference(tmp_path / "reference", office.first)
    assert ours.refresh(server)[0] == 0 and theirs.accepts(server)
    fresh = Ed25519PrivateKey.generate()
    public = tmp_path / "new-root.pub"
    public.write_text(fresh.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex() + "\n")
    going = office.roles()["root"]["keys"]
    shown = office.done("keys", "show", KEYS / "dev-tuf-root-3.pem", on_register=False)
    third = shown.split()[2]
    assert third in going
    file = office.request(
        "--replace", "timestamp", "--replace", "snapshot", "--replace", "targets", "--add-root", public, "--remove-root", third,
        "--root-threshold", "3")
    assert "NEW" in office.done("keys", "root", "show", file, on_register=False)
    one, two = office.sign(file, 1, "one"), office.sign(file, 2, "two")
    assert "1 more of the next" in office.refused("keys", "root", "take", one, two)
    # The new key signs with other people's Ed25519.
    told = json.loads(file.read_text())
    told["signatures"] = [{
        "key": public.read_text().strip(), "signature": fresh.sign(told["next"].encode()).hex()}]
    third_file = tmp_path / "three"
    third_file.write_text(json.dumps(told))
    office.done("keys", "root", "take", one, two, third_file)
    root = office.roles()["root"]
    assert root["threshold"] == 3 and len(root["keys"]) == 3 and third not in root["keys"]
    assert ours.refresh(server)[0] == 0 and theirs.accepts(server, "keys.json", "ops/level.json", "status/0")
    assert Reference(tmp_path / "fresh", office.first).accepts(server, "policy.json")
    # The one that went can't sign the next.
    again = office.request()
    office.refused("keys", "root", "sign", again, "--key", KEYS / "dev-tuf-root-3.pem", "--yes", on_register=False)


def test_what_is_signed_is_what_python_tuf_signs(office, tmp_path):
    file = office.request("--replace", "timestamp")
    told = json.loads(file.read_text())
    root = Metadata.from_bytes(json.dumps({"signed": json.loads(told["next"]), "signatures": []}).encode())
    assert CanonicalJSONSerializer().serialize(root.signed) == told["next"].encode()
    before = Metadata.from_bytes(told["previous"].encode())
    assert root.signed.version == before.signed.version + 1
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    told["signatures"] = []
    for number in (1, 2):
        key = load_pem_private_key((KEYS / f"dev-tuf-root-{number}.pem").read_bytes(), None)
        root.sign(CryptoSigner(key), append=True)
        told["signatures"].append({
            "key": key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex(),
            "signature": key.sign(told["next"].encode()).hex()})
    file.write_text(json.dumps(told))
    office.done("keys", "root", "take", file)
    published = Metadata.from_file(str(office.tuf / "metadata/2.root.json"))
    before.verify_delegate("root", published)
    published.verify_delegate("root", published)
    assert {s: v.signature for s, v in published.signatures.items()} == {s: v.signature for s, v in root.signatures.items()}


def test_the_root_is_renewed_in_time(office, tmp_path, serve):
    file = office.request()
    office.done("keys", "root", "take", office.sign(office.sign(file, 2, "a"), 3, "b"))
    assert office.roles()["root"]["version"] == 2
    assert Reference(tmp_path / "reference", office.first).accepts(serve(office.tuf), "keys.json")


@pytest.mark.parametrize("role", ["tuf-status", "tuf-ops", "tuf-audit"])
def test_a_delegated_key_is_replaced_at_once(office, role, tmp_path, serve, make_client):
    server = serve(office.tuf)
    ours, theirs = make_client(office.first), Reference(tmp_path / "reference", office.first)
    assert ours.refresh(server)[0] == 0 and theirs.accepts(server)
    name = role.removeprefix("tuf-")
    before = office.roles()[name]["keys"]
    assert "signs from now on" in office.done("keys", "rotate", role)
    assert office.roles()[name]["keys"] != before
    office.done("publish")
    assert ours.download(server, "status/0", "ops/level.json", "audit/checkpoint")[0] == 0
    assert theirs.accepts(server, "status/0", "ops/level.json", "audit/checkpoint")


# What the carrier, or somebody on the way, may try


def test_too_few_signatures_wrong_files_and_old_files_are_one_sentence(office, tmp_path):
    file = office.request("--replace", "timestamp")
    one = office.sign(file, 1, "one")
    assert "too few" in office.refused("keys", "root", "take", one)
    assert "too few" in office.refused("keys", "root", "take", one, one)
    office.refused("keys", "root", "take", tmp_path / "none")
    office.refused("keys", "root", "take", tmp_path)
    office.refused("keys", "root", "sign", file, "--key", KEYS / "dev-tuf-timestamp.pem", "--yes", on_register=False)
    # Nobody at a terminal, and not told that nobody will be asked.
    office.refused("keys", "root", "sign", file, "--key", KEYS / "dev-tuf-root-2.pem", on_register=False)
    two = office.sign(file, 2, "two")
    other = tmp_path / "other"
    office.done("keys", "root", "request", "--out", other)
    assert "different roots" in office.refused("keys", "root", "take", one, other)
    office.done("keys", "root", "take", one, two)
    assert "do not follow" in office.refused("keys", "root", "take", one, two)
    kept = tmp_path / "kept.json"
    kept.write_bytes(office.first)
    again = office.request()
    office.refused(
        "keys", "root", "sign", again, "--key", KEYS / "dev-tuf-root-2.pem", "--root", kept, "--yes", on_register=False)
    kept.write_bytes((office.tuf / "metadata/2.root.json").read_bytes())
    office.done("keys", "root", "sign", again, "--key", KEYS / "dev-tuf-root-2.pem", "--root", kept, "--yes",
                on_register=False)


def test_a_key_that_somebody_put_into_the_file_is_shown_and_comes_to_nothing(office, tmp_path):
    thief = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    file = office.request("--replace", "timestamp")
    told = json.loads(file.read_text())
    root = json.loads(told["next"])
    forged = Metadata.from_bytes(json.dumps({"signed": root, "signatures": []}).encode())
    from securesystemslib.signer import SSlibKey
    from securesystemslib.signer._utils import compute_default_keyid

    keyid = compute_default_keyid("ed25519", "ed25519", {"public": thief})
    for old in list(forged.signed.roles["timestamp"].keyids):
        forged.signed.revoke_key(old, "timestamp")
    forged.signed.add_key(SSlibKey(keyid, "ed25519", "ed25519", {"public": thief}), "timestamp")
    told["next"] = CanonicalJSONSerializer().serialize(forged.signed).decode()
    # The words in the file still tell of the honest change.
    file.write_text(json.dumps(told))
    honest = [line for line in told["changes"] if line.startswith("timestamp") and "NEW" in line]
    shown = office.done("keys", "root", "show", file, on_register=False)
    assert honest[0] not in shown and "timestamp: the key" in shown
    # Signed in haste all the same: this register does not have that key, and installs nothing.
    one, two = office.sign(file, 1, "one"), office.sign(file, 2, "two")
    office.refused("keys", "root", "take", one, two)
    assert office.roles()["root"]["version"] == 1
    office.done("publish")
    office.done("audit", "verify")


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format":"portpass-root-proposal-1"}', "\x00" * 100, "x" * 3_000_000])
def test_files_that_are_none(office, tmp_path, text):
    file = tmp_path / "file"
    file.write_text(text)
    office.refused("keys", "root", "take", file)
    office.refused("keys", "root", "show", file, on_register=False)
    office.refused("keys", "root", "sign", file, "--key", KEYS / "dev-tuf-root-1.pem", "--yes", on_register=False)
