"""A served register and its kiosks, for the tests of this folder."""

import json
import time

import base45
import cbor2
import nacl.public
from kiosk import Kiosk, ask
from processes import ROOT, World
from test_serve import Service, code_for

from sealed_lists import Closed, Lists, copies

PORT = "TWKEL"
WANTED_NUMBER = "KEL-P-26-777777"
WANTED_PLATES = ["QQX9317", "ZZV4471"]
SPONSOR = "Sponsor of nobody else"
VISITOR = {"hint": "Z98765", "from": 1767225600, "until": 4102444800, "sponsor": SPONSOR, "name": "Visitor of nobody else"}


class BoxedKiosk(Kiosk):
    """A kiosk with a box key that it can open with."""

    def __init__(self, gate):
        super().__init__(gate)
        pair = nacl.public.PrivateKey.generate()
        self.secret, self.box = bytes(pair), bytes(pair.public_key)


def claims(text):
    """The claims of a pass, read by others."""
    return cbor2.loads(cbor2.loads(base45.b45decode(text[4:])).value[2])


class Scene:
    def __init__(self, programs, folder):
        self.world = World(programs, folder)
        self.programs = programs
        self.service = None
        self.kiosks = {}

    def __enter__(self):
        self.portpass("init", "--dev")
        self.passes = self.issue((ROOT / "seeds" / "demo.jsonl").read_text())
        self.portpass("publish")
        self.serve()
        return self

    def __exit__(self, *_):
        self.stop()

    def serve(self):
        self.service = Service(self.programs, self.world.data)

    def stop(self):
        status, errors = self.service.stop()
        assert status == 0, errors

    def portpass(self, *arguments, **options):
        return self.programs.done("portpass", *arguments, "--data", self.world.data, **options)

    def portgate(self, *arguments):
        return self.programs.portgate(*arguments, "--home", self.world.home)

    def issue(self, lines):
        """Issues records and returns their lines, with the claims."""
        ended = self.portpass("issue", "--jsonl", "-", data=lines.encode())
        return [{**line, "claims": claims(line["text"])} for line in map(json.loads, ended.output.splitlines())]

    def enrol(self, gate, kiosk=None):
        kiosk = kiosk or BoxedKiosk(gate)
        answer = kiosk.enrol(self.service.url, code_for(self.world, gate), self.world.root.read_bytes())
        assert answer.status == 201, answer.body
        self.kiosks[gate] = kiosk
        return kiosk

    def enrol_ours(self, gate):
        """Makes a home of the built gate, and enrols it."""
        self.programs.done(
            "portgate", "init", "--home", self.world.home, "--root", self.world.root, "--gate", gate, "--dev")
        self.programs.done(
            "portgate", "enrol", "--home", self.world.home, "--service", self.service.url, code_for(self.world, gate))

    def fill(self):
        self.enrol("KEL-E1")
        self.enrol("TPE-N1")
        self.enrol_ours("KEL-W2")
        self.want("--number", WANTED_NUMBER)
        for plate in WANTED_PLATES:
            self.want("--plate", plate[:3].lower() + "-" + plate[3:])
        self.expect(VISITOR)
        # What is not in the newest publication yet is in this one.
        self.portpass("publish")
        assert len(copies(self.files()[f"ops/gates-{PORT}"], PORT)) == 2

    def want(self, *target, verb="add"):
        self.portpass("hotlist", verb, "--port", PORT, *target, "--reference", "115-9")

    def expect(self, visitor, **changes):
        visitor = {**visitor, **changes}
        stamp = lambda seconds: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
        return self.portpass(
            "visitors", "add", "--port", PORT, "--last-six", visitor["hint"], "--from", stamp(visitor["from"]), "--until",
            stamp(visitor["until"]), "--sponsor", visitor["sponsor"], "--name", visitor["name"]).output.strip()

    # What is published, as anybody fetches it. That it is signed is for Tests/Interop/tuf.

    def metadata(self, name):
        answer = ask(self.service.url, "GET", f"/tuf/metadata/{name}")
        assert answer.status == 200, name
        return json.loads(answer.body)["signed"]

    @property
    def described(self):
        """Every target of the newest metadata, by name."""
        snapshot = self.metadata(f"{self.metadata('timestamp.json')['meta']['snapshot.json']['version']}.snapshot.json")
        found = {}
        for role in ("targets", "ops"):
            found |= self.metadata(f"{snapshot['meta'][f'{role}.json']['version']}.{role}.json")["targets"]
        return found

    def files(self, port=PORT):
        """The sealed lists of a port, by name."""
        names = (f"ops/gates-{port}", f"ops/hotlist-{port}", f"ops/visitors-{port}")
        files = {}
        for name, target in self.described.items():
            if name not in names and not name.startswith(f"directory/{port}/"):
                continue
            folder, _, last = name.rpartition("/")
            answer = ask(self.service.url, "GET", f"/tuf/targets/{folder}/{target['hashes']['sha256']}.{last}")
            assert answer.status == 200 and len(answer.body) == target["length"]
            assert answer.headers["Content-Type"] == "application/octet-stream"
            files[name] = answer.body
        return files

    def lists(self, gate, files=None, port=PORT):
        return Lists(self.files(port) if files is None else files, port, self.kiosks[gate].secret)

    def until(self, condition, within=60):
        """The files of the port as soon as a condition holds for them. The directory follows the other lists."""
        deadline = time.monotonic() + within
        while True:
            files = self.files()
            try:
                if condition(files) and f"directory/{PORT}/0" in files:
                    return files
            except (KeyError, Closed):
                pass  # not there yet, or not for this kiosk yet
            assert time.monotonic() < deadline, "it never came"
            time.sleep(0.05)
