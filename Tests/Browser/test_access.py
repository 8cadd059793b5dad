"""WCAG 2.2 AA by axe, and no overflow: every screen, both sizes, both languages, by day and by night."""

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
from gatehouse import SIZES  # noqa: E402
from test_results import PASS, Told  # noqa: E402

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def look(kiosk, where):
    found = axe.Axe().run(kiosk.page, options=RULES).response["violations"]
    assert found == [], f"{where}: " + "; ".join(
        f"{one['id']}: {[node['html'][:120] for node in one['nodes']]} {one['nodes'][0].get('failureSummary', '')}" for one in found)
    assert kiosk.overflow() == [], where


def results(told):
    told.show(verdict="admit", photo="/missing.jpg", **{"pass": PASS})
    yield "admit"
    told.show(verdict="check", reason={"code": "live-code-stale"}, unrecorded=True, **{"pass": PASS})
    yield "check"
    told.show(verdict="deny", reason={"code": "wrong-zone", "gate": ["KEL-W2"]}, **{"pass": PASS})
    yield "deny"
    told.show(verdict="deny", misread=True, reason={"code": "malformed"})
    yield "misread"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("light", ["day", "night"])
@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_every_screen(chromium, gatehouse, size, light, language):
    gatehouse.clear()
    with gatehouse.page(chromium, size) as kiosk:
        if language == "en":
            kiosk.press("F12")
        kiosk.by_day() if light == "day" else kiosk.by_night()
        look(kiosk, "idle")
        kiosk.press("F5")
        names = kiosk.page.eval_on_selector_all("[data-opens]", "keys => keys.map(key => key.dataset.opens)")
        look(kiosk, "more")
        for name in names:
            kiosk.page.click(f".menu [data-opens={name}]")
            kiosk.page.wait_for_selector(".form:not(.menu)")
            look(kiosk, name)
            kiosk.press("Escape")
            kiosk.press("F5")
        kiosk.press("Escape")
        told = Told(kiosk)
        kiosk.by_day() if light == "day" else kiosk.by_night()
        for name in results(told):
            look(kiosk, name)
        told.stop()
