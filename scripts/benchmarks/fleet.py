"""How soon a revocation is in force at a thousand gates, each of which verifies and keeps its trust by itself."""

import collections
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


#: Gates of one process: where the service keeps them waiting, each holds two of its threads, of which there are some 250.
IN_A_PROCESS = 100


class Gates:
    """The processes of all gates, and what they say."""

    def __init__(self, folders, interval, *places):
        # Each has its lists, its memory and its connections open.
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        self.lines = collections.defaultdict(queue.Queue)
        self.troubles = []
        self.processes = []
        for folder in folders:
            process = subprocess.Popen(
                [os.environ["PORTPASS_BENCHMARKS"], "fleet-gates", str(folder), str(interval), *places],
                stdout=subprocess.PIPE, text=True)
            self.processes.append(process)
            threading.Thread(target=self._read, args=(process,), daemon=True).start()

    def _read(self, process):
        for line in process.stdout:
            kind, _, rest = line.rstrip("\n").partition(" ")
            if kind == "trouble":
                self.troubles.append(rest)
            else:
                self.lines[kind].put(rest.split(" "))

    def take(self, kind, count, within):
        """So many lines of a kind, or what came of them in time."""
        found, end = [], time.monotonic() + within
        while len(found) < count:
            try:
                found.append(self.lines[kind].get(timeout=max(0, end - time.monotonic())))
            except queue.Empty:
                break
        assert all(process.poll() is None for process in self.processes), "some gates ended by themselves"
        return found

    def processor_seconds(self):
        return sum(map(scene.processor_seconds, self.processes))

    def resident(self):
        return sum(scene.Resident(process).all for process in self.processes)

    def end(self):
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()


def fleet(count, rounds, interval, exchange):
    """
    - exchange: whether the gates also send their journals and ask for presence, all by the identity of one gate.
    """
    with scene.world(passes=1_000) as world:
        victims = [world.passes[number] for number in range(rounds)]
        with serving(world) as service:
            enrol(world, service)
            folders = copies(world, count, [victim["text"] for victim in victims])
            gates = Gates(folders, interval, service.url + "/tuf", *([service.url] if exchange else []))
            try:
                opened = sum(int(number) for (number,) in gates.take("opened", len(folders), within=600))
                assert opened == count, f"{opened} gates could be opened"
                polled = len(gates.take("polled", count, within=4 * interval + 60))
                report.row(
                    f"{count:,} gates{' that also exchange' if exchange else ''}, polling in {interval} s",
                    f"{polled:,} have polled, {report.load()}")
                for number, victim in enumerate(victims):
                    revoke(world, service, gates, victim, number, count, interval)
                of_gates, of_service = gates.resident(), scene.Resident(service.process)
                connected = connections(service)
            finally:
                gates.end()
            troubled = {line.split(" ")[0] for line in gates.troubles}
            report.row(
                "  gates that had trouble", f"{len(troubled):,}, {len(gates.troubles):,} times", "0", not troubled)
            for sentence in sorted({line.partition(' ')[2] for line in gates.troubles})[:5]:
                report.row("    " + sentence[:100], "")
            report.row("  memory: a gate; the service", f"{of_gates / count:.2f}; {of_service.all:.0f} MiB")
            report.row("  sockets that the service has", f"{connected:,}")


def copies(world, count, texts):
    """Folders with the homes of as many gates, all enrolled as one, each with a memory that is still to be made."""
    folders = [world.folder / f"homes-{first}" for first in range(0, count, IN_A_PROCESS)]
    for folder in folders:
        folder.mkdir()
        (folder / "texts").write_text("\n".join(texts))
    left_out = shutil.ignore_patterns("gate.sqlite*", "lock", "control.sock")
    for number in range(count):
        shutil.copytree(world.home, folders[number // IN_A_PROCESS] / f"{number:04}", ignore=left_out)
    return folders


def revoke(world, service, gates, victim, number, count, interval):
    used, began = scene.processor_seconds(service.process), time.monotonic()
    gates_used = gates.processor_seconds()
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
        f"{gates.processor_seconds() - gates_used:.1f} s in {took:.0f} s, {report.load()}")


def connections(service):
    folder = f"/proc/{service.process.pid}/fd"
    return sum(os.readlink(f"{folder}/{name}").startswith("socket:") for name in os.listdir(folder))
