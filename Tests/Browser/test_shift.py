"""A guard's shift beside scanning: every key, by keyboard and by touch, with the service's side of it where there is one."""

import json

import pytest

from kiosk import ask

#: Pauses within a scan, and how long something stays on the screen.
pytestmark = pytest.mark.real_time


def sign_in(kiosk, name="林志明", pin="4071"):
    assert kiosk.house.gate.post("/api/shift/sign-in", {"name": name, "pin": pin}).status == 200


def test_a_guard_signs_in_works_and_hands_over(kiosk):
    kiosk.house.gate.post("/api/shift/sign-out", {})
    kiosk.press("F9")
    kiosk.page.click("text=王大同")
    kiosk.page.fill("#field-pin", "0000")
    kiosk.press("F8")
    kiosk.until(lambda: kiosk.text(".problem") == "姓名或密碼不正確。")
    assert kiosk.page.input_value("#field-pin") == ""
    # A wrong PIN slows the next one down.
    def signed_in():
        if kiosk.page.locator("#field-pin").count():
            kiosk.page.fill("#field-pin", "8302")
            kiosk.press("F8")
            kiosk.page.wait_for_timeout(500)
        return kiosk.page.locator("#idle").count()
    kiosk.until(signed_in)
    kiosk.until(lambda: "值勤 王大同" in kiosk.text("#strip"))
    kiosk.scan("second")
    kiosk.press("Escape")
    kiosk.idle()
    kiosk.press("F9")
    kiosk.form(".columns")
    assert "掃描：可通行" in kiosk.text(".fields")
    kiosk.press("F7")
    kiosk.until(lambda: kiosk.text("h2").startswith("交接紀錄"))
    assert "王大同" in kiosk.text(".told")
    kiosk.press("Escape")
    kiosk.idle()
    kiosk.until(lambda: "無人簽到" in kiosk.text("#strip"))


def test_a_shift_goes_on_after_the_power_was_cut(kiosk):
    sign_in(kiosk)
    kiosk.house.restart_gate(kill=True)
    kiosk.page.reload()
    kiosk.idle()
    kiosk.until(lambda: "值勤 林志明" in kiosk.text("#strip"))


def test_letting_in_what_was_refused_takes_a_reason_and_a_supervisor(kiosk):
    sign_in(kiosk)
    kiosk.scan("zone")
    kiosk.settle()
    kiosk.press("F8")
    kiosk.page.wait_for_selector(".option")
    kiosk.press("F8")
    kiosk.until(lambda: "放行事由" in kiosk.text(".problem"))
    kiosk.page.click("text=身分已確認")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("#field-pin")
    # Nobody agrees with himself.
    assert "林志明" not in kiosk.text(".fields")
    kiosk.page.click("text=陳督導")
    for digit in "5926":
        kiosk.page.click(f".pad >> text=/^{digit}$/")
    kiosk.press("F8")
    kiosk.idle()


def test_a_number_typed_by_touch_is_looked_up_and_never_green(kiosk):
    kiosk.page.click("[data-opens=number]")
    for character in kiosk.house.passes["person"]["number"]:
        kiosk.page.click(f".pad >> text=/^{character}$/")
    assert kiosk.page.input_value("#field-number") == kiosk.house.passes["person"]["number"]
    kiosk.page.click(".key.confirm")
    kiosk.page.wait_for_selector(".look")
    assert "請查核" in kiosk.text(".look") and "有效至" in kiosk.text(".look")
    kiosk.page.click(".key.confirm")
    kiosk.until(lambda: "查驗的證件" in kiosk.text(".problem"))
    kiosk.page.click("text=身分證")
    kiosk.page.click(".key.confirm")
    kiosk.idle()


def test_a_revoked_number_is_refused(kiosk):
    kiosk.press("F1")
    kiosk.page.fill("#field-number", kiosk.house.passes["revoked"]["number"].lower())
    kiosk.press("F8")
    kiosk.page.wait_for_selector('.look[data-verdict="deny"]')
    assert "通行證已註銷" in kiosk.text(".look")
    kiosk.press("F7")
    kiosk.idle()


def test_a_scan_in_a_field_is_a_scan_and_not_text(kiosk):
    kiosk.press("F1")
    kiosk.page.keyboard.type("KEL-P", delay=90)
    kiosk.page.wait_for_timeout(100)
    kiosk.wedge(kiosk.house.text("person"), delay=3)
    assert kiosk.result() == "admit"
    kiosk.press("Escape")
    kiosk.form()
    assert kiosk.page.input_value("#field-number") == "KEL-P"
    # The form goes on where it was, and has the focus again.
    kiosk.page.keyboard.type("-26", delay=90)
    assert kiosk.page.input_value("#field-number") == "KEL-P-26"
    kiosk.press("Escape")
    kiosk.idle()


def test_half_a_scan_in_a_field_leaves_no_text(kiosk):
    kiosk.press("F1")
    kiosk.page.keyboard.type(kiosk.house.text("person")[:60], delay=3)
    kiosk.page.wait_for_timeout(400)
    assert kiosk.page.input_value("#field-number") == ""
    kiosk.page.keyboard.type("K", delay=90)
    assert kiosk.page.input_value("#field-number") == "K"
    kiosk.press("Escape")
    kiosk.idle()


def test_expected_visitors_are_found_and_others_need_a_supervisor(kiosk):
    sign_in(kiosk)
    kiosk.press("F2")
    kiosk.page.fill("#field-hint", "A56789")
    kiosk.page.fill("#field-escort", kiosk.house.passes["person"]["number"])
    kiosk.press("F8")
    kiosk.page.wait_for_selector(".look")
    assert "陳大文" in kiosk.text(".look") and "陽明海運" in kiosk.text(".look"), kiosk.text(".look")
    assert kiosk.page.get_attribute(".look", "data-verdict") == "check"
    kiosk.page.click("text=身分證")
    kiosk.press("F8")
    kiosk.idle()
    kiosk.press("F2")
    kiosk.page.fill("#field-hint", "456789")
    kiosk.press("F8")
    kiosk.page.wait_for_selector('.look[data-verdict="deny"]')
    assert "不在今日訪客名單" in kiosk.text(".look")
    kiosk.press("F7")
    kiosk.idle()


def test_an_escort_whose_own_pass_is_not_good_takes_a_supervisor(kiosk):
    sign_in(kiosk)
    revoked = kiosk.house.passes["revoked"]["number"]
    kiosk.press("F2")
    kiosk.page.fill("#field-hint", "A56789")
    kiosk.page.fill("#field-escort", revoked)
    kiosk.press("F8")
    kiosk.page.wait_for_selector('.look[data-verdict="deny"]')
    assert "陪同人通行證無效" in kiosk.text(".look")
    kiosk.press("F7")
    kiosk.idle()
    assert kiosk.house.gate.post("/api/cards/stock", {"number": "E-1", "count": 1}).status == 200
    kiosk.more("cards")
    kiosk.press("F8")
    kiosk.page.fill("#field-number", "E-1")
    kiosk.page.fill("#field-hint", "345678")
    kiosk.page.fill("#field-escort", revoked)
    kiosk.press("F8")
    kiosk.page.click("text=護照")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("#field-pin")
    assert "陪同人通行證無效" in kiosk.text(".look")
    kiosk.page.click("text=陳督導")
    kiosk.page.fill("#field-pin", "5926")
    kiosk.press("F8")
    kiosk.page.wait_for_selector(".line >> text=E-1")
    assert kiosk.house.gate.post("/api/cards/return", {"number": "E-1", "leaves": True}).status == 200
    assert kiosk.house.gate.post("/api/cards/lose", {"number": "E-1"}).status == 200


def test_of_many_guards_one_is_chosen_by_touch(kiosk):
    people = [{"name": f"警衛{number:02d}", "supervisor": False, "onDuty": False} for number in range(1, 41)]
    kiosk.house.gate.post("/api/shift/sign-out", {})
    kiosk.page.route("**/api/guards", lambda route: route.fulfill(json={"guards": people}))
    kiosk.page.click("[data-opens=duty]")
    kiosk.page.wait_for_selector(".others")
    seen = set()
    while "警衛40" not in seen:
        seen.update(kiosk.page.locator("#field-name .option").all_inner_texts())
        if "警衛40" not in seen:
            before = kiosk.text(".others")
            kiosk.page.click(".others")
            kiosk.until(lambda: kiosk.text(".others") != before)
    assert seen == {person["name"] for person in people}
    kiosk.page.click("text=警衛40")
    for digit in "4071":
        kiosk.page.click(f".pad >> text=/^{digit}$/")
    said = []
    kiosk.page.route("**/api/shift/sign-in", lambda route: (said.append(route.request.post_data_json), route.fulfill(status=403, json={"problem": "pin"})))
    kiosk.page.click(".key.confirm")
    kiosk.until(lambda: said)
    assert said == [{"name": "警衛40", "pin": "4071"}]
    kiosk.page.unroute("**/api/guards")
    kiosk.page.unroute("**/api/shift/sign-in")
    kiosk.press("Escape")


def test_a_sentence_is_typed_by_touch(kiosk):
    kiosk.page.click("[data-opens=report]")
    kiosk.page.click("text=設備故障")
    kiosk.page.click(".key.confirm")
    kiosk.page.click("#field-note")
    for name in ("L", "2", "空白", "B", "A", "R", ".", "X"):
        kiosk.page.click(f".pad >> text=/^{'[.]' if name == '.' else name}$/")
    kiosk.page.click(".pad.erase")
    assert kiosk.page.input_value("#field-note") == "L2 BAR."
    kiosk.page.click(".key.confirm")
    kiosk.idle()


def test_an_ambulance_goes_in_by_one_key_and_is_completed_later(kiosk):
    kiosk.press("F3")
    kiosk.page.wait_for_selector(".agencies")
    kiosk.press("1")
    kiosk.page.wait_for_selector(".line >> text=車牌未登記")
    kiosk.press("5")
    kiosk.page.wait_for_selector("#field-plate")
    kiosk.page.fill("#field-plate", "ABC-119")
    kiosk.page.fill("#field-headcount", "3")
    kiosk.press("F8")
    kiosk.page.wait_for_selector(".line >> text=ABC119")
    assert "3 人" in kiosk.text(".line >> nth=0")
    kiosk.press("5")
    kiosk.page.wait_for_selector("#field-plate")
    kiosk.page.click("text=離港")
    kiosk.press("F8")
    kiosk.until(lambda: kiosk.page.locator(".agencies").count() and "ABC119" not in kiosk.text(".fields"))


def test_the_muster_list_says_how_old_it_is_and_is_printed_whole(kiosk):
    for name in ("second", "third", "long"):
        kiosk.house.gate.scan(kiosk.house.text(name), "in")
    kiosk.press("F4")
    kiosk.page.wait_for_selector(".table tbody tr")
    assert "製表" in kiosk.text(".fields") and ("他門資料" in kiosk.text(".fields") or "僅含本門" in kiosk.text(".fields"))
    numbers = kiosk.page.locator("tbody td:first-child").all_inner_texts()
    assert kiosk.house.passes["second"]["number"] in numbers
    kiosk.page.evaluate("print = () => { document.body.dataset.printed = 'yes' }")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("body[data-printed=yes]")
    kiosk.page.emulate_media(media="print")
    rows = kiosk.page.locator("tbody tr")
    assert all(rows.nth(index).is_visible() for index in range(rows.count()))
    assert not kiosk.page.locator("footer").is_visible() and not kiosk.page.locator(".keys").is_visible()
    kiosk.page.emulate_media(media="screen")


def test_a_report_becomes_a_task_of_the_office(kiosk):
    kiosk.scan("escorted-9")
    kiosk.press("F6")
    kiosk.page.click("text=照片與本人不符")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("#field-number")
    assert kiosk.page.input_value("#field-number") == kiosk.house.passes["escorted-9"]["number"]
    kiosk.page.fill("#field-note", "另一人")
    kiosk.press("F8")
    # The scan that it is about still waits for its decision.
    assert kiosk.result() == "check"
    kiosk.settle()
    kiosk.press("F7")
    kiosk.idle()


def test_a_visitor_card_goes_out_and_comes_back(kiosk):
    kiosk.more("cards")
    kiosk.press("F7")
    kiosk.page.fill("#field-number", "K-01")
    kiosk.page.fill("#field-count", "3")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("text=庫存 3 張")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("#field-escort")
    assert kiosk.page.input_value("#field-number") == "K-01"
    kiosk.page.fill("#field-hint", "345678")
    kiosk.page.fill("#field-escort", kiosk.house.passes["person"]["number"])
    kiosk.press("F8")
    kiosk.page.click("text=護照")
    kiosk.press("F8")
    kiosk.page.wait_for_selector(".line >> text=K-01")
    kiosk.press("1")
    kiosk.page.click("text=歸還並離港")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("text=庫存 3 張")


def test_a_vehicle_with_its_driver_is_closed_as_one(kiosk):
    vehicle = next(issued for issued in kiosk.house.world.passes if "-V-" in issued["number"] and issued["number"].startswith("KEL"))
    kiosk.more("tray")
    kiosk.wedge(vehicle["text"])
    verdict = kiosk.result()
    if verdict != "admit":
        kiosk.settle()
        kiosk.press("F8")
    else:
        kiosk.press("Escape")
    kiosk.page.wait_for_selector(".line >> text=車輛")
    assert "尚未掃描駕駛" in kiosk.text(".told")
    kiosk.wedge(kiosk.house.text("third"))
    kiosk.result("admit")
    kiosk.press("Escape")
    kiosk.page.wait_for_selector(".line >> text=駕駛")
    kiosk.press("2")
    kiosk.page.click("text=乘員")
    kiosk.press("F8")
    kiosk.page.wait_for_selector(".line >> text=乘員")
    kiosk.press("F4")
    kiosk.page.fill("#field-plate", "HB-77")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("text=拖車 HB-77")
    kiosk.press("F8")
    kiosk.idle()
    assert json.loads(ask(kiosk.house.gate.url, "GET", "/api/tray").body)["open"] is False


def test_the_tray_is_there_again_after_the_power_was_cut(kiosk):
    vehicle = next(issued for issued in reversed(kiosk.house.world.passes) if "-V-" in issued["number"] and issued["number"].startswith("KEL"))
    kiosk.more("tray")
    kiosk.wedge(vehicle["text"])
    if kiosk.result() != "admit":
        kiosk.settle()
        kiosk.press("F8")
    else:
        kiosk.press("Escape")
    kiosk.page.wait_for_selector(".line >> text=車輛")
    kiosk.press("F4")
    kiosk.page.fill("#field-plate", "HB-77")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("text=拖車 HB-77")
    kiosk.house.restart_gate(kill=True)
    # The screen that stayed open, and one that begins anew.
    kiosk.until(lambda: "沒有回應" not in kiosk.text("#strip"))
    kiosk.page.wait_for_selector(f".line >> text={vehicle['number']}")
    kiosk.page.reload()
    kiosk.idle()
    kiosk.until(lambda: "車道合併中（1 筆）" in kiosk.text("#strip"))
    kiosk.more("tray")
    kiosk.page.wait_for_selector("text=拖車 HB-77")
    assert vehicle["number"] in kiosk.text(".line")
    kiosk.press("F7")
    kiosk.idle()
    kiosk.until(lambda: "車道合併中" not in kiosk.text("#strip"))


def test_the_paper_log_is_typed_in_afterwards_as_far_back_as_the_gate_takes_it(kiosk):
    kiosk.more("paper")
    # Today, yesterday, and on to the seventh day before.
    assert kiosk.page.locator("#field-day .option").count() == 8
    kiosk.page.click("#field-day .option >> nth=7")
    kiosk.press("F8")
    kiosk.page.fill("#field-time", "9999")
    kiosk.press("F8")
    kiosk.until(lambda: "已過去的時間" in kiosk.text(".problem"))
    kiosk.page.fill("#field-time", "2359")
    kiosk.page.fill("#field-number", "KEL-P-26-000001")
    kiosk.press("F8")
    # Looked for without waiting: which of the two comes is not known.
    kiosk.until(lambda: kiosk.page.locator("#idle").count()
                or "七日內" in "".join(kiosk.page.locator(".problem").all_inner_texts()))
    if not kiosk.page.locator("#idle").count():
        # In the last minute of a day the seventh one is over.
        kiosk.press("Escape")
    kiosk.more("paper")
    kiosk.page.click("text=昨日")
    kiosk.press("F8")
    kiosk.page.fill("#field-time", "0830")
    kiosk.press("F8")
    kiosk.idle()


def test_a_crew_goes_ashore(kiosk):
    kiosk.more("crew")
    kiosk.page.click("text=護照")
    kiosk.press("F8")
    kiosk.page.fill("#field-headcount", "4")
    kiosk.press("F8")
    kiosk.idle()
    # Back in they show a document: which, and its last characters.
    kiosk.more("crew")
    kiosk.page.click("text=返船")
    kiosk.press("F8")
    kiosk.until(lambda: "查驗的證件" in kiosk.text(".problem"))
    kiosk.page.click("text=護照")
    kiosk.press("F8")
    kiosk.page.wait_for_selector("#field-hint")
    kiosk.press("F8")
    kiosk.until(lambda: "證件末四碼" in kiosk.text(".problem"))
    kiosk.page.fill("#field-hint", "5678")
    kiosk.press("F8")
    kiosk.idle()


def test_an_evacuation_lets_everybody_out_counts_heads_and_ends_with_a_supervisor(kiosk):
    sign_in(kiosk)
    kiosk.more("evacuation")
    kiosk.press("F8")
    kiosk.page.wait_for_selector(".evacuating")
    kiosk.press("F8")
    kiosk.page.fill("#field-place", "A1")
    kiosk.page.fill("#field-headcount", "25")
    kiosk.press("F8")
    kiosk.page.wait_for_selector(".line >> text=25 人")
    kiosk.press("Escape")
    kiosk.idle()
    kiosk.until(lambda: "疏散中" in kiosk.text(".middle"))
    kiosk.house.gate.post("/api/direction", {"direction": "out"})
    kiosk.page.wait_for_selector('[data-direction=out][aria-pressed="true"]')
    kiosk.wedge(kiosk.house.text("suspended"))
    assert kiosk.result() == "admit"
    kiosk.press("Escape")
    kiosk.more("evacuation")
    kiosk.press("F7")
    kiosk.page.click("text=陳督導")
    kiosk.page.fill("#field-pin", "5926")
    kiosk.press("F8")
    kiosk.until(lambda: "evacuation" not in kiosk.house.gate.state())


def test_a_pin_is_in_no_address_and_in_no_log(kiosk):
    addresses = []
    kiosk.page.on("request", lambda request: addresses.append(request.url))
    sign_in(kiosk, "王大同", "8302")
    kiosk.press("F9")
    kiosk.form(".columns")
    kiosk.press("F8")
    kiosk.page.click("text=林志明")
    kiosk.page.fill("#field-pin", "4071")
    kiosk.press("F8")
    kiosk.idle()
    assert addresses and not any("4071" in address for address in addresses)
    status, errors = kiosk.house.gate.stop()
    kiosk.house.restart_gate(stopped=True)
    assert status == 0 and "4071" not in errors and "8302" not in errors
