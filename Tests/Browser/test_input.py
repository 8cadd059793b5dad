"""Scanners that type, keys, language, light and the gate's own state."""

import json
import re

import pytest

from kiosk import ask

#: Pauses within a scan, and how long something stays on the screen.
pytestmark = pytest.mark.real_time


def test_a_scanner_at_full_speed_is_read_whole(kiosk):
    kiosk.wedge(kiosk.house.text("person"), delay=0)
    assert kiosk.result() == "admit"


def test_a_scanner_with_caps_lock_on_is_understood(kiosk):
    kiosk.wedge(kiosk.house.text("person").lower(), delay=0)
    assert kiosk.result() == "admit"


def test_half_a_scan_is_dropped_after_a_pause_and_the_next_is_whole(kiosk):
    text = kiosk.house.text("person")
    kiosk.page.keyboard.type(text[:100], delay=0)
    kiosk.page.wait_for_timeout(400)
    kiosk.wedge(text, delay=0)
    assert kiosk.result() == "admit"


def test_two_scans_without_a_pause_are_two_scans(kiosk):
    kiosk.wedge(kiosk.house.text("second"), delay=0)
    kiosk.wedge(kiosk.house.text("person"), delay=0)
    kiosk.page.wait_for_selector(".photo")
    assert "3158" in kiosk.text(".particulars")


def test_foreign_codes_do_not_disturb_the_next_pass(kiosk):
    """Boarding passes, addresses and goods, typed inside the page as fast as it takes them."""
    kiosk.page.evaluate("""async () => {
        const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
        for (let number = 0; number < 300; number += 1) {
            for (const key of [`M1LIN/ZHIHAO EABC${number} KHHTPEBR`, `https://example.com/${number}`, `47100880${number}`][number % 3]) press(key)
            press("Enter")
        }
    }""")
    kiosk.wedge(kiosk.house.text("person"), delay=0)
    kiosk.page.wait_for_selector('#result[data-verdict="admit"]')
    assert kiosk.text(".name") == "王小明"


def typed(kiosk, keys):
    """A scanner's keys, as fast as a page can get them, on whatever has the focus."""
    kiosk.page.evaluate("""(keys) => {
        for (const key of keys) {
            for (const type of ["keydown", "keyup"]) document.activeElement.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true }))
        }
    }""", keys)


#: What some scanners make of the control characters and spaces of a code: one of them before everything else, too.
MIXED = [" ", "F3", "[", ")", ">", "F8", "0", "6", " ", "F2", "1", "P", "F5", " ", "7", "F7", "A", " ", "F9", "Enter"]


def test_spaces_and_function_keys_within_a_code_press_nothing(kiosk):
    for focused in ("[data-direction=out]", "[data-opens=emergency]"):
        kiosk.page.focus(focused)
        typed(kiosk, MIXED)
        assert kiosk.result() == "misread"
        # Longer than a key waits for what follows it.
        kiosk.page.wait_for_timeout(200)
        assert kiosk.page.get_attribute("body", "data-form") == "" and kiosk.house.gate.state()["direction"] == "in"
        kiosk.press("Escape")
        kiosk.idle()


def test_a_code_with_function_keys_does_not_decide_on_what_is_on_the_screen(kiosk):
    kiosk.scan("escorted-5")
    number = kiosk.house.passes["escorted-5"]["number"]
    kiosk.settle()
    kiosk.page.focus("#result .confirm")
    for first in ("F8", "F7"):
        typed(kiosk, [first, *MIXED])
        kiosk.page.wait_for_timeout(200)
    waiting = json.loads(ask(kiosk.house.gate.url, "GET", "/api/unfinished").body)["scans"]
    assert [scan["pass"]["number"] for scan in waiting] == [number]
    # By itself the same key decides.
    kiosk.press("Escape")
    kiosk.idle()
    kiosk.more("unfinished")
    kiosk.press("1")
    assert kiosk.result() == "check"
    kiosk.settle()
    kiosk.press("F8")
    kiosk.idle()
    kiosk.until(lambda: kiosk.house.gate.state()["unfinished"] == 0)


def test_a_digit_is_a_choice_of_a_menu_only_when_nothing_follows_it(kiosk):
    kiosk.press("F5")
    kiosk.wedge("3PP1:NOT A PASS", delay=0)
    assert kiosk.result() == "misread"
    kiosk.press("Escape")
    kiosk.page.wait_for_selector(".menu")
    kiosk.press("Escape")
    kiosk.idle()


def test_one_key_changes_the_language_and_it_stays(kiosk):
    assert kiosk.text("#invitation") == "請掃描通行證"
    kiosk.press("F12")
    assert kiosk.text("#invitation") == "Scan the pass"
    assert kiosk.page.get_attribute("html", "lang") == "en"
    kiosk.page.reload()
    kiosk.idle()
    assert kiosk.text("#invitation") == "Scan the pass"
    kiosk.page.click("text=中文")
    assert kiosk.text("#invitation") == "請掃描通行證"


def test_one_key_makes_it_night_and_softer(kiosk):
    kiosk.press("F10")
    assert kiosk.page.get_attribute("html", "data-light") == "night"
    assert kiosk.page.evaluate("getComputedStyle(document.body).color") == "rgb(230, 237, 241)"
    kiosk.scan("person")
    assert kiosk.page.get_attribute("html", "data-sound") == "admit 1x880Hz 120ms 0.3"
    band = kiosk.page.locator(".band").bounding_box()
    assert band["width"] * band["height"] <= 1280 * 800 / 4
    kiosk.press("F10")
    assert kiosk.page.get_attribute("html", "data-light") == "day"


def test_the_direction_is_chosen_by_touch_and_by_keyboard(kiosk):
    try:
        kiosk.page.click("[data-direction=out]")
        kiosk.page.wait_for_selector('[data-direction=out][aria-pressed="true"]')
        kiosk.page.focus("[data-direction=in]")
        kiosk.press(" ")
        kiosk.page.wait_for_selector('[data-direction=in][aria-pressed="true"]')
    finally:
        kiosk.house.gate.post("/api/direction", {"direction": "in"})


def test_the_state_says_what_the_gate_would_do_without_a_network_and_updates_now(kiosk):
    kiosk.press("F5")
    kiosk.page.click("[data-opens=details]")
    state = kiosk.text(".fields")
    for words in ("名單", "網路正常", "磁碟", "時鐘", "警戒等級", "列印服務", "若網路持續中斷", "每張通行證都須人工查核", "通行證一律不得進港", "離港不受影響"):
        assert words in state, words
    assert len(re.findall(r"\d+/\d+ \d\d:\d\d", state)) == 2
    kiosk.press("F8")
    kiosk.until(lambda: re.search("名單已是最新|已更新為最新", kiosk.text(".told")))


def test_keys_are_large_enough_for_a_finger(kiosk):
    for opened in ("", "F5"):
        if opened:
            kiosk.press(opened)
        for box in kiosk.page.locator("button").all():
            if box.is_visible():
                size = box.bounding_box()
                assert size["width"] >= 64 and size["height"] >= 64, box.inner_text()


def test_every_address_that_is_not_loopback_is_refused_by_the_browser_too(kiosk):
    refused = kiosk.page.evaluate("""async () => {
        try { await fetch("http://192.0.2.1/"); return "fetched" } catch { return "refused" }
    }""")
    kiosk.errors.clear()
    assert refused == "refused"
