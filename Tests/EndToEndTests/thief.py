"""Whoever holds signing keys of the repository and a copy of it: forges what they can, and the operator who takes them away.

Everything is read, changed and signed with python-tuf, by the development keys.
"""

import datetime
import shutil

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, TargetFile
from tuf.api.serialization.json import JSONSerializer

from processes import ROOT

DEVELOPMENT = ROOT / "keys"


def days_from_now(days):
    return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) + datetime.timedelta(days=days)


def development_key(name):
    return load_pem_private_key((DEVELOPMENT / f"dev-{name}.pem").read_bytes(), None)


def forged_pass(text, change, key="pass"):
    """A pass that whoever holds the pass key makes out of another: other claims, signed well."""
    # Not at hand everywhere that repositories are forged.
    import base45
    import cbor2
    from kiosk import deterministic

    protected, _, payload, _ = cbor2.loads(base45.b45decode(text[4:])).value
    claims = cbor2.loads(payload)
    change(claims)
    payload = deterministic(claims)
    signature = development_key(key).sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    return "PP1:" + base45.b45encode(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))).decode()


class Repository:
    """A folder with metadata/ and targets/ as they were published, to be changed and signed again."""

    def __init__(self, folder):
        self.folder = folder
        self.keys = {}
        self.timestamp = Metadata.from_file(str(folder / "metadata" / "timestamp.json"))
        self.snapshot = self._read("snapshot", self.timestamp.signed.snapshot_meta)
        self.lists = {name: self._read(name, self.snapshot.signed.meta[f"{name}.json"]) for name in ("targets", "status")}

    @classmethod
    def copy(cls, published, folder):
        shutil.copytree(published, folder)
        return cls(folder)

    def _read(self, role, entry):
        return Metadata.from_file(str(self.folder / "metadata" / f"{entry.version}.{role}.json"))

    def _write(self, role, file):
        key = self.keys.get(role) or development_key(f"tuf-{role}")
        file.sign(CryptoSigner(key))
        data = file.to_bytes(JSONSerializer(compact=True))
        name = "timestamp.json" if role == "timestamp" else f"{file.signed.version}.{role}.json"
        (self.folder / "metadata" / name).write_bytes(data)
        return MetaFile.from_data(file.signed.version, data, ["sha256"])

    def put(self, path, data, role="status"):
        """Puts a target in the place of another; nothing, to take it away."""
        listing = self.lists[role].signed
        if data is None:
            del listing.targets[path]
        else:
            info = listing.targets[path] = TargetFile.from_data(path, data, ["sha256"])
            folder, _, name = path.rpartition("/")
            place = self.folder / "targets" / folder / f"{info.hashes['sha256']}.{name}"
            place.write_bytes(data)
        listing.version += 1
        self.snapshot.signed.meta[f"{role}.json"] = self._write(role, self.lists[role])
        self.say(snapshot=self.snapshot.signed.version + 1)

    def target(self, path, role="status"):
        folder, _, name = path.rpartition("/")
        info = self.lists[role].signed.targets[path]
        return (self.folder / "targets" / folder / f"{info.hashes['sha256']}.{name}").read_bytes()

    def say(self, issued=None, version=None, snapshot=None, days=8):
        """Signs a snapshot, if it has a new version, and a timestamp."""
        signed = self.timestamp.signed
        if snapshot is not None:
            self.snapshot.signed.version = snapshot
            self.snapshot.signed.expires = days_from_now(days)
            signed.snapshot_meta = self._write("snapshot", self.snapshot)
        signed.version = version or signed.version + 1
        signed.expires = days_from_now(days)
        if issued is not None:
            signed.unrecognized_fields["issued"] = issued
        self._write("timestamp", self.timestamp)


def replace_online_keys(data, roles=("timestamp", "snapshot")):
    """What `portpass keys root` does, in one step and by other people's code, for worlds whose clocks are not this machine's.

    The next root goes beside the first, the new keys into the register's folder; the next publication goes by both.
    """
    metadata = data / "tuf" / "metadata"
    newest = max(metadata.glob("*.root.json"), key=lambda file: int(file.name.split(".")[0]))
    root = Metadata.from_file(str(newest))
    root.signed.version += 1
    root.signed.expires = days_from_now(365)
    for role in roles:
        key = Ed25519PrivateKey.generate()
        for old in list(root.signed.roles[role].keyids):
            root.signed.revoke_key(old, role)
        root.signed.add_key(CryptoSigner(key).public_key, role)
        place = data / "keys" / f"tuf-{role}.pem"
        place.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        place.chmod(0o600)
    root.signatures.clear()
    for number in (1, 2):
        root.sign(CryptoSigner(development_key(f"tuf-root-{number}")), append=True)
    (metadata / f"{root.signed.version}.root.json").write_bytes(root.to_bytes(JSONSerializer(compact=True)))
