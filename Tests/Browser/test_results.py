"""What a guard sees, hears and presses about a scan."""

import json

import pytest

from gatehouse import SIZES
from kiosk import ask
from processes import ROOT

#: Pauses within a scan, and how long something stays on the screen.
pytestmark = pytest.mark.real_time


def words(language):
    return json.loads((ROOT / "web" / "kiosk" / f"{language}.json").read_text())


def test_green_shows_who_it_is_sounds_once_and_clears_by_itself(kiosk):
    assert kiosk.scan("person") == "admit"
    assert kiosk.text("#verdict") == "可通行" and kiosk.text(".sign") == "●"
    assert kiosk.text(".name") == "王小明" and kiosk.text(".plate") == "ABC1234"
    photo = kiosk.page.locator(".photo")
    kiosk.until(lambda: photo.evaluate("photo => photo.naturalWidth") > 0)
    box = photo.bounding_box()
    assert box["height"] > 450 and 0.75 < box["width"] / box["height"] < 0.8
    assert kiosk.page.get_attribute("html", "data-sound") == "admit 1x880Hz 120ms 0.5"
    kiosk.page.wait_for_selector("#idle", timeout=6_000)


def test_a_new_scan_does_not_wait_for_a_green(kiosk):
    kiosk.scan("person")
    kiosk.wedge(kiosk.house.text("second"))
    kiosk.until(lambda: "0056" in kiosk.text(".particulars"))


def test_red_names_one_reason_and_one_step_and_stays_until_it_is_decided(kiosk):
    assert kiosk.scan("revoked") == "deny"
    assert (kiosk.text("#verdict"), kiosk.text(".sign")) == ("禁止通行", "✕")
    assert kiosk.text(".reason") == "通行證已註銷" and kiosk.text(".step") == "不放行，請洽通行證窗口。"
    assert kiosk.page.get_attribute("html", "data-sound").startswith("deny 3x330Hz")
    kiosk.page.wait_for_timeout(4_500)
    assert kiosk.text("#verdict") == "禁止通行"
    kiosk.press("F7")
    kiosk.idle()


def test_amber_is_confirmed_by_f8_refused_by_f7_and_never_by_enter_or_space(kiosk):
    assert kiosk.scan("escorted-1") == "check"
    assert (kiosk.text("#verdict"), kiosk.text(".sign"), kiosk.text(".reason")) == ("請查核", "◆", "須有人陪同")
    assert kiosk.page.get_attribute("html", "data-sound").startswith("check 2x660Hz")
    kiosk.settle()
    for key in ("Enter", "Enter", " ", "Escape", "y"):
        kiosk.press(key)
    kiosk.page.wait_for_timeout(300)
    assert kiosk.text("#verdict") == "請查核"
    kiosk.press("F8")
    kiosk.idle()
    kiosk.until(lambda: kiosk.house.gate.state()["unfinished"] == 0)


def test_a_key_that_was_meant_for_the_last_one_does_not_decide_on_the_next(kiosk):
    kiosk.scan("escorted-2")
    kiosk.wedge(kiosk.house.text("zone"))
    kiosk.result("deny")
    kiosk.press("F7")
    kiosk.page.wait_for_timeout(200)
    assert kiosk.result() == "deny"
    kiosk.settle()
    kiosk.press("F7")
    kiosk.idle()


def test_what_was_left_without_a_decision_is_filed_and_found_again(kiosk):
    kiosk.scan("escorted-3")
    kiosk.wedge(kiosk.house.text("second"))
    kiosk.result("admit")
    kiosk.until(lambda: "未處理 1 件" in kiosk.text("#strip"))
    kiosk.press("Escape")
    kiosk.idle()
    kiosk.press("F5")
    kiosk.page.click("[data-opens=unfinished]")
    kiosk.page.wait_for_selector(".line")
    assert "須有人陪同" in kiosk.text(".line")
    kiosk.press("1")
    assert kiosk.result() == "check"
    kiosk.settle()
    kiosk.press("F8")
    kiosk.idle()
    kiosk.until(lambda: "未處理" not in kiosk.text("#strip"))


def test_a_key_that_is_pressed_twice_decides_once(kiosk):
    kiosk.scan("escorted-10")
    kiosk.settle()
    sent = []
    kiosk.page.route("**/api/decision", lambda route: sent.append(route))
    kiosk.press("F8")
    kiosk.until(lambda: sent)
    kiosk.press("F8")
    kiosk.page.wait_for_timeout(300)
    assert len(sent) == 1
    sent[0].continue_()
    kiosk.page.unroute("**/api/decision")
    kiosk.idle()


def test_what_came_up_since_the_scan_is_shown_instead_of_letting_in(kiosk):
    house = kiosk.house
    assert house.gate.post("/api/shift/sign-in", {"name": "林志明", "pin": "4071"}).status == 200
    assert kiosk.scan("escorted-6") == "check"
    house.world.programs.done(
        "portpass", "revoke", house.passes["escorted-6"]["id"], "--reason", "stolen", "--data", house.world.data)
    house.world.publish()
    kiosk.until(lambda: house.gate.post("/api/update", {}).status == 200)
    kiosk.settle()
    kiosk.press("F8")
    assert kiosk.result("deny") == "deny"
    assert kiosk.text(".reason") == "通行證已註銷"
    assert kiosk.page.get_attribute("html", "data-sound").startswith("deny 3x330Hz")
    kiosk.settle()
    kiosk.press("F8")
    kiosk.page.wait_for_selector(".whose")
    assert house.passes["escorted-6"]["number"] in kiosk.text(".whose")
    kiosk.press("Escape")
    kiosk.result("deny")
    kiosk.settle()
    kiosk.press("F7")
    kiosk.idle()
    house.gate.post("/api/shift/sign-out", {})


def test_who_is_let_in_is_named_and_another_scan_ends_it(kiosk):
    kiosk.scan("zone")
    kiosk.settle()
    kiosk.press("F8")
    kiosk.page.wait_for_selector(".whose")
    assert "王小明" in kiosk.text(".whose") and kiosk.house.passes["zone"]["number"] in kiosk.text(".whose")
    kiosk.page.click(".option >> nth=0")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("#field-pin")
    assert "王小明" in kiosk.text(".whose")
    # The same pass again is the same scan: the form stays. Another one ends it.
    kiosk.house.gate.scan(kiosk.house.text("zone"), "in")
    kiosk.result("deny")
    assert kiosk.page.get_attribute("body", "data-form") == "override"
    kiosk.house.gate.scan(kiosk.house.text("second"), "in")
    kiosk.until(lambda: "0056" in "".join(kiosk.page.locator("#result .particulars").all_inner_texts()))
    kiosk.page.wait_for_selector("body[data-form='']")
    kiosk.press("Escape")
    kiosk.idle()


def test_by_a_scan_of_half_an_hour_ago_nobody_is_let_in(kiosk):
    told = Told(kiosk)
    limit, now = told.state["decisionAge"], told.state["now"]
    assert limit == 1_800
    told.show(verdict="check", reason={"code": "escort-required"}, time=now - limit - 60, **{"pass": PASS})
    assert "30 分鐘" in kiosk.text(".step") and kiosk.page.locator("#result [data-key=F8]").count() == 0
    assert kiosk.page.locator("#result [data-key=F7]").count() == 1
    # It gets old while it is on the screen, too.
    told.show(verdict="check", reason={"code": "escort-required"}, time=now - limit + 8, **{"pass": PASS})
    assert kiosk.page.locator("#result [data-key=F8]").count() == 1
    kiosk.until(lambda: kiosk.page.locator("#result [data-key=F8]").count() == 0)
    # Whoever leaves may leave.
    told.show(verdict="check", direction="out", reason={"code": "expired"}, time=now - 2 * limit, **{"pass": PASS})
    assert kiosk.page.locator("#result [data-key=F8]").count() == 1
    told.stop()


def test_a_misread_is_grey_clicks_and_clears(kiosk):
    kiosk.wedge("https://example.com/boarding")
    assert kiosk.result() == "misread" and kiosk.text("#verdict") == "請再掃一次"
    assert kiosk.page.get_attribute("html", "data-sound").startswith("misread 1x")
    assert kiosk.page.locator("#result .keys button").count() == 1
    kiosk.page.wait_for_selector("#idle", timeout=6_000)


def test_whoever_leaves_may_leave(kiosk):
    kiosk.page.click("[data-direction=out]")
    kiosk.page.wait_for_selector('[data-direction=out][aria-pressed="true"]')
    try:
        assert kiosk.scan("revoked") == "check"
        assert kiosk.text(".sign") == "◆" and kiosk.text(".step") == "離港可放行，請登記。"
        assert kiosk.text("#result .confirm") .endswith("放行並登記")
        kiosk.settle()
        kiosk.press("F8")
        kiosk.idle()
    finally:
        kiosk.house.gate.post("/api/direction", {"direction": "in"})


def test_the_same_code_within_ten_seconds_is_one_event_and_keeps_its_decision(kiosk):
    kiosk.scan("third")
    first = kiosk.page.get_attribute("#result", "data-scan")
    kiosk.press("Escape")
    kiosk.idle()
    kiosk.scan("third")
    assert kiosk.page.get_attribute("#result", "data-scan") == first


def test_restarted_in_the_middle_of_a_scan_the_amber_is_still_there_and_is_decided_on(kiosk):
    kiosk.scan("escorted-4")
    handle = kiosk.page.get_attribute("#result", "data-scan")
    kiosk.house.restart_gate(kill=True)
    kiosk.page.reload()
    assert kiosk.result() == "check"
    assert kiosk.page.get_attribute("#result", "data-scan") == handle
    assert kiosk.text(".reason") == "須有人陪同" and "重新啟動前" in kiosk.text(".note")
    kiosk.settle()
    kiosk.press("F8")
    kiosk.idle()
    kiosk.page.reload()
    kiosk.idle()


def test_a_page_that_stays_open_goes_on_after_a_restart(kiosk):
    kiosk.house.restart_gate()
    assert kiosk.scan("second") in ("admit", "check")
    kiosk.until(lambda: "沒有回應" not in kiosk.text("#strip"))


def test_without_the_program_the_guard_is_told_what_to_do(kiosk):
    kiosk.house.gate.kill()
    try:
        kiosk.until(lambda: "沒有回應" in kiosk.text("#strip"))
        assert kiosk.scan("person") == "check"
        assert "紙本" in kiosk.text(".step")
        kiosk.press("Escape")
        kiosk.idle()
    finally:
        port = kiosk.house.gate.url.rpartition(":")[2]
        kiosk.house.gate = type(kiosk.house.gate)(kiosk.house.world, "--port", port)
    kiosk.until(lambda: "沒有回應" not in kiosk.text("#strip"))


# Every reason there is, told to the page as the gate would tell it


class Told:
    """Answers the page's question for news, so that a test can show what is hard to come by."""

    def __init__(self, kiosk):
        self.kiosk = kiosk
        self.state = kiosk.house.gate.state()
        self.held = []
        self.next = 1
        # A question that the page is still asking is not for this.
        kiosk.page.goto("about:blank")
        kiosk.page.route("**/api/events*", lambda route: self.held.append(route))
        kiosk.page.goto(kiosk.house.gate.url)
        self.tell({"shown": None})
        kiosk.page.wait_for_selector("html[data-ready=yes]", state="attached")

    def tell(self, news):
        self.kiosk.until(lambda: self.held)
        self.next += 1
        self.held.pop(0).fulfill(json={"next": self.next, "events": [], "state": self.state, **news})

    def show(self, **answer):
        self.tell({"events": [{"id": self.next, "type": "shown", "repeat": False, "misread": False, "direction": "in",
                               "scan": f"{self.next:016x}-1", **answer}]})
        self.kiosk.page.wait_for_selector(f'[data-scan="{self.next - 1:016x}-1"]')

    def stop(self):
        self.kiosk.page.unroute("**/api/events*")


PASS = {"number": "KEL-P-26-000123", "name": "尤瑪·哈勇 Yuma Hayung Kolas", "kind": "person", "idHint": "3104",
        "organisation": "中港風電工程股份有限公司", "plates": ["ABC1234", "KLA0123"], "notAfter": 1_800_000_000}
DETAILS = {"date": 1_790_000_000, "n": 9, "ports": ["TWTPE", "TWKHH", "TWANP"], "gate": ["KEL-W2", "KEL-C1"], "name": ["DG", "SAFETY"],
           "plate": "KLA0123", "hours": ["08:00–18:00", "21:30–06:30"]}
DENIED = ["no-trust", "unknown-key", "bad-signature", "wrong-issuer", "key-not-valid", "key-compromised", "not-yet-valid",
          "expired", "revoked", "suspended", "superseded", "status-unknown", "status-stale", "wrong-port", "wrong-zone",
          "wrong-direction", "outside-hours", "already-used", "barred"]
CHECKED = ["status-stale", "already-inside", "not-inside", "live-code-stale", "live-code-replayed", "holder-proof-missing",
           "paper", "vehicle-mismatch", "driver-missing", "escort-required", "endorsement-missing", "ship-not-arrived",
           "ship-departed", "photo-missing",
           "condition-unknown", "document-check", "a-code-of-tomorrow"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_every_reason_is_said_in_full_on_one_screen(chromium, gatehouse, size, language):
    gatehouse.clear()
    said = words(language)
    with gatehouse.page(chromium, size) as kiosk:
        told = Told(kiosk)
        if language == "en":
            kiosk.press("F12")
        for verdict, codes in (("deny", DENIED), ("check", CHECKED)):
            for code in codes:
                for more in ({"pass": PASS, "photo": "/missing.jpg"}, {}):
                    told.show(verdict=verdict, reason={"code": code, **DETAILS}, **more)
                    assert kiosk.text("#verdict") == said["verdicts"][verdict]
                    reason, step = kiosk.text(".reason"), kiosk.text(".step")
                    assert reason and step and "{" not in reason + step
                    assert kiosk.overflow() == [], (code, more)
        told.stop()


def test_a_hit_of_the_hot_list_looks_and_sounds_like_any_amber(kiosk):
    told = Told(kiosk)
    seen = []
    for code in ("photo-missing", "document-check"):
        told.show(verdict="check", reason={"code": code}, **{"pass": PASS})
        seen.append((kiosk.page.get_attribute("html", "data-sound"), kiosk.text("#verdict"), kiosk.text(".sign"),
                     kiosk.page.evaluate("getComputedStyle(document.querySelector('.band')).background")))
    assert seen[0] == seen[1]
    told.stop()


def test_nothing_secret_or_personal_is_in_an_address(kiosk):
    addresses = []
    kiosk.page.on("request", lambda request: addresses.append(request.url))
    kiosk.scan("person")
    kiosk.press("Escape")
    text = kiosk.house.text("person")
    assert addresses and not any("PP1" in address or text[:20] in address or "王" in address for address in addresses)
    assert all(address.startswith(kiosk.house.gate.url) for address in addresses)


def test_the_page_has_no_inline_code_and_the_browser_would_refuse_it(kiosk):
    answer = ask(kiosk.house.gate.url, "GET", "/")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert b"style=" not in answer.body and b"<script>" not in answer.body
    assert kiosk.page.locator("[style]").count() == 0
