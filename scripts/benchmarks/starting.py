"""`portgate run` from its exec to its first answer, with the states of more than a million passes."""

import statistics
import subprocess
import time

import report
import scene

ROUNDS = 15
LISTS = 8


def start():
    with scene.world(passes=100, full_lists=LISTS) as world:
        text = world.passes[0]["text"]
        lists = sum(1 for _ in world.home.glob("trust/*/files/status/*"))
        assert lists > LISTS, "the lists did not come to the gate"
        programs = world.programs
        ready, answered, usage = [], [], []
        for _ in range(ROUNDS):
            began = time.monotonic()
            subprocess.run([programs.portgate_path, "--help"], check=True, stdout=subprocess.PIPE)
            usage.append(time.monotonic() - began)
            began = time.monotonic()
            gate = scene.OpenGate(world)
            ready.append(time.monotonic() - began)
            try:
                verdict = scene.Page(gate).scan(text)[0]["verdict"]
                answered.append(time.monotonic() - began)
                resident = scene.Resident(gate.process)
            finally:
                gate.stop()
            assert verdict == "admit", verdict
        middle = {name: statistics.median(times) * 1e3 for name, times in (
            ("help", usage), ("ready", ready), ("answered", answered))}
        report.row(
            f"portgate run, exec to ready, {lists} lists", f"{middle['ready']:.0f} ms, {report.load()}", "<= 300 ms",
            middle["ready"] <= 300)
        report.row("  exec to the first scan answered", f"{middle['answered']:.0f} ms")
        report.row(
            "  portgate --help; ready beside it",
            f"{middle['help']:.0f} ms; {middle['ready'] / middle['help']:.1f} times")
        report.row("  resident after that scan", f"{resident.all:.0f} MiB, {resident.own:.0f} of its own")
