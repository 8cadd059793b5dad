"""The day of each role in the back office: signing in, deciding by keys alone, stopping passes, and what takes two people.

SHOTS names a folder for pictures of every page, to be looked at.
"""

import contextlib
import os
import pathlib

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
from company import CompanyUser  # noqa: E402
from company import staff as people  # noqa: E402
from company import table  # noqa: E402
from office import PASSWORD, staff  # noqa: E402
from patience import until  # noqa: E402
from processes import demo_world  # noqa: E402
from reviewers import reviewers  # noqa: E402
from test_serve import serving  # noqa: E402
from test_site_access import look  # noqa: E402

CASES = 30


@pytest.fixture(scope="module")
def world(programs, tmp_path_factory):
    return demo_world(programs, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def service(world):
    with serving(world) as service:
        yield service


@pytest.fixture(scope="module")
def shown():
    """Looks at a page as it stands: axe, its width, and a picture where they are wanted."""
    count = [0]

    def shown(user, name):
        look(user.page, name)
        if "SHOTS" in os.environ:
            count[0] += 1
            user.page.screenshot(path=str(pathlib.Path(os.environ["SHOTS"]) / f"{count[0]:03d}-{name}.png"), full_page=True)

    return shown


@pytest.fixture(scope="module")
def passes(world):
    """Periodic passes of the demonstration that are in force."""
    return [one for one in world.passes if "-P-" in one["number"]]


@pytest.fixture(scope="module")
def colleagues(world, service, chromium, shown):
    """One of each role, signed in, each in a browser of their own."""
    with contextlib.ExitStack() as stack:
        found = {}
        for name, roles in {
                "clerk": ["clerk"], "liaison": ["police-liaison"], "anna": ["supervisor"], "bo": ["supervisor"],
                "gates": ["gate-manager"], "admin": ["administrator"], "admin2": ["administrator"], "auditor": ["auditor"]}.items():
            user = stack.enter_context(staff(chromium, service.url))
            steps = iter(range(9))
            user.join(world, name, *roles, shown=lambda: shown(user, f"join-{next(steps)}") if name == "clerk" else None)
            found[name] = user
        yield found


def test_every_page_of_each_role(colleagues, shown, passes):
    for name, user in colleagues.items():
        user.go()
        addresses = user.page.locator("header nav a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        assert addresses[0] == "/staff"
        for address in [*addresses, "/staff/me", "/staff/me/password"]:
            answer = user.page.goto(user.url + address)
            assert answer.status == 200, (name, address, answer.status)
            assert "⟦" not in user.page.content(), address
            shown(user, f"{name}-{address.strip('/').replace('/', '-')}")


def test_small_and_dark_corners(colleagues, shown):
    """320 px wide, twice as large, forced colours; a page that is not there, and one that is another's."""
    user = colleagues["auditor"]
    user.page.set_viewport_size({"width": 320, "height": 640})
    for path in ["", "passes", "gates", "audit", "people", "changes"]:
        user.go(path)
        look(user.page, f"320 {path}")
    user.page.emulate_media(forced_colors="active")
    user.go("passes")
    look(user.page, "forced colours")
    user.page.emulate_media(forced_colors="none")
    user.page.set_viewport_size({"width": 1440, "height": 900})
    assert user.go("nothing-here").status == 404
    assert user.go("passes/0000000000000000").status == 404
    shown(user, "not-found")
    clerk = colleagues["clerk"]
    assert clerk.go("audit").status == 403
    shown(clerk, "not-yours")
    assert clerk.word("problem-not-yours") in clerk.main()


@pytest.fixture(scope="module")
def numbers(world, service, chromium):
    """Applications of a company's people, sent as one."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-Hant")
    context.set_default_timeout(60_000)
    user = CompanyUser(context.new_page(), service.url, "zh-Hant")
    user.found("owner@example.org", "04595257", "港勤裝卸股份有限公司", "陳老闆")
    assert reviewers(service).approve_companies() == 1
    team = people(CASES)
    user.upload(table(team))
    user.upload_photos(team)
    user.apply_for_all()
    yield user
    context.close()


def test_single_keys_can_be_switched_off(colleagues, numbers):
    """WCAG 2.1.4."""
    clerk = colleagues["clerk"]
    clerk.go("review")
    clerk.page.locator("#keys").uncheck()
    before = clerk.page.url
    clerk.page.keyboard.press("j")
    clerk.page.keyboard.press("x")
    assert clerk.page.url == before
    assert not clerk.page.locator("#reject").evaluate("act => act.open")
    clerk.page.locator("#keys").check()


def approvals(world):
    return world.programs.done(
        "portpass", "audit", "export", "--event", "application-approve", "--data", world.data).output.count("\n")


def test_a_reviewer_decides_thirty_by_keys_alone(colleagues, numbers, shown, world):
    clerk, liaison = colleagues["clerk"], colleagues["liaison"]
    clerk.go("review")
    assert clerk.page.evaluate("document.documentElement.scrollHeight <= window.innerHeight"), "the review scrolls at 1440 x 900"
    shown(clerk, "review")
    queue = clerk.page.locator(".queue li")
    assert queue.count() == CASES

    def press(user, key):
        with user.page.expect_navigation():
            user.page.keyboard.press(key)
        assert not user.errors, user.errors

    # All go to the police; the queue goes on with the next.
    seen = set()
    for _ in range(CASES):
        number = clerk.path.split("/")[-1]
        assert number not in seen
        seen.add(number)
        press(clerk, "l")
    # The liaison has a form with a reference: by keys, too.
    for number in sorted(seen):
        liaison.go(f"review/{number}")
        liaison.page.locator("[name=verdict]").first.focus()
        liaison.page.keyboard.press("Space")
        liaison.page.keyboard.press("Tab")
        liaison.page.keyboard.type("基警字第1150000001號")
        with liaison.page.expect_navigation():
            liaison.page.keyboard.press("Enter")
    shown(liaison, "liaison")
    clerk.go("review")
    decided = {"a": 0, "c": 0, "x": 0}
    for place in range(CASES):
        number = clerk.path.split("/")[-1]
        if place % 10 == 3:
            clerk.page.keyboard.press("c")
            clerk.page.keyboard.press("2")
            if place == 3:
                shown(clerk, "fault")
            clerk.page.keyboard.press("Escape")
            clerk.page.locator("#fault button").focus()
            press(clerk, "Enter")
            decided["c"] += 1
        elif place % 10 == 7:
            clerk.page.keyboard.press("x")
            clerk.page.locator("#reject button").focus()
            press(clerk, "Enter")
            decided["x"] += 1
        else:
            press(clerk, "a")
            decided["a"] += 1
            if place == 0:
                # Undone, and approved again.
                shown(clerk, "approved")
                press(clerk, "z")
                assert number in clerk.page.url
                press(clerk, "a")
        assert number not in clerk.page.url.split("?")[0]
    assert decided == {"a": 24, "c": 3, "x": 3}
    clerk.go("review")
    assert clerk.word("queue-empty") in clerk.main()
    # Carried out when the last ten seconds are over; the one that was undone, once.
    until(lambda: approvals(world) == 24)


def test_a_pass_is_found_and_revoked(colleagues, passes, shown):
    clerk = colleagues["clerk"]
    one = passes[0]
    clerk.go("passes")
    clerk.page.locator("#q").fill(one["number"])
    clerk.press("search")
    shown(clerk, "found")
    clerk.page.locator("table a").first.click()
    shown(clerk, "pass")
    clerk.page.locator("#revoke summary").click()
    shown(clerk, "revoking")
    clerk.page.locator("#revoke-reason").select_option("stolen")
    clerk.press("pass-revoke-send")
    assert clerk.word("done-revoke") in clerk.main()
    assert clerk.word("pass-revoked") in clerk.main()
    # Published, and then the count of gates goes on by itself.
    clerk.page.locator("#effect [data-effective=yes]").wait_for(state="attached")
    shown(clerk, "revoked")
    assert clerk.page.locator("#revoke").count() == 0


def test_a_suspension_is_lifted_by_two(colleagues, passes, shown):
    anna, bo = colleagues["anna"], colleagues["bo"]
    one = passes[1]["id"]
    anna.go(f"passes/{one}")
    anna.page.locator("#suspend summary").click()
    anna.page.locator("#suspend-reason").select_option("investigation")
    anna.press("pass-suspend-send")
    assert anna.word("pass-suspended") in anna.main()
    anna.page.locator("#lift summary").click()
    anna.page.locator("#lift-note").fill("調查結束")
    anna.press("propose")
    assert anna.word("change-own-note") in anna.main()
    assert anna.page.get_by_role("button", name=anna.word("change-agree")).count() == 0
    shown(anna, "proposed")
    address = anna.path
    bo.go("changes")
    shown(bo, "changes")
    bo.go(address)
    shown(bo, "change")
    bo.press("change-agree")
    assert bo.word("change-state-done") in bo.main()
    bo.go(f"passes/{one}")
    assert bo.word("pass-active") in bo.main()


def test_a_company_is_suspended_and_comes_back(colleagues, passes, shown, world):
    anna, bo = colleagues["anna"], colleagues["bo"]
    anna.go(f"passes/{passes[2]['id']}")
    name = anna.page.locator(".summary div").filter(has_text=anna.word("pass-organisation")).locator("dd bdi").first.inner_text()
    anna.go("suspensions")
    anna.page.locator("#company").fill(name)
    anna.press("suspension-look")
    shown(anna, "suspension")
    count = anna.page.locator("table").first.locator("tbody tr").count()
    assert count > 0
    anna.page.locator("#mass-reason").select_option("investigation")
    anna.press("suspension-send")
    shown(anna, "suspended")
    anna.page.goto(anna.page.url)
    anna.press("suspension-undo")
    assert anna.word("suspension-undone") in anna.main()
    # Revoking all takes two.
    anna.go("suspensions")
    anna.page.locator("#company").fill(name)
    anna.press("suspension-look")
    anna.page.locator("details.act summary").click()
    anna.page.locator("#mass-note").fill("案件")
    anna.press("propose")
    assert anna.path.startswith("changes/")
    address = anna.path
    assert anna.page.locator("table tbody tr").count() == count
    shown(anna, "mass-proposed")
    bo.go(address)
    bo.press("change-refuse")
    assert bo.word("change-state-refused") in bo.main()


def test_roles_are_changed_by_two_and_who_left_is_out(colleagues, shown, world, service, chromium):
    first, second, auditor = colleagues["admin"], colleagues["admin2"], colleagues["auditor"]
    first.go("people/auditor")
    shown(first, "person")
    first.page.locator("[name=role][value=finance]").check()
    first.press("propose")
    second.go(first.path)
    shown(second, "roles")
    second.press("change-agree")
    second.go("people/auditor")
    assert second.word("role-finance") in second.main()
    with staff(chromium, service.url) as leaver:
        leaver.join(world, "leaver", "clerk")
        second.go("people/leaver")
        second.press("person-left-send")
        assert second.word("state-left") in second.main()
        leaver.go("review")
        assert leaver.path == "sign-in"
    # Signed out from the shell, and no more than that.
    with staff(chromium, service.url) as tired:
        tired.join(world, "tired", "clerk")
        world.programs.done("portpass", "users", "sign-out", "tired", "--data", world.data)
        tired.go("review")
        assert tired.path == "sign-in"
        second.go("people/tired")
        assert second.word("state-active") in second.main()
    auditor.go("audit")
    for event in ("staff-left", "staff-signed-in", "staff-signed-out"):
        assert event in auditor.main(), event


def test_nothing_of_people_in_logs_and_the_log_is_whole(world, service, colleagues):
    verified = world.programs.done("portpass", "audit", "verify", "--data", world.data)
    assert "whole" in verified.output
    # Who was refused what, and what came of signing in; not with what, nor under which address.
    assert colleagues["clerk"].go("audit").status == 403
    status, errors = service.stop()
    assert status == 0
    assert "clerk was refused GET /staff/audit" in errors, errors
    assert "signing in to the back office: code taken, from 127.0.0.1" in errors, errors
    assert PASSWORD not in errors and "port.example" not in errors
