"""A patrol with a laptop: every scan is a look, and nobody goes in or out by it."""

import pytest

from test_gate import Gate

#: Pauses within a scan, and how long something stays on the screen.
pytestmark = pytest.mark.real_time


def test_a_patrol_looks_and_moves_nobody(chromium, gatehouse):
    gatehouse.clear()
    port = gatehouse.gate.url.rpartition(":")[2]
    assert gatehouse.gate.stop()[0] == 0
    gatehouse.gate = Gate(gatehouse.world, "--port", port, "--direction", "check")
    try:
        inside = gatehouse.gate.state()["inside"]
        with gatehouse.page(chromium) as kiosk:
            kiosk.idle()
            # There is no way to choose, and the screen says what it is for.
            assert "巡查" in kiosk.text("#idle") and not kiosk.page.locator("[data-direction=out]").count()
            assert kiosk.scan("second") == "admit"
            assert "巡查" in kiosk.text("#result")
            kiosk.press("Escape")
            kiosk.idle()
            assert kiosk.scan("revoked") == "deny"
            assert "通行證已註銷" in kiosk.text("#result")
            kiosk.settle()
            kiosk.press("F7")
            kiosk.idle()
        assert gatehouse.gate.state()["inside"] == inside
    finally:
        gatehouse.restart_gate()
