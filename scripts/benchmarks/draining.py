"""A gate that comes back to its service with a long journal."""

import shutil
import subprocess
import threading
import time

import report
import scene

from service_books import Books
from test_gate import enrol, until
from test_serve import findings, serving


def drain(backlog):
    with scene.world(passes=1_000) as world:
        with serving(world) as service:
            enrol(world, service)
        write(world, backlog)
        with serving(world) as service, scene.running(world, "--service", service.url, "--source", world.tuf) as gate:
            page = scene.Page(gate)
            began, used = time.monotonic(), [scene.processor_seconds(p) for p in (gate.process, service.process)]
            seconds, scans = [], 0
            left = page.state()["backlog"]
            assert left > 0
            began_with = left
            # Every second how much is left, and fifty scans.
            for number in enumerate(scene.paced(0.02, began + 7_200)):
                way = "in" if scans // 1_000 % 2 == 0 else "out"
                answer, took = page.scan(world.passes[scans % 1_000]["text"], way)
                assert "sequence" in answer, answer
                scans += 1
                seconds.append(took)
                if number[0] % 50 == 0:
                    left = page.state()["backlog"]
                    if left < 100:
                        break
            took = time.monotonic() - began
            until(lambda: page.state()["backlog"] == 0)
            used = [scene.processor_seconds(p) - u for p, u in zip((gate.process, service.process), used)]
            of_gate, of_service = scene.Resident(gate.process), scene.Resident(service.process)
            idle = [page.scan(world.passes[number]["text"], "check")[1] for number in range(500)]
            until(lambda: page.state()["backlog"] == 0)
        books = Books(world.data)
        held = books.scans("KEL-E1")
        wanted = backlog + scans + 500
        report.row(
            f"a backlog of {began_with:,} records", f"{began_with / took:,.0f} records/s, {report.load()}")
        report.row(
            "  scans at the service, each at its place", f"{len(held):,} of {wanted:,}", "all, once",
            len(held) == wanted == sum(r[4] == 1 for r in books.records["KEL-E1"]) and books.aside == 0)
        kinds = sorted({finding["kind"] for finding in findings(world)})
        report.row("  what the service found", ", ".join(kinds) or "nothing", "nothing", not kinds)
        report.row(f"  {scans:,} scans answered meanwhile", report.spread(seconds))
        report.row("  500 scans afterwards", report.spread(idle))
        report.row(
            "  gate, service: processor time a record",
            " and ".join(f"{seconds / began_with * 1e6:.0f} us" for seconds in used))
        report.row(
            "  gate, service: resident at the end", f"{of_gate.all:.0f} and {of_service.all:.0f} MiB",
            "gate <= 150 MiB", of_gate.all <= 150)
        report.row("  at their peak", f"{of_gate.peak:.0f} and {of_service.peak:.0f} MiB")


def write(world, backlog):
    """So many scans into the journal, by the command that records a stream; where a sync of each costs nothing."""
    with scene.in_memory() as folder:
        home = shutil.copytree(world.home, folder / "gate")
        record(world, home, backlog)
        shutil.rmtree(world.home)
        shutil.copytree(home, world.home)


def record(world, home, backlog):
    recorder = subprocess.Popen(
        [world.programs.portgate_path, "verify", "--home", home, "--record", "-"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, cwd=world.programs.folder)

    def feed():
        with recorder.stdin as lines:
            for number in range(backlog):
                lines.write(b"code %d\n" % number)

    feeder = threading.Thread(target=feed)
    began = time.monotonic()
    try:
        feeder.start()
        answered = sum(1 for _ in recorder.stdout)
        feeder.join()
        assert recorder.wait() == 0 and answered == backlog, f"{answered} answers"
    finally:
        recorder.kill()
    report.row(
        f"portgate verify --record - of {backlog:,} lines",
        f"{backlog / (time.monotonic() - began):,.0f} lines/s, {report.load()}")
