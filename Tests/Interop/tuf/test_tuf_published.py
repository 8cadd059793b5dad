"""Our repository, as `portpass publish` writes it, read by python-tuf's client over HTTP."""

import json
import os
import pathlib
import subprocess

import pytest
import tuf.api.metadata
from securesystemslib.signer._utils import compute_default_keyid

from tuf_client import Reference

ROOT = pathlib.Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = os.environ.get("PORTPASS_BIN")
    if not folder:
        pytest.skip("PORTPASS_BIN does not name the folder of the built programs")
    data = tmp_path_factory.mktemp("register") / "data"
    run(data, "init", "--dev")
    run(data, "publish")
    return data


def run(data, *arguments):
    program = pathlib.Path(os.environ["PORTPASS_BIN"]).resolve() / "portpass"
    subprocess.run([program, *arguments, "--data", data], check=True, capture_output=True, cwd=ROOT, timeout=120)


@pytest.fixture
def reference(data, tmp_path):
    return Reference(tmp_path / "reference", (data / "tuf/metadata/1.root.json").read_bytes())


def listed(updater):
    """Every target of every role that python-tuf trusts, path to description."""
    found = {}
    top = updater._trusted_set.targets
    paths = set(top.targets)
    for name in top.delegations.roles:
        paths |= set(updater._load_targets(name, "targets").targets)
    for path in paths:
        found[path] = updater.get_targetinfo(path)
    return found


def test_everything_we_publish_is_accepted(data, reference, serve):
    updater = reference.updater(serve(data / "tuf"))
    updater.refresh()
    targets = listed(updater)
    assert {"keys.json", "policy.json", "ops/level.json", "status/0"} <= set(targets)
    for path, info in targets.items():
        assert info is not None, f"{path} is listed by a role that may not"
        assert pathlib.Path(updater.download_target(info)).stat().st_size == info.length
    assert {"status", "ops", "audit"} <= set(updater._trusted_set.targets.delegations.roles)


def test_the_next_version_is_accepted_by_a_client_that_knows_the_first(data, reference, serve):
    server = serve(data / "tuf")
    first = reference.updater(server)
    first.refresh()
    run(data, "publish")
    second = reference.updater(server)
    second.refresh()
    assert second._trusted_set.timestamp.version >= first._trusted_set.timestamp.version
    assert second._trusted_set.timestamp.unrecognized_fields["issued"] >= (
        first._trusted_set.timestamp.unrecognized_fields["issued"]
    )


def test_what_the_files_promise(data):
    metadata = data / "tuf/metadata"
    issued = json.loads((metadata / "timestamp.json").read_bytes())["signed"]["issued"]
    assert isinstance(issued, int)
    for path in metadata.glob("*.json"):
        file = tuf.api.metadata.Metadata.from_bytes(path.read_bytes())
        assert file.signatures, path.name
        keys = getattr(file.signed, "keys", None) or getattr(getattr(file.signed, "delegations", None), "keys", {})
        for keyid, key in keys.items():
            assert key.keytype == "ed25519"
            assert keyid == compute_default_keyid(key.keytype, key.scheme, key.keyval)
    root = tuf.api.metadata.Metadata.from_file(str(metadata / "1.root.json")).signed
    assert root.consistent_snapshot is True


def test_a_changed_file_is_refused(data, tmp_path, reference, serve):
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", data / "tuf", copy], check=True)
    assert reference.accepts(serve(copy), "status/0")
    for place in (copy / "targets/status").glob("*.0"):
        place.write_bytes(place.read_bytes()[:-1] + b"x")
    assert not reference.accepts(serve(copy), "status/0")
