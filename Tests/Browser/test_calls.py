"""Calls that the desks answered, at the desk: a day entered, refused, corrected with its history, and a month by a table; axe, also at 320 px."""

import datetime

import pytest

pytest.importorskip("axe_playwright_python.sync_playwright")
from demo import demo_service, team  # noqa: E402
from office import DESK  # noqa: E402
from test_site_access import look  # noqa: E402

PHONE = {"width": 320, "height": 640}


def by_the_ports_clock():
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()


@pytest.fixture(scope="module")
def service(programs, tmp_path_factory):
    with demo_service(programs, tmp_path_factory.mktemp("calls")) as service:
        yield service


@pytest.fixture(scope="module")
def colleagues(service, chromium):
    with team(chromium, service, clerk=("zh-Hant", "clerk"), auditor=("en", "auditor"), liaison=("en", "police-liaison")) as found:
        yield found


def seen(user, name):
    for size in (DESK, PHONE):
        user.page.set_viewport_size(size)
        look(user.page, f"{name} {size['width']}")
    user.page.set_viewport_size(DESK)
    assert "⟦" not in user.page.content()


def fill(user, **figures):
    for name, value in figures.items():
        user.page.locator(f"main [name={name}]").fill(str(value))


def test_a_day_from_entry_to_correction(service, colleagues):
    clerk, auditor = colleagues["clerk"], colleagues["auditor"]
    today = by_the_ports_clock()
    clerk.go("calls")
    assert clerk.word("calls-none") in clerk.main()
    seen(clerk, "no calls")
    fill(clerk, came=10, answered=11, inTime=3, callbacks="x")
    clerk.press("calls-enter")
    assert clerk.errors == [clerk.word("calls-more-than-came"), clerk.word("calls-no-count")]
    seen(clerk, "calls refused")
    fill(clerk, day=(today + datetime.timedelta(days=2)).isoformat(), answered=9, callbacks=0)
    clerk.press("calls-enter")
    assert len(clerk.errors) == 1
    fill(clerk, day=today.isoformat())
    clerk.press("calls-enter")
    assert not clerk.errors and clerk.path == f"calls/{today}/shared"
    seen(clerk, "a day")
    # Entered again, it leads to where it is corrected.
    clerk.go("calls")
    fill(clerk, day=today.isoformat(), came=12, answered=9, inTime=3, callbacks=0)
    clerk.press("calls-enter")
    assert clerk.errors == [clerk.word("calls-there")]
    clerk.page.get_by_role("link", name=clerk.word("calls-to-day")).click()
    fill(clerk, came="1,200")
    clerk.press("calls-correct")
    rows = clerk.page.locator("main tbody tr").all_inner_texts()
    assert len(rows) == 2 and "1,200" in rows[0] and "10" in rows[1] and "90.0" in rows[1]
    assert all("clerk" in row for row in rows)
    seen(clerk, "a day corrected")

    assert auditor.go(f"calls?month={today:%Y-%m}").status == 200
    assert "1,200" in auditor.main() and auditor.page.locator("main form").count() == 0
    assert auditor.go(f"calls/{today}/shared").status == 200 and auditor.page.locator("main form").count() == 0
    seen(auditor, "calls of an auditor")
    assert colleagues["liaison"].go("calls").status == 403
    for path in ("calls?month=2099-01", "calls?month=x", "calls?month=2026-13", "calls/2026-01-01/shared", f"calls/{today}/TWXXX", "calls/x/shared"):
        assert auditor.go(path).status == 404, path


def test_a_table_of_the_exchange(colleagues):
    clerk = colleagues["clerk"]
    month = by_the_ports_clock().replace(day=1) - datetime.timedelta(days=1)
    first = month.replace(day=1)

    def send(text):
        clerk.go("calls")
        clerk.page.locator("main [name=table]").set_input_files({"name": "calls.csv", "mimeType": "text/csv", "buffer": text.encode()})
        clerk.press("calls-table-send")

    head = "日期,港口,來電數,接聽數,時限內接聽數,回撥數\r\n"
    send(head + f"{first},,10,9,8,0\r\n{month},基隆港,5,6,3,0\r\n")
    assert clerk.errors == [clerk.word("calls-row", row=3, problem=clerk.word("calls-more-than-came"))]
    seen(clerk, "a table refused")
    clerk.go(f"calls?month={first:%Y-%m}")
    assert clerk.word("calls-none") in clerk.main()
    send(head + f"{first},,10,9,8,0\r\n{month},TWKEL,5,5,3,0\r\n")
    assert clerk.word("calls-taken", new=2, corrected=0) in clerk.main()
    clerk.go(f"calls?month={first:%Y-%m}")
    assert len(clerk.page.locator("main tbody tr").all()) == 3, "two days and their sum"
    seen(clerk, "a month")
    send("not a table")
    assert len(clerk.errors) == 1
