"""Scanners that the program reads by itself, and the barrier that it opens: a serial line by a pty, a simulated barrier."""

import json
import os
import pty
import time
import tty

import pytest

#: Pauses within a scan, and how long something stays on the screen.
pytestmark = pytest.mark.real_time


@pytest.fixture
def lane(gatehouse, tmp_path):
    """The gate begins anew with a scanner on a serial line and a barrier that writes down what it does."""
    far, near = pty.openpty()
    tty.setraw(near)
    path = gatehouse.world.home / "devices.json"
    openings = tmp_path / "barrier.jsonl"
    path.write_text(json.dumps({
        "scanners": [{"kind": "serial", "name": "lane", "path": os.ttyname(near)}],
        "barrier": {"kind": "simulator", "file": str(openings), "pulse": 50}}))
    path.chmod(0o600)
    gatehouse.restart_gate()
    try:
        yield Lane(far, openings)
    finally:
        path.unlink()
        gatehouse.restart_gate()
        os.close(far)
        os.close(near)


class Lane:
    def __init__(self, line, openings):
        self.line = line
        self.openings = openings

    def send(self, text, pause=0.0):
        """The scanner sends a code; slowly where there is a pause between its pieces."""
        data = text.encode() + b"\r"
        while data:
            sent = os.write(self.line, data[:64])
            data = data[sent:]
            time.sleep(pause)

    def raised(self):
        if not self.openings.exists():
            return []
        # The last line may be half written.
        acts = [json.loads(line) for line in self.openings.read_text().splitlines(keepends=True) if line.endswith("\n")]
        return [act.get("direction") for act in acts if act["act"] == "raise"]


def test_a_serial_scanner_is_shown_like_any_other_and_the_barrier_opens_once(kiosk, lane):
    kiosk.until(lambda: "掃描器 lane" not in kiosk.text("#strip"))
    lane.send(kiosk.house.text("second"))
    assert kiosk.result("admit") == "admit"
    kiosk.until(lambda: lane.raised() == ["in"])
    # Again within ten seconds: the same event, and the barrier stays as it is.
    lane.send(kiosk.house.text("second"))
    lane.send(kiosk.house.text("revoked"))
    assert kiosk.result("deny") == "deny"
    assert lane.raised() == ["in"]
    # Whoever leaves is let out by the guard, and the barrier opens for that.
    kiosk.house.gate.post("/api/direction", {"direction": "out"})
    lane.send(kiosk.house.text("suspended"))
    assert kiosk.result("check") == "check"
    assert lane.raised() == ["in"]
    kiosk.settle()
    kiosk.press("F8")
    kiosk.idle()
    kiosk.until(lambda: lane.raised() == ["in", "out"])


def test_a_burst_of_foreign_codes_and_half_a_scan_do_not_disturb_the_next(kiosk, lane):
    os.write(lane.line, b"PP1:HALF A SC")
    # Longer than a scanner pauses within a code.
    time.sleep(0.4)
    for number in range(200):
        lane.send(f"https://example.com/{number}")
    lane.send(kiosk.house.text("third"))
    kiosk.until(lambda: kiosk.house.passes["third"]["number"] in (kiosk.page.locator("#result").all_inner_texts() or [""])[0])
    assert kiosk.result() == "admit"


def test_a_scanner_that_is_unplugged_is_said_on_the_strip(kiosk, gatehouse):
    path = gatehouse.world.home / "devices.json"
    path.write_text(json.dumps({"scanners": [{"kind": "serial", "name": "lane", "path": "/dev/portpass-there-is-none"}]}))
    path.chmod(0o600)
    gatehouse.restart_gate()
    try:
        kiosk.until(lambda: "掃描器 lane 未連線" in kiosk.text("#strip"))
        # The page's own scanner goes on.
        assert kiosk.scan("person") in ("admit", "check")
    finally:
        path.unlink()
        gatehouse.restart_gate()
