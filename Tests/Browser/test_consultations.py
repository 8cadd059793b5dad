"""A consultation from the desk to its answer: written, published, contributed to with and without scripts, looked at, answered, and
read in another language. axe looks at every page and state, the public ones in every language and at three widths.
"""

import re

import pytest

pytest.importorskip("axe_playwright_python.sync_playwright")
from demo import demo_service, team  # noqa: E402
from consulting import TEXTS, day  # noqa: E402
from public_pages import LOOKED_AT, SIZES, visiting  # noqa: E402
from test_site_access import look, look_at_every_size  # noqa: E402

AGREED, QUIET = "三線道比較好。\n第二行 <b>", "一線就好，請不要公開"


@pytest.fixture(scope="module")
def service(programs, tmp_path_factory):
    with demo_service(programs, tmp_path_factory.mktemp("consultations")) as service:
        yield service


@pytest.fixture(scope="module")
def colleagues(service, chromium):
    with team(chromium, service, clerk=("zh-Hant", "clerk"), anna=("en", "supervisor")) as found:
        yield found


def everywhere(chromium, service, path, expected=200):
    with visiting(chromium, service.url) as page:
        for language in LOOKED_AT:
            assert page.goto(f"/{language}/{path}").status == expected, path
            look_at_every_size(page, f"{language} {path}")


def contributed(page):
    found = re.search(r"consultations/contribution/(K\d\d-[0-9A-Z]{7})$", page.url)
    assert found, page.url
    return found[1]


def test_from_the_question_to_the_answer(chromium, service, colleagues):
    clerk, anna = colleagues["clerk"], colleagues["anna"]
    everywhere(chromium, service, "consultations")
    clerk.go("consultations")
    look(clerk.page, "no consultations")
    clerk.page.get_by_role("link", name=clerk.word("consult-new")).click()
    clerk.page.locator("[name=title-en]").fill("only this")
    clerk.page.locator("[name=until]").fill("")
    clerk.press("news-keep")
    assert len(clerk.errors) == 6, clerk.errors
    look(clerk.page, "a consultation that lacks something")
    for name, text in {**TEXTS, "from": day(0), "until": day(20)}.items():
        clerk.page.locator(f"[name={name}]").fill(text)
    clerk.press("news-keep")
    assert not clerk.errors, clerk.errors
    path = clerk.path
    look(clerk.page, "a draft")
    # Writing is a clerk's, publishing is not.
    assert clerk.page.locator("[action$=publish]").count() == 0
    with visiting(chromium, service.url) as page:
        assert page.goto(f"/en/{path}").status == 404
    anna.go(path)
    anna.press("news-publish")
    assert not anna.errors, anna.errors
    look(anna.page, "open")
    everywhere(chromium, service, path)
    everywhere(chromium, service, "consultations")

    # With scripts, and something forgotten first: nothing that was typed is lost.
    with visiting(chromium, service.url) as page:
        page.goto("/zh-Hant/")
        page.goto(f"/zh-Hant/{path}")
        page.fill("[name=text]", AGREED)
        page.fill("[name=name]", "王小明")
        page.fill("[name=email]", "nobody")
        page.check("[name=agree]")
        page.locator("main form button[type=submit]").click()
        page.wait_for_selector(".errors")
        look(page, "a contribution that lacks something")
        assert page.input_value("[name=text]") == AGREED and page.is_checked("[name=agree]")
        page.fill("[name=email]", "wang@example.org")
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("**/consultations/contribution/K*")
        look(page, "a contribution that was received")
        agreed = contributed(page)
        page.reload()
        assert contributed(page) == agreed
    # Without scripts, in another language, with no name and no consent.
    with visiting(chromium, service.url, SIZES[0], java_script_enabled=False) as page:
        page.goto(f"/vi/{path}")
        page.fill("[name=text]", QUIET)
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("**/consultations/contribution/K*")
        quiet = contributed(page)
        page.goto("/en/consultations/follow")
        page.fill("[name=number]", "K26")
        page.locator("main form button[type=submit]").click()
        assert page.locator(".errors li").count() == 1
        page.fill("[name=number]", quiet.lower())
        page.locator("main form button[type=submit]").click()
        assert contributed(page) == quiet
        page.goto(f"/en/{path}")
        assert "三線道" not in page.content() and QUIET not in page.content()

    # Looked at: the one is published, the other cannot be.
    clerk.go(f"{path}/contributions")
    look(clerk.page, "contributions")
    clerk.page.get_by_role("link", name=agreed).click()
    look(clerk.page, "a contribution")
    clerk.press("contribution-keep")
    assert len(clerk.errors) == 1
    look(clerk.page, "a contribution that was not decided")
    clerk.page.check("#decision-publish")
    clerk.press("contribution-keep")
    assert not clerk.errors
    clerk.go(f"contributions/{quiet}")
    assert clerk.page.locator("#decision-publish").count() == 0
    clerk.page.check("#decision-no-consent")
    clerk.press("contribution-keep")
    assert not clerk.errors
    with visiting(chromium, service.url) as page:
        page.goto(f"/en/{path}")
        said = page.locator("main").inner_text()
        assert "三線道比較好。" in said and "<b>" in said and QUIET not in said and "王小明" not in page.content()
        look(page, "a contribution that is published")

    # One answer for both; all of it is published at once, after the end.
    clerk.go(f"{path}/replies-new")
    clerk.press("consult-reply-keep")
    assert len(clerk.errors) == 1
    clerk.page.fill("[name=text-zh]", "謝謝。我們改做兩線。")
    clerk.page.fill("[name=text-en]", "Thank you. It will be two lanes.")
    for number in (agreed, quiet):
        clerk.page.check(f"[name=contributions][value={number}]")
    look(clerk.page, "an answer")
    clerk.press("consult-reply-keep")
    assert not clerk.errors, clerk.errors
    look(clerk.page, "an answer that waits")
    assert anna.go(path) and anna.page.locator("[action$=answer]").count() == 0
    anna.page.locator("details.act summary", has_text=anna.word("consult-end")).click()
    anna.page.fill("#end-zh", "意見已充分")
    anna.page.fill("#end-en", "Enough was said")
    anna.press("consult-end")
    assert not anna.errors, anna.errors
    look(anna.page, "to be answered")
    anna.go()
    assert anna.page.locator(".work li:not(.idle) a[href$='/consultations']").count() == 1
    look(anna.page, "a task")
    everywhere(chromium, service, path)
    anna.go(path)
    anna.press("consult-answer")
    assert len(anna.errors) == 1
    anna.page.fill("#outcome-zh", "計畫改為兩線道。")
    anna.page.fill("#outcome-en", "The plan has two lanes now.")
    anna.press("consult-answer")
    assert not anna.errors, anna.errors
    look(anna.page, "answered")
    everywhere(chromium, service, path)
    everywhere(chromium, service, f"{path}/contributions")
    everywhere(chromium, service, f"consultations/contribution/{quiet}")
    with visiting(chromium, service.url) as page:
        page.goto(f"/th/{path}")
        said = page.locator("main").inner_text()
        assert "The plan has two lanes now." in said and "Thank you. It will be two lanes." in said
        assert "三線道比較好。" in said and QUIET not in said
        page.goto(f"/zh-Hant/consultations/contribution/{agreed}")
        assert "我們改做兩線" in page.locator("main").inner_text()


def test_one_that_is_withdrawn_says_why(chromium, service, colleagues):
    anna = colleagues["anna"]
    anna.go("consultations-new")
    for name, text in {**TEXTS, "from": day(3), "until": day(9)}.items():
        anna.page.locator(f"[name={name}]").fill(text)
    anna.press("news-keep")
    anna.press("news-publish")
    path = anna.path
    with visiting(chromium, service.url) as page:
        page.goto(f"/en/{path}")
        assert page.locator("main form").count() == 0
        look(page, "not open yet")
    anna.page.locator("details.act summary", has_text=anna.word("consult-withdraw")).click()
    anna.page.fill("#withdraw-zh", "計畫暫緩")
    anna.page.fill("#withdraw-en", "The plan is on hold")
    anna.press("consult-withdraw")
    look(anna.page, "withdrawn")
    everywhere(chromium, service, path, 410)
    with visiting(chromium, service.url) as page:
        page.goto(f"/en/{path}")
        assert "The plan is on hold" in page.locator("main").inner_text()
