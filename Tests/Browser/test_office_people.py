"""People at the counter, what they may ask of who keeps their data, and the keys' page, in a browser."""

import contextlib
import json
import os
import pathlib
import re

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
from applicant import DESKTOP, Applicant, days  # noqa: E402
from office import staff  # noqa: E402
from processes import demo_world  # noqa: E402
from test_serve import serving  # noqa: E402
from test_site_access import look  # noqa: E402

IDENTITY = "A187654323"


@pytest.fixture(scope="module")
def world(programs, tmp_path_factory):
    return demo_world(programs, tmp_path_factory.mktemp("people"))


@pytest.fixture(scope="module")
def service(world):
    with serving(world) as service:
        yield service


@pytest.fixture(scope="module")
def shown():
    count = [0]

    def shown(user, name):
        look(user.page, name)
        if "SHOTS" in os.environ:
            count[0] += 1
            user.page.screenshot(path=str(pathlib.Path(os.environ["SHOTS"]) / f"p{count[0]:02d}-{name}.png"), full_page=True)

    return shown


@pytest.fixture(scope="module")
def colleagues(world, service, chromium):
    with contextlib.ExitStack() as stack:
        found = {}
        for name, role in {"clerk": "clerk", "anna": "supervisor", "kay": "key-custodian"}.items():
            found[name] = stack.enter_context(staff(chromium, service.url))
            found[name].join(world, name, role)
        yield found


@pytest.fixture(scope="module")
def known(world):
    """Somebody's pass, whose identity number we know."""
    record = world.folder / "known.json"
    first, last = days(364, after=4)
    record.write_text(json.dumps({
        "name": "王小明", "idNumber": IDENTITY, "organisation": "基隆港埠裝卸股份有限公司", "kind": "person", "term": "periodic",
        "access": {"TWKEL": ["A"]}, "notBefore": f"{first}T00:00:00+08:00", "notAfter": f"{last}T00:00:00+08:00"}))
    said = world.programs.done("portpass", "issue", "--data", world.data, "--record", record)
    return json.loads(said.output.splitlines()[0])


def test_somebody_is_served_at_the_counter(colleagues, shown):
    clerk = colleagues["clerk"]
    clerk.go("counter")
    shown(clerk, "counter")
    form = clerk.page.locator("form[action$='/counter/start']")
    form.locator("[name=kind]").select_option("visit")
    form.locator("[name=channel]").select_option("counter")
    form.locator("[name=language]").select_option("fil")
    form.locator("button").click()
    # The forms are the applicant's own, in their language.
    path = clerk.page.evaluate("location.pathname")
    assert re.fullmatch(r"/fil/apply/A\d\d-\w+/\w+", path), path
    number = path.split("/")[3]
    clerk.go("counter")
    form = clerk.page.locator("form[action$='/counter/receipt']")
    form.locator("[name=number]").fill(number.lower())
    form.locator("button").click()
    shown(clerk, "receipt")
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", clerk.main())[0]
    slip = clerk.page.locator("form[action$='/counter/slip']")
    answer = clerk.page.request.post(clerk.url + slip.get_attribute("action"), headers={"Origin": clerk.url}, form={
        name: slip.locator(f"[name={name}]").input_value() for name in ("csrf", "number", "code")})
    assert answer.ok and answer.body().startswith(b"%PDF-")
    clerk.go("counter")
    clerk.page.locator("form[action$='/counter/end'] button").click()
    shown(clerk, "turn-ended")
    # What the counter's browser had open is closed, and the code opens it elsewhere.
    gone = clerk.page.goto(f"{clerk.url}/fil/my/applications/{number}")
    assert gone.status in (200, 404) and number not in clerk.page.locator("main").inner_text()
    assert code.count("-") == 2


def test_what_is_typed_wrong_at_the_counter_is_told(colleagues, shown):
    clerk = colleagues["clerk"]
    for act, fields in (("open", {"number": "A26-0000000"}), ("receipt", {"number": "x"}), ("pass", {"number": "KEL-P-26-999999"})):
        clerk.go("counter")
        form = clerk.page.locator(f"form[action$='/counter/{act}']")
        for name, value in fields.items():
            form.locator(f"[name={name}]").fill(value)
        form.locator("button").click()
        assert clerk.errors == [clerk.word("counter-unknown")], act
    shown(clerk, "counter-unknown")


def test_who_lost_their_app_is_looked_for_by_company_and_address(colleagues, shown):
    clerk = colleagues["clerk"]
    for company, email, word in (("04595257", "x", "counter-no-email"), ("1", "a@b.example", "counter-no-company"),
                                 ("04595257", "nobody@company.example", "counter-no-account")):
        clerk.go("counter")
        form = clerk.page.locator("form[action$='/counter/factor']")
        form.locator("[name=company]").fill(company)
        form.locator("[name=email]").fill(email)
        form.locator("[name=shown]").select_option("passport")
        form.locator("button").click()
        clerk.prove()
        assert clerk.errors == [clerk.word(word)], company
    shown(clerk, "counter-factor")


def test_a_pass_is_reported_lost_and_found_at_the_counter(colleagues, world, known):
    clerk = colleagues["clerk"]
    for act in ("lost", "found"):
        clerk.go("counter")
        form = clerk.page.locator("form[action$='/counter/pass']")
        form.locator("[name=number]").fill(known["number"])
        form.locator("[name=act]").select_option(act)
        form.locator("button").click()
        assert clerk.word(f"counter-done-{act}") in clerk.main() + clerk.page.locator("[role=status]").inner_text()


def test_a_person_sees_has_and_erases_what_is_kept(colleagues, shown, known):
    anna = colleagues["anna"]
    anna.go("persons")
    shown(anna, "persons")
    anna.page.locator("[name=idNumber]").fill("A187654322")
    anna.press("person-show")
    assert anna.errors == [anna.word("person-id-wrong")], anna.errors
    anna.page.locator("[name=idNumber]").fill(IDENTITY)
    anna.press("person-show")
    assert known["number"] in anna.main() and IDENTITY not in anna.main() and IDENTITY not in anna.page.url
    shown(anna, "person-file")
    with anna.page.expect_download() as download:
        anna.press("person-export")
    file = json.loads(pathlib.Path(download.value.path()).read_text())
    assert [one["number"] for one in file["passes"]] == [known["number"]]
    anna.press("erase-send")
    assert anna.errors == [anna.word("erase-unconfirmed")]
    anna.page.locator("[name=confirmed]").check()
    anna.press("erase-send")
    assert known["number"] in anna.main(), "a pass in force stays"
    shown(anna, "erased")


def test_a_sealed_number_is_opened_for_a_purpose(colleagues, shown, known):
    anna = colleagues["anna"]
    anna.go(f"passes/{known['id']}")
    anna.page.locator("#identity summary").click()
    anna.page.locator("#identity-purpose").select_option("court-order")
    anna.press("identity-send")
    assert IDENTITY in anna.main()
    shown(anna, "identity")


def test_the_keys_and_their_rotation(colleagues, shown):
    kay = colleagues["kay"]
    kay.go("keys")
    assert kay.page.locator("main a[href*='/keys/signing/']").count() >= 3
    shown(kay, "keys")


def test_ending_ones_own_session(colleagues, service, chromium, shown):
    anna = colleagues["anna"]
    with staff(chromium, service.url) as other:
        other.name, other.secret, other.at = anna.name, anna.secret, anna.at
        other.sign_in()
        anna.at = other.at
        anna.go("me")
        shown(anna, "me")
        assert anna.page.locator("form[action*='/sessions/']").count() >= 1
        anna.page.locator("form[action*='/sessions/'] button").first.click()
        other.go("passes")
        anna.go("passes")
        # One of the two is out, and the other is not.
        assert sorted([other.path.startswith("sign-in"), anna.path.startswith("sign-in")]) == [False, True]


def test_the_applicant_reads_who_looked(service, chromium, colleagues):
    context = chromium.new_context(viewport=DESKTOP, locale="zh-Hant")
    try:
        driver = Applicant(context.new_page(), service.url, "zh-Hant", True)
        number = driver.apply_as_driver("looked@example.org")
        clerk = colleagues["clerk"]
        clerk.go(f"review/{number}")
        driver.page.goto(f"{service.url}/zh-Hant/my/applications/{number}/answers")
        text = driver.page.locator("main").inner_text()
        assert "審查申請" in text, text
    finally:
        context.close()
