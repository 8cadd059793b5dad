"""Single windows in the back office: what was asked and said, and a dead letter that somebody takes in hand; looked at with axe on a
desk and a telephone, and the visit whose container it is about."""

import contextlib
import json
import os
import pathlib

import pytest

pytest.importorskip("axe_playwright_python.sync_playwright")
pytest.importorskip("cryptography")
from office import staff  # noqa: E402
from patience import until  # noqa: E402
from processes import demo_world  # noqa: E402
from single_window import answer, put, questions  # noqa: E402
from test_serve import serving  # noqa: E402
from test_site_access import look  # noqa: E402

SITE = {
    language: json.loads((pathlib.Path(__file__).resolve().parents[2] / f"web/site/words/{language}.json").read_text())["windows"]
    for language in ("zh-Hant", "en")}


@pytest.fixture(scope="module")
def world(programs, tmp_path_factory):
    return demo_world(programs, tmp_path_factory.mktemp("windows"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cpt")


@pytest.fixture(scope="module")
def service(world, folder):
    path = folder / "windows.json"
    path.write_text(json.dumps({"seconds": 1, "windows": {"customs": {"folder": str(folder)}}}))
    with serving(world, "--windows", path) as service:
        yield service


@pytest.fixture(scope="module")
def colleagues(world, service, chromium):
    with contextlib.ExitStack() as stack:
        found = {}
        for name, language, roles in (("clerk", "zh-Hant", ["clerk"]), ("auditor", "en", ["auditor"]), ("money", "en", ["finance"])):
            user = stack.enter_context(staff(chromium, service.url, language))
            user.join(world, name, *roles)
            found[name] = user
        yield found


def shown(user, name):
    for size in ((1280, 900), (390, 844)):
        user.page.set_viewport_size({"width": size[0], "height": size[1]})
        look(user.page, f"{name} {size}")
        if "SHOTS" in os.environ:
            path = pathlib.Path(os.environ["SHOTS"]) / f"{user.language}-{name}-{size[0]}.png"
            user.page.screenshot(path=str(path), full_page=True)
    user.page.set_viewport_size({"width": 1280, "height": 900})


def ask(world, number):
    said = world.programs.done("portpass", "windows", "ask", "--container", number, "--port", "TWKEL", "--data", world.data).output
    return int(said.removeprefix("question "))


def state(world, number):
    lines = world.programs.done("portpass", "windows", "list", "--data", world.data).output.splitlines()
    return next(one["state"] for one in map(json.loads, lines) if one["question"] == number)


def test_what_was_asked_is_seen_and_a_dead_letter_is_taken_in_hand(world, folder, colleagues):
    clerk, auditor = colleagues["clerk"], colleagues["auditor"]
    assert clerk.go("windows").status == 200
    shown(clerk, "windows-none")
    released, refused = ask(world, "CSQU3054383"), ask(world, "MSKU6011672")
    until(lambda: len(questions(folder)) == 2)
    asked = {one["sequence"]: one for one in questions(folder)}
    put(folder / "in", "1.json", answer(asked[released], "released", reference="BC/15/D01/K0123"))
    put(folder / "in", "2.json", {
        "protocol": "portpass-windows/1", "refusal": asked[refused]["question"], "code": "no-such-container"})
    put(folder / "in", "3.json", {"protocol": "<script>alert(1)</script>"})
    until(lambda: state(world, refused) == "dead" and state(world, released) == "answered")
    clerk.go("windows")
    shown(clerk, "windows")
    text = clerk.page.locator("main").inner_text()
    assert "MSKU6011672" in text and clerk.word("windows-code-refused", code="no-such-container") in text and clerk.word("windows-dead-caption") in text

    auditor.go(f"windows/{released}")
    shown(auditor, "window-released")
    text = auditor.page.locator("main").inner_text()
    assert "BC/15/D01/K0123" in text and SITE["en"]["released"] in text
    # Reads everything, changes nothing.
    auditor.go(f"windows/{refused}")
    assert auditor.page.locator("main form").count() == 0
    shown(auditor, "window-dead-read")

    clerk.go(f"windows/{refused}")
    shown(clerk, "window-dead")
    clerk.press("windows-act-take")
    assert clerk.path == f"windows/{refused}"
    shown(clerk, "window-taken")
    clerk.press("windows-act-retry")
    until(lambda: state(world, refused) == "sent")
    clerk.go(f"windows/{refused}")
    assert clerk.page.locator("main form").count() == 0 and clerk.word("windows-sent") in clerk.page.locator("main").inner_text()

    assert colleagues["money"].go("windows").status == 403
    assert clerk.go("windows/99999").status == 404
    assert world.programs.portpass("audit", "verify", "--data", world.data).status == 0
