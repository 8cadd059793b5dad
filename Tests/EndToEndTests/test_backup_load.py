"""A backup while people write: how long they wait for it, and that what is restored holds every act that was acknowledged before it
began, each as a whole.

PORTPASS_BACKUP_PASSES says how many passes the register has; PORTPASS_BACKUP_SECONDS for how long writers are measured without one.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import threading
import time
import urllib.parse

import pytest

pytest.importorskip("cbor2")
pytest.importorskip("cv2")
from clerk import Clerk  # noqa: E402
from kiosk import ask  # noqa: E402
from office_load import issued, pass_states  # noqa: E402
from test_payments import word  # noqa: E402
from test_serve import serving  # noqa: E402
from visitor import Visitor, hidden  # noqa: E402

PASSES = int(os.environ.get("PORTPASS_BACKUP_PASSES", "2000"))
SECONDS = float(os.environ.get("PORTPASS_BACKUP_SECONDS", "5"))
#: The longest that anybody may wait for an acknowledgement while a backup runs.
LONGEST = 5.0


class Writer(threading.Thread):
    """Writes one act after another, and keeps when each was asked for and acknowledged."""

    def __init__(self, act):
        super().__init__()
        self.act, self.over, self.times, self.trouble = act, threading.Event(), [], None
        self.start()

    def run(self):
        try:
            while not self.over.is_set():
                began = time.monotonic()
                what = self.act()
                self.times.append((began, time.monotonic(), what))
        except Exception as trouble:
            self.trouble = trouble


class Payments:
    def __init__(self, url):
        self.url, self.count = url, 0

    def __call__(self):
        self.count += 1
        trade = f"BACKUP{self.count:08d}"
        answer = ask(self.url, "POST", "/pay/ecpay/notify", word(trade, 100, f"26112612{self.count:08d}").encode(),
                     {"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.body == b"1|OK", answer.body
        return "payment", trade


class Drafts:
    def __init__(self, url):
        self.url = url

    def __call__(self):
        visitor = Visitor(self.url)
        answer = visitor.post("/en/apply/visit", {"csrf": hidden(visitor.get("/en/apply/visit"), "csrf")})
        assert answer.status == 303, answer.body
        return "application", answer.headers["Location"].split("/")[3]


class Suspensions:
    """A company of five each time, by a page and by one act."""

    def __init__(self, clerk, companies):
        self.clerk, self.companies = clerk, iter(companies.items())

    def __call__(self):
        name, passes = next(self.companies)
        page = self.clerk.get("/staff/suspensions?company=" + urllib.parse.quote(name))
        answer = self.clerk.send(page, "suspensions", company=name, seen=hidden(page, "seen"), reason="investigation")
        assert answer.status == 303, answer.body.decode()[:500]
        return "suspension", tuple(passes)


def percentiles(times):
    times = sorted(times)
    return ", ".join(
        f"{name} {1_000 * times[min(len(times) - 1, int(part * len(times)))]:.0f}"
        for name, part in (("p50", 0.5), ("p99", 0.99), ("max", 1)))


def test_writers_go_on_while_a_backup_is_made_and_all_that_was_acknowledged_is_in_it(world, tmp_path):
    issued(world, 100_000, ["備份港勤公司"] * PASSES)
    names = [f"第{number}備份公司" for number in range(600)]
    made = issued(world, 300_000, [name for name in names for _ in range(5)])
    companies = {name: made[5 * place:5 * place + 5] for place, name in enumerate(names)}
    with serving(world) as service:
        clerk = Clerk(service.url, "anna").join(world, "supervisor")
        writers = [Writer(act) for act in (Payments(service.url), Drafts(service.url), Suspensions(clerk, companies))]
        started = time.monotonic()
        try:
            # Without, with, and without one again, in one run.
            writers[0].over.wait(SECONDS)
            began = time.monotonic()
            said = world.programs.done("portpass", "backup", "--data", world.data, "--out", tmp_path / "backup").json
            ended = time.monotonic()
            writers[0].over.wait(SECONDS)
        finally:
            for writer in writers:
                writer.over.set()
            for writer in writers:
                writer.join()
        # Companies that ran out are no trouble: there was more time than work.
        assert [w.trouble for w in writers if w.trouble and not isinstance(w.trouble, StopIteration)] == []
        stopped = time.monotonic()
    assert said["verified"] is True
    acts = [one for writer in writers for one in writer.times]
    during = [after - before for before, after, _ in acts if after > began and before < ended]
    beside = [after - before for before, after, _ in acts if after <= began or before >= ended]
    assert len(during) > 10 and len(beside) > 10, (len(during), len(beside))
    size = (tmp_path / "backup" / "register.sqlite").stat().st_size
    print(
        f"\nbackup of {size / 2**20:.0f} MiB in {ended - began:.1f} s, load {os.getloadavg()[0]:.0f}; milliseconds to an acknowledgement: "
        f"{percentiles(beside)} of {len(beside)} without, {percentiles(during)} of {len(during)} with it "
        f"({len(acts)} in {stopped - started:.0f} s)")
    assert max(during) < LONGEST
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copytree(world.data / "keys", restored / "keys")
    world.programs.done("portpass", "restore", tmp_path / "backup", "--data", restored)
    check(restored, [what for _, after, what in acts if after < began], [what for before, _, what in acts if before > ended], acts)
    for data in (restored, world.data):
        assert "the log is whole" in world.programs.done("portpass", "audit", "verify", "--data", data).output


def check(restored, before, later, acts):
    """All of before is there, nothing of later, and none of all is torn."""
    with contextlib.closing(sqlite3.connect(restored / "register.sqlite")) as database:
        there = {("payment", trade) for (trade,) in database.execute("SELECT trade FROM payment")}
        there |= {("application", number) for (number,) in database.execute("SELECT number FROM application")}
        states = pass_states(database)
        events = [json.loads(record) for (record,) in database.execute("SELECT record FROM audit_record")]
    for _, _, what in acts:
        if what[0] == "suspension":
            found = {states[one] for one in what[1]}
            assert len(found) == 1, f"a suspension is torn: {found}"
            if found == {"suspended"}:
                there.add(what)
    missing = [what for what in before if what not in there]
    assert not missing, f"lost: {missing[:5]}"
    assert {what[0] for what in before} == {"payment", "application", "suspension"}
    early = [what for what in later if what in there]
    assert not early, f"of after the backup: {early[:5]}"
    # Each with its record of the log, in the same transaction.
    assert sum(event["event"] == "payment-received" for event in events) == sum(what[0] == "payment" for what in there)
