"""The page of a pass and its code as SVG and PNG, of passes chosen at random, by wrk on the same two processors."""

import re
import shutil
import statistics
import subprocess
import sys
import urllib.request

import report
import scene
from test_serve import Service

BUDGET = 5_000
ROUNDS = 3
SECONDS = 8
KINDS = {"page": "", "SVG": ".svg", "PNG": ".png"}

# Every request another pass, from a list that the connections share.
SCRIPT = """
local numbers = {{}}
for line in io.lines("{numbers}") do numbers[#numbers + 1] = line end
math.randomseed({seed})
request = function()
    return wrk.format("GET", "/zh-Hant/my/passes/" .. numbers[math.random(#numbers)] .. "{ending}")
end
"""


def load(folder, service, numbers, ending, seconds, seed):
    """Requests a second, milliseconds of nearly all of them, and microseconds of the service's processors for each.
    Fails on any answer but a good one."""
    script = folder / "random.lua"
    script.write_text(SCRIPT.format(numbers=numbers, ending=ending, seed=seed))
    used = scene.processor_seconds(service.process)
    said = subprocess.run(
        ["wrk", "--threads", "1", "--connections", "32", "--duration", f"{seconds}s", "--latency", "--script", script, service.url],
        check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in said and "Socket errors" not in said, said
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    def milliseconds(percent):
        value, unit = re.search(rf"\s{percent}%\s+([\d.]+)(us|ms|s)\b", said).groups()
        return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    used = scene.processor_seconds(service.process) - used
    return rate, milliseconds(99), used * 1e6 / int(re.search(r"(\d+) requests in", said)[1])


def pages(count):
    if not shutil.which("wrk"):
        sys.exit("bench: wrk is not installed: scripts/setup installs it")
    with scene.world(passes=count) as world:
        (world.programs.folder / "web").symlink_to(scene.ROOT / "web")
        numbers = world.folder / "numbers"
        numbers.write_text("\n".join(one["number"] for one in world.passes) + "\n")
        service = Service(world.programs, world.data)
        try:
            before = scene.Resident(service.process)
            # Each is drawn once, as by its holder's first visit.
            for one in world.passes:
                with urllib.request.urlopen(f"{service.url}/zh-Hant/my/passes/{one['number']}") as answer:
                    size = len(answer.read())
            drawn = scene.Resident(service.process)
            rates = {kind: [] for kind in KINDS}
            resident = []
            for turn in range(ROUNDS):
                for kind, ending in KINDS.items():
                    rates[kind].append(load(world.folder, service, numbers, ending, SECONDS, turn))
                resident.append(scene.Resident(service.process).all)
        finally:
            service.stop()
        for kind, found in rates.items():
            rate, most, each = (statistics.median(values) for values in zip(*found))
            report.row(
                f"{kind} of {count:,} passes at random", f"{rate:,.0f}/s, p99 {most:.1f} ms, {each:.0f} µs each",
                f">= {BUDGET:,}/s ({rate / BUDGET:.2f})", rate >= BUDGET)
        report.row("  a page, and the machine meanwhile", f"{size / 1000:.1f} kB, {report.load()}")
        report.row(
            f"  resident: empty, all {count:,} drawn, after each round",
            f"{before.all:.0f}, {drawn.all:.0f}, {', '.join(f'{one:.0f}' for one in resident)} MiB",
            "<= 1.05 times the first round", resident[-1] <= 1.05 * resident[0])
