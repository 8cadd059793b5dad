"""Repositories written with python-tuf, honest and otherwise."""

import copy
import datetime
import json

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    SuccinctRoles,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

KINDS = {
    "ed25519": CryptoSigner.generate_ed25519,
    "ecdsa": CryptoSigner.generate_ecdsa,
    "rsa-pss": CryptoSigner.generate_rsa,
    "rsa-pkcs1v15": lambda: CryptoSigner.generate_rsa(scheme="rsa-pkcs1v15-sha256"),
}
TOP = ("root", "timestamp", "snapshot", "targets")


def in_days(days):
    return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) + datetime.timedelta(days=days)


class Repository:
    """A folder with metadata/ and targets/. `publish` signs and writes the next version of the roles it is told."""

    def __init__(self, folder, kind="ed25519", consistent=True):
        self.folder = folder
        (folder / "metadata").mkdir(parents=True)
        (folder / "targets").mkdir()
        self.kind = kind
        self.lists_hashes = True
        expires = in_days(30)
        self.roles = {
            "root": Root(expires=expires, consistent_snapshot=consistent),
            "timestamp": Timestamp(expires=expires),
            "snapshot": Snapshot(expires=expires, meta={}),
            "targets": Targets(expires=expires),
        }
        self.signers = {}
        for role in TOP:
            self.renew_keys(role)
        for role in self.roles.values():
            role.version = 0
        self.publish("root", "targets")
        self.first_root = self.path("root").read_bytes()

    def new_signer(self):
        return KINDS[self.kind]()

    def renew_keys(self, role, count=1, threshold=1):
        """New keys for a top-level role; the old ones are returned."""
        root = self.roles["root"]
        old = self.signers.get(role, [])
        root.roles[role].keyids.clear()
        root.roles[role].threshold = threshold
        self.signers[role] = [self.new_signer() for _ in range(count)]
        for signer in self.signers[role]:
            root.add_key(signer.public_key, role)
        return old

    def delegate(self, delegator, name, paths, terminating=False, threshold=1, count=1):
        signers = [self.new_signer() for _ in range(count)]
        targets = self.roles[delegator]
        if targets.delegations is None:
            targets.delegations = Delegations({}, {})
        keyids = [signer.public_key.keyid for signer in signers]
        targets.delegations.roles[name] = DelegatedRole(name, keyids, threshold, terminating, paths)
        for signer in signers:
            targets.delegations.keys[signer.public_key.keyid] = signer.public_key
        if name not in self.roles:
            self.roles[name] = Targets(version=1, expires=in_days(30))
            self.roles[name].version = 0
            self.signers[name] = []
        self.signers[name] += signers

    def delegate_bins(self, delegator, prefix, bits):
        signer = self.new_signer()
        bins = SuccinctRoles([signer.public_key.keyid], 1, bits, prefix)
        self.roles[delegator].delegations = Delegations({signer.public_key.keyid: signer.public_key}, None, bins)
        for name in bins.get_roles():
            self.roles[name] = Targets(version=1, expires=in_days(30))
            self.roles[name].version = 0
            self.signers[name] = [signer]
        return bins

    def add_target(self, role, path, data, hashes=None, write=True):
        info = TargetFile.from_data(path, data, hashes)
        self.roles[role].targets[path] = info
        if write:
            folder, _, name = path.rpartition("/")
            prefixes = [f"{digest}." for digest in info.hashes.values()]
            for prefix in prefixes if self.roles["root"].consistent_snapshot else [""]:
                place = self.folder / "targets" / folder / f"{prefix}{name}"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)

    def path(self, role):
        versioned = role == "root" or (role != "timestamp" and self.roles["root"].consistent_snapshot)
        name = f"{self.roles[role].version}.{role}.json" if versioned else f"{role}.json"
        return self.folder / "metadata" / name

    def signed(self, role, signers=None):
        file = Metadata(copy.deepcopy(self.roles[role]))
        for signer in self.signers[role] if signers is None else signers:
            file.sign(signer, append=True)
        return file.to_bytes(JSONSerializer(compact=False))

    def store(self, role, signers=None):
        """Signs and writes a role as it is."""
        self.path(role).write_bytes(self.signed(role, signers))
        if role not in TOP or role == "targets":
            self.roles["snapshot"].meta[f"{role}.json"] = self._entry(role)
        elif role == "snapshot":
            self.roles["timestamp"].snapshot_meta = self._entry(role)

    def _entry(self, role):
        data = self.path(role).read_bytes()
        if self.lists_hashes:
            return MetaFile.from_data(self.roles[role].version, data, ["sha256"])
        return MetaFile(self.roles[role].version)

    def publish(self, *roles, root_signers=()):
        """The next version of each of `roles`, and of snapshot and timestamp."""
        order = [role for role in roles if role not in ("snapshot", "timestamp")] + ["snapshot", "timestamp"]
        for role in order:
            self.roles[role].version += 1
            self.store(role, self.signers[role] + list(root_signers) if role == "root" else None)

    def edit(self, role, change):
        """Changes a written file as JSON, after it was signed."""
        path = self.path(role)
        document = json.loads(path.read_bytes())
        change(document)
        path.write_bytes(json.dumps(document, indent=1).encode())
