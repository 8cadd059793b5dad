"""WCAG 2.2 AA of what is asked apart from applying: codes, lost passes, former employers, opinions and their tracking, surveys,
objections, and what is told when a form could not be taken. In every language, on the smallest phone, with large text, in forced
colours, by keys alone; each page also with what is wrong in it.

SHOTS names a folder for pictures of every page, to be looked at.
"""

import itertools
import os
import pathlib
import re
import subprocess

import pytest

from accessibility import told, violations
from form_cast import Cast
from processes import demo_world
from public_pages import LOOKED_AT, SIZES, sideways, small_targets, visiting
from reviewers import NO_UNDO_NEEDED
from test_serve import Service


@pytest.fixture(scope="module")
def cast(programs, tmp_path_factory):
    world = demo_world(programs, tmp_path_factory.mktemp("forms"))
    service = Service(programs, world.data, *NO_UNDO_NEEDED)
    yield Cast(service)
    status, errors = service.stop()
    assert status == 0 and "failed" not in errors, errors


def press(page, part):
    """Sends a form by the end of its address."""
    with page.expect_navigation():
        page.locator(f"main form[action$='{part}'] button[type=submit]").first.click()


def asked(path, **fields):
    """A page, and what comes of asking there."""
    def steps(page, language):
        page.goto(f"/{language}/{path}")
        yield path
        press(page, path.split("/")[-1])
        yield f"{path} with nothing in it"
        for name, value in fields.items():
            page.fill(f"[name={name}]", value)
        if fields:
            press(page, path.split("/")[-1])
            yield f"{path} answered"
            page.fill("[name=code]", "000000")
            press(page, "/code")
            yield f"{path} answered with a wrong code"
    return steps


def shown(path, *parts):
    """A page, and what is wrong when its forms are sent empty."""
    def steps(page, language):
        page.goto(f"/{language}/{path}")
        yield path
        for part in parts:
            page.goto(f"/{language}/{path}")
            press(page, part)
            yield f"{path} with nothing in it"
    return steps


def refused(path, part, change, why):
    """What is told of a form that is not taken at all."""
    def steps(page, language):
        page.goto(f"/{language}/{path}")
        page.evaluate(change, part)
        press(page, part)
        yield f"{path} {why}"
    return steps


STALE = "part => document.querySelector(`main form[action$='${part}'] [name=csrf]`).value = 'x'"
UNREADABLE = "part => { const field = document.querySelector(`main form[action$='${part}'] [name=csrf]`); field.name = 'other' }"
ENORMOUS = """part => {
    const field = document.querySelector(`main form[action$='${part}'] [name=text]`)
    field.value = '字'.repeat(60_000)
}"""


TURNS = itertools.count()


def of_people(cast):
    """Who has it open, and the way through it."""
    passes, numbers, opinions = cast.passes, cast.numbers, cast.opinions
    nobody, person = cast.other(), cast.person
    # Another contact and another number each time: codes to one are few within an hour.
    turn = next(TURNS)
    yield nobody, asked("lost/find", number=f"KEL-P-26-9{turn:05d}")
    yield nobody, asked("former-employer/find", number=f"KEL-P-26-8{turn:05d}")
    yield nobody, asked("status", applicationNumber=numbers["issued"] if turn % 2 else "A26-0000000")
    yield nobody, asked("prove", contact=f"looks-{turn}@example.org")
    yield nobody, asked("opinions/follow")
    yield nobody, shown("former-employer")
    yield nobody, shown(cast.survey, "/" + cast.survey.split("/")[-1])
    yield person, shown("lost/find")
    yield person, shown(f"lost/{passes['issued']}", "/report")
    yield person, shown(f"lost/{passes['issued']}/cancel")
    yield person, shown(f"lost/{passes['mislaid']}")
    yield person, shown(f"former-employer/{passes['issued']}", f"/{passes['issued']}")
    yield person, shown("opinions/mine")
    for name in ("open", "answered", "closed"):
        yield person, shown(f"opinions/{opinions[name]}", *(["/add"] if name == "open" else []))
    yield person, shown(f"opinions/{opinions['closed']}/survey", "/survey")
    yield person, shown(f"opinions/appeal/{numbers['rejected']}", numbers["rejected"])
    yield nobody, refused("opinions", "/opinions", STALE, "from before")
    yield nobody, refused("opinions", "/opinions", UNREADABLE, "that can't be read")
    yield nobody, refused("opinions", "/opinions", ENORMOUS, "that is too large")
    yield nobody, shown("my/applications/A26-0000000")
    yield nobody, shown("counter")


def of_companies(cast):
    yield cast.owner, shown("company/releases")
    yield cast.owner, shown(cast.local(cast.release), cast.release.split("/")[-1])
    yield cast.owner, shown("company/people/table", "/table")
    yield cast.owner, shown(cast.entry, "/photo")


def become(page, walker):
    """The browser is somebody's, and nobody's who had it before."""
    page.context.clear_cookies()
    page.context.add_cookies(walker.in_a_browser())


def every_page(chromium, cast, ways, language, size, **options):
    """In one window: to open one takes longer than to look at a page."""
    with visiting(chromium, cast.url, size, **options) as page:
        for walker, steps in ways(cast):
            become(page, walker)
            page.set_viewport_size({"width": size[0], "height": size[1]})
            for name in steps(page, language):
                assert page.get_attribute("html", "lang") == language, name
                assert page.locator("h1").inner_text(), name
                yield page, f"{language} {name}"


def pictures(page, name):
    for size in SIZES[1:] if os.environ.get("SHOTS") else []:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        folder = pathlib.Path(os.environ["SHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(folder / f"{name.replace('/', '-').replace(' ', '-')}-{page.viewport_size['width']}.png"), full_page=True)


def problems(page, sizes):
    """At some sizes, and with text twice as large on a usual phone."""
    found = []
    for size in sizes:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        found += [f"{size[0]}: {told([one])}" for one in violations(page)]
        found += [f"{size[0]}, small: {text}" for text in small_targets(page)]
        found += [f"{size[0]}, sideways: {text}" for text in sideways(page)]
    page.set_viewport_size({"width": SIZES[1][0], "height": SIZES[1][1]})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found += [f"large, sideways: {text}" for text in sideways(page)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


WAYS = [(of_people, language) for language in LOOKED_AT] + [(of_companies, language) for language in LOOKED_AT[:2]]


@pytest.mark.parametrize("ways, language", WAYS, ids=[f"{ways.__name__}-{language}" for ways, language in WAYS])
def test_every_page(chromium, cast, ways, language):
    found = {}
    for page, name in every_page(chromium, cast, ways, language, SIZES[1]):
        # Where letters are as wide as they get, the smallest phone is the hardest.
        wrong = problems(page, [SIZES[0], SIZES[2]] if language == "zh-Hant" else SIZES[:1])
        if wrong:
            found[name] = wrong
        pictures(page, name)
    assert found == {}


@pytest.mark.parametrize("ways", [of_people, of_companies], ids=lambda ways: ways.__name__)
def test_in_forced_colours(chromium, cast, ways):
    found = {}
    for page, name in every_page(chromium, cast, ways, "zh-Hant", SIZES[2], forced_colors="active"):
        wrong = [told([one]) for one in violations(page)]
        # What is pressed has an edge of its own, and what is wrong is marked without colours.
        wrong += page.evaluate("""() => [...document.querySelectorAll("main button, main input:not([type=hidden]), main select, main textarea")]
            .filter((one) => one.checkVisibility() && !["checkbox", "radio"].includes(one.type))
            .filter((one) => ["none", "hidden"].includes(getComputedStyle(one).borderTopStyle) || getComputedStyle(one).borderTopWidth === "0px")
            .map((one) => `no edge: ${one.outerHTML.slice(0, 90)}`)""")
        if wrong:
            found[name] = wrong
    assert found == {}


@pytest.mark.parametrize("ways", [of_people, of_companies], ids=lambda ways: ways.__name__)
def test_by_keys_alone(chromium, cast, ways):
    """Everything that can be pressed or filled in is come to, in the order of the page, and shows that it is."""
    found = {}
    for page, name in every_page(chromium, cast, ways, "zh-Hant", SIZES[1]):
        wanted = page.evaluate("""() => {
            const seen = new Set()
            window.wanted = [...document.querySelectorAll("main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary")]
                .filter((one) => one.checkVisibility({ visibilityProperty: true }))
                // Of a group of choices the keyboard comes to one.
                .filter((one) => one.type !== "radio" || !seen.has(one.name) && seen.add(one.name))
            return window.wanted.length
        }""")
        page.evaluate("document.querySelector('.skip').focus()")
        reached = []
        for _ in range(120):
            page.keyboard.press("Tab")
            at = page.evaluate("""() => {
                const here = document.activeElement
                if (here === document.body) return null
                const place = window.wanted.findIndex((one) => one === here || one.type === "radio" && one.name === here.name)
                return [place, getComputedStyle(here).outlineStyle === "solid"]
            }""")
            if at is None:
                break
            if at[0] >= 0:
                reached.append(at[0])
                if not at[1]:
                    found.setdefault(name, []).append(f"no outline at {at[0]}")
        if sorted(set(reached)) != list(range(wanted)) or reached != sorted(reached):
            found.setdefault(name, []).append(f"came to {reached} of {wanted}")
    assert found == {}


def test_an_order_of_many_has_one_receipt(cast):
    page = cast.owner.get(f"company/payments/{cast.paid}")
    [link] = [link for link in page.links if link.endswith("/receipt.pdf")]
    answer = cast.owner.ask("GET", link)
    assert answer.status == 200 and answer.body.startswith(b"%PDF-")
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.body, capture_output=True, check=True).stdout.decode()
    # Two of the same are one line.
    assert cast.paid in text and "04595257" in text and re.search(r"定期通行證.*\b2\b", text), text
    other = cast.other()
    assert other.get(link).path == "company" and cast.owner.ask("GET", link.replace(cast.paid, "x")).status == 404
