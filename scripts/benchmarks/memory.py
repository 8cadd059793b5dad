"""What `portgate run` holds of memory over a day of a busy gate, with the states of more than a million passes."""

import report
import scene

import clocks
from test_gate import enrol, until
from test_serve import serving

DAY = 86_400
LISTS = 8
PASSES = 2_000
#: A stretch of the day, after which time goes on and a pass is taken away.
STRETCH = 500
BUDGET = 150
#: The pages that a database keeps in memory, which a day does not fill: nothing else may grow.
CACHE = 32


def memory(scans):
    marks = {0: None, scans // 10: None, scans // 2: None, scans: None}
    with scene.world(passes=PASSES, full_lists=LISTS) as world:
        shim = clocks.build(world.folder)
        time = {name: clocks.Clock(shim, world.folder / f"{name}.clock") for name in ("service", "gate")}
        with serving(world, environment=time["service"].environment) as service:
            enrol(world, service)
            # More often than a gate looks, as its day takes minutes here.
            with scene.running(world, "--interval", "1", environment=time["gate"].environment) as gate:
                page = scene.Page(gate)
                until(lambda: page.state().get("online"))
                marks[0] = scene.Resident(gate.process)
                seconds = []
                revoked = iter(world.passes[PASSES // 2:])
                for number in range(1, scans + 1):
                    shown = world.passes[number % (PASSES // 2)]["text"]
                    answer, took = page.scan(shown, "in" if number // (PASSES // 2) % 2 == 0 else "out")
                    seconds.append(took)
                    assert answer["verdict"] == "admit" and "sequence" in answer, answer
                    if number % STRETCH == 0:
                        for clock in time.values():
                            clock.pass_by(DAY * STRETCH // scans)
                        world.programs.done(
                            "portpass", "revoke", next(revoked)["id"], "--reason", "stolen", "--data", world.data)
                    if number in marks:
                        marks[number] = scene.Resident(gate.process)
                until(lambda: page.state()["backlog"] == 0, within=300)
                after = scene.Resident(gate.process)
                state = page.state()
                of_service = scene.Resident(service.process)
    assert not state["clockSuspect"] and state["alarms"] == 0, state
    for number, held in marks.items():
        report.row(f"portgate run after {number:,} scans", f"{held.all:.1f} MiB, {held.own:.1f} of its own")
    report.row(
        "  and when everything was sent", f"{after.all:.1f} MiB resident", f"<= {BUDGET} MiB", after.all <= BUDGET)
    grown = marks[scans].own - marks[scans // 10].own
    report.row(
        f"  {scans:,} beside {scans // 10:,} scans", f"{grown:+.1f} MiB of its own", f"grows <= {CACHE} MiB, its cache",
        grown <= CACHE)
    report.row("  peak; the service at the end", f"{after.peak:.1f}; {of_service.all:.1f} MiB")
    report.row("  a scan through the page", f"{report.spread(seconds)}, {report.load()}")
