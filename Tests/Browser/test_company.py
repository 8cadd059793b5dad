"""A company of 300 and a ship's agent, each from a first visit to passes that a gate admits from a screenshot.

SHOTS names a folder for pictures of every page, to be looked at.
"""

import contextlib
import os
import pathlib
import re
import time

import pytest

from applicant import DESKTOP, PHONE
from company import CompanyUser, days, staff, table
from patience import SECONDS, until
from processes import demo_world
from public_pages import small_targets
from reviewers import NO_UNDO_NEEDED, reviewers
from test_serve import serving
from test_site_access import look

SMALL = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def world(programs, tmp_path_factory):
    return demo_world(programs, tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="module")
def service(world):
    with serving(world, *NO_UNDO_NEEDED) as service:
        yield service


@contextlib.contextmanager
def company(chromium, url, size=DESKTOP, language="zh-Hant", **options):
    context = chromium.new_context(viewport=size, locale=language, **options)
    context.set_default_timeout(SECONDS * 1000)
    user = CompanyUser(context.new_page(), url, language)
    errors = []
    user.page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield user
    finally:
        context.close()
    assert not errors, errors


def shown(user, path, picture):
    """A picture of the pass at an address, as a holder shows it."""
    user.page.goto(path)
    user.page.wait_for_selector("#pass[data-ready]", state="attached")
    user.page.screenshot(path=str(picture), full_page=True)
    return picture


def admitted(world, picture):
    world.publish()
    world.sync()
    answer = world.programs.portgate("verify", "--home", world.home, "--json", picture)
    assert answer.json["verdict"] == "admit", answer.json
    return answer.json["pass"]


def shows(user, path, is_so):
    """Goes to a page until it is so."""
    def looked():
        user.go(path)
        return is_so()

    until(looked, why=lambda: user.main()[:500])


@pytest.fixture(scope="module")
def haulier(chromium, world, service, tmp_path_factory):
    """A company whose 300 have their passes, with a picture of one; its window stays open. What it took, by step, and what of the service's processor time."""
    with company(chromium, service.url) as user:
        took, spent = {}, {}

        @contextlib.contextmanager
        def step(name):
            began, before = time.monotonic(), service.processor_time()
            yield
            took[name], spent[name] = time.monotonic() - began, service.processor_time() - before

        user.found("owner@haulier.example.com", "04595257", "基隆港埠裝卸股份有限公司", "陳窗口")
        user.set_up_app()
        user.sign_out()
        user.sign_in()
        office = reviewers(service)
        assert office.approve_companies() == 1
        people = staff(300)
        began = time.monotonic()
        with step("table of 300"):
            user.upload(table(people, first="leaver@example.com"))
            assert "300" in user.page.locator(".notice.success").inner_text()
        with step("300 photos"):
            user.upload_photos(people)
            assert "300" in user.page.locator(".notice.success").inner_text(), user.main()
        with step("looked at and sent"):
            ready = user.apply_for_all()
            assert user.word("batch-ready", count=300) in ready, ready
        with step("the clerk"):
            numbers = user.numbers("submitted")
            assert len(set(numbers)) == 300
            assert office.approve_lists() == 300
        with step("one payment for all"):
            user.total = user.pay()
        took["upload to paid"] = time.monotonic() - began
        with step("passes after the payment"):
            shows(user, "company/payments", lambda: user.word("nothing-due") in user.main())
            shows(user, "company/applications?state=approved", lambda: user.page.locator("table.cards").count() == 0)
        assert len(user.numbers("issued")) == 300
        user.spent, user.people, user.issued = spent, people, numbers
        # And what else a company has: a ship's crew, visitors, a colleague who is asked, one more to pay for.
        user.upload_crew("Name,Nationality,Passport no\nNGUYEN VAN AN,Vietnam,B1234567\n".encode())
        office.approve(user.number)
        user.go("company/visitors")
        first, last = days(2)
        user.fill({"port": "TWKEL", "from": first, "until": last, "visitors": "王訪客，456789\nJOHN VISITOR, A12345"})
        user.press("visitors-send")
        assert not user.errors, user.errors
        user.go("company/members")
        user.fill({"email": "colleague@haulier.example.com"})
        user.page.locator("input[name=role][value=clerk]").check()
        user.press("invite-send")
        assert not user.errors, user.errors
        with company(chromium, service.url, PHONE) as leaver:
            user.left = leaver.leave("leaver@example.com")
        user.upload(table(staff(301)[300:]))
        user.upload_photos(staff(301)[300:])
        user.apply_for_all()
        assert office.approve_lists()
        print("\n" + "; ".join(f"{name} {seconds:.1f} s ({spent.get(name, 0):.1f})" for name, seconds in took.items()))
        yield user


def test_a_company_renews_300_in_one_sitting(haulier, world, tmp_path):
    user = haulier
    # 300 of the same fee, in one order.
    fee = int(re.search(r"([\d,]+)\s*元", user.total)[1].replace(",", "")) / 300
    assert fee == int(fee) > 0
    user.go(f"company/applications/{user.issued[0]}")
    link = user.page.locator("a[href*='/my/passes/']").first.get_attribute("href")
    known = admitted(world, shown(user, user.url + link, tmp_path / "pass.png"))
    assert known["name"] in dict(user.people)
    content = user.page.content()
    assert not [number for _, number in user.people if number in content]
    # A sitting: the company's own part, without the clerk's. Of the service's processor time: whoever works beside it costs none.
    assert sum(seconds for step, seconds in user.spent.items() if step not in ("the clerk", "passes after the payment")) < 60


def test_a_company_on_a_phone(chromium, world, service, tmp_path):
    with company(chromium, service.url, PHONE, has_touch=True, is_mobile=True, device_scale_factor=2) as user:
        user.found("owner@small.example.com", "10458575", "小港運輸有限公司", "林窗口")
        user.set_up_app()
        user.sign_out()
        user.sign_in()
        office = reviewers(service)
        assert office.approve_companies() == 1
        people = staff(24, "B")
        # Big5 out of a spreadsheet, with two rows that are wrong: nothing is taken, and each is told by its row.
        wrong = people[:4] + [("趙一", "B123456788"), ("", people[5][1])]
        user.upload(table(wrong, "big5"))
        rows = user.page.locator("table.cards tbody tr")
        assert [row.split()[0] for row in rows.locator("th").all_inner_texts()] == ["6", "7"]
        assert "B123456788" not in user.page.content()
        user.go("company/people")
        assert user.page.locator("table.cards").count() == 0
        user.upload(table(people, "big5"))
        assert "24" in user.page.locator(".notice.success").inner_text()
        user.upload_photos(people)
        user.apply_for_all()
        assert office.approve_lists()
        user.pay()
        shows(user, "company/applications?state=issued", lambda: user.page.locator("table.cards tbody tr").count() == 24)
        number = user.page.locator("table.cards th a").first.inner_text()
        user.go(f"company/applications/{number}")
        link = user.page.locator("a[href*='/my/passes/']").first.get_attribute("href")
        known = admitted(world, shown(user, user.url + link, tmp_path / "pass.png"))
        assert known["name"] in dict(people)


def test_a_ships_agent_receives_for_the_crew(chromium, world, service, tmp_path):
    with company(chromium, service.url, DESKTOP, "en") as user:
        user.found("agent@agency.example.com", "22099131", "Formosa Shipping Agency", "Alice Lin")
        assert reviewers(service).approve_companies() == 1
        header = "Name,Nationality,Passport no\n"
        user.upload_crew((header + "NGUYEN VAN AN,Vietnam,B1234567\n,Philippines,P1234567A\n").encode())
        assert user.errors and user.page.locator("table.cards tbody tr").count() >= 1
        crew = {"NGUYEN VAN AN": "B1234567", "SANTOS JOSE": "P1234567A", "SOMCHAI JAIDEE": "AA7654321"}
        user.upload_crew((header + "".join(f"{name},Vietnam,{number}\n" for name, number in crew.items())).encode())
        assert not user.errors, user.errors
        number = user.number
        reviewers(service).approve(number)
        user.go(f"company/applications/{number}")
        links = [link.get_attribute("href") for link in user.page.locator("a[href*='/my/passes/']").all()]
        assert len(set(links)) == 3
        known = admitted(world, shown(user, user.url + links[1], tmp_path / "crew.png"))
        assert known["name"] in crew
        # The ship is late: the same passes at the same addresses, for other days.
        user.go("company/crew")
        user.page.get_by_role("link", name=user.word("move")).first.click()
        user.fill({"until": days(5)[1]})
        user.press("move-send")
        assert not user.errors, user.errors
        again = admitted(world, shown(user, user.url + links[1], tmp_path / "later.png"))
        assert again["number"] == known["number"]


PAGES = [
    "company", "company/details", "company/people", "company/people?page=2", "company/people/new", "company/people/table",
    "company/people/photos", "company/people/apply", "company/people/renew", "company/vehicles", "company/vehicles/new",
    "company/vehicles/table", "company/vehicles/apply", "company/vehicles/renew", "company/crew", "company/visitors",
    "company/applications", "company/applications?state=issued", "company/passes", "company/payments", "company/members",
    "company/programs", "company/hooks", "company/security", "company/releases",
]


def picture(user, name, size):
    if os.environ.get("SHOTS"):
        folder = pathlib.Path(os.environ["SHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        user.page.screenshot(path=str(folder / f"{name.replace('/', '-')}-{user.language}-{size['width']}.png"), full_page=True)


class Looks:
    """What is wrong with pages, all of it, and not only the first."""

    def __init__(self, user):
        self.user = user
        self.problems = []

    def at(self, name):
        page = self.user.page
        for size in (SMALL, PHONE, DESKTOP):
            page.set_viewport_size(size)
            where = f"{self.user.language} {name} {size['width']}"
            try:
                look(page, where)
            except AssertionError as problem:
                self.problems.append(str(problem)[:600])
            small = small_targets(page)
            if small:
                self.problems.append(f"{where}: {small[:5]}")
            picture(self.user, name, size)


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_every_page_of_a_company(haulier, language):
    user = haulier
    before = user.language
    user.language = language
    looks = Looks(user)
    try:
        for path in PAGES:
            user.go(path)
            assert user.path == path.split("?")[0], path
            looks.at(path)
        # One of its people, and the end of what they have.
        user.go("company/people")
        user.page.locator("table.cards th a").first.click()
        looks.at("entry")
        user.page.locator("a.grave").click()
        looks.at("entry/release")
        if language == "zh-Hant":
            user.go("company/releases")
            user.page.locator("table.cards a").click()
            looks.at("objection")
            user.press("object-send")
            looks.at("objection/wrong")
        # What is wrong is told on the same pages.
        user.upload(table([("趙一", "B123456788"), ("", "A123456789")]))
        looks.at("table/wrong")
        user.go("company/people/apply")
        user.press("batch-check")
        looks.at("apply/wrong")
        user.go("company/members")
        user.fill({"email": "nobody"})
        user.press("invite-send")
        looks.at("members/wrong")
        user.go("company/programs")
        user.press("token-make")
        looks.at("programs/wrong")
        user.go("company/hooks")
        user.press("hook-make")
        looks.at("hooks/wrong")
        user.fill({"hookAddress": "https://erp.example.invalid/port"})
        user.press("hook-make")
        looks.at("hooks/secret")
        user.go("company/hooks")
        user.page.locator(".people-list a").first.click()
        looks.at("hooks/one")
        user.go("company/visitors")
        user.press("visitors-send")
        looks.at("visitors/wrong")
        user.go("company/payments")
        user.press("pay-all")
        looks.at("payments/order")
        user.press("pay-online")
        looks.at("payments/checkout")
        user.go("company/crew")
        user.page.get_by_role("link", name=user.word("move")).first.click()
        looks.at("move")
        user.fill({"until": "1999-01-01"})
        user.press("move-send")
        looks.at("move/wrong")
        user.go("company/people/renew")
        user.fill({"who": "all", "until": days(500)[1], "agree": "yes"})
        user.press("batch-check")
        looks.at("renew/looked-at")
    finally:
        user.language = before
        user.page.set_viewport_size(DESKTOP)
    assert looks.problems == []


def test_a_company_is_told_who_left_and_objects(haulier):
    user = haulier
    told = until(lambda: [message for message in user.messages() if user.left in message["text"] and message["to"] == user.email])
    assert len(told) == 1
    user.go("company")
    user.page.get_by_role("link", name=user.word("releases")).first.click()
    row = user.page.locator("table.cards tbody tr")
    assert row.count() == 1 and user.left in row.inner_text()
    row.locator("a").click()
    user.fill({"objection": "他仍在職，下週還有班。"})
    user.press("object-send")
    assert re.fullmatch(r"opinions/C\d\d-\w{7}", user.path), user.path
    user.go("company/releases")
    assert user.page.locator("table.cards a").count() == 0


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_pages_before_signing_in(chromium, service, language):
    with company(chromium, service.url, DESKTOP, language) as user:
        looks = Looks(user)
        user.go("company")
        looks.at("start")
        user.press("sign-in-send")
        looks.at("start/wrong")
        user.go("company/join")
        looks.at("join")
        user.fill({"code": "nothing"})
        user.press("join-next")
        looks.at("join/wrong")
        user.go("company/found")
        user.prove(f"looks-{language.lower()}@example.com")
        looks.at("found")
        user.press("found-send")
        looks.at("found/wrong")
        user.fill({
            "companyNumber": "30000002" if language == "en" else "40000001", "organisation": "Looks", "contactName": "L",
            "telephone": "02", "name": "L", "password": "grüne Kühe fliegen tief"})
        user.press("found-send")
        looks.at("company/waiting")
        user.go("company/security")
        user.page.locator("[name=current]").fill("grüne Kühe fliegen tief")
        user.press("app-begin")
        looks.at("security/app")
        # The same account in another browser: one of two to sign out.
        with company(chromium, service.url, DESKTOP, language) as other:
            other.go("company")
            other.fill({"email": f"looks-{language.lower()}@example.com", "password": "grüne Kühe fliegen tief"})
            other.press("sign-in-send")
            assert not other.errors, other.errors
            user.go("company/security")
            looks.at("security/sessions")
            user.page.locator("[name=proof]").fill("wrong wrong wrong")
            user.press("sessions-send")
            looks.at("security/sessions/wrong")
            user.page.locator("[name=proof]").fill("grüne Kühe fliegen tief")
            user.press("sessions-send")
            assert not user.errors, user.errors
            other.go("company/people")
            assert other.path == "company", other.path
        # A colleague who lost the app: it is taken off, and another is set up before anything else.
        mail = f"lost-{language.lower()}@example.com"
        user.go("company/members")
        user.fill({"email": mail})
        user.page.locator("input[name=role][value=clerk]").check()
        user.press("invite-send")
        assert not user.errors, user.errors
        with company(chromium, service.url, DESKTOP, language) as colleague:
            colleague.go("company/join")
            colleague.fill({"code": colleague.told(mail, r"\b([0-9A-Z]{4}(?:-[0-9A-Z]{4}){5})\b")})
            colleague.press("join-next")
            colleague.fill({"name": "Colleague", "password": "grüne Kühe fliegen tief"})
            colleague.press("join-send")
            assert not colleague.errors, colleague.errors
            colleague.email = mail
            colleague.set_up_app()
            user.go("company/members")
            looks.at("members/app")
            user.page.locator("a[href$='/factor']").click()
            looks.at("members/factor")
            user.page.locator("[name=proof]").fill("wrong wrong wrong")
            user.press("take-app-send")
            looks.at("members/factor/wrong")
            user.page.locator("[name=proof]").fill("grüne Kühe fliegen tief")
            user.press("take-app-send")
            assert not user.errors and user.page.locator("a[href$='/factor']").count() == 0, user.main()
            colleague.go("company/people")
            assert colleague.path == "company", colleague.path
            colleague.fill({"email": mail, "password": "grüne Kühe fliegen tief"})
            colleague.press("sign-in-send")
            colleague.page.locator("[name=code]").fill(colleague.told(mail, r"(?<![\dA-Z-])(\d{3} ?\d{3})(?!\d)").replace(" ", ""))
            colleague.press("factor-send")
            assert not colleague.errors, colleague.errors
            colleague.go("company/people")
            assert colleague.path == "company/security", colleague.path
            anew = Looks(colleague)
            anew.at("security/app-taken")
            assert anew.problems == []
    assert looks.problems == []
