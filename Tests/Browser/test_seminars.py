"""A seminar from the desk to what was asked there: planned, published, signed up for with and without scripts, waited for, given back,
corrected, noted who came, answered; and one that is cancelled. Calendars are read as a program reads them. axe looks at every page
and state, the public ones in every language and at three widths. With SHOTS=folder there are pictures.
"""

import datetime
import os
import pathlib
import re
import urllib.request

import pytest

pytest.importorskip("axe_playwright_python.sync_playwright")
icalendar = pytest.importorskip("icalendar")
from demo import demo_service, team  # noqa: E402
from office import DESK  # noqa: E402
from planning import LINK, PORT, SIGN_UP_LINK, TEXTS, day, sign_up  # noqa: E402
from public_pages import LOOKED_AT, LOOKS, SIZES, small_targets, visiting  # noqa: E402
from test_site_access import look, resize  # noqa: E402
from walker import Walker  # noqa: E402

FIRST, SECOND = "first@example.org", "second@example.org"
NEEDS, ASKED = "輪椅席\n<b>字幕</b>", "可以線上繳費嗎？"


@pytest.fixture(scope="module")
def service(programs, tmp_path_factory):
    with demo_service(programs, tmp_path_factory.mktemp("seminars")) as service:
        yield service


@pytest.fixture(scope="module")
def colleagues(service, chromium):
    with team(chromium, service, clerk=("zh-Hant", "clerk"), anna=("en", "supervisor")) as found:
        yield found


def picture(page, name):
    if os.environ.get("SHOTS"):
        folder = pathlib.Path(os.environ["SHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(folder / f"{re.sub('[^a-z0-9-]+', '-', name.lower())}-{page.viewport_size['width']}.png"), full_page=True)


def everything(page, where, aside="nothing"):
    """What is open, at every width."""
    for size, rules in LOOKS:
        resize(page, size)
        look(page, f"{where} {size}", rules)
        assert [one for one in small_targets(page) if not one.startswith(aside)] == [], f"{where} {size}"
        picture(page, where)


def desk(somebody, where):
    # The button of the frame of all the office's pages is as low as WCAG 2.2 allows, and no page's own.
    everything(somebody.page, f"office {where}", f"BUTTON {somebody.word('sign-out')} ")
    somebody.page.set_viewport_size(DESK)


def everywhere(chromium, service, path, where, expected=200):
    with visiting(chromium, service.url) as page:
        for language in LOOKED_AT:
            assert page.goto(f"/{language}/{path}").status == expected, path
            everything(page, f"{where} {language}")


def main(chromium, service, path):
    with visiting(chromium, service.url) as page:
        assert page.goto(f"/{path}").status == 200, path
        return page.locator("main").inner_text()


def calendar(service, path):
    """The one event of a calendar, and what RFC 5545 asks of its lines (section 3.1)."""
    with urllib.request.urlopen(f"{service.url}/{path}/calendar.ics") as answer:
        body, kind = answer.read(), answer.headers["Content-Type"]
    assert kind == "text/calendar; charset=utf-8"
    assert body.endswith(b"\r\n") and b"\n" not in body.replace(b"\r\n", b"") and b"\r" not in body.replace(b"\r\n", b"")
    lines = body.removesuffix(b"\r\n").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert any(line.startswith(b" ") for line in lines), "nothing was long enough to be folded"
    for line in lines:
        line.decode()
    found = icalendar.Calendar.from_ical(body)
    assert found["VERSION"] == "2.0" and found["PRODID"] and not found.errors
    event, = found.walk("VEVENT")
    assert not event.errors, event.errors
    event.method = found["METHOD"]
    event.holds_link = LINK in body.replace(b"\r\n ", b"").decode().replace("\\", "")
    return event


def moment(day, clock):
    return datetime.datetime.combine(day, datetime.time.fromisoformat(clock), PORT)


def described(event):
    return (str(event["UID"]), event["DTSTART"].dt, event["DTEND"].dt, event["SEQUENCE"], str(event["STATUS"]), event.method)


def fill(somebody, **fields):
    for name, text in fields.items():
        somebody.page.locator(f"[name={name}]").fill(text)


def plan(somebody, date):
    fill(somebody, **TEXTS, day=date.isoformat())
    somebody.page.check("[name=spoken][value=zh-Hant]")
    somebody.page.check("[name=access][value=hearing-loop]")
    somebody.press("news-keep")
    assert not somebody.errors, somebody.errors
    return somebody.path


def correct(somebody, path, **fields):
    """Writes a correction and publishes it, with what it is for."""
    somebody.go(f"{path}/edit")
    fill(somebody, **fields)
    somebody.press("news-keep")
    assert not somebody.errors, somebody.errors
    somebody.press("news-correct")
    assert len(somebody.errors) == 1, somebody.errors
    desk(somebody, "a correction without a reason")
    somebody.page.fill("#correct-zh", "場地改了")
    somebody.page.fill("#correct-en", "Another room")
    somebody.press("news-correct")
    assert not somebody.errors, somebody.errors


def button(page, end):
    return page.locator(f"main form[action$='/{end}'] button[type=submit]")


def test_from_the_plan_to_the_answers(chromium, service, colleagues):
    clerk, anna = colleagues["clerk"], colleagues["anna"]
    mailbox, held = Walker(service.url), day(7)
    everywhere(chromium, service, "seminars", "no seminars")
    clerk.go("seminars")
    desk(clerk, "no seminars")
    clerk.page.get_by_role("link", name=clerk.word("seminar-new")).click()
    clerk.page.locator("[name=title-en]").fill("only this")
    clerk.press("news-keep")
    # The other title, two texts, day, two times, the room in two languages, what is spoken, and places.
    assert len(clerk.errors) == 10, clerk.errors
    desk(clerk, "a seminar that lacks something")
    path = plan(clerk, held)
    desk(clerk, "a draft")
    # Writing is a clerk's, publishing is not.
    assert button(clerk.page, "publish").count() == 0
    with visiting(chromium, service.url) as page:
        for rest in ("", "/calendar.ics", "/sign-up"):
            assert page.request.get(f"/en/{path}{rest}").status == 404, rest
    anna.go(path)
    anna.press("news-publish")
    assert not anna.errors, anna.errors
    desk(anna, "published")
    everywhere(chromium, service, path, "open")
    everywhere(chromium, service, "seminars", "one to come")

    # Everybody's calendar says when and where, and not the link.
    public = calendar(service, f"zh-Hant/{path}")
    uid = f"{path.replace('/', '-').replace('seminars', 'seminar')}@pass.example"
    at_first = (uid, moment(held, "14:00"), moment(held, "16:00"), 0, "CONFIRMED", "PUBLISH")
    assert described(public) == at_first and described(calendar(service, f"en/{path}")) == at_first
    assert not public.holds_link and str(public["SUMMARY"]) == TEXTS["title-zh-Hant"]
    assert str(public["DESCRIPTION"]).startswith(TEXTS["text-zh-Hant"]) and TEXTS["place-zh"] in str(public["LOCATION"])

    # With scripts, and something forgotten first: nothing that was typed is lost.
    with visiting(chromium, service.url) as page:
        page.goto(f"/zh-Hant/{path}")
        page.locator(f"main a[href$='{path}/sign-up']").click()
        page.fill("[name=name]", "王小明")
        page.fill("[name=email]", "nobody")
        page.fill("[name=needs]", NEEDS)
        page.fill("[name=question]", ASKED)
        button(page, "sign-up").click()
        page.wait_for_selector(".errors")
        assert page.locator(".errors li").count() == 1
        assert page.input_value("[name=needs]") == NEEDS and page.input_value("[name=question]") == ASKED
        page.fill("[name=email]", FIRST)
        button(page, "sign-up").click()
        page.wait_for_selector("main form", state="detached")
    first = mailbox.told(SIGN_UP_LINK, FIRST)
    # Looking at what the link opens confirms nothing.
    everywhere(chromium, service, first, "to be confirmed")
    assert LINK not in main(chromium, service, f"en/{first}") and not calendar(service, f"en/{first}").holds_link
    clerk.go(f"{path}/people")
    assert clerk.word("seminar-nobody") in clerk.main()
    desk(clerk, "nobody yet")
    before = len(mailbox.messages())
    with visiting(chromium, service.url) as page:
        page.goto(f"/zh-Hant/{first}")
        button(page, "confirm").click()
        page.wait_for_selector("main form[action$='/leave']")
        assert page.locator("main a", has_text=LINK).get_attribute("href") == LINK
    assert mailbox.told(f"({re.escape(LINK)})", FIRST, before) == LINK
    everywhere(chromium, service, first, "a place")
    own = calendar(service, f"zh-Hant/{first}")
    assert described(own) == at_first and own.holds_link and own["URL"] == LINK

    # Whether an address is signed up, its mail says and the page does not.
    for language in LOOKED_AT:
        with visiting(chromium, service.url) as page:
            page.goto(f"/{language}/{path}/sign-up")
            everything(page, f"signing up {language}")
            button(page, "sign-up").click()
            page.wait_for_selector(".errors")
            assert page.locator(".errors li").count() == 2
            everything(page, f"signing up without anything {language}")
            page.fill("[name=name]", "王小明")
            page.fill("[name=email]", FIRST)
            button(page, "sign-up").click()
            page.wait_for_selector("main form", state="detached")
            everything(page, f"signed up {language}")
            again = page.locator("main").inner_text()
    assert mailbox.told(SIGN_UP_LINK, FIRST, before + 1) == first

    # Without scripts, in the language that was looked at last, when there is no place any more.
    with visiting(chromium, service.url, SIZES[0], java_script_enabled=False) as page:
        page.goto(f"/{language}/{path}/sign-up")
        page.fill("[name=name]", "Nguyễn Văn An")
        page.fill("[name=email]", SECOND)
        button(page, "sign-up").click()
        assert page.locator("main").inner_text() == again
        second = mailbox.told(SIGN_UP_LINK, SECOND)
        assert second != first
        before = len(mailbox.messages())
        page.goto(f"/vi/{second}")
        button(page, "confirm").click()
        assert button(page, "confirm").count() == 0 and button(page, "leave").count() == 1
        assert LINK not in page.content()
    assert mailbox.told(SIGN_UP_LINK, SECOND, before) == second
    everywhere(chromium, service, second, "waiting")
    assert not calendar(service, f"en/{second}").holds_link
    clerk.go(f"{path}/people")
    rows = [row.inner_text() for row in clerk.page.locator("main tbody tr").all()]
    assert len(rows) == 2 and clerk.word("seminar-placed") in rows[0] and clerk.word("seminar-waiting") in rows[1], rows
    assert "王小明" in rows[0] and "<b>字幕</b>" in rows[0] and ASKED in rows[0] and "Nguyễn Văn An" in rows[1]
    # It has not begun: nobody came yet.
    assert clerk.page.locator("[name=came]").count() == 0
    desk(clerk, "who is signed up")

    # The first leaves, and nothing is left of them; the second gets the place and is told.
    before = len(mailbox.messages())
    with visiting(chromium, service.url) as page:
        page.goto(f"/zh-Hant/{first}")
        button(page, "leave").click()
        page.wait_for_selector("main form", state="detached")
    assert mailbox.told(f"({re.escape(LINK)})", SECOND, before) == LINK
    everywhere(chromium, service, first, "left")
    assert LINK not in main(chromium, service, f"en/{first}") and not calendar(service, f"en/{first}").holds_link
    assert LINK in main(chromium, service, f"vi/{second}") and calendar(service, f"vi/{second}").holds_link
    clerk.go(f"{path}/people")
    assert "王小明" not in clerk.main() and clerk.page.locator("main tbody tr").count() == 1

    # Another room and another hour: the calendar's event is the same, and newer.
    before = len(mailbox.messages())
    correct(anna, path, begins="15:00", ends="16:30", **{"place-zh": "基隆港務大樓，四樓", "place-en": "Keelung, fourth floor"})
    desk(anna, "corrected")
    assert mailbox.told(r"(15:00–16:30)", SECOND, before)
    everywhere(chromium, service, path, "corrected")
    for where in (f"zh-Hant/{path}", f"vi/{second}"):
        assert described(calendar(service, where)) == (uid, moment(held, "15:00"), moment(held, "16:30"), 1, "CONFIRMED", "PUBLISH")

    # It was held, a week earlier than it was said: who came is noted.
    correct(anna, path, day=day(-1).isoformat())
    everywhere(chromium, service, path, "over")
    everywhere(chromium, service, "seminars", "one that is over")
    everywhere(chromium, service, f"{path}/sign-up", "too late")
    everywhere(chromium, service, second, "mine is over")
    assert LINK not in main(chromium, service, f"vi/{second}")
    with visiting(chromium, service.url) as page:
        page.goto(f"/en/{path}")
        assert page.locator("main a[href$='/sign-up']").count() == 0
    clerk.go(f"{path}/people")
    clerk.page.check("[name=came]")
    desk(clerk, "who came")
    clerk.press("seminar-note")
    assert not clerk.errors and clerk.path == path
    assert f"{clerk.word('seminar-came')}：1" in clerk.main(), clerk.main()
    clerk.go(f"{path}/people")
    assert clerk.page.is_checked("[name=came]")

    # A question is answered, and everybody sees it when another has let it through.
    clerk.go(path)
    clerk.page.get_by_role("link", name=clerk.word("seminar-answer")).click()
    clerk.press("news-keep")
    assert len(clerk.errors) == 4, clerk.errors
    desk(clerk, "an answer that lacks something")
    fill(clerk, **{"question-zh": ASKED, "question-en": "Can I pay <online>?", "answer-zh": "可以。\n\n見繳費頁。", "answer-en": "Yes.\n\nSee fees."})
    clerk.press("news-keep")
    assert not clerk.errors, clerk.errors
    desk(clerk, "an answer that waits")
    assert button(clerk.page, "publish").count() == 0
    assert ASKED not in main(chromium, service, f"zh-Hant/{path}")
    anna.go(path)
    anna.press("seminar-answer-show")
    assert not anna.errors, anna.errors
    desk(anna, "an answer that everybody sees")
    everywhere(chromium, service, path, "answered")
    said = main(chromium, service, f"zh-Hant/{path}")
    assert ASKED in said and "見繳費頁。" in said
    said = main(chromium, service, f"th/{path}")
    assert "Can I pay <online>?" in said and "See fees." in said and "Nguyễn" not in said
    anna.press("seminar-answer-take-back")
    assert not anna.errors and ASKED not in main(chromium, service, f"zh-Hant/{path}")
    clerk.go("seminars")
    desk(clerk, "all seminars")


def test_one_that_is_cancelled_says_why(chromium, service, colleagues):
    anna, guest = colleagues["anna"], Walker(service.url)
    anna.go("seminars-new")
    path = plan(anna, day(9))
    anna.press("news-publish")
    assert not anna.errors, anna.errors
    mine = sign_up(guest, path.removeprefix("seminars/"), "third@example.org")
    uid, begins, ends, sequence, status, method = described(calendar(service, f"en/{mine}"))
    assert (sequence, status, method) == (0, "CONFIRMED", "PUBLISH")
    before = len(guest.messages())
    for reasons, errors in ((("", ""), 1), (("颱風", "A typhoon"), 0)):
        anna.page.locator("details.act summary", has_text=anna.word("seminar-cancel")).click()
        desk(anna, f"cancelling {errors}")
        for language, reason in zip(("zh", "en"), reasons):
            anna.page.fill(f"#cancel-{language}", reason)
        anna.press("seminar-cancel")
        assert len(anna.errors) == errors, anna.errors
    desk(anna, "cancelled")
    assert guest.told(rf"https?://\S+/({path})\b", "third@example.org", before) == path
    everywhere(chromium, service, path, "cancelled")
    everywhere(chromium, service, "seminars", "one that is cancelled")
    everywhere(chromium, service, f"{path}/sign-up", "cancelled signing up")
    everywhere(chromium, service, mine, "mine is cancelled")
    assert "A typhoon" in main(chromium, service, f"id/{path}") and "颱風" in main(chromium, service, f"zh-Hant/{path}")
    for where in (f"en/{path}", f"en/{mine}"):
        event = calendar(service, where)
        assert described(event) == (uid, begins, ends, 1, "CANCELLED", "CANCEL") and not event.holds_link
