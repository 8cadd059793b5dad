"""A violation from the pass page to its reversal, what its holder sees of it, and a rule set from the dry run to two people.

SHOTS names a folder for pictures of every page, to be looked at.
"""

import contextlib
import hashlib
import json
import os
import pathlib
import re
import shutil
import time
import types

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
from applicant import applicant  # noqa: E402
from office import staff  # noqa: E402
from patience import until  # noqa: E402
from processes import ROOT  # noqa: E402
from public_pages import LOOKED_AT  # noqa: E402
from reviewers import NO_UNDO_NEEDED, reviewers  # noqa: E402
from test_serve import Service  # noqa: E402
from test_site_access import look  # noqa: E402
from test_speaking import case, press, text  # noqa: E402

HOLDER = "holder@example.org"
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def world(programs, tmp_path_factory):
    """A register that asks no fees, so that a pass is there as soon as it is approved."""
    folder = tmp_path_factory.mktemp("violations")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    fees = json.loads((folder / "seeds" / "fees.json").read_text())
    for fee in fees["fees"]:
        fee["amount"] = fee["card"] = 0
    (folder / "seeds" / "fees.json").write_text(json.dumps(fees))
    programs.done("portpass", "init", "--data", folder / "register", "--seeds", folder / "seeds", "--dev")
    return types.SimpleNamespace(programs=programs, data=folder / "register", folder=folder)


@pytest.fixture(scope="module")
def service(world):
    service = Service(world.programs, world.data, *NO_UNDO_NEEDED)
    yield service
    status, errors = service.stop()
    assert status == 0, errors
    assert "failed" not in errors, errors


@pytest.fixture(scope="module")
def shown():
    """Looks at a page as it stands, on a phone and on a desk: axe, its width, and a picture where they are wanted."""
    count = [0]

    def shown(user, name):
        for size in (PHONE, WIDE):
            user.page.set_viewport_size(size)
            look(user.page, f"{name} {size['width']}")
            if "SHOTS" in os.environ:
                count[0] += 1
                path = pathlib.Path(os.environ["SHOTS"]) / f"v{count[0]:03d}-{name}-{size['width']}.png"
                user.page.screenshot(path=str(path), full_page=True)

    return shown


@pytest.fixture(scope="module")
def colleagues(world, service, chromium):
    with contextlib.ExitStack() as stack:
        found = {}
        for name, role in {"clerk": "clerk", "anna": "supervisor", "bo": "supervisor", "money": "finance", "auditor": "auditor"}.items():
            found[name] = stack.enter_context(staff(chromium, service.url, size=WIDE))
            found[name].join(world, name, role)
        yield found


@pytest.fixture(scope="module")
def number(chromium, service):
    """Of a driver's pass."""
    with applicant(chromium, service.url) as one:
        application = one.apply_as_driver(HOLDER)
        reviewers(service).approve(application)
        one.until("a[href*='/my/passes/']", f"my/applications/{application}")
        return re.search(r"KEL-P-\d\d-\d{6}", text(one))[0]


def record(user, number, shown, rule="lending", **fields):
    """From the pass to what was recorded; returns the violation's number."""
    user.go(f"passes?q={number}")
    user.page.locator("main table a").first.click()
    user.page.get_by_role("link", name=user.word("violation-new")).click()
    assert number in user.main()
    if shown:
        shown(user, "form")
        user.press("violation-look")
        assert len(user.errors) >= 2, user.errors
        shown(user, "form-wrong")
    # An hour ago by the ports' clock, which is eight hours ahead.
    then = time.gmtime(time.time() + 7 * 3_600)
    user.page.locator("[name=rule]").select_option(rule)
    user.page.locator("[name=day]").fill(time.strftime("%Y-%m-%d", then))
    user.page.locator("[name=time]").fill(time.strftime("%H:%M", then))
    user.page.locator("[name=place]").fill("KEL-E1")
    user.page.locator("[name=evidence]").fill("把通行證借給同事，\n值勤人員當場查獲。")
    for name, value in fields.items():
        user.page.locator(f"[name={name}]").fill(value)
    user.press("violation-look")
    assert not user.errors, user.errors
    assert user.word("violation-look-lead") in user.main()
    if shown:
        shown(user, "look")
    user.press("violation-send")
    assert user.path.startswith("violations/V"), (user.path, user.errors)
    return user.path.split("/")[1]


def holder_page(chromium, service, number, size=PHONE, language="zh-Hant"):
    """The holder's own page of the pass, with the contact on file proved."""
    context = applicant(chromium, service.url, size, language)
    one = context.__enter__()
    one.go("lost/find")
    before = len(one.messages())
    one.fill({"number": number})
    press(one)
    one.page.locator("[name=code]").fill(one.code(before))
    press(one)
    assert one.path == f"lost/{number}"
    return context, one


def test_a_violation_from_the_pass_to_its_reversal(chromium, service, colleagues, number, shown):
    clerk, anna = colleagues["clerk"], colleagues["anna"]
    violation = record(clerk, number, shown, suspension="2", ban="4")
    shown(clerk, "violation")
    main = clerk.main()
    assert "停用 2 個月" in main and "4 個月內不得申請" in main and "商港港務管理規則第21條" in main
    assert clerk.page.locator("#reverse").count() == 0, "a clerk reverses nothing"
    clerk.page.locator("main table a").first.click()
    assert clerk.word("pass-suspended") in clerk.main() and violation in clerk.main()
    assert clerk.word("violation-held") in clerk.main()
    shown(clerk, "pass")
    # The holder is told, sees why, and appeals.
    with applicant(chromium, service.url) as anybody:
        told = until(lambda: [message for message in anybody.messages() if violation in message["text"]])
        assert number in told[0]["text"] and "申復" in told[0]["text"]
    context, one = holder_page(chromium, service, number)
    with contextlib.closing(types.SimpleNamespace(close=lambda: context.__exit__(None, None, None))):
        assert "停用 2 個月" in text(one) and violation in text(one)
        assert "值勤人員當場查獲" not in text(one), "what was written of it stays with the staff"
        shown(one, "holder")
        one.page.locator("a[href*='/opinions/appeal/V']").click()
        assert violation in text(one)
        shown(one, "appeal")
        one.fill({"text": "那一天我沒有進港。"})
        press(one)
        appeal = case(one)
        one.go(f"lost/{number}")
        assert appeal in text(one) and one.page.locator("a[href*='/opinions/appeal/V']").count() == 0
    # Who recorded it does not answer; another one upholds it, and the pass is in force.
    clerk.go(f"opinions/{appeal}")
    clerk.page.locator("[name=outcome][value=dismissed]").check()
    clerk.page.locator("#text").fill("維持")
    clerk.press("opinion-send")
    assert clerk.word("opinion-another") in clerk.errors
    anna.go(f"violations/{violation}")
    anna.page.locator(f"a[href='/staff/opinions/{appeal}']").click()
    anna.page.locator("[name=outcome][value=upheld]").check()
    anna.page.locator("#text").fill("影像不是本人。")
    anna.press("opinion-send")
    anna.go(f"violations/{violation}")
    assert anna.word("hold-reversed") in anna.main() and "影像不是本人。" in anna.main()
    shown(anna, "reversed")
    anna.go(f"passes?q={number}")
    assert anna.word("pass-future") in anna.main()


def test_what_one_recorded_another_one_reverses(colleagues, number, shown):
    anna, bo = colleagues["anna"], colleagues["bo"]
    first = record(anna, number, None, rule="forgery")
    assert anna.word("violation-own-note") in anna.main() and anna.page.locator("#reverse").count() == 0
    assert anna.word("hold-cancelling") in anna.main()
    second = record(bo, number, None, rule="traffic")
    bo.go(f"violations/{first}")
    bo.page.locator("#reverse summary").click()
    shown(bo, "reversing")
    bo.press("violation-reverse-send")
    assert bo.errors, "why is asked for"
    bo.page.locator("#reverse summary").click()
    bo.page.locator("#reverse-reason").select_option("error")
    bo.page.locator("#reverse-text").fill("登錯人")
    bo.press("violation-reverse-send")
    assert bo.word("done-violation-reversed") in bo.page.content()
    # What the other one holds, stays.
    bo.go(f"passes?q={number}")
    assert bo.word("pass-suspended") in bo.main()
    anna.go(f"violations/{second}")
    anna.page.locator("#reverse summary").click()
    anna.page.locator("#reverse-text").fill("查無違失")
    anna.press("violation-reverse-send")
    anna.go(f"passes?q={number}")
    assert anna.word("pass-future") in anna.main()
    anna.go("violations")
    shown(anna, "violations")
    anna.page.locator("#q").fill(number)
    anna.press("search")
    assert anna.page.locator("main tbody tr").count() == 3


def test_every_language_says_what_follows(chromium, service, colleagues, number, shown):
    bo = colleagues["bo"]
    record(bo, number, None, rule="impersonation")
    # Codes to one contact are few within an hour: one browser, in one language after the other.
    context, one = holder_page(chromium, service, number)
    with contextlib.closing(types.SimpleNamespace(close=lambda: context.__exit__(None, None, None))):
        for language in LOOKED_AT:
            one.language = language
            one.go(f"lost/{number}")
            assert one.page.locator(".violation").count() == 4 and "⟦" not in one.page.content()
            assert one.page.locator("a[href*='/opinions/appeal/V']").count() == 1
            shown(one, f"holder-{language}")


def rules(tmp_path, **changes):
    """The seeds' rule set from the day after tomorrow, with other numbers of repetition."""
    rules = json.loads((ROOT / "seeds" / "violations.json").read_text())
    rules["from"] = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3_600 + 2 * 86_400))
    rules["repetition"].update(changes)
    path = tmp_path / "violations.json"
    path.write_text(json.dumps(rules, ensure_ascii=False))
    return path


def test_a_dry_run_and_two_people(colleagues, shown, tmp_path):
    anna, bo, money, auditor = (colleagues[name] for name in ("anna", "bo", "money", "auditor"))
    anna.go("rules")
    shown(anna, "rules")
    bad = tmp_path / "bad.json"
    bad.write_text((ROOT / "seeds" / "violations.json").read_text().replace('"cancelAt": 3', '"cancelAt": 0'))
    anna.page.locator("[name=kind][value=violations]").check()
    anna.page.locator("#file").set_input_files(bad)
    anna.press("rules-dry-run")
    assert "repetition.cancelAt" in anna.errors[0], anna.errors
    shown(anna, "rules-refused")
    path = rules(tmp_path, cancelAt=1, banMonths=18, mostMonths=24)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    anna.page.locator("[name=kind][value=violations]").check()
    anna.page.locator("#file").set_input_files(path)
    anna.press("rules-dry-run")
    assert digest in anna.main()
    assert anna.word("dry-run-is-harder") in anna.page.locator("main tbody").inner_text()
    shown(anna, "dry-run")
    anna.page.locator("#note").fill("提高處分")
    anna.press("propose")
    assert anna.path.startswith("changes/") and digest in anna.main()
    assert anna.page.get_by_role("button", name=anna.word("change-agree")).count() == 0
    address = anna.path
    bo.go("rules")
    assert bo.word("rules-coming") not in bo.main(), "nothing is in force by one"
    bo.go(address)
    shown(bo, "change")
    with bo.page.expect_download() as download:
        bo.page.get_by_role("link", name=bo.word("rules-download")).click()
    assert pathlib.Path(download.value.path()).read_bytes() == path.read_bytes()
    bo.press("change-agree")
    assert bo.word("change-state-done") in bo.main()
    bo.go("rules")
    assert bo.word("rules-coming") in bo.main() and digest[:16] in bo.main()
    shown(bo, "rules-coming")
    # Money proposes fees, and agrees to nothing; who only reads uploads nothing.
    fees = json.loads((ROOT / "seeds" / "fees.json").read_text())
    fees["from"] = json.loads(path.read_text())["from"]
    file = tmp_path / "fees.json"
    file.write_text(json.dumps(fees))
    money.go("rules")
    money.page.locator("[name=kind][value=fees]").check()
    money.page.locator("#file").set_input_files(file)
    money.press("rules-dry-run")
    assert money.word("dry-run-sum-after") in money.main() and "200" in money.main()
    shown(money, "dry-run-fees")
    money.press("propose")
    bo.go(money.path)
    bo.press("change-agree")
    assert bo.word("change-state-done") in bo.main()
    auditor.go("rules")
    assert auditor.page.locator("#file").count() == 0
    auditor.go("audit")
    assert "rules-put-in-force" in auditor.main() and "violation-reversed" in auditor.main()


def test_the_log_is_whole(world, service, colleagues):
    assert "whole" in world.programs.done("portpass", "audit", "verify", "--data", world.data).output
