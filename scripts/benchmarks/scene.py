"""A register and gates of the built programs in a scratch folder, with the helpers of the end-to-end tests."""

import contextlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ["PORTPASS_BIN"])
sys.path.insert(0, str(ROOT / "Tests" / "EndToEndTests"))

import cbor2  # noqa: E402
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key  # noqa: E402
from processes import Programs, World  # noqa: E402
from test_gate import Gate, with_place  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")
ENTRIES = 131_072


def records(count, first=0):
    """Passes of a month for as many people, every one with a valid identity number of its own."""
    start = time.strftime("%Y-%m-%dT00:00:00+08:00", time.gmtime(time.time() - 86_400))
    end = time.strftime("%Y-%m-%dT00:00:00+08:00", time.gmtime(time.time() + 20 * 86_400))
    for number in range(first, first + count):
        body = f"1{number:07d}"
        # A national identity number: a letter (A counts as 1 and 0), eight digits, and one that makes the sum whole.
        digits = [1, 0, *map(int, body)]
        check = -sum(d * w for d, w in zip(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1])) % 10
        yield json.dumps({
            "name": "王小明", "idNumber": f"A{body}{check}", "organisation": "基隆港埠裝卸股份有限公司", "kind": "person",
            "term": "temporary", "access": {"TWKEL": ["A"]}, "notBefore": start, "notAfter": end}, ensure_ascii=False)


@contextlib.contextmanager
def folder(parent=None):
    """A scratch folder, which goes also when the benchmark is told to stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    (ROOT / ".build").mkdir(exist_ok=True)
    parent = parent or os.environ.get("PORTPASS_SCRATCH", ROOT / ".build")
    path = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=parent))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def in_memory():
    """The same on no disk, where there is such a place."""
    return folder("/dev/shm" if os.path.isdir("/dev/shm") else None)


@contextlib.contextmanager
def world(passes, full_lists=0):
    """A published register of so many passes, beside lists that are full of others, and a gate that synced."""
    with folder() as path:
        programs = path / "programs"
        programs.mkdir()
        for place in (BIN / "portpass", BIN / "portgate", ROOT / "seeds", ROOT / "keys"):
            (programs / place.name).symlink_to(place.resolve())
        made = World(Programs(programs), path)
        made.programs.done("portpass", "init", "--data", made.data, "--dev")
        if full_lists:
            add_full_lists(made.data, full_lists)
        source = path / "records.jsonl"
        source.write_text("\n".join(records(passes)) + "\n")
        issued = made.programs.done("portpass", "issue", "--data", made.data, "--jsonl", source)
        made.passes = [json.loads(line) for line in issued.output.splitlines()]
        assert len(made.passes) == passes, f"{len(made.passes)} passes for {passes} records"
        made.publish()
        made.programs.done(
            "portgate", "init", "--home", made.home, "--root", made.root, "--gate", "KEL-E1", "--dev")
        made.sync()
        yield made


def add_full_lists(data, count):
    """Signed status lists of random states, as if all their places had been given out, and all had happened since.

    Nobody has the register open meanwhile.
    """
    prefix = json.loads((ROOT / "seeds" / "policy.json").read_text())["statusPrefix"]
    key = load_pem_private_key((ROOT / "keys" / "dev-status.pem").read_bytes(), None)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    now = int(time.time())
    with contextlib.closing(sqlite3.connect(data / "register.sqlite")) as database, database:
        signer, kid = database.execute(
            "SELECT seq, kid FROM signing_key WHERE use = 'status' AND public_key = ?", (public,)).fetchone()
        kid = (kid % 2**64).to_bytes(8, "big")
        for number in range(100, 100 + count):
            uri = f"{prefix}{number}"
            protected = cbor2.dumps({1: -19, 4: kid, 16: "application/statuslist+cwt"}, canonical=True)
            claims = cbor2.dumps({2: uri, 6: now, 65534: 43_200, 65533: {
                "lst": zlib.compress(os.urandom(ENTRIES // 4)), "bits": 2}}, canonical=True)
            signature = key.sign(cbor2.dumps(["Signature1", protected, b"", claims]))
            token = cbor2.dumps(cbor2.CBORTag(18, [protected, {}, claims, signature]))
            database.execute(
                "INSERT INTO status_list (list, next, changes, opened_at, last_used, last_expiry, is_retired)"
                " VALUES (?, ?, 0, ?, ?, ?, 0)", (number, ENTRIES, now, now, now + 20 * 86_400))
            database.execute(
                "INSERT INTO status_token (list, changes, issued_at, signer, uri, token) VALUES (?, 0, ?, ?, ?, ?)",
                (number, now, signer, uri, token))


class OpenGate(Gate):
    """A gate as it runs by itself: at its own pace, unless another is asked for."""

    def __init__(self, world, *options, home=None, environment=None):
        super().__init__(world, *options, "--interval", "30", home=home, environment=environment)


@contextlib.contextmanager
def running(world, *options, **more):
    gate = OpenGate(world, *options, **more)
    try:
        yield gate
        status, errors = gate.stop()
        assert status == 0, errors
    finally:
        if gate.process.poll() is None:
            gate.kill()


class Resident:
    """What a process holds of memory now, in MiB: in all, and without the files that it only maps."""

    def __init__(self, process):
        lines = pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines()
        sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.endswith(" kB")}
        self.all, self.own, self.peak = sizes["VmRSS"], sizes["RssAnon"], sizes["VmHWM"]


def processor_seconds(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


class Page:
    """A kiosk's page that keeps its connection for a while, as a browser does."""

    #: The kiosk itself gives up a connection that says nothing for longer.
    KEPT = 5

    def __init__(self, gate):
        self.origin = gate.url
        self.newest = None
        self.connection = http.client.HTTPConnection(gate.url.removeprefix("http://"), timeout=60)
        self.used = time.monotonic()

    def _ask(self, *request):
        if time.monotonic() - self.used > self.KEPT:
            self.connection.close()
        self.connection.request(*request)
        answer = self.connection.getresponse()
        content = answer.read()
        self.used = time.monotonic()
        assert answer.status in (200, 202), content
        return json.loads(content)

    def scan(self, text, direction=None):
        """The answer, and the seconds until it was there."""
        body = json.dumps(
            {"text": text, "source": "wedge", **({"direction": direction} if direction else {})}).encode()
        started = time.monotonic()
        fields = {"Content-Type": "application/json", "Origin": self.origin}
        reading = self._ask("POST", "/api/scan", body, fields)["reading"]
        while True:
            # The page is told of an answer by an event, and so is this.
            news = self._ask("GET", "/api/events" + ("" if self.newest is None else f"?after={self.newest}"))
            self.newest = news["next"]
            for shown in [*news["events"], news.get("shown") or {}]:
                if shown.get("reading") == reading:
                    return with_place(shown), time.monotonic() - started

    def frame(self, picture):
        """How many codes were found in a grey picture, and the seconds until each was decided on."""
        height, width = picture.shape
        started = time.monotonic()
        fields = {"Content-Type": "application/octet-stream", "Origin": self.origin}
        answer = self._ask("POST", f"/api/frame?width={width}&height={height}", picture.tobytes(), fields)
        return answer["codes"], time.monotonic() - started

    def state(self):
        return self._ask("GET", "/api/state")


def paced(every, until):
    """Yields every so many seconds until a moment of the clock: the pace of a load, whatever an answer takes."""
    due = time.monotonic()
    while due < until:
        time.sleep(max(0, due - time.monotonic()))
        yield
        due += every
