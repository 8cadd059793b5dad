"""WCAG 2.2 AA of what applicants meet: every step with and without errors, and an application in every state, in every language.

One service, and one application a state, which a page shows in whatever language it is asked for.
"""

import contextlib
import re

import pytest

from accessibility import violations
from applicant import DESKTOP, DRIVER, PHONE, applicant, days, page_of_text
from gatehouse import check_digit, face
from patience import until
from processes import demo_world
from public_pages import LOOKED_AT, sideways, small_targets
from reviewers import NO_UNDO_NEEDED, reviewers
from test_serve import serving
from test_site_access import look
from walker import Walker

SMALL = {"width": 320, "height": 640}
STEPS = {
    "person": ["qualification", "contact", "person", "employer", "access", "files", "receive", "confirm"],
    "vehicle": ["vehicle", "owner", "trailer", "confirm"],
    "visit": ["sponsor", "purpose", "people", "vehicles", "confirm"],
}
#: Where nothing that is left out is wrong.
OPTIONAL = {"contact", "vehicles"}
#: Pages of one form that may be sent empty, with nothing lost.
ASKING = ["prove", "status", "opinions"]


@pytest.fixture(scope="module")
def service(programs, tmp_path_factory):
    with serving(demo_world(programs, tmp_path_factory.mktemp("access")), *NO_UNDO_NEEDED) as service:
        yield service


@pytest.fixture(scope="module")
def made(service):
    """Numbers of applications by their state, and somebody whose they are: by requests alone, in seconds."""
    one, staff = Walker(service.url), reviewers(service)
    files = [("photo", face()), ("doc-identity", page_of_text()), ("doc-licence", page_of_text())]
    access = {**DRIVER["access"], **dict(zip(("from", "until"), days(200)))}
    numbers = {}
    for place, state in enumerate(["correction", "awaiting", "issued", "rejected"]):
        answers = {**DRIVER, "person": {**DRIVER["person"], "idNumber": check_digit(f"K12000{place}10")}, "access": access}
        numbers[state] = one.apply("person", answers, files, "ways@example.org")
    staff.fault(numbers["correction"], "name")
    staff.approve(numbers["awaiting"], numbers["issued"])
    one.go(f"my/applications/{numbers['issued']}/pay")
    one.send()
    one.pay()
    until(lambda: "/my/passes/" in one.go(f"my/applications/{numbers['issued']}").text)
    staff.reject(numbers["rejected"])
    for kind in STEPS:
        one.go(f"apply/{kind}")
        one.send()
        numbers[kind] = re.search(r"A\d\d-[0-9A-Z]{7}", one.page.url)[0]
    return numbers, one


@contextlib.contextmanager
def whose_they_are(chromium, made, *arguments, **options):
    """A browser that is theirs, and the numbers."""
    numbers, walker = made
    with applicant(chromium, walker.url, *arguments, **options) as one:
        one.page.context.add_cookies(walker.in_a_browser())
        yield one, numbers


def problems(one):
    """Of a page on the smallest phone; and with text twice as large, on a usual one."""
    found = [f"{wrong['id']}: {[node['html'][:120] for node in wrong['nodes']]}" for wrong in violations(one.page)]
    found += [f"small: {text}" for text in small_targets(one.page)] + [f"sideways: {text}" for text in sideways(one.page)]
    one.page.set_viewport_size(PHONE)
    one.page.evaluate("document.documentElement.style.fontSize = '200%'")
    found += [f"sideways, large: {text}" for text in sideways(one.page)]
    one.page.evaluate("document.documentElement.style.fontSize = ''")
    one.page.set_viewport_size(SMALL)
    return found


def walk(one, numbers, see):
    """Every page that an applicant meets; `see` looks at each."""
    language = one.language
    for kind, steps in STEPS.items():
        one.go(f"apply/{kind}")
        see(one, f"{language} {kind}")
        for step in steps:
            one.go(f"apply/{numbers[kind]}/{step}")
            assert one.step == step
            # With errors it has all that it has without.
            if step in OPTIONAL or language == "zh-Hant":
                see(one, f"{language} {kind} {step}")
            one.next()
            if step not in OPTIONAL:
                assert one.errors, f"{kind} {step} takes anything"
                see(one, f"{language} {kind} {step} with errors")
    for state in ["person", "correction", "awaiting", "issued", "rejected"]:
        one.go(f"my/applications/{numbers[state]}")
        assert one.page.locator("h1").inner_text()
        see(one, f"{language} {state}")
    for path in [
        "my", f"my/applications/{numbers['issued']}/answers",
        f"my/applications/{numbers['correction']}/correct", f"my/applications/{numbers['correction']}/withdraw",
        f"my/applications/{numbers['awaiting']}/pay", f"my/applications/{numbers['issued']}/survey",
        "prove", "status", "opinions", "lost",
    ]:
        assert one.go(path).status == 200, path
        if path not in ASKING or language == "zh-Hant":
            see(one, f"{language} {path}")
    for path in ASKING + [f"my/applications/{numbers['issued']}/survey"]:
        one.go(path)
        one.page.locator("main form button[type=submit]").first.click()
        assert one.errors, path
        see(one, f"{language} {path} with errors")
    one.go(f"my/applications/{numbers['awaiting']}/pay")
    one.next()
    see(one, f"{language} checkout")


@pytest.mark.parametrize("language", LOOKED_AT)
def test_what_applicants_meet(chromium, made, language):
    with whose_they_are(chromium, made, SMALL, language) as (one, numbers):
        found = {}
        walk(one, numbers, lambda one, what: found.update({what: problems(one)}))
        assert len(found) >= 35
        assert {what: wrong for what, wrong in found.items() if wrong} == {}


def test_at_a_desk_in_forced_colours(chromium, made):
    with whose_they_are(chromium, made, DESKTOP, "zh-Hant", forced_colors="active") as (one, numbers):
        walk(one, numbers, lambda one, what: look(one.page, what))


def test_errors_lead_to_their_fields(chromium, made):
    with whose_they_are(chromium, made) as (one, numbers):
        for step in ["qualification", "person", "access", "files", "receive"]:
            one.go(f"apply/{numbers['person']}/{step}")
            one.next()
            links = one.page.locator(".errors a")
            assert links.count() == len(one.errors) > 0
            for place in range(links.count()):
                links.nth(place).click()
                # What is typed next goes there.
                assert one.page.evaluate(
                    "document.activeElement.closest('.wrong') !== null && document.activeElement.matches('input, select')"), step
        one.go(f"apply/{numbers['person']}/confirm")
        one.page.locator("[name=agree]").check()
        one.next()
        one.page.locator(".errors a", has_text="證件號碼").first.click()
        assert one.step.startswith("person") and "#idNumber" in one.page.url


class Keys:
    """Somebody who has no mouse."""

    def __init__(self, one):
        self.one, self.page = one, one.page

    def to(self, selector, most=80):
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"no way to {selector} on {self.page.url}")

    def type(self, name, text):
        self.to(f"[name='{name}']")
        self.page.keyboard.type(text)

    def choose(self, name, value):
        """Arrows go through a group of choices from where it was entered."""
        self.to(f"[name='{name}']")
        self.page.keyboard.press("Space")
        for _ in range(20):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {value} in {name}")

    def send(self):
        self.to("main form button[type=submit]:not(.second):not(.plain)")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_a_whole_application_by_keys(chromium, service):
    identity = check_digit("L12000061")
    first, last = days(30)
    with applicant(chromium, service.url, DESKTOP) as one:
        keys = Keys(one)
        one.go("apply/person")
        keys.send()
        keys.choose("term", "periodic")
        keys.choose("role", "worker")
        keys.send()
        before = len(one.messages())
        keys.type("contact", "keys@example.org")
        keys.send()
        keys.type("code", one.code(before))
        keys.send()
        keys.send()
        keys.type("name", "林大同")
        keys.choose("idKind", "national")
        keys.type("idNumber", identity)
        keys.type("birthDate", "民國75年3月9日")
        keys.send()
        keys.type("organisation", "基隆港埠裝卸股份有限公司")
        keys.send()
        keys.to("[value='TWKEL/A']")
        one.page.keyboard.press("Space")
        keys.type("from", first)
        keys.type("until", last)
        keys.send()
        for field in ("photo", "doc-identity", "doc-employment"):
            keys.to(f"#{field}")
            # The window in which a file is chosen is the system's own.
            one.attach(field, face() if field == "photo" else page_of_text())
            # Where it was sent from is where one goes on.
            assert one.page.evaluate("location.hash") == f"#{field}"
        keys.send()
        keys.choose("delivery", "phone")
        keys.send()
        assert one.step == "confirm"
        keys.to("[name=agree]")
        one.page.keyboard.press("Space")
        keys.send()
        assert one.path == f"my/applications/{one.number}", one.errors
