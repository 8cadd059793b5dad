"""What people tell the service: opinions with an answer, appeals, a lost pass, leaving an employer, and help at a counter."""

import json
import re
import shutil

import pytest

from accessibility import assert_none
from applicant import DESKTOP, DRIVER, applicant, days
from office import WORDS, Counter
from patience import until
from processes import ROOT
from public_pages import LOOKED_AT, sideways, small_targets
from reviewers import NO_UNDO_NEEDED, reviewers
from test_serve import Service

SMALL = {"width": 320, "height": 640}
VISIT = {
    "sponsor": {"companyNumber": "04595257", "organisation": "基隆港埠裝卸股份有限公司", "sponsorContact": "陳窗口"},
    "purpose": {"purpose": "delivery"},
    "people": {"people.0.name": "王小明", "people.0.idKind": "national", "people.0.idNumber": "A123456789"},
    "access": {"zones": ["TWKEL/A"], **dict(zip(("from", "until"), days(2, after=4)))},
}


def look(one):
    assert_none(one.page, one.page.url)
    assert sideways(one.page) == [], one.page.url
    assert small_targets(one.page) == [], one.page.url


def text(one):
    return one.page.locator("main").inner_text()


def press(one, form=-1):
    """Sends one of the page's forms."""
    one.page.locator("main form").nth(form).locator("button[type=submit]").first.click()


def fill_in(one, answers):
    """From wherever the form stands to where it is sent."""
    while one.step != "confirm":
        step = one.step
        one.fill(answers.get(step, {}))
        one.next()
        assert not one.errors and one.step != step, (step, one.errors)
    one.page.locator("[name=agree]").check()
    one.next()
    assert not one.errors, one.errors
    return one.number


def case(one):
    return re.search(r"C\d\d-[0-9A-Z]{7}", one.page.url)[0]


@pytest.fixture(scope="module")
def service(programs, tmp_path_factory):
    """A service that asks no fees: how they are paid is tried elsewhere."""
    folder = tmp_path_factory.mktemp("speaking")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    fees = json.loads((folder / "seeds" / "fees.json").read_text())
    for fee in fees["fees"]:
        fee["amount"] = fee["card"] = 0
    (folder / "seeds" / "fees.json").write_text(json.dumps(fees))
    programs.done("portpass", "init", "--data", folder / "register", "--seeds", folder / "seeds", "--dev")
    service = Service(programs, folder / "register", *NO_UNDO_NEEDED)
    yield service
    status, errors = service.stop()
    assert status == 0, errors
    assert "failed" not in errors, errors


@pytest.fixture(scope="module")
def site(service):
    return service.url


@pytest.fixture
def office(service):
    return reviewers(service)


@pytest.mark.parametrize("language", LOOKED_AT)
def test_an_opinion_is_answered_asked_again_and_rated(chromium, site, office, language):
    with applicant(chromium, site, SMALL, language) as one:
        one.go("opinions")
        look(one)
        press(one)
        assert len(one.errors) == 2, one.errors
        look(one)
        one.fill({"kind": "opinion", "about": "x", "text": "閘門\n第二行 <b>", "contact": "nobody"})
        press(one)
        assert len(one.errors) == 2 and one.page.locator("[name=text]").input_value() == "閘門\n第二行 <b>"
        one.fill({"about": "", "contact": ""})
        press(one)
        number = case(one)
        look(one)
        code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text(one))[0]
        assert "第二行 <b>" in text(one)
    office.take_opinion(number)
    office.answer_opinion(number, "已增派人手。\n謝謝。")
    with applicant(chromium, site, DESKTOP, language) as one:
        one.go(f"opinions/{number}")
        assert one.page.locator("h1").inner_text() and number not in text(one), "only with its code"
        one.go("opinions/follow")
        look(one)
        one.fill({"number": number, "code": "0000-0000-0000"})
        press(one)
        assert len(one.errors) == 1
        look(one)
        one.fill({"number": number.lower().replace("-", " "), "code": code.lower()})
        press(one)
        look(one)
        assert "已增派人手。" in text(one)
        one.fill({"text": "還是很慢"})
        press(one)
        assert "還是很慢" in text(one)
    office.answer_opinion(number, "再加一人。")
    with applicant(chromium, site, SMALL, language) as one:
        one.go("opinions/follow")
        one.fill({"number": number, "code": code})
        press(one)
        assert "再加一人。" in text(one)
        press(one, 0)
        look(one)
        one.page.locator("a[href$='/survey']").click()
        look(one)
        press(one)
        assert len(one.errors) == 1
        look(one)
        one.fill({"score": "4", "remark": "很好"})
        press(one)
        look(one)
        one.go(f"opinions/{number}/survey")
        assert one.page.locator("main form").count() == 0, "it is asked once"


def test_without_scripts_and_by_the_keyboard(chromium, site, office):
    with applicant(chromium, site, java_script_enabled=False) as one:
        one.go("opinions")
        one.page.locator("[name=kind]").first.focus()
        one.page.keyboard.press("ArrowDown")
        one.page.locator("[name=text]").focus()
        one.page.keyboard.type("請修路")
        one.page.keyboard.press("Tab")
        one.page.keyboard.press("Tab")
        one.page.keyboard.press("Enter")
        one.page.wait_for_url("**/opinions/C*")
        press(one, 0)
        assert len(one.errors) == 1
        one.fill({"text": "一號門前"})
        press(one, 0)
        assert "一號門前" in text(one)
        press(one, 1)
        assert "已撤回" in text(one)


def test_the_message_leads_to_the_question(chromium, site, office):
    with applicant(chromium, site) as one:
        one.go("opinions")
        one.fill({"kind": "petition", "text": "請改善", "contact": "petition@example.org"})
        press(one)
        number = case(one)
        office.answer_opinion(number)
        one.page.reload()
        press(one, 0)
        link = until(lambda: [
            found[0] for found in (re.search(r"https?://\S+/survey/[a-p]{32}", message["text"]) for message in one.messages()) if found])[-1]
        assert all("請改善" not in message["text"] for message in one.messages())
        token = link.split("/")[-1]
    with applicant(chromium, site) as other:
        other.go(f"survey/{token}")
        other.fill({"score": "5"})
        press(other)
        assert other.page.locator("main form").count() == 0
        other.go(f"survey/{'a' * 32}")
        assert other.page.locator("main form").count() == 0


def test_an_appeal_is_answered_by_somebody_else_and_brings_the_application_back(chromium, site, office):
    with applicant(chromium, site, DESKTOP) as one:
        number = one.apply_as_driver("appeal@example.org")
        office.reject(number)
        one.go(f"my/applications/{number}")
        one.page.locator("a[href*='/opinions/appeal/']").click()
        look(one)
        press(one)
        assert len(one.errors) == 1
        one.fill({"text": "文件都有附上，請再審查。"})
        press(one)
        look(one)
        appeal = case(one)
        assert office.opinion(appeal, "answer", text="維持", outcome="dismissed").status == 409
        assert office.opinion(appeal, "answer", by=office.second, text="有理由", outcome="upheld").status == 303
        one.page.reload()
        assert "有理由" in text(one)
        look(one)
        one.go(f"my/applications/{number}")
        assert "審查中" in text(one)
        one.go(f"opinions/appeal/{number}")
        one.fill({"text": "再一次"})
        press(one)
        assert len(one.errors) == 1, "there is no decision any more"
    with applicant(chromium, site) as other:
        other.go(f"opinions/appeal/{number}")
        assert other.page.locator("main form").count() == 0, "nobody else's"


@pytest.fixture
def driver(chromium, site, office, request):
    """The number of a pass, and the address of its holder."""
    digits = {"lost": "A123456789", "former": "A800000014", "counter": "F131104093"}
    name = request.param
    address = f"{name}@example.org"
    with applicant(chromium, site) as one:
        answers = {**DRIVER, "person": {**DRIVER["person"], "idNumber": digits[name]}}
        if name == "former":
            answers["person"]["idKind"] = "resident"
        number = one.apply_as_driver(address, answers)
        office.approve(number)
        one.until("a[href*='/my/passes/']", f"my/applications/{number}")
        return re.search(r"KEL-P-\d\d-\d{6}", text(one))[0], address


def find(one, path, number, address):
    one.go(f"{path}/find")
    look(one)
    one.fill({"number": "KEL"})
    press(one)
    assert len(one.errors) == 1
    look(one)
    before = len(one.messages())
    one.fill({"number": number.lower()})
    press(one)
    look(one)
    assert address not in text(one), "whose it is stays with them"
    one.page.locator("[name=code]").fill("000000")
    press(one)
    assert len(one.errors) == 1
    one.page.locator("[name=code]").fill(one.code(before))
    press(one)
    assert one.path == f"{path}/{number}", one.path


@pytest.mark.parametrize("driver", ["lost"], indirect=True)
def test_a_lost_pass_is_stopped_found_and_cancelled(chromium, site, driver):
    number, address = driver
    with applicant(chromium, site, SMALL) as one:
        one.go("lost")
        look(one)
        one.page.locator("a.button[href$='/lost/find']").click()
        find(one, "lost", number, address)
        look(one)
        press(one)
        assert len(one.errors) == 1
        look(one)
        one.fill({"kind": "mislaid"})
        press(one)
        assert "暫停使用" in text(one)
        look(one)
        press(one, 0)
        assert "有效" in text(one)
        one.page.locator("a[href$='/cancel']").click()
        look(one)
        press(one)
        assert "已註銷" in text(one)
        look(one)
    with applicant(chromium, site, DESKTOP, "vi") as other:
        other.go(f"lost/{number}")
        assert other.path == "lost/find" and number not in text(other)
        # Asked for one that there is not, the answer is the same.
        other.fill({"number": "KEL-P-26-999999"})
        press(other)
        assert other.page.locator("[name=code]").count() == 1
        look(other)


@pytest.mark.parametrize("driver", ["former"], indirect=True)
def test_a_driver_leaves_an_employer(chromium, site, office, driver):
    number, address = driver
    with applicant(chromium, site, SMALL, "vi") as one:
        one.go("former-employer")
        look(one)
        one.page.locator("a.button").click()
        find(one, "former-employer", number, address)
        look(one)
        press(one)
        assert len(one.errors) == 1
        look(one)
        one.page.locator("[name=agree]").check()
        press(one)
        look(one)
        assert number in text(one) and one.page.locator("main form").count() == 0
        one.page.reload()
        assert number in text(one)
    release, company = office.untold()[number]
    assert company == "04595257"
    office.tell(release)
    assert number not in office.untold()


def test_somebody_is_served_at_a_counter(chromium, service, site, office):
    with applicant(chromium, site, DESKTOP) as one:
        counter = Counter(one, service, "clara")
        counter.do("start", kind="visit", channel="counter", language="zh-Hant")
        number = fill_in(one, VISIT)
        code = counter.receipt_code(number)
        counter.do("end")
        one.go(f"my/applications/{number}")
        assert number not in text(one), "the next person at the counter sees nothing of it"
    office.approve(number)
    with applicant(chromium, site, SMALL) as one:
        one.go("lost/find")
        one.fill({"retrievalCode": "0000-0000-0000"})
        press(one)
        assert len(one.errors) == 1
        one.fill({"retrievalCode": code})
        press(one)
        look(one)
        one.page.locator("main ul.cards a").first.click()
        assert one.path.startswith("lost/KEL-")
        look(one)
        number = one.path.removeprefix("lost/")
    office.serve_holder(number, "stolen")
    assert WORDS["zh-Hant"]["pass-suspended"] in office.pass_page(number)
