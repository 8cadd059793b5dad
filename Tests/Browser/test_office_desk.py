"""What staff do with passes that are out and with a company's list: issued anew, extended, another port; decided together, undone;
revoked by two people with what is suspended already. And the menu, by keys, without scripts, and where there is little room.

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
from office import staff  # noqa: E402
from processes import demo_world  # noqa: E402
from public_pages import sideways  # noqa: E402
from reviewers import reviewers  # noqa: E402
from test_serve import serving  # noqa: E402
from test_site_access import look  # noqa: E402

COUNT = 6
COMPANY = "港勤裝卸股份有限公司"


@pytest.fixture(scope="module")
def world(programs, tmp_path_factory):
    return demo_world(programs, tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def service(world):
    with serving(world) as service:
        yield service


@pytest.fixture(scope="module")
def shown():
    """Looks at a page as it stands, on a desk and on a telephone: axe, its width, and a picture where they are wanted."""
    count = [0]

    def shown(user, name):
        for size in ((1280, 900), (390, 844)):
            user.page.set_viewport_size({"width": size[0], "height": size[1]})
            look(user.page, f"{name} {size}")
            if "SHOTS" in os.environ:
                count[0] += 1
                path = pathlib.Path(os.environ["SHOTS"]) / f"{count[0]:03d}-{user.language}-{name}-{size[0]}.png"
                user.page.screenshot(path=str(path), full_page=True)
        user.page.set_viewport_size({"width": 1280, "height": 900})

    return shown


@pytest.fixture(scope="module")
def colleagues(world, service, chromium):
    with contextlib.ExitStack() as stack:
        found = {}
        for name, language, roles in (
                ("clerk", "zh-Hant", ["clerk"]), ("liaison", "zh-Hant", ["police-liaison"]), ("anna", "zh-Hant", ["supervisor"]),
                ("bo", "en", ["supervisor"]), ("auditor", "en", ["auditor"]), ("admin", "zh-Hant", ["administrator"])):
            user = stack.enter_context(staff(chromium, service.url, language))
            user.join(world, name, *roles)
            found[name] = user
        yield found


@pytest.fixture(scope="module")
def company(world, service, chromium):
    """A company whose people were applied for as one."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-Hant")
    context.set_default_timeout(60_000)
    user = CompanyUser(context.new_page(), service.url, "zh-Hant")
    user.found("owner@example.org", "04595257", COMPANY, "陳老闆")
    assert reviewers(service).approve_companies() == 1
    team = people(COUNT)
    user.upload(table(team))
    user.upload_photos(team)
    user.apply_for_all()
    yield user
    context.close()


@pytest.fixture(scope="module")
def passes(world):
    return [one for one in world.passes if "-P-" in one["number"]]


def test_a_damaged_pass_is_issued_anew_when_it_is_collected(colleagues, passes, shown):
    clerk, bo = colleagues["clerk"], colleagues["bo"]
    old = passes[0]
    clerk.go(f"passes/{old['id']}")
    clerk.page.get_by_role("link", name=clerk.word("pass-reissue")).click()
    shown(clerk, "reissue")
    bo.go(f"passes/{old['id']}/reissue")
    shown(bo, "reissue")
    # Nothing changed is told beside what was typed.
    clerk.page.locator("#reissue-reason").select_option("data-changed")
    clerk.press("reissue-send")
    assert clerk.errors == [clerk.word("amend-unchanged")]
    shown(clerk, "reissue-wrong")
    clerk.page.locator("#reissue-reason").select_option("damaged")
    clerk.page.locator("#reissue-when").select_option("collect")
    clerk.press("reissue-send")
    assert clerk.word("done-reissued") in clerk.main() and clerk.word("pass-waiting") in clerk.main()
    shown(clerk, "reissued")
    new = clerk.path
    clerk.go(f"passes/{old['id']}")
    assert clerk.word("pass-active") in clerk.page.locator("main > p").first.inner_text()
    clerk.go(f"passes/{old['id']}/reissue")
    assert clerk.word("reissue-impossible") in clerk.main()
    clerk.go(new)
    clerk.press("pass-activate")
    assert clerk.word("done-activated") in clerk.main()
    clerk.go(f"passes/{old['id']}")
    assert clerk.word("pass-superseded") in clerk.page.locator("main > p").first.inner_text()
    shown(clerk, "superseded")


def test_a_pass_is_extended_and_gets_a_port(colleagues, passes, shown):
    clerk = colleagues["clerk"]
    # One whose term leaves room.
    for one in passes[3:]:
        clerk.go(f"passes/{one['id']}/reissue")
        if clerk.page.locator("#extend-until").count():
            break
    clerk.page.locator("#extend-until").fill("2099-01-01")
    clerk.page.locator("#extend-when").select_option("now")
    clerk.press("reissue-extend-send")
    assert clerk.errors == [clerk.word("amend-longest-extension")]
    latest = clerk.page.locator("#until-hint").inner_text()
    day = latest.split("民國")[1].split("日")[0]
    clerk.page.locator("#extend-until").fill(f"民國{day}日")
    clerk.press("reissue-extend-send")
    assert not clerk.errors and clerk.word("done-reissued") in clerk.main()
    assert f"民國{day}日" in clerk.main()
    clerk.page.get_by_role("link", name=clerk.word("pass-reissue")).click()
    assert clerk.word("reissue-extend-not") in clerk.main()
    boxes = clerk.page.locator("[name=access]")
    before = boxes.count()
    boxes.first.check()
    clerk.page.locator("#port-when").select_option("now")
    clerk.press("reissue-port-send")
    assert clerk.word("done-reissued") in clerk.main()
    clerk.page.get_by_role("link", name=clerk.word("pass-reissue")).click()
    assert clerk.page.locator("[name=access]").count() == before - 1


def test_a_list_is_decided_together_and_undone(colleagues, company, shown, world):
    clerk, liaison, auditor = colleagues["clerk"], colleagues["liaison"], colleagues["auditor"]
    clerk.go("lists")
    shown(clerk, "lists")
    clerk.page.get_by_role("link", name=COMPANY).click()
    shown(clerk, "list-to-ask")
    address = clerk.path
    assert clerk.page.locator("[name=application]").count() == COUNT
    clerk.page.get_by_role("button", name=clerk.word("list-tick-plain")).click()
    assert clerk.page.locator("[name=application]:checked").count() == COUNT
    clerk.press("list-police")
    assert clerk.word("done-list-police") in clerk.main()
    assert clerk.page.locator("[name=application]").count() == 0
    shown(clerk, "list-with-police")
    numbers = clerk.page.locator(".listed th a").all_inner_texts()
    for place, number in enumerate(numbers):
        liaison.go(f"review/{number}")
        liaison.page.locator(f"[name=verdict][value={'objection' if place == 0 else 'clear'}]").check()
        liaison.page.locator("#reference").fill("基警字第1150000001號")
        liaison.press("verdict-send")
    clerk.go(address)
    shown(clerk, "list-to-approve")
    assert clerk.page.locator("[name=application]").count() == COUNT - 1
    assert clerk.word("list-mark-objection") in clerk.page.locator("section[aria-labelledby=single-title]").inner_text()
    # Who only reads has nothing to tick.
    auditor.go(address)
    assert auditor.page.locator("[name=application]").count() == 0
    shown(auditor, "list-read")
    # By keys: a tick each, and the button.
    for box in clerk.page.locator("[name=application]").all():
        box.focus()
        clerk.page.keyboard.press("Space")
    # Somebody else asks for a correction of one meanwhile.
    anna = colleagues["anna"]
    other = clerk.page.locator("section[aria-labelledby=ready-title] th a").first.inner_text()
    anna.go(f"review/{other}")
    anna.page.locator("#fault summary").click()
    anna.page.locator("#fault select").first.select_option(index=1)
    anna.press("fault-send")
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("button", name=clerk.word("list-approve")).press("Enter")
    assert clerk.errors == [clerk.word("list-left", number=other, why=clerk.word("list-changed"))]
    assert clerk.word("done-list-approved", undoSeconds=10) in clerk.main()
    shown(clerk, "list-approved")
    clerk.go(address)
    approved = world.programs.done(
        "portpass", "audit", "export", "--event", "application-approve", "--data", world.data).output.count("\n")
    assert approved in (0, COUNT - 2)


def test_an_undo_brings_all_of_them_back(colleagues, world, service, chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-Hant")
    context.set_default_timeout(60_000)
    user = CompanyUser(context.new_page(), service.url, "zh-Hant")
    user.found("second@example.org", "10458575", "高雄拖車股份有限公司", "林老闆")
    assert reviewers(service).approve_companies() == 1
    team = people(3, letter="B")
    user.upload(table(team))
    user.upload_photos(team)
    user.apply_for_all()
    context.close()
    clerk, liaison = colleagues["clerk"], colleagues["liaison"]
    clerk.go("lists")
    clerk.page.get_by_role("link", name="高雄拖車").click()
    address = clerk.path
    clerk.page.get_by_role("button", name=clerk.word("list-tick-plain")).click()
    clerk.press("list-police")
    for number in clerk.page.locator(".listed th a").all_inner_texts():
        liaison.go(f"review/{number}")
        liaison.page.locator("[name=verdict][value=clear]").check()
        liaison.page.locator("#reference").fill("基警字第1150000002號")
        liaison.press("verdict-send")
    clerk.go(address)
    clerk.page.get_by_role("button", name=clerk.word("list-tick-plain")).click()
    clerk.press("list-approve")
    assert clerk.word("done-list-approved", undoSeconds=10) in clerk.main()
    assert clerk.word("lists-empty") in clerk.main()
    clerk.press("list-undo")
    assert clerk.word("done-list-undone") in clerk.main()
    assert clerk.page.locator("[name=application]").count() == 3


def test_a_company_is_revoked_with_what_is_suspended_already(colleagues, passes, shown):
    anna, bo = colleagues["anna"], colleagues["bo"]
    anna.go(f"passes/{passes[2]['id']}")
    name = anna.page.locator(".summary div").filter(has_text=anna.word("pass-organisation")).locator("dd bdi").first.inner_text()
    anna.page.locator("#suspend summary").click()
    anna.press("pass-suspend-send")
    anna.go("suspensions")
    anna.page.locator("#company").fill(name)
    anna.press("suspension-look")
    assert anna.word("suspension-suspended", count=1) in anna.main()
    shown(anna, "suspensions")
    count = anna.page.locator("main table tbody tr th a[href*='/passes/']").count()
    anna.page.locator("details.act summary").click()
    assert anna.word("suspension-revokes", count=count, suspended=1) in anna.main()
    anna.page.locator("#mass-note").fill("案件")
    anna.press("propose")
    assert anna.page.locator("main table tbody tr").count() == count
    bo.go(anna.path)
    bo.press("change-agree")
    assert bo.word("change-state-done") in bo.main()
    bo.go(f"passes/{passes[2]['id']}")
    assert bo.word("pass-revoked") in bo.main()


def test_how_long_what_is_kept(colleagues, shown):
    for name in ("auditor", "admin"):
        user = colleagues[name]
        assert user.go("retention").status == 200
        shown(user, f"retention-{name}")
    assert colleagues["clerk"].go("retention").status == 403


def test_the_menu_by_keys_and_where_there_is_little_room(colleagues, shown, chromium, service):
    anna, bo = colleagues["anna"], colleagues["bo"]
    for user in (anna, bo):
        user.go("suspensions")
        menu = user.page.locator(".menu")
        for size, rows in (((1280, 900), 1), ((640, 450), 3), ((390, 844), 4)):
            user.page.set_viewport_size({"width": size[0], "height": size[1]})
            assert menu.bounding_box()["height"] <= rows * 46, (user.language, size, menu.bounding_box())
            assert sideways(user.page) == [], size
            assert menu.locator("details[open]").count() == 0
            summary = menu.locator("summary", has_text=user.word("menu-group-gates"))
            summary.focus()
            user.page.keyboard.press("Enter")
            assert menu.locator("details[open]").count() == 1
            look(user.page, f"menu {size}")
            assert sideways(user.page) == [], size
            box = menu.locator("details[open] > ul").bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= size[0], (size, box)
            if "SHOTS" in os.environ:
                user.page.screenshot(path=str(pathlib.Path(os.environ["SHOTS"]) / f"menu-{user.language}-{size[0]}.png"))
            # The first entry is the next stop; Escape goes back to the group.
            user.page.keyboard.press("Tab")
            assert user.page.evaluate("document.activeElement.textContent.trim()") == user.word("menu-gates")
            user.page.keyboard.press("Escape")
            assert menu.locator("details[open]").count() == 0
            assert user.page.evaluate("document.activeElement.tagName") == "SUMMARY"
            # One at a time, and a click elsewhere closes it.
            summary.click()
            menu.locator("summary", has_text=user.word("menu-group-public")).click()
            assert menu.locator("details[open]").count() == 1
            user.page.mouse.click(size[0] - 4, size[1] - 4)
            assert menu.locator("details[open]").count() == 0
        user.page.set_viewport_size({"width": 1280, "height": 900})
        assert menu.locator("summary.here").inner_text().startswith(user.word("menu-group-passes"))
    # Letters twice as large.
    anna.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sideways(anna.page) == []
    anna.page.evaluate("document.documentElement.style.fontSize = ''")
    # Without scripts.
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.add_cookies(anna.page.context.cookies())
    page = context.new_page()
    page.goto(f"{service.url}/staff/suspensions")
    page.locator(".menu summary", has_text=anna.word("menu-group-gates")).click()
    page.get_by_role("link", name=anna.word("menu-alarms")).click()
    assert page.url.endswith("/staff/alarms")
    context.close()
    # Colours of the system.
    anna.page.emulate_media(forced_colors="active")
    anna.go("suspensions")
    look(anna.page, "forced colours")
    anna.page.emulate_media(forced_colors="none")
