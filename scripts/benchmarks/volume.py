"""Bytes a day between a gate and its service, both ways, heads of HTTP and of TCP and IP too."""

import shutil
import time

import report
import scene
from counting import Count, CountingLine

from kiosk import Kiosk
from test_gate import enrol, until
from test_serve import code_for, serving

DAY = 86_400
MB = 1e6
#: Between two polls, on average: a fifth of the thirty seconds at random.
POLL = 27
SCANS_EVERY = 18
REVOCATION_EVERY = 60


def volume(minutes):
    """So many minutes of an idle gate, and as many of a busy one: best a multiple of the five after which the service signs
    a timestamp anew."""
    with scene.world(passes=1_000) as world, serving(world) as service, CountingLine(service.url) as line:
        fresh = whole_fetch(world, line)
        enrol(world, line)
        kiosk = Kiosk("KEL-W2")
        assert kiosk.enrol(service.url, code_for(world, "KEL-W2"), world.root.read_bytes()).status == 201
        kiosk.open()
        assert kiosk.send(service.url, 1, 1).status == 200
        with scene.running(world) as gate:
            page = scene.Page(gate)
            settle(world, page)
            show("idle", *over(line, minutes, lambda: None))
            passes = iter(world.passes)
            show("busy", *over(line, minutes, Busy(world, service, page, kiosk, passes)))
        report.row(
            "everything at every poll would be", f"{fresh / MB * DAY / POLL:,.0f} MB/day, {fresh:,.0f} bytes each")


def settle(world, page):
    """What the enrolments changed is published with a revocation that comes after them: who refuses that pass has it all."""
    last = world.passes[-1]
    world.programs.done("portpass", "revoke", last["id"], "--reason", "stolen", "--data", world.data)
    until(lambda: page.scan(last["text"], "in")[0]["verdict"] == "deny", within=120)
    until(lambda: page.state()["backlog"] == 0)


def whole_fetch(world, line):
    """Bytes of a fetch without anything that is known."""
    home = world.folder / "fresh"
    world.programs.done("portgate", "init", "--home", home, "--root", world.root, "--gate", "KEL-E1", "--dev")
    before, head = line.counts()
    world.programs.done("portgate", "sync", "--home", home, "--source", line.url + "/tuf")
    after, head_after = line.counts()
    shutil.rmtree(home)
    return sum(difference(before, after)[name].all for name in after) + head_after - head


class Busy:
    """A revocation a minute, two hundred scans an hour here and as many at another gate of the port."""

    def __init__(self, world, service, page, kiosk, passes):
        self.world, self.service, self.page, self.kiosk, self.passes = world, service, page, kiosk, passes
        self.inside = world.passes[500:-1]
        self.scanned = self.seconds = 0

    def __call__(self):
        if self.seconds % REVOCATION_EVERY == 0:
            self.world.programs.done(
                "portpass", "revoke", next(self.passes)["id"], "--reason", "stolen", "--data", self.world.data)
        if self.seconds % SCANS_EVERY == 0:
            issued, way = self.inside[self.scanned // 2], self.scanned % 2
            assert self.page.scan(issued["text"], ["in", "out"][way])[0]["verdict"] == "admit"
            other = self.inside[-1 - self.scanned // 2]
            self.kiosk.scan(bytes.fromhex(other["id"]), other["number"], way + 1)
            assert self.kiosk.send(self.service.url, len(self.kiosk.records), len(self.kiosk.records)).status == 200
            self.scanned += 1
        self.seconds += 1


def over(line, minutes, each_second):
    before, head = line.counts()
    began = time.monotonic()
    for _ in scene.paced(1, began + minutes * 60):
        each_second()
    days = (time.monotonic() - began) / DAY
    after, head_after = line.counts()
    return difference(before, after), head_after - head, days


def difference(before, after):
    found = {}
    for name, count in after.items():
        old, found[name] = before.get(name, Count()), Count()
        found[name].__dict__.update({key: value - old.__dict__[key] for key, value in count.__dict__.items()})
    return found


def show(name, counts, head, days):
    total = sum(count.all for count in counts.values()) + head
    up = sum(count.up for count in counts.values())
    report.row(
        f"{name} gate, {days * 24 * 60:.0f} minutes seen",
        f"{total / MB / days:.1f} MB/day, {up / MB / days:.1f} of it sent")
    for what, count in sorted(counts.items(), key=lambda item: -item[1].all):
        if count.requests:
            report.row(
                f"  {what}",
                f"{count.all / MB / days:.2f} MB/day, {count.requests / days:,.0f} of "
                f"{count.all / count.requests:,.0f} bytes")
    report.row("  heads of TCP and IP", f"{head / MB / days:.2f} MB/day")
