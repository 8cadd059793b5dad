"""Much to say on a line that loses every other answer: nothing is sent for ever, and nothing counts twice."""

import os

import pytest

pytest.importorskip("cbor2")
import proxy  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from patience import until  # noqa: E402
from service_books import Books, shown  # noqa: E402
from test_gate import enrol, running  # noqa: E402
from test_links import JOURNAL, PRESENCE  # noqa: E402
from test_serve import code_for, findings, serving  # noqa: E402


def test_a_long_journal_over_a_line_that_loses_receipts(world):
    lines = [f"code {number}" for number in range(1_500)]
    with serving(world) as service, proxy.Proxy(service.url) as line:
        enrol(world, line)
        world.programs.done(
            "portgate", "verify", "--home", world.home, "--record", "-", data="\n".join(lines).encode())
        line.fault = proxy.Flaky(JOURNAL, every=2)
        with running(world) as gate:
            assert gate.scan(world.passes[0]["text"], "in")["verdict"] == "admit"
            until(lambda: gate.state()["backlog"] == 0)
        assert line.fault.count > 6, "all went in one piece: this shows nothing"
    books = Books(world.data)
    held = [what for what, _ in books.scans("KEL-E1").values()]
    assert held == [shown(text, "in") for text in [*lines, world.passes[0]["text"]]]
    assert books.aside == 0 and findings(world) == []


def test_a_long_presence_feed_over_a_line_that_loses_pages(world):
    """Each page is taken whole, with the place to go on from, or not at all."""
    inside = 4_500
    kiosk = Kiosk("KEL-W2")
    with serving(world) as service, proxy.Proxy(service.url) as line:
        assert kiosk.enrol(service.url, code_for(world, "KEL-W2"), world.root.read_bytes()).status == 201
        kiosk.open()
        for number in range(inside + 500):
            kiosk.scan(os.urandom(8), f"KEL-V-26-{number:06}", 1)
        for number in range(500):
            kiosk.scan(os.urandom(8), f"KEL-V-26-{number:06}", 2)
        for first in range(1, len(kiosk.records) + 1, 500):
            assert kiosk.send(service.url, first, first + 499).status == 200
        enrol(world, line)
        line.fault = proxy.Flaky(PRESENCE, every=2)
        with running(world) as gate:
            until(lambda: gate.state()["inside"] == inside)
            assert line.fault.count >= 4, "all came in one page: this shows nothing"
            # And on from there: one leaves.
            kiosk.scan(os.urandom(8), "KEL-V-26-004999", 2)
            assert kiosk.send(service.url, len(kiosk.records), len(kiosk.records)).status == 200
            until(lambda: gate.state()["inside"] == inside - 1)
    assert Books(world.data).inside == {"TWKEL": inside - 1}
