"""The built commands, a demo register and its gates, as the tests of this folder use them."""

import hashlib
import json
import pathlib
import subprocess

import pp1

ROOT = pathlib.Path(__file__).resolve().parents[3]


class Commands:
    """Runs the built programs from the root of the repository, where they find seeds/ and keys/."""

    def __init__(self, folder):
        self.portpass_path = folder / "portpass"
        self.portgate_path = folder / "portgate"

    def portpass(self, *arguments, **options):
        return self._run(self.portpass_path, arguments, **options)

    def portgate(self, *arguments, **options):
        return self._run(self.portgate_path, arguments, **options)

    @staticmethod
    def _run(program, arguments, allowed=(0,), data=None):
        finished = subprocess.run(
            [program, *map(str, arguments)], input=data, capture_output=True, cwd=ROOT, timeout=120, check=False
        )
        assert finished.returncode in allowed, (
            f"{program.name} {' '.join(map(str, arguments))[:200]}: exit status {finished.returncode}\n"
            f"{finished.stderr.decode(errors='replace')}{finished.stdout.decode(errors='replace')[:2000]}"
        )
        return finished


class Issued:
    """One line of `portpass issue`: id, number, text, idx, uri."""

    def __init__(self, line):
        self.id = line["id"]
        self.number = line["number"]
        self.text = line["text"].encode()
        self.idx = line["idx"]
        self.uri = line["uri"]
        self.parsed = pp1.parse_text(self.text)

    @property
    def cose(self):
        return self.parsed.envelope.encoded()

    @property
    def payload(self):
        return self.parsed.envelope.payload


class Register:
    def __init__(self, commands, data):
        self.commands = commands
        self.data = data
        commands.portpass("init", "--data", data, "--dev")

    def issue(self, records):
        """Issues records (a list of objects, or the path of a JSON Lines file)."""
        if isinstance(records, pathlib.Path):
            finished = self.commands.portpass("issue", "--data", self.data, "--jsonl", records)
        else:
            lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
            finished = self.commands.portpass("issue", "--data", self.data, "--jsonl", "-", data=lines.encode())
        return [Issued(json.loads(line)) for line in finished.stdout.splitlines()]

    def act(self, verb, issued, reason):
        self.commands.portpass(verb, issued.id, "--reason", reason, "--data", self.data)

    def publish(self):
        self.commands.portpass("publish", "--data", self.data)

    @property
    def tuf(self):
        return self.data / "tuf"

    @property
    def root(self):
        return self.tuf / "metadata" / "1.root.json"

    def metadata(self, role):
        """The newest metadata of a role, followed from timestamp.json."""
        folder = self.tuf / "metadata"
        timestamp = json.loads((folder / "timestamp.json").read_bytes())["signed"]
        if role == "timestamp":
            return timestamp
        version = timestamp["meta"]["snapshot.json"]["version"]
        snapshot = json.loads((folder / f"{version}.snapshot.json").read_bytes())["signed"]
        if role == "snapshot":
            return snapshot
        version = snapshot["meta"][f"{role}.json"]["version"]
        return json.loads((folder / f"{version}.{role}.json").read_bytes())["signed"]

    def target(self, path):
        """The published bytes of a target, checked against its metadata."""
        role = path.split("/")[0] if path.split("/")[0] in ("status", "ops", "audit") else "targets"
        described = self.metadata(role)["targets"][path]
        digest = described["hashes"]["sha256"]
        folder, _, name = path.rpartition("/")
        content = (self.tuf / "targets" / folder / f"{digest}.{name}").read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest and len(content) == described["length"]
        return content

    def keys(self, use):
        """kid -> public keys of the published key file."""
        found = {}
        for key in json.loads(self.target("keys.json"))["keys"]:
            if key["use"] == use:
                x = pp1.unbase64url(key["x"])
                found.setdefault(pp1.key_id(x), []).append(x)
        return found

    @property
    def pass_key(self):
        """The one public key of the demo register for passes."""
        (keys,) = self.keys("pass").values()
        (x,) = keys
        return x

    def status_list(self, uri):
        number = uri.rpartition("/")[2]
        return pp1.parse_status_list(self.target(f"status/{number}"), self.keys("status"))


class Gate:
    def __init__(self, register, home, gate):
        self.commands = register.commands
        self.register = register
        self.home = home
        self.id = gate
        self.commands.portgate("init", "--home", home, "--root", register.root, "--gate", gate, "--dev")
        self.sync()

    def sync(self):
        self.commands.portgate("sync", "--home", self.home, "--source", self.register.tuf)

    def verify(self, text, *options):
        """(exit status, decision) of one text or picture."""
        text = text.decode() if isinstance(text, bytes) else text
        finished = self.commands.portgate(
            "verify", "--home", self.home, "--json", *options, text, allowed=(0, 10, 20)
        )
        return finished.returncode, json.loads(finished.stdout)

    def verify_all(self, texts, *options):
        """The decisions on many texts in one run."""
        finished = self.commands.portgate(
            "verify", "--home", self.home, *options, "-", data=b"".join(text + b"\n" for text in texts)
        )
        decisions = [json.loads(line) for line in finished.stdout.splitlines()]
        assert len(decisions) == len(texts)
        return decisions


def ageless(answer):
    """The answer without the age of the trust: a second may pass between two commands."""
    status, decision = answer
    return status, {name: value for name, value in decision.items() if name != "trust"}


def codes(decision):
    return [reason["code"] for reason in decision["reasons"]]


class Maker:
    """Makes claims of passes that the gate of these tests should admit; each test changes what it is about."""

    def __init__(self, template, now):
        self.template = template
        self.now = now
        self.counter = 0

    def claims(self, **changes):
        """The claims of a pass. `changes` by key: `e5=2` an entry of the port pass, `e_1=3` one below zero, `c4=…` a
        claim; `None` takes it out."""
        self.counter += 1
        issued = self.template.parsed
        claims = {
            1: issued.claims["iss"],
            4: self.now + 86_400,
            5: self.now - 60,
            6: max(issued.claims["iat"], self.now - 60),
            7: hashlib.sha256(b"pass %d" % self.counter).digest()[:8],
            65535: {"status_list": {"idx": self.template.idx, "uri": self.template.uri}},
            -65537: {
                1: f"KEL-P-26-{900_000 + self.counter:06d}",
                2: "對照實作",
                5: 1,
                6: 1,
                7: {"TWKEL": 1},
            },
        }
        for name, value in changes.items():
            target = claims if name[0] == "c" else claims[-65537]
            key = int(name[1:].replace("_", "-"))
            if value is None:
                target.pop(key, None)
            else:
                target[key] = value
        return claims


RECORDS = [
    {
        "name": "林美惠",
        "idNumber": "A123456789",
        "organisation": "範例船務代理有限公司",
        "kind": "person",
        "term": "temporary",
        "access": {"TWKEL": ["A", "B"], "TWTPE": ["N"]},
        "plates": ["ABC-1234"],
        "notBefore": "P0D",
        "notAfter": "P20D",
    },
    {
        "name": "Rimuy Sayun Nokan " * 4 + "Watan",
        "idNumber": "A223456781",
        "kind": "person",
        "term": "temporary",
        "access": {"TWKEL": ["A"]},
        "endorsements": {"SAFETY": "P10D"},
        "notBefore": "P0D",
        "notAfter": "P20D",
    },
    {"kind": "vehicle", "term": "temporary", "access": {"TWKEL": ["A"]}, "plates": ["KLA-0001"],
     "vehicleClass": "lorry", "notBefore": "P0D", "notAfter": "P5D"},
    {"kind": "visitor-card", "term": "temporary", "access": {"TWKEL": ["A"]}, "escort": True,
     "notBefore": "P0D", "notAfter": "P5D"},
] + [
    {"name": f"測試{index}", "kind": "person", "term": "single-visit", "access": {"TWKEL": ["A"]},
     "notBefore": "P0D", "notAfter": "P3D"}
    for index in range(4)
]  # fmt: skip
