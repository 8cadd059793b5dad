"""A seminar that is planned, published, signed up for and cancelled. Calendars are read as a program reads them. axe looks at every page
and state, the public ones in every language and at three widths. With SHOTS=folder there are pictures.
"""

import contextlib
import os
import pathlib
import re
import urllib.request

import pytest

pytest.importorskip("axe_playwright_python.sync_playwright")
icalendar = pytest.importorskip("icalendar")
from office import DESK, staff  # noqa: E402
from planning import LINK, TEXTS, day, sign_up  # noqa: E402
from processes import demo_world  # noqa: E402
from public_pages import LANGUAGES, SIZES, small_targets, visiting  # noqa: E402
from test_serve import serving  # noqa: E402
from test_site_access import look, resize  # noqa: E402
from walker import Walker  # noqa: E402


@pytest.fixture(scope="module")
def service(programs, tmp_path_factory):
    world = demo_world(programs, tmp_path_factory.mktemp("seminars"))
    with serving(world) as service:
        service.world = world
        yield service


@pytest.fixture(scope="module")
def colleagues(service, chromium):
    with contextlib.ExitStack() as stack:
        found = {}
        for name, language, role in (("anna", "en", "supervisor"),):
            found[name] = stack.enter_context(staff(chromium, service.url, language))
            found[name].join(service.world, name, role)
        yield found


def picture(page, name):
    if os.environ.get("SHOTS"):
        folder = pathlib.Path(os.environ["SHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(folder / f"{re.sub('[^a-z0-9-]+', '-', name.lower())}-{page.viewport_size['width']}.png"), full_page=True)


def everything(page, where, aside="nothing"):
    """What is open, at every width."""
    for size in SIZES:
        resize(page, size)
        look(page, f"{where} {size}")
        assert [one for one in small_targets(page) if not one.startswith(aside)] == [], f"{where} {size}"
        picture(page, where)


def desk(somebody, where):
    # The button of the frame of all the office's pages is as low as WCAG 2.2 allows, and no page's own.
    everything(somebody.page, f"office {where}", f"BUTTON {somebody.word('sign-out')} ")
    somebody.page.set_viewport_size(DESK)


def everywhere(chromium, service, path, where, expected=200):
    for language in LANGUAGES:
        with visiting(chromium, service.url) as page:
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
