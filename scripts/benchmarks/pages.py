"""The page of a pass, its code as SVG and PNG, and how its application stands, of people chosen at random, by wrk on the same
two processors. Each comes with a session of their own, in which their contact was proved."""

import re
import shutil
import statistics
import subprocess
import sys

import report
import scene
from crowd import ISSUED, Browser, crowd

BUDGET = 5_000
ROUNDS = 3
SECONDS = 8
KINDS = {
    "page": "my/passes/{pass}", "SVG": "my/passes/{pass}.svg", "PNG": "my/passes/{pass}.png",
    "progress": "my/applications/{number}"}

# Every request another person, from a list that the connections share.
SCRIPT = """
local people = {{}}
for line in io.lines("{list}") do
    local path, cookie = line:match("(%S+) (%S+)")
    people[#people + 1] = {{ path, {{ Cookie = "__Host-portpass=" .. cookie }} }}
end
math.randomseed({seed})
request = function()
    local one = people[math.random(#people)]
    return wrk.format("GET", one[1], one[2])
end
"""


def load(folder, service, list, seconds, seed):
    """Requests a second, milliseconds of nearly all of them, and microseconds of the service's processors for each.
    Fails on any answer but a good one."""
    script = folder / "random.lua"
    script.write_text(SCRIPT.format(list=list, seed=seed))
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
    with scene.folder() as folder, crowd(round(count / ISSUED), 1) as (service, people):
        people = [one for one in people if one["state"] == "issued"]
        lists = {kind: folder / kind for kind in KINDS}
        for kind, path in KINDS.items():
            lists[kind].write_text("".join(f"/zh-Hant/{path.format(**one)} {one['cookie']}\n" for one in people))
        before = scene.Resident(service.process)
        # Each is drawn once, as by its holder's first visit.
        for one in people:
            Browser(service, one["cookie"]).seconds(f"/zh-Hant/my/passes/{one['pass']}")
        drawn = scene.Resident(service.process)
        rates = {kind: [] for kind in KINDS}
        resident = []
        for turn in range(ROUNDS):
            for kind, list in lists.items():
                rates[kind].append(load(folder, service, list, SECONDS, turn))
            resident.append(scene.Resident(service.process).all)
        for kind, found in rates.items():
            rate, most, each = (statistics.median(values) for values in zip(*found))
            report.row(
                f"{kind} of {len(people):,} people at random", f"{rate:,.0f}/s, p99 {most:.1f} ms, {each:.0f} µs each",
                f">= {BUDGET:,}/s ({rate / BUDGET:.2f})", rate >= BUDGET)
        report.row("  the machine meanwhile", report.load())
        report.row(
            "  resident: empty, all drawn, after each round",
            f"{before.all:.0f}, {drawn.all:.0f}, {', '.join(f'{one:.0f}' for one in resident)} MiB",
            "<= 1.05 times the first round", resident[-1] <= 1.05 * resident[0])
