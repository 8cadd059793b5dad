"""The gates in the back office, with a gate that runs: level and police list moved and seen in force, an alarm in somebody's hands,
charts, who is inside, and one scan's story with its proof.

SHOTS names a folder for pictures of every page, to be looked at.
"""

import base64
import contextlib
import csv
import hashlib
import io
import json
import os
import pathlib
import time

import pytest

pytest.importorskip("axe_playwright_python.sync_playwright")
from kiosk import Kiosk, opened  # noqa: E402
from office import staff  # noqa: E402
from patience import until  # noqa: E402
from test_site_access import look  # noqa: E402

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def shown():
    """Looks at a page as it stands, on a phone and on a desk: axe, its width, and pictures where they are wanted."""
    count = [0]

    def shown(user, name):
        count[0] += 1
        for size in (PHONE, DESK):
            user.page.set_viewport_size(size)
            look(user.page, f"{name} {size['width']}")
            if "SHOTS" in os.environ:
                user.page.screenshot(
                    path=str(pathlib.Path(os.environ["SHOTS"]) / f"{count[0]:03d}-{name}-{size['width']}.png"), full_page=True)

    return shown


@pytest.fixture(scope="module")
def colleagues(gatehouse, chromium):
    with contextlib.ExitStack() as stack:
        found = {}
        for name, role in {
                "manager": "gate-manager", "anna": "supervisor", "liaison": "police-liaison", "auditor": "auditor"}.items():
            user = stack.enter_context(staff(chromium, gatehouse.service.url, size=DESK))
            user.join(gatehouse.world, name, role)
            found[name] = user
        yield found


def test_a_level_is_moved_and_in_force_at_a_running_gate(colleagues, gatehouse, shown):
    manager = colleagues["manager"]
    assert gatehouse.gate.state()["level"] == 1
    manager.go("level")
    shown(manager, "levels")
    manager.page.locator("table a").first.click()
    assert manager.path == "level/TWKEL"
    manager.page.locator("[name=level][value='2']").check()
    manager.page.locator("[name=reason]").select_option("order")
    manager.page.locator("[name=note]").fill("主管機關函")
    manager.press("level-send")
    assert manager.word("level-done-level") in manager.main()
    # The page counts by itself until the gate has it.
    manager.page.locator("#effect [data-effective=yes]").wait_for(state="attached")
    assert manager.word("effect", count=1, all=1) in manager.main()
    assert gatehouse.gate.state()["level"] == 2
    shown(manager, "level")
    manager.go("level")
    assert [cell for cell in manager.page.locator("tbody td:nth-child(2)").all_inner_texts() if manager.word("level-2") in cell] != []
    # Another port stays where it was.
    manager.go("level/TWTPE")
    assert manager.word("level-1") in manager.page.locator("main p").first.inner_text()
    # A supervisor moves it back; who may not, sees no form.
    anna, auditor = colleagues["anna"], colleagues["auditor"]
    auditor.go("level/TWKEL")
    assert auditor.page.locator("[name=level]").count() == 0 and "主管機關函" in auditor.main()
    anna.go("level/TWKEL")
    anna.page.locator("[name=level][value='1']").check()
    anna.page.locator("[name=reason]").select_option("over")
    anna.press("level-send")
    anna.page.locator("#effect [data-effective=yes]").wait_for(state="attached")
    assert gatehouse.gate.state()["level"] == 1


def test_the_police_list_reaches_the_gate_within_moments(colleagues, gatehouse, shown):
    liaison, number = colleagues["liaison"], gatehouse.passes["second"]["number"]
    gatehouse.clear()
    assert gatehouse.gate.scan(gatehouse.text("second"), "in")["verdict"] == "admit"
    liaison.go("hotlist")
    shown(liaison, "police-lists")
    liaison.page.locator("table a").first.click()
    liaison.page.locator("#add summary").click()
    liaison.press("hot-add-send")
    assert len(liaison.errors) == 3, liaison.errors
    shown(liaison, "police-list-wrong")
    for name, text in {"number": number.lower(), "reason": "通緝", "reference": "基警字第9號", "until": "民國130年1月1日"}.items():
        liaison.page.locator(f"#hot-{name}").fill(text)
    liaison.press("hot-add-send")
    assert liaison.word("hot-done-added") in liaison.main() and number in liaison.main() and "2041-01-01" in liaison.main()
    liaison.page.locator("#effect [data-effective=yes]").wait_for(state="attached")
    shown(liaison, "police-list")
    # The guard is asked to look, and not told why.
    gatehouse.clear()
    decided = gatehouse.gate.scan(gatehouse.text("second"), "in")
    assert decided["verdict"] == "check" and "hotlist" not in json.dumps(decided)
    liaison.page.locator("tbody form button").first.click()
    assert liaison.word("hot-done-removed") in liaison.main() and liaison.word("hot-none") in liaison.main()
    gatehouse.clear()


@pytest.fixture(scope="module")
def second_gate(colleagues, gatehouse, shown):
    """A kiosk of another make, enrolled by the page, that lets in whom the first gate has let in already."""
    manager, service = colleagues["manager"], gatehouse.service
    manager.go("gates")
    shown(manager, "gates")
    manager.page.locator("table a", has_text="KEL-W2").click()
    manager.page.locator("#place summary").click()
    manager.page.locator("#place-text").fill("西岸碼頭入口左側崗亭")
    manager.press("gate-place-send")
    assert manager.word("gate-done-place") in manager.main() and "西岸碼頭入口左側崗亭" in manager.main()
    manager.page.locator("#enrol summary").click()
    assert manager.page.locator("#url").input_value() == service.url
    manager.press("gate-enrol-send")
    code = manager.page.locator("main strong bdi").inner_text()
    zxingcpp, cv2 = pytest.importorskip("zxingcpp"), pytest.importorskip("cv2")
    import numpy
    picture = manager.page.locator("img.code").screenshot()
    read = zxingcpp.read_barcode(cv2.imdecode(numpy.frombuffer(picture, numpy.uint8), cv2.IMREAD_COLOR))
    assert read.text == f"{service.url}#KEL-W2.{code}"
    shown(manager, "enrolment")
    kiosk = Kiosk("KEL-W2")
    assert kiosk.enrol(service.url, code, gatehouse.world.root.read_bytes()).status == 201
    manager.go("gates/KEL-W2")
    assert manager.word("gate-heard") in manager.main()
    shown(manager, "gate")
    gatehouse.clear()
    one = gatehouse.passes["third"]
    assert gatehouse.gate.scan(one["text"], "in")["verdict"] == "admit"
    # Of a later second: which of the two was first is told by that.
    scanned = time.time()
    until(lambda: time.time() >= scanned + 1)
    kiosk.open()
    kiosk.scan(bytes.fromhex(one["id"]), one["number"], 1)
    assert kiosk.send(service.url, 1, 2).status == 200
    return kiosk


def test_an_alarm_is_taken_and_closed(colleagues, gatehouse, second_gate, shown):
    manager, anna, auditor = colleagues["manager"], colleagues["anna"], colleagues["auditor"]
    manager.go("alarms")
    row = manager.page.locator("#open tbody tr", has_text=manager.word("finding-inside-twice"))
    manager.until(lambda: row.count() == 1)
    shown(manager, "alarms")
    manager.go("")
    tile = manager.page.locator(".work li", has_text=manager.word("menu-alarms"))
    unowned = int(tile.locator("strong").inner_text())
    assert unowned >= 1
    shown(manager, "home")
    manager.go("alarms")
    row.locator("a").click()
    address = manager.path
    assert manager.page.locator("#close").count() == 0
    manager.press("alarm-take")
    assert "manager" in manager.main()
    manager.page.locator("#note summary").click()
    manager.page.locator("#note-text").fill("已聯絡西二門：同一人走側門出去，沒有掃證")
    manager.press("alarm-note-send")
    manager.page.locator("#over summary").click()
    manager.page.locator("#to").select_option("anna")
    manager.press("alarm-hand-over")
    shown(manager, "alarm-handed-over")
    assert manager.page.locator("#close").count() == 0
    auditor.go(address)
    assert auditor.page.locator("main form").count() == 0
    anna.go(address)
    anna.page.locator("#close summary").click()
    anna.press("alarm-close-send")
    assert anna.word("alarm-note-wrong") in anna.errors
    anna.page.locator("#close summary").click()
    anna.page.locator("#ending").select_option("explained")
    anna.page.locator("#close-note").fill("側門已上鎖")
    shown(anna, "alarm-closing")
    anna.press("alarm-close-send")
    assert anna.word("alarm-closed") in anna.main() and anna.page.locator("main form").count() == 0
    assert anna.page.locator(".handled li").count() == 4
    shown(anna, "alarm-closed")
    manager.go("")
    assert int(tile.locator("strong").inner_text()) == unowned - 1


def test_who_is_inside_and_a_scans_story(colleagues, gatehouse, second_gate, shown):
    anna, one = colleagues["anna"], gatehouse.passes["third"]
    anna.go("inside")
    assert anna.page.locator("table").count() == 0
    anna.page.locator("#port").select_option("TWKEL")
    anna.press("inside-send")
    assert one["number"] in anna.main()
    shown(anna, "inside")
    anna.page.locator("#q").fill(one["number"])
    anna.press("inside-send")
    assert anna.page.locator("tbody tr").count() == 1
    assert "A100000065"[-4:] not in anna.page.locator("tbody").inner_text().replace(one["number"], "")
    anna.page.locator("tbody a", has_text=":").click()
    assert anna.path.startswith("gates/KEL-W2/records/")
    assert anna.word("knowledge-good") in anna.main() and anna.word("story-whole") in anna.main()
    shown(anna, "story-good")
    # The scan at the gate that runs, which was refused: its pass had been revoked long before.
    gatehouse.clear()
    refused = gatehouse.passes["revoked"]
    assert gatehouse.gate.scan(refused["text"], "in")["verdict"] == "deny"
    anna.go(f"scans?number={refused['number'].lower()}")
    anna.until(lambda: anna.page.locator("tbody tr").count() > 0)
    shown(anna, "scans")
    anna.page.locator("tbody a").first.click()
    assert anna.page.locator(".reasons code").first.inner_text() == "revoked"
    assert anna.word("pass-revoked") in anna.page.locator("#knowledge").inner_text()
    assert anna.page.locator("#changes tbody tr").count() == 1 and anna.word("story-told") in anna.page.locator("#changes").inner_text()
    assert anna.word("level-1") in anna.main()
    shown(anna, "story-refused")
    with anna.page.expect_download() as taken:
        anna.page.get_by_role("link", name=anna.word("story-proof-take")).click()
    proof = json.loads(pathlib.Path(taken.value.path()).read_text())

    def raw(text):
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    digest = hashlib.sha256(b"portpass/journal/v1" + raw(proof["record"])).hexdigest()
    assert digest == proof["hash"]
    header, receipt = opened(raw(proof["receipt"]))
    assert receipt[1] == "KEL-E1" and receipt[3] == proof["sequence"] and receipt[4].hex() == digest
    assert header[4].hex() == proof["receiptKey"]
    # A look is in the log.
    colleagues["auditor"].go("audit")
    assert "presence-seen" in colleagues["auditor"].main() and "gate-record-seen" in colleagues["auditor"].main()


def test_charts_are_read_without_colour_and_taken_away(colleagues, gatehouse, second_gate, shown):
    anna = colleagues["anna"]
    anna.go("entries?port=TWKEL")
    anna.until(lambda: anna.page.locator("svg.chart").count() == 4)
    shown(anna, "entries")
    # Every drawing has a name, and its numbers in a table beneath.
    for figure in anna.page.locator("section.figures").all():
        svg = figure.locator("svg")
        assert svg.get_attribute("role") == "img" and svg.locator("title").text_content()
        assert figure.locator("table tbody tr").count() > 0
    bars = anna.page.locator("svg.chart rect.bar")
    fills = {bars.nth(place).get_attribute("fill") for place in range(bars.count())}
    assert len({fill.split("-")[-1] for fill in fills}) >= 2 and all(fill.startswith("url(#") for fill in fills)
    anna.page.emulate_media(forced_colors="active")
    shown(anna, "entries-forced")
    colours = anna.page.evaluate("""() => {
        const canvas = getComputedStyle(document.body).backgroundColor
        const text = getComputedStyle(document.querySelector('svg.chart text')).fill
        const bar = getComputedStyle(document.querySelector('svg.chart pattern .solid')).fill
        return { canvas, text, bar }
    }""")
    assert colours["text"] != colours["canvas"] and colours["bar"] != colours["canvas"], colours
    anna.page.emulate_media(forced_colors="none")
    anna.page.set_viewport_size(DESK)
    total = [int(text) for text in anna.page.locator("section.figures").first.locator("tbody tr td:nth-child(2)").all_inner_texts() if text.strip().isdigit()]
    with anna.page.expect_download() as taken:
        anna.page.get_by_role("link", name=anna.word("entries-download")).click()
    rows = list(csv.reader(io.StringIO(pathlib.Path(taken.value.path()).read_text("utf-8-sig"))))
    assert rows[0][0] == anna.word("entries-column-day")
    admitted = {anna.word("outcome-admitted"), anna.word("outcome-admitted-by-guard")}
    entered = sum(int(row[7]) for row in rows[1:] if row[3] == anna.word("direction-in") and row[4] in admitted)
    assert entered > 0
    if total:
        assert entered == sum(total)
    # Days that are none are told, and cost nothing that was typed.
    anna.page.locator("#from").fill("昨天")
    anna.press("entries-send")
    assert anna.errors == [anna.word("entries-day-wrong")]
    assert anna.page.locator("#from").input_value() == "昨天"
    shown(anna, "entries-wrong")
    anna.go("entries?port=TWKEL&from=2025-01-01&to=2026-01-01")
    assert anna.errors == [anna.word("entries-range-wrong", count=92)]
    anna.go("entries?port=TWPUT")
    assert anna.word("entries-none") in anna.main()


def test_a_gate_is_retired_and_nothing_of_it_is_taken(colleagues, gatehouse, second_gate, shown):
    manager = colleagues["manager"]
    manager.go("gates/KEL-W2/records")
    shown(manager, "records")
    manager.go("gates/KEL-W2")
    manager.page.locator("#retire summary").click()
    manager.press("gate-retire-send")
    assert manager.word("gate-done-retire") in manager.main() and manager.word("gate-revoked") in manager.main()
    second_gate.scan(bytes(8), "KEL-P-26-000001", 1)
    assert second_gate.send(gatehouse.service.url, 3, 3).status == 403


def test_the_log_is_whole(gatehouse, colleagues):
    verified = gatehouse.world.programs.done("portpass", "audit", "verify", "--data", gatehouse.world.data)
    assert "whole" in verified.output
