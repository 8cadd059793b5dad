"""Scanners that type, keys, language, light and the gate's own state."""

import re


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
    kiosk.page.wait_for_selector('#result[data-verdict="admit"]', timeout=30_000)
    assert kiosk.text(".name") == "王小明"


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
