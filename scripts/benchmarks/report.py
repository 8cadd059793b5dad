"""Rows of figures, each beside its budget, and what the rest of the machine was doing meanwhile."""

import os

missed = False


def row(what, figure, budget=None, within=True):
    global missed
    missed |= not within
    print(f"{what:<46} {figure:<34}" + (f" {'within' if within else 'MISSED'} {budget}" if budget else ""), flush=True)


def load():
    return f"load {os.getloadavg()[0]:.1f}"


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def spread(seconds):
    """Half of them, nearly all, and the worst, in milliseconds."""
    return "p50 {:.1f}, p99 {:.1f}, max {:.1f} ms".format(
        *(percentile(seconds, percent) * 1e3 for percent in (50, 99)), max(seconds) * 1e3)
