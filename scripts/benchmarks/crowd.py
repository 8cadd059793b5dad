"""A register in which as many people applied, each with a browser of their own; and how long each page takes in it."""

import contextlib
import http.client
import json
import os
import pathlib
import sqlite3
import statistics
import subprocess
import time
import urllib.parse

import report
import scene
from processes import Programs
from reviewers import reviewers
from test_serve import Service

BUDGET = 0.050
#: Requests of each page, by as many people.
ASKED = 60
ISSUED = 0.8
STAFF = "__Host-portpass-staff"


@contextlib.contextmanager
def crowd(count, sampling):
    """A served register of so many applications, and of one in so many: `number`, `state`, `pass`, `cookie`."""
    with scene.in_memory() as path:
        programs = path / "programs"
        programs.mkdir()
        for place in (scene.BIN / "portpass", scene.BIN / "portgate", scene.ROOT / "seeds", scene.ROOT / "keys", scene.ROOT / "web"):
            (programs / place.name).symlink_to(place.resolve())
        made = Programs(programs)
        data = path / "register"
        made.done("portpass", "init", "--data", data, "--dev")
        started = time.monotonic()
        said = subprocess.run(
            [os.environ["PORTPASS_BENCHMARKS"], "crowd", data, str(count), str(sampling)],
            check=True, capture_output=True, text=True).stdout
        people = [json.loads(line) for line in said.splitlines()]
        took = time.monotonic() - started
        report.row(f"{count:,} applications, made and decided", f"{count / took:,.0f}/s")
        # What is to be told to everybody was told: it is not what is measured.
        with contextlib.closing(sqlite3.connect(data / "register.sqlite")) as database, database:
            database.execute("DELETE FROM notice")
        made.done("portpass", "publish", "--data", data)
        service = Service(made, data)
        try:
            yield service, people
        finally:
            status, errors = service.stop()
            assert status == 0, errors


class Browser:
    """One person at one connection."""

    def __init__(self, service, cookie=None, name="__Host-portpass"):
        self.service = service
        self.fields = {"Cookie": f"{name}={cookie}"} if cookie else {}
        self.connection = http.client.HTTPConnection(service.url.removeprefix("http://"), timeout=60)

    def seconds(self, path, fields=None):
        """How long an answer takes, which must be a good one; of a form, if there are fields."""
        body = urllib.parse.urlencode(fields).encode() if fields else None
        more = {"Origin": self.service.url, "Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        started = time.perf_counter()
        self.connection.request("POST" if fields else "GET", path, body, {**self.fields, **more})
        answer = self.connection.getresponse()
        answer.read()
        took = time.perf_counter() - started
        assert answer.status == 200, (path, answer.status)
        return took


def pages(people):
    """The pages by name: paths, each with whose it is."""
    def of(*states):
        return [one for one in people if one["state"] in states]

    agent = next(one for one in people if one["by"] == "agency")
    people = [one for one in people if one["by"] != "agency"]
    issued, draft, correction = of("issued"), of("draft"), of("correction")
    fixed = {"home": "", "apply": "apply", "fees": "guide/fees", "status": "status", "prove": "prove", "lost": "lost/find",
             "opinions": "opinions", "company": "company"}
    found = {name: [(None, path)] * ASKED for name, path in fixed.items()}
    # The agent applied for many: the longest list there is.
    found["my: of an agent"] = [(agent, "my")] * ASKED
    found["my"] = [(one, "my") for one in issued]
    found["progress"] = [(one, f"my/applications/{one['number']}") for one in people]
    found["correction"] = [(one, f"my/applications/{one['number']}/correct") for one in correction]
    found["a draft's step"] = [(one, f"apply/{one['number']}/people") for one in draft]
    found["pass"] = [(one, f"my/passes/{one['pass']}") for one in issued]
    found["pass as PNG"] = [(one, f"my/passes/{one['pass']}.png") for one in issued]
    found["pass, how it stands"] = [(one, f"my/passes/{one['pass']}/live") for one in issued]
    found["lost: mine"] = [(one, f"lost/{one['pass']}") for one in issued]
    return found


def times(count):
    with crowd(count, max(1, count // 2_000)) as (service, people):
        worst = 0
        for name, asked in pages(people).items():
            assert asked, name
            taken = [Browser(service, one and one["cookie"]).seconds(f"/zh-Hant/{path}".removesuffix("/") or "/")
                     for one, path in asked[:ASKED]]
            median = statistics.median(taken)
            worst = max(worst, median)
            report.row(f"  {name}", report.spread(taken), f"median <= {BUDGET * 1e3:.0f} ms", median <= BUDGET)
        reviewer = reviewers(service).reviewer
        first = reviewer.get("/staff/review").headers["Location"]
        taken = [
            Browser(service, reviewer.cookies[STAFF], STAFF).seconds(first.partition("?")[0]) for _ in range(10)]
        report.row("  a review with its queue, at the office", report.spread(taken))
        resident = scene.Resident(service.process)
        report.row(f"slowest median of a page with {count:,} applications", f"{worst * 1e3:.1f} ms, {report.load()}",
                   f"<= {BUDGET * 1e3:.0f} ms", worst <= BUDGET)
        report.row("  resident", f"{resident.all:.0f} MiB")
