"""How soon a revocation is in force at a thousand gates, each of which verifies and keeps its trust by itself."""

import os
import queue
import resource
import shutil
import subprocess
import threading
import time

import report
import scene

from test_gate import enrol
from test_serve import serving

BUDGET_BESIDE_INTERVAL = 2


class Gates:
    """The process of all gates, and what it says."""

    def __init__(self, homes, interval, *places):
        # Of a process that reads its homes' lists, memories and connections at the same time.
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        self.process = subprocess.Popen(
            [os.environ["PORTPASS_BENCHMARKS"], "fleet-gates", str(homes), str(interval), *places],
            stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        self.troubles = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            kind, _, rest = line.rstrip("\n").partition(" ")
            if kind == "trouble":
                self.troubles.append(rest)
            else:
                self.lines.put((kind, rest))
        self.lines.put(("ended", ""))

    def take(self, kind, count, within):
        """So many lines of a kind, or what came of them in time."""
        found, end = [], time.monotonic() + within
        while len(found) < count:
            try:
                said, rest = self.lines.get(timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                break
            assert said != "ended", "the gates ended by themselves"
            if said == kind:
                found.append(rest.split(" "))
        return found

    def end(self):
        self.process.kill()
        self.process.wait()


def fleet(count, rounds, interval, exchange):
    """
    - exchange: whether the gates also send their journals and ask for presence, all by the identity of one gate.
    """
    with scene.world(passes=1_000) as world:
        victims = [world.passes[number] for number in range(rounds)]
        with serving(world) as service:
            enrol(world, service)
            homes = copies(world, count, [victim["text"] for victim in victims])
            gates = Gates(homes, interval, service.url + "/tuf", *([service.url] if exchange else []))
            try:
                assert gates.take("opened", 1, within=600), "the gates could not be opened"
                polled = len(gates.take("polled", count, within=4 * interval + 60))
                report.row(
                    f"{count:,} gates{' that also exchange' if exchange else ''}, polling in {interval} s",
                    f"{polled:,} have polled, {report.load()}")
                for number, victim in enumerate(victims):
                    revoke(world, service, gates, victim, number, count, interval)
                of_gates, of_service = scene.Resident(gates.process), scene.Resident(service.process)
                connected = connections(service)
            finally:
                gates.end()
            troubled = {line.split(" ")[0] for line in gates.troubles}
            report.row(
                "  gates that had trouble", f"{len(troubled):,}, {len(gates.troubles):,} times", "0", not troubled)
            for sentence in sorted({line.partition(' ')[2] for line in gates.troubles})[:5]:
                report.row("    " + sentence[:100], "")
            report.row("  memory: a gate; the service", f"{of_gates.all / count:.2f}; {of_service.all:.0f} MiB")
            report.row("  sockets that the service has", f"{connected:,}")


def copies(world, count, texts):
    """Homes of as many gates, all enrolled as one, each with a memory that is still to be made."""
    homes = world.folder / "homes"
    homes.mkdir()
    for number in range(count):
        shutil.copytree(
            world.home, homes / f"{number:04}", ignore=shutil.ignore_patterns("gate.sqlite*", "lock", "control.sock"))
    (homes / "texts").write_text("\n".join(texts))
    return homes


def revoke(world, service, gates, victim, number, count, interval):
    used, began = scene.processor_seconds(service.process), time.monotonic()
    gates_used = scene.processor_seconds(gates.process)
    world.programs.done("portpass", "revoke", victim["id"], "--reason", "stolen", "--data", world.data)
    acknowledged = time.monotonic()
    refusals = gates.take("refused", count, within=4 * interval + 60)
    took = time.monotonic() - began
    assert all(int(text) == number for _, text, _ in refusals), "a pass was refused that nobody revoked"
    after = [float(seconds) - acknowledged for _, _, seconds in refusals]
    # One that never heard of it counts as the worst.
    after += [float("inf")] * (count - len(after))
    p50, p99 = (report.percentile(after, percent) for percent in (50, 99))
    budget = interval + BUDGET_BESIDE_INTERVAL
    report.row(
        f"  revoked to refused, {len(refusals):,} gates", f"p50 {p50:.1f}, p99 {p99:.1f}, max {max(after):.1f} s",
        f"p99 <= {budget} s", p99 <= budget)
    report.row(
        "    since the command began; it took", f"p99 {p99 + acknowledged - began:.1f} s; {acknowledged - began:.2f} s")
    report.row(
        "    processor time: service; gates",
        f"{scene.processor_seconds(service.process) - used:.1f} s; "
        f"{scene.processor_seconds(gates.process) - gates_used:.1f} s in {took:.0f} s, {report.load()}")


def connections(service):
    folder = f"/proc/{service.process.pid}/fd"
    return sum(os.readlink(f"{folder}/{name}").startswith("socket:") for name in os.listdir(folder))
