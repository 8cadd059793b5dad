"""The key that seals what is kept of people: replaced with the service stopped and while it serves, and killed meanwhile."""

import json
import random
import shutil
import signal
import subprocess

import pytest

from processes import BROKE
from test_keys import RECORD, sealed  # noqa: F401
from test_serve import Service, serving

NUMBER = "A223456781"


def person(number):
    """Somebody with a foreign document, so that any number is right."""
    return json.dumps({
        "name": f"PERSON {number}", "idNumber": f"P{number:07}", "idKind": "passport", "organisation": "測試公司", "kind": "person",
        "term": "temporary", "access": {"TWKEL": ["A"]}, "notBefore": "P0D", "notAfter": "P7D"}) + "\n"


class Vault:
    def __init__(self, programs, data, *words):
        self.programs, self.data, self.words = programs, data, words

    def run(self, *arguments, **options):
        return self.programs.done("portpass", *arguments, "--data", self.data, *self.words, **options)

    def keys(self):
        return {key["number"]: key for key in map(json.loads, self.run("vault", "list", "--json").output.splitlines())}

    def identity(self, number):
        return self.run("person", "identity", number, "--purpose", "holder-request").output.strip()


def test_a_real_vault_key_is_replaced_and_the_old_one_put_aside(programs, sealed, tmp_path):  # noqa: F811
    data = tmp_path / "register"
    shutil.copytree(sealed / "register", data)
    vault = Vault(programs, data, "--passphrase-file", sealed / "passphrase")
    issued = vault.run("issue", "--jsonl", "-", data=RECORD).json
    assert {number: (key["state"], key["boxes"] > 0) for number, key in vault.keys().items()} == {0: ("current", True)}
    assert "seals from now on" in vault.run("vault", "rotate").output
    keys = data / "keys"
    assert all((keys / name).stat().st_mode & 0o077 == 0 for name in ["vault-1.sealed", "index.sealed"])
    assert vault.identity(issued["number"]) == NUMBER
    refused = programs.portpass("vault", "retire", "0", "--data", data, *vault.words)
    assert refused.status == BROKE and refused.is_one_sentence() and "vault reseal" in refused.errors
    report = vault.run("vault", "reseal").json
    assert report["key"] == 1 and report["boxes"] >= 1 and report["unreadable"] == {}
    assert "is retired" in vault.run("vault", "retire", "0").output
    assert not (keys / "vault.sealed").exists() and len(list(keys.glob("vault-until-*.sealed"))) == 1
    assert "was retired before" in vault.run("vault", "retire", "0").output
    assert vault.identity(issued["number"]) == NUMBER
    assert [key["state"] for key in vault.keys().values()] == ["retired", "current"]
    # Found by its keyed hash: another pass of the same person is refused as before, and their file has both.
    assert len(vault.run("person", "export", data=NUMBER.encode()).json["passes"]) == 1
    # And once more, with nothing left of the first.
    vault.run("vault", "rotate")
    assert vault.run("vault", "reseal").json["key"] == 2
    vault.run("vault", "retire", "1")
    assert vault.identity(issued["number"]) == NUMBER
    log = vault.run("audit", "verify").output
    assert "the log is whole" in log, log


@pytest.mark.parametrize("name", ["vault-1.sealed", "vault-1.pub", "index.sealed"])
def test_without_one_of_its_keys_a_register_says_which_is_missing(programs, sealed, tmp_path, name):  # noqa: F811
    data = tmp_path / "register"
    shutil.copytree(sealed / "register", data)
    vault = Vault(programs, data, "--passphrase-file", sealed / "passphrase")
    vault.run("issue", "--jsonl", "-", data=RECORD)
    vault.run("vault", "rotate")
    vault.run("vault", "reseal")
    vault.run("vault", "retire", "0")
    (data / "keys" / name).rename(tmp_path / name)
    ended = programs.portpass("vault", "list", "--data", data, *vault.words)
    assert ended.status == BROKE and ended.is_one_sentence(), ended.errors
    assert name.split(".")[0] in ended.errors
    (tmp_path / name).rename(data / "keys" / name)
    assert vault.keys()[1]["state"] == "current"


def test_killed_while_everything_is_sealed_anew_it_goes_on_and_nothing_is_lost(world):
    vault = Vault(world.programs, world.data)
    people = range(1, 1201)
    numbers = [json.loads(line)["number"] for line in vault.run(
        "issue", "--jsonl", "-", data="".join(map(person, people)).encode()).output.splitlines()]
    total = vault.keys()[0]["boxes"]
    vault.run("vault", "rotate")
    moments = random.Random(20261127)
    left, cut = total, 0
    for _ in range(40):
        service = Service(world.programs, world.data)
        client = subprocess.Popen(
            [world.programs.folder / "portpass", "vault", "reseal", "--data", world.data], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        try:
            client.wait(timeout=moments.uniform(0.01, 0.25))
        except subprocess.TimeoutExpired:
            cut += 1
        service.process.send_signal(signal.SIGKILL)
        service.process.wait()
        client.communicate()
        boxes = {number: key["boxes"] for number, key in vault.keys().items()}
        assert boxes[0] <= left and sum(boxes.values()) >= total, boxes
        left = boxes[0]
        if left == 0:
            break
    assert cut > 0
    with serving(world):
        # By the service that is running: nothing is of the first key, which it never sealed with.
        assert vault.run("vault", "reseal").json["unreadable"] == {}
        assert vault.keys()[0]["boxes"] == 0
        assert "is retired" in vault.run("vault", "retire", "0").output
        for place in moments.sample(range(len(numbers)), 20):
            assert vault.identity(numbers[place]) == f"P{people[place]:07}"
    assert not (world.data / "keys" / "vault.pem").exists()
    with serving(world):
        assert vault.identity(numbers[-1]) == f"P{people[-1]:07}"
    assert "the log is whole" in vault.run("audit", "verify").output


def test_the_service_that_sealed_with_a_key_does_not_retire_it(world):
    vault = Vault(world.programs, world.data)
    with serving(world):
        vault.run("vault", "rotate")
        assert vault.run("vault", "reseal").json["unreadable"] == {}
        refused = world.programs.portpass("vault", "retire", "0", "--data", world.data)
        assert refused.status == BROKE and "start it anew" in refused.errors
    with serving(world):
        vault.run("vault", "reseal")
        vault.run("vault", "retire", "0")


def test_a_backup_of_before_is_put_back_with_the_key_of_its_time_and_that_one_is_replaced_again(world, tmp_path):
    vault = Vault(world.programs, world.data)
    issued = json.loads(vault.run("issue", "--jsonl", "-", data=person(7).encode()).output)
    vault.run("backup", "--out", tmp_path / "backup")
    vault.run("publish")
    public = tmp_path / "mirror"
    shutil.copytree(world.tuf, public)
    vault.run("vault", "rotate")
    vault.run("vault", "reseal")
    vault.run("vault", "retire", "0")
    keys = world.data / "keys"
    aside = next(keys.glob("vault-until-*.pem"))

    # The register is lost. With the keys of now, what is missing is named; with the one that was put aside, it opens.
    back = Vault(world.programs, tmp_path / "new")
    shutil.copytree(keys, back.data / "keys")
    back.run("restore", tmp_path / "backup")
    refused = world.programs.portpass("restore", "finish", "--public", public, "--data", back.data)
    assert refused.status == BROKE and refused.is_one_sentence() and "vault's key 0" in refused.errors, refused.errors
    (back.data / "keys" / aside.name).rename(back.data / "keys" / "vault.pem")
    back.run("restore", "finish", "--public", public)
    assert back.identity(issued["number"]) == "P0000007"
    # The key of after the backup is none of this register's: the next one has a number of its own.
    back.run("vault", "rotate")
    assert back.run("vault", "reseal").json["unreadable"] == {}
    back.run("vault", "retire", "0")
    assert back.identity(issued["number"]) == "P0000007"
    assert "the log is whole" in back.run("audit", "verify").output
