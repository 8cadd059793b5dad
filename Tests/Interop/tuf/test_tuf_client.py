"""Our client against repositories that python-tuf wrote, honest and hostile, and python-tuf's own client beside it.

Every case is also put to python-tuf: where the two differ, one of them is wrong, and the case says which and why.
"""

import json

import pytest

from tuf_client import Reference
from tuf_repository import KINDS, Repository, in_days
from tuf_server import cut_off, endless, redirect, status


@pytest.fixture
def repository(tmp_path):
    repository = Repository(tmp_path / "repository")
    repository.delegate("targets", "status", ["status/*"])
    repository.add_target("targets", "keys.json", b"keys")
    repository.add_target("status", "status/0", b"list")
    repository.publish("targets", "status")
    return repository


class Pair:
    """Our client and python-tuf's, each with its own memory."""

    def __init__(self, client, reference):
        self.client = client
        self.reference = reference

    def accept(self, server, *names):
        code, said = self.client.download(server, *names) if names else self.client.refresh(server)
        assert code == 0, said
        assert self.reference.accepts(server, *names), "python-tuf refuses what we accept"

    def refuse(self, server, *names, agrees=True):
        code, said = self.client.download(server, *names) if names else self.client.refresh(server)
        assert code == 1, "accepted"
        assert self.reference.accepts(server, *names) is not agrees
        return said


@pytest.fixture
def make_pair(make_client, tmp_path):
    def make(root):
        client = make_client(root)
        return Pair(client, Reference(client.metadata.parent / "reference", root))

    return make


@pytest.fixture
def pair(make_pair, repository):
    return make_pair(repository.first_root)


# ------------------------------------------------------------------------------------------------ honest


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("consistent", [True, False])
def test_every_kind_of_key(tmp_path, make_pair, serve, kind, consistent):
    repository = Repository(tmp_path / "repository", kind, consistent)
    repository.delegate("targets", "status", ["status/*"])
    repository.add_target("status", "status/0", b"list")
    repository.publish("targets", "status")
    pair = make_pair(repository.first_root)
    pair.accept(serve(repository.folder), "status/0")
    assert (pair.client.targets / "status%2F0").read_bytes() == b"list"
    for role in ("timestamp", "snapshot", "targets", "status"):
        assert pair.client.stored(role) == repository.path(role).read_bytes()


def test_roots_follow_one_another(repository, pair, serve):
    old = repository.renew_keys("root", count=3, threshold=2)
    repository.publish("root", root_signers=old)
    old = repository.renew_keys("root", count=2, threshold=2)
    repository.publish("root", root_signers=old)
    repository.renew_keys("timestamp")
    repository.publish("root")
    pair.accept(serve(repository.folder), "keys.json")
    assert json.loads(pair.client.stored("root"))["signed"]["version"] == 4


def test_targets_of_many_sizes_and_hashes(repository, pair, serve):
    for size, hashes in ((0, None), (1, ["sha512"]), (70_000, ["sha256", "sha512"]), (3_000_000, ["sha256"])):
        repository.add_target("targets", f"files/{size}", bytes(size), hashes)
    repository.publish("targets")
    server = serve(repository.folder)
    pair.accept(server, "files/0", "files/1", "files/70000", "files/3000000")
    assert (pair.client.targets / "files%2F3000000").read_bytes() == bytes(3_000_000)
    asked = len(server.requests)
    pair.client.download(server, "files/0", "files/3000000")
    assert not [path for path in server.requests[asked:] if "targets/" in path]


def test_metadata_without_hashes_and_with_unknown_fields(repository, pair, serve):
    repository.lists_hashes = False
    repository.roles["timestamp"].unrecognized_fields["issued"] = 1_900_000_000
    repository.roles["targets"].unrecognized_fields["x"] = {"é": [None, True, -1, "\n\"\\"]}
    repository.roles["targets"].targets["keys.json"].unrecognized_fields["custom"] = {"a": 1}
    repository.publish("targets", "status")
    pair.accept(serve(repository.folder), "keys.json")


def test_delegations_in_order(repository, pair, serve):
    repository.delegate("targets", "first", ["a/*"], terminating=True)
    repository.delegate("targets", "second", ["a/*", "b/*"])
    repository.delegate("second", "third", ["b/*"])
    repository.add_target("second", "a/hidden", b"behind a terminating role")
    repository.add_target("first", "a/file", b"first")
    repository.add_target("third", "b/file", b"third")
    repository.publish("targets", "first", "second", "third")
    server = serve(repository.folder)
    pair.accept(server, "a/file", "b/file")
    assert (pair.client.targets / "b%2Ffile").read_bytes() == b"third"
    pair.refuse(server, "a/hidden")


def test_hash_bins(tmp_path, make_pair, serve):
    repository = Repository(tmp_path / "repository")
    bins = repository.delegate_bins("targets", "bin", 4)
    names = [f"directory/{number}" for number in range(20)]
    for name in names:
        repository.add_target(bins.get_role_for_target(name), name, name.encode())
    repository.publish("targets", *bins.get_roles())
    make_pair(repository.first_root).accept(serve(repository.folder), *names)


# ------------------------------------------------------------------------------------------------ hostile


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets", "status"])
def test_rollback(repository, pair, serve, role):
    repository.publish("targets", "status")
    server = serve(repository.folder)
    pair.accept(server, "status/0")
    repository.roles["timestamp"].version += 0 if role == "timestamp" else 1
    repository.roles["snapshot"].version += 1 if role in ("targets", "status") else 0
    repository.roles[role].version -= 2 if role == "timestamp" else 1
    for name in (role, "snapshot", "timestamp") if role not in ("snapshot", "timestamp") else (role, "timestamp"):
        repository.store(name)
    assert "goes back" in pair.refuse(server, "status/0")


@pytest.mark.parametrize("role", ["root", "timestamp", "snapshot", "targets", "status"])
def test_freeze(repository, pair, serve, role):
    repository.roles[role].expires = in_days(-1)
    repository.publish(role) if role not in ("snapshot", "timestamp") else repository.publish()
    assert "expired" in pair.refuse(serve(repository.folder), "status/0")


@pytest.mark.parametrize("role", ["snapshot", "targets", "status"])
def test_mix_and_match(repository, pair, serve, role):
    place = repository.path(role)
    repository.roles[role].expires = in_days(29)
    place.write_bytes(repository.signed(role))
    pair.refuse(serve(repository.folder), "status/0")


@pytest.mark.parametrize("role", ["root", "timestamp", "snapshot", "targets", "status"])
def test_signed_by_nobody_and_by_a_stranger(repository, make_pair, serve, role):
    for signers in ([], [repository.new_signer()]):
        repository.roles[role].version += 1
        repository.store(role, signers)
        if role not in ("timestamp", "root"):
            repository.publish()
            if role == "snapshot":
                repository.store("snapshot", signers)
                repository.store("timestamp")
        pair = make_pair(repository.first_root)
        assert "good signatures" in pair.refuse(serve(repository.folder), "status/0")
        repository.roles[role].version -= role == "root"


@pytest.mark.parametrize("role", ["root", "timestamp", "snapshot", "targets", "status"])
def test_below_the_threshold(repository, pair, serve, role):
    if role == "status":
        del repository.roles["targets"].delegations.roles["status"]
        repository.signers["status"] = []
        repository.delegate("targets", "status", ["status/*"], threshold=2, count=2)
        old = []
    else:
        old = repository.renew_keys(role, count=2, threshold=2)
    repository.signers[role].pop()
    repository.publish("root", "targets", "status", root_signers=old if role == "root" else ())
    assert "1 good signatures of the 2" in pair.refuse(serve(repository.folder), "status/0")


def test_one_signature_counted_twice(repository, pair, serve):
    repository.renew_keys("timestamp", count=2, threshold=2)
    repository.signers["timestamp"].pop()
    repository.publish("root")

    def double(document):
        document["signatures"].append(dict(document["signatures"][0]))

    repository.edit("timestamp", double)
    pair.refuse(serve(repository.folder))


def test_one_key_under_two_ids(repository, pair, serve):
    """python-tuf counts key ids and accepts this; the specification asks for different keys."""
    repository.renew_keys("timestamp", count=1, threshold=1)
    root = repository.roles["root"]
    key = next(iter(repository.signers["timestamp"])).public_key
    other = type(key)("ab" * 32, key.keytype, key.scheme, dict(key.keyval))
    root.add_key(other, "timestamp")
    root.roles["timestamp"].threshold = 2
    repository.publish("root")

    def again(document):
        document["signatures"].append({"keyid": other.keyid, "sig": document["signatures"][0]["sig"]})

    repository.edit("timestamp", again)
    assert "good signatures" in pair.refuse(serve(repository.folder), agrees=False)


def test_a_new_root_that_only_one_side_signed(repository, make_pair, serve):
    for only_old in (True, False):
        old = repository.renew_keys("root")
        repository.roles["root"].version += 1
        repository.store("root", old if only_old else repository.signers["root"])
        pair = make_pair(repository.first_root)
        pair.refuse(serve(repository.folder))
        assert pair.client.stored("root") == repository.first_root
        repository.roles["root"].version -= 1
        repository.signers["root"] = old


def test_a_gap_in_the_roots(repository, pair, serve):
    repository.publish("root")
    repository.publish("root")
    (repository.folder / "metadata" / "2.root.json").write_bytes(repository.path("root").read_bytes())
    pair.refuse(serve(repository.folder))


def test_fast_forward_and_recovery(repository, pair, serve):
    server = serve(repository.folder)
    for role in ("timestamp", "snapshot", "targets"):
        repository.roles[role].version = 1_000
        repository.store("targets")
        repository.store("snapshot")
        repository.store("timestamp")
    pair.accept(server)
    for role in ("timestamp", "snapshot", "targets"):
        repository.roles[role].version = 10
    for role in ("targets", "snapshot", "timestamp"):
        repository.store(role)
    pair.refuse(server)
    repository.renew_keys("timestamp")
    repository.renew_keys("snapshot")
    repository.publish("root")
    pair.accept(server, "keys.json")


def test_a_role_that_disappears(repository, pair, serve):
    server = serve(repository.folder)
    pair.accept(server)
    del repository.roles["snapshot"].meta["status.json"]
    repository.publish()
    pair.refuse(server)


def test_a_role_that_is_not_in_the_snapshot(repository, make_pair, serve):
    del repository.roles["snapshot"].meta["status.json"]
    repository.publish()
    make_pair(repository.first_root).refuse(serve(repository.folder), "status/0")


def test_a_target_outside_of_the_role_that_lists_it(repository, pair, serve):
    repository.add_target("status", "ops/level.json", b"1")
    repository.publish("status")
    pair.refuse(serve(repository.folder), "ops/level.json")


@pytest.mark.parametrize("data", [b"kexs", b"key", b"keyss", b"", None])
def test_another_target_under_the_name(repository, pair, serve, data):
    for place in (repository.folder / "targets").glob("*.keys.json"):
        place.write_bytes(data) if data is not None else place.unlink()
    pair.refuse(serve(repository.folder), "keys.json")
    assert not list(pair.client.targets.iterdir())


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":2}', '{"a":1.5}', '{"a":1e3}', '{"a":NaN}', '{"a":123456789012345678901}',
        '{"a":-0}', '{"a":"\\ud800"}', "[" * 100 + "]" * 100,
    ],
)  # fmt: skip
def test_json_that_readers_disagree_about(repository, pair, serve, text):
    """Inside what is signed, by the right key: python-tuf takes some of these, and each reader could see another value."""
    place = repository.path("timestamp")
    content = place.read_text()
    place.write_text(content.replace('"_type"', f'"x": {text}, "_type"', 1))
    code, said = pair.client.refresh(serve(repository.folder))
    assert code == 1 and ("not valid JSON" in said or "not a whole number of 64 bits" in said)


@pytest.mark.parametrize("path", ["2.root", "timestamp", "{snapshot}.snapshot", "{targets}.targets"])
@pytest.mark.parametrize("answer", [endless, cut_off, status(500)], ids=["endless", "cut off", "500"])
def test_a_server_that_misbehaves(repository, pair, serve, path, answer):
    names = {role: repository.roles[role].version for role in ("snapshot", "targets")}
    server = serve(repository.folder, actions={f"/metadata/{path.format(**names)}.json": answer})
    pair.refuse(server)
    pair.accept(serve(repository.folder), "keys.json")


def test_redirects_stay_on_the_web(repository, pair, serve, tmp_path):
    elsewhere = serve(repository.folder)
    server = serve(repository.folder, actions={"/metadata/timestamp.json": redirect(elsewhere.url + "metadata/timestamp.json")})
    pair.accept(server)
    for location in (repository.path("timestamp").as_uri(), "ftp://127.0.0.1/timestamp.json", "/metadata/timestamp.json"):
        server = serve(repository.folder, actions={"/metadata/timestamp.json": redirect(location)})
        code, _ = pair.client.refresh(server)
        assert code == 1


def test_a_root_that_is_none(client_command, repository, tmp_path):
    from tuf_client import Client

    for number, data in enumerate((b"", b"{}", repository.first_root[:-1], repository.first_root.replace(b"root", b"toor"))):
        client = Client(client_command, tmp_path / f"bad{number}")
        client.root.write_bytes(data)
        code, _ = client.run("init", client.root)
        assert code == 1
        assert client.stored("root") is None


def test_damaged_files_of_our_own(repository, pair, serve):
    server = serve(repository.folder)
    pair.accept(server, "status/0")
    for role in ("timestamp", "snapshot", "targets", "status"):
        for data in (b"", b"{", repository.first_root):
            (pair.client.metadata / f"{role}.json").write_bytes(data)
            code, said = pair.client.download(server, "status/0")
            assert code == 0, said
    (pair.client.metadata / "root.json").write_bytes(b"{")
    code, said = pair.client.refresh(server)
    assert code == 1 and "init" in said
    pair.client.init(repository.first_root)
    assert pair.client.refresh(server)[0] == 0
