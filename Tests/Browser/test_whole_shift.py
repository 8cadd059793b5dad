"""A whole shift, from sign-in to hand-over, with the network cut in the middle and the program killed once: what the office has
of it afterwards is what the guard did.
"""

import json

import pytest

from patience import until
from test_serve import Service

#: Pauses within a scan, and how long something stays on the screen.
pytestmark = pytest.mark.real_time


def tasks(world):
    lines = world.programs.done("portpass", "tasks", "--data", world.data).output.splitlines()
    return [json.loads(line) for line in lines]


def scan(kiosk, name, verdict):
    """Shows a pass, and waits for its own answer: the one before may be on the screen still."""
    kiosk.wedge(kiosk.house.text(name))
    number = kiosk.house.passes[name]["number"]
    kiosk.until(lambda: number in "".join(kiosk.page.locator(f'#result[data-verdict="{verdict}"]').all_inner_texts()))


def test_from_sign_in_to_hand_over(kiosk):
    house, world = kiosk.house, kiosk.house.world
    # The guard comes.
    kiosk.press("F9")
    kiosk.page.click("text=林志明")
    kiosk.page.fill("#field-pin", "4071")
    kiosk.press("F8")
    kiosk.until(lambda: "值勤 林志明" in kiosk.text("#strip"))
    kiosk.press("Escape")
    kiosk.idle()
    scan(kiosk, "second", "admit")
    scan(kiosk, "escorted-1", "check")
    kiosk.settle()
    kiosk.press("F8")
    kiosk.idle()
    # The network goes; everything goes on, and the strip says it.
    port = house.service.url.rpartition(":")[2]
    assert house.service.stop()[0] == 0
    kiosk.until(lambda: "網路中斷" in kiosk.text("#strip"))
    scan(kiosk, "revoked", "deny")
    kiosk.settle()
    kiosk.press("F7")
    kiosk.idle()
    scan(kiosk, "third", "admit")
    # A report, about nobody's pass.
    kiosk.press("Escape")
    kiosk.press("F6")
    kiosk.page.click("text=設備故障")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("#field-note")
    kiosk.page.fill("#field-note", "二號車道柵欄不動")
    kiosk.press("F8")
    kiosk.until(lambda: kiosk.page.locator("#idle").count() or kiosk.page.locator("#result").count())
    # The power goes, in the middle of a scan that nobody has decided on.
    scan(kiosk, "escorted-2", "check")
    house.restart_gate(kill=True)
    kiosk.page.reload()
    assert kiosk.result() == "check"
    kiosk.until(lambda: "值勤 林志明" in kiosk.text("#strip"))
    kiosk.settle()
    kiosk.press("F7")
    kiosk.idle()
    # The network comes back.
    house.service = Service(world.programs, world.data, "--port", port)
    kiosk.until(lambda: "網路正常" in kiosk.text("#strip"))
    kiosk.press("F9")
    kiosk.form(".columns")
    summary = kiosk.text(".fields")
    for line in ("掃描：可通行", "掃描：禁止通行", "回報"):
        assert line in summary, summary
    kiosk.press("F7")
    kiosk.until(lambda: kiosk.text("h2").startswith("交接紀錄"))
    kiosk.press("Escape")
    kiosk.idle()
    until(lambda: house.gate.state()["backlog"] == 0)
    told = [task for task in tasks(world) if task.get("note") == "二號車道柵欄不動"]
    assert len(told) == 1 and told[0]["guard"] == "林志明", told
