"""Figures of the built commands, each beside a limit or a peer measured in the same run. Called by scripts/bench.

PORTPASS_BIN names the folder of the built programs, and PORTPASS_BENCHMARKS the program of the gates of a fleet.
PORTPASS_SCRATCH, if it is there, names a folder for what is made on the way, else that is .build.
"""

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "benchmarks"))

import crowd  # noqa: E402
import draining  # noqa: E402
import fleet  # noqa: E402
import issuing  # noqa: E402
import memory  # noqa: E402
import pages  # noqa: E402
import report  # noqa: E402
import seeing  # noqa: E402
import starting  # noqa: E402
import volume  # noqa: E402

TOGETHER = ("issue", "stream", "cwt")
BY_NAME = {
    "kiosk": lambda a: seeing.seeing(),
    "start": lambda a: starting.start(),
    "memory": lambda a: memory.memory(a.scans),
    "crowd": lambda a: crowd.times(a.applications),
    "pages": lambda a: pages.pages(a.passes),
    "drain": lambda a: draining.drain(a.backlog),
    "bytes": lambda a: volume.volume(a.minutes),
    "fleet": lambda a: fleet.fleet(a.gates, a.rounds, a.interval, exchange=False),
    "exchange": lambda a: fleet.fleet(a.gates, a.rounds, a.interval, exchange=True),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=100_000, help="records to issue and lines to verify")
    parser.add_argument("--scans", type=int, default=100_000, help="scans of memory's day")
    parser.add_argument("--backlog", type=int, default=1_000_000, help="records that a gate drains")
    parser.add_argument("--passes", type=int, default=10_000, help="passes whose pages are asked for at random")
    parser.add_argument("--applications", type=int, default=100_000, help="applications among which pages are asked for")
    parser.add_argument("--minutes", type=int, default=10, help="of an idle and of a busy gate whose bytes are counted")
    parser.add_argument("--gates", type=int, default=1_000, help="gates of a fleet")
    parser.add_argument("--interval", type=int, default=30, help="seconds between two polls of a fleet")
    parser.add_argument("--rounds", type=int, default=2, help="revocations that a fleet hears of")
    names = [*TOGETHER, *BY_NAME]
    parser.add_argument("wanted", nargs="*", choices=names, metavar="name", help=", ".join(names))
    arguments = parser.parse_args()
    wanted = arguments.wanted or [*TOGETHER]
    if together := [name for name in wanted if name in TOGETHER]:
        issuing.commands(together, arguments.count)
    for name in wanted:
        if name in BY_NAME:
            BY_NAME[name](arguments)
    sys.exit(1 if report.missed else 0)


main()
