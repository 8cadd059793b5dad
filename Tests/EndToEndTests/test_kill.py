"""The service killed at any moment (SIGKILL) while acts go on over its control socket and over HTTP: issuing, revoking, suspending,
applications, what staff approve, suspend and record, journals that gates send, and payments. Whatever it acknowledged is there when it
is up again, nothing is half done, the audit log is whole, and nothing that was taken away is published as valid.

PORTPASS_KILLS says how often; scripts/kill-service asks for a thousand. PORTPASS_KILL_SECONDS ends it earlier, and says after how many.
"""

import contextlib
import http.client
import json
import os
import pathlib
import random
import re
import signal
import sqlite3
import subprocess
import threading
import time

import pytest

pytest.importorskip("cbor2")
pytest.importorskip("cv2")
from office_load import OfficeLoad, pass_states  # noqa: E402
from patience import until  # noqa: E402
from test_restore import record  # noqa: E402
from test_serve import Service, serving  # noqa: E402
from visitor import Visitor, hidden  # noqa: E402

KILLS = int(os.environ.get("PORTPASS_KILLS", "30"))
SEED = int(os.environ.get("PORTPASS_KILL_SEED", "0")) or random.SystemRandom().randrange(1, 2**32)
SECONDS = float(os.environ.get("PORTPASS_KILL_SECONDS", "inf"))
# The longest that acts go on before the service is killed, in seconds; starting it takes about as long.
LONGEST = 1.0


class Acts:
    """What was asked of the service and acknowledged, as whoever asked knows it."""

    def __init__(self, world):
        self.world = world
        self.lock = threading.Lock()
        self.number = 0
        #: Number of the record by reference, for what was asked; and the pass, for what was answered.
        self.issued = {}
        self.states = {}
        self.drafts = set()
        self.killed = threading.Event()

    def command(self, *arguments, data=None):
        """A command through the control socket; nil when the service went away under it."""
        process = subprocess.Popen(
            [str(self.world.programs.portpass_path), *map(str, arguments), "--data", str(self.world.data)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.world.programs.folder)
        output, _ = process.communicate(data, timeout=60)
        return output.decode() if process.returncode == 0 else None

    def next(self):
        with self.lock:
            self.number += 1
            return self.number

    def issue(self):
        """Several at once: what comes out line by line is acknowledged line by line."""
        lines = []
        for _ in range(3):
            number = self.next()
            lines.append(json.dumps({**record(number), "reference": f"kill-{number}"}))
        process = subprocess.run(
            [str(self.world.programs.portpass_path), "issue", "--data", str(self.world.data), "--jsonl", "-"],
            input="\n".join(lines).encode(), capture_output=True, cwd=self.world.programs.folder, timeout=60, check=False)
        for line in process.stdout.decode().splitlines():
            try:
                made = json.loads(line)
            except ValueError:
                continue  # Cut off in the middle: acknowledged to nobody.
            if "id" in made:
                with self.lock:
                    self.issued[made["id"]] = made
                    self.states[made["id"]] = "active"

    def change(self, random):
        with self.lock:
            candidates = [name for name, state in self.states.items() if state in ("active", "suspended")]
            if not candidates:
                return
            name = random.choice(candidates)
            state = self.states[name]
            # Until it is answered nobody knows how it stands.
            self.states[name] = "unknown"
        act, becomes = random.choice(
            [("revoke", "revoked"), ("suspend", "suspended")] if state == "active"
            else [("revoke", "revoked"), ("reinstate", "active")])
        answer = self.command(act, name, "--reason", "found" if act == "reinstate" else "test")
        with self.lock:
            if answer is not None:
                self.states[name] = becomes
            else:
                self.states[name] = f"{state}|{becomes}"

    def draft(self, url):
        """An application begun on the public site: once the answer leads to it, it is there."""
        visitor = Visitor(url)
        page = visitor.get("/en/apply/visit")
        answer = visitor.post("/en/apply/visit", {"csrf": hidden(page, "csrf")})
        assert answer.status == 303, (answer.status, answer.body.decode()[:300])
        number = re.fullmatch(r"/en/apply/(A\d\d-[0-9A-Z]+)/.*", answer.headers["Location"])
        with self.lock:
            self.drafts.add(number[1])

    def settle(self, database):
        """By the database of the dead service: what was unanswered went one way or the other, all else as it was answered."""
        table = pass_states(database)
        numbers = {row[0] for row in database.execute("SELECT number FROM application")}
        assert self.drafts <= numbers, f"applications are lost: {self.drafts - numbers}"
        for name, state in self.states.items():
            allowed = state.split("|")
            assert table.get(name) in allowed, f"{name} is {table.get(name)}, was acknowledged as {state}"
            self.states[name] = table[name]


def worker(acts, seed, work, troubles):
    chance = random.Random(seed)
    while not acts.killed.is_set():
        try:
            if work(chance) is False:
                return
        except (OSError, http.client.HTTPException):
            # The service went away under it: asked, and not acknowledged.
            return
        except Exception as trouble:
            troubles.append(repr(trouble))
            return


@contextlib.contextmanager
def held_by(world):
    """The database of a service that is dead: a copy, so that nothing is changed."""
    copy = world.folder / "look.sqlite"
    for ending in ("", "-wal"):
        source = pathlib.Path(f"{world.data}/register.sqlite{ending}")
        target = pathlib.Path(f"{copy}{ending}")
        target.unlink(missing_ok=True)
        if source.exists():
            target.write_bytes(source.read_bytes())
    pathlib.Path(f"{copy}-shm").unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        yield connection


def test_nothing_acknowledged_is_lost_wherever_the_service_is_killed(world):
    print(f"\nPORTPASS_KILL_SEED={SEED}, {KILLS} kills")
    chance = random.Random(SEED)
    acts, office = Acts(world), OfficeLoad(world, KILLS)
    acknowledged, kills, ends = 0, 0, time.monotonic() + SECONDS
    for kill in range(KILLS):
        if time.monotonic() > ends:
            break
        service = Service(world.programs, world.data)
        # Up again: nothing that was taken away is published as valid. The first publication comes before the first answer.
        if kill % 10 == 9 or kill == KILLS - 1:
            check_published(world, acts)
        acts.killed.clear()
        works = [
            lambda _: acts.issue(), acts.change, acts.change, lambda _, url=service.url: acts.draft(url), *office.works(service.url)]
        troubles = []
        threads = [
            threading.Thread(target=worker, args=(acts, chance.random(), work, troubles)) for work in works]
        for thread in threads:
            thread.start()
        time.sleep(chance.random() * LONGEST)
        service.process.send_signal(signal.SIGKILL)
        acts.killed.set()
        for thread in threads:
            thread.join()
        service.process.communicate()
        assert not troubles, troubles
        with held_by(world) as database:
            acts.settle(database)
            office.settle(database)
        # Every other time it is the next service that finds the database as it was left.
        if kill % 2:
            world.programs.done("portpass", "audit", "verify", "--data", world.data)
        acknowledged, kills = len(acts.issued), kill + 1
        if kills % 50 == 0:
            print(f"{kills} kills, {acknowledged} passes, {office.told()}", flush=True)
    with serving(world):
        until(lambda: not waits(world))
    world.programs.done("portpass", "audit", "verify", "--data", world.data)
    office.finish(world)
    ended = world.programs.done("portpass", "publish", "--data", world.data)
    assert "published" in ended.output
    check_published(world, acts)
    changed = sum(state != "active" for state in acts.states.values())
    print(
        f"{kills} kills: {acknowledged} passes and {len(acts.drafts)} applications acknowledged, {changed} taken away, "
        f"{office.told()}, all there")
    assert acknowledged > kills / 4 and changed > 0 and acts.drafts, "the load did too little to prove anything"
    assert all(kind.acknowledged() for kind in office.kinds), office.told()


def waits(world):
    """Whether an approval has still to be carried out."""
    with contextlib.closing(sqlite3.connect(f"file:{world.data}/register.sqlite?mode=ro", uri=True)) as database:
        return database.execute("SELECT COUNT(*) FROM pending_approval").fetchone()[0] > 0


def check_published(world, acts):
    """A gate that syncs now refuses every pass whose loss was acknowledged."""
    world.sync()
    with acts.lock:
        known = [(acts.issued[name]["text"], state) for name, state in acts.states.items() if "|" not in state]
    known = known[-60:]
    answer = world.programs.done(
        "portgate", "verify", "--home", world.home, "-", data="\n".join(text for text, _ in known).encode())
    decisions = [json.loads(line) for line in answer.output.splitlines()]
    assert len(decisions) == len(known)
    for (_, state), decision in zip(known, decisions):
        if state == "active":
            assert decision["verdict"] == "admit", decision
        else:
            assert decision["verdict"] == "deny" and decision["reasons"][0]["code"] == state, (state, decision)
