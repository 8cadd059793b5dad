"""WCAG 2.2 AA by axe, and no overflow: every screen, both sizes, both languages, by day and by night."""

import time

import pytest

from accessibility import assert_none
from gatehouse import SIZES
from test_results import PASS, Told


def look(kiosk, where):
    assert_none(kiosk.page, where)
    assert kiosk.overflow() == [], where


def overriding(told):
    """Letting in what was refused, in its two steps, and among many supervisors."""
    page = told.kiosk.page
    people = [{"name": f"督導{number:02d} Supervisor", "supervisor": True, "onDuty": False} for number in range(1, 31)]
    page.route("**/api/guards", lambda route: route.fulfill(json={"guards": people}))
    told.show(verdict="deny", reason={"code": "wrong-zone", "gate": ["KEL-W2"]}, **{"pass": PASS})
    told.kiosk.settle()
    told.kiosk.press("F8")
    page.wait_for_selector(".whose")
    yield "override"
    page.click(".option >> nth=0")
    told.kiosk.press("F8")
    page.wait_for_selector("#field-pin")
    yield "a supervisor among many"
    page.unroute("**/api/guards")


def results(told):
    told.show(verdict="admit", photo="/missing.jpg", **{"pass": PASS})
    yield "admit"
    told.show(verdict="check", reason={"code": "live-code-stale"}, unrecorded=True, **{"pass": PASS})
    yield "check"
    told.show(verdict="deny", reason={"code": "wrong-zone", "gate": ["KEL-W2"]}, **{"pass": PASS})
    yield "deny"
    told.show(verdict="check", reason={"code": "live-code-stale"}, time=told.state["now"] - 3_600, **{"pass": PASS})
    yield "too old"
    told.show(verdict="deny", misread=True, reason={"code": "malformed"})
    yield "misread"


def screens(kiosk):
    """Opens every screen in its turn, with what can be seen on the way through it."""
    house, page = kiosk.house, kiosk.page
    kiosk.idle()
    yield "idle"
    for key, name in (("F1", "number"), ("F2", "visitor"), ("F3", "emergency"), ("F4", "muster"), ("F5", "more"), ("F6", "report"), ("F9", "duty")):
        kiosk.press(key)
        # The shift is asked for: until it came there is a form that only waits.
        kiosk.form(".columns" if name == "duty" else "")
        yield name
        if name == "number":
            page.fill("#field-number", house.passes["person"]["number"])
            kiosk.press("F8")
            page.wait_for_selector(".look")
            yield "a number that is known"
            kiosk.press("F1")
            page.fill("#field-number", "KEL-P-26-999999")
            kiosk.press("F8")
            page.wait_for_selector(".look")
            page.click(".option >> nth=1")
            kiosk.press("F8")
            page.wait_for_selector("#field-pin")
            kiosk.press("F8")
            yield "a supervisor, with something missing"
        if name == "visitor":
            page.fill("#field-hint", "456789")
            kiosk.press("F8")
            page.wait_for_selector(".look")
            yield "a visitor whom nobody expects"
        if name == "report":
            page.click(".option >> nth=0")
            kiosk.press("F8")
            page.wait_for_selector("#field-note")
            yield "a report's particulars"
        if name == "emergency":
            kiosk.press("5")
            page.wait_for_selector("#field-headcount")
            yield "an emergency to complete"
            kiosk.press("Escape")
            page.wait_for_selector(".agencies")
        if name == "duty":
            kiosk.press("F8")
            page.wait_for_selector("#field-pin")
            yield "sign-in"
            kiosk.press("Escape")
            kiosk.form(".columns")
            kiosk.press("1")
            page.wait_for_selector(".lines, .empty")
            yield "earlier shifts"
            kiosk.press("Escape")
            kiosk.form(".columns")
        kiosk.press("Escape")
        kiosk.idle()
    for name in ("tray", "cards", "crew", "paper", "camera", "unfinished", "evacuation", "details"):
        kiosk.more(name)
        yield name
        if name == "cards":
            kiosk.press("F8")
            page.wait_for_selector("#field-escort")
            yield "a card to give out"
            page.fill("#field-hint", "345678")
            page.fill("#field-escort", "KEL-P-26-999999")
            kiosk.press("F8")
            page.click(".option >> nth=1")
            kiosk.press("F8")
            page.wait_for_selector(".look")
            yield "a card whose escort is nobody good"
            kiosk.press("Escape")
            kiosk.form(".line")
            kiosk.press("1")
            page.wait_for_selector(".option")
            yield "a card that comes back"
            kiosk.press("Escape")
            kiosk.form(".line")
            kiosk.press("F7")
            page.wait_for_selector("#field-count")
            yield "stock"
            kiosk.press("Escape")
            kiosk.form(".line")
        if name in ("paper", "crew"):
            page.click(".option >> text=/護照|Passport|昨日|Yesterday/")
            kiosk.press("F8")
            page.wait_for_selector("#field-number")
            yield f"the particulars of {name}"
        kiosk.press("Escape")
        kiosk.idle()


@pytest.fixture(scope="module")
def busy(gatehouse):
    """Somebody is on duty, cards are out, and an ambulance is inside."""
    gate = gatehouse.gate
    assert gate.post("/api/shift/sign-in", {"name": "林志明", "pin": "4071"}).status == 200
    assert gate.post("/api/cards/stock", {"number": "V-001", "count": 9}).status == 200
    for number in range(1, 6):
        assert gate.post("/api/cards/bind", {
            "number": f"V-00{number}", "document": "passport", "hint": f"34567{number}", "escort": gatehouse.passes["person"]["number"],
            "until": int(time.time()) + 18_000, "enters": True}).status == 200
    assert gate.post("/api/passage", {"cause": "emergency", "agency": "ambulance", "direction": "in"}).status == 200
    return gatehouse


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("light", ["day", "night"])
@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_every_screen(chromium, busy, size, light, language):
    busy.clear()
    with busy.page(chromium, size) as kiosk:
        if language == "en":
            kiosk.press("F12")
        kiosk.by_day() if light == "day" else kiosk.by_night()
        for name in screens(kiosk):
            look(kiosk, name)
        told = Told(kiosk)
        kiosk.by_day() if light == "day" else kiosk.by_night()
        for name in results(told):
            look(kiosk, name)
        for name in overriding(told):
            look(kiosk, name)
        told.stop()
