"""Hostile lists at every form of the public pages, field by field.

`forms.txt` is what the service's router takes, which a test in Swift holds it to; each line of it is tried here, and one that is
not is an error. What is tried is derived from the form as the page has it: every field of it, by its kind.
"""

import contextlib
import pathlib
import re
import shutil
import sqlite3
import urllib.parse

import pytest

from company import PASSWORD
from consulting import open_consultation
from form_cast import COMPANY, VISIT, Cast
from hostile_values import LINES, MARK, NEVER, TEXT, bodies, typed
from planning import open_seminar, sign_up
from processes import demo_world
from public_pages import LANGUAGES
from reviewers import NO_UNDO_NEEDED
from test_serve import Service
from walker import encoded

ROUTES = (pathlib.Path(__file__).parent / "forms.txt").read_text().split()


#: What people type into; everything else is chosen.
TYPED = {"text", "search", "email", "tel", "textarea", "number", "date"}
#: Never shown again.
SECRET = {"password", "old", "current", "code", "retrievalCode"}


class Case:
    """One form: who has it open, where, and what is right in it."""

    def __init__(self, who, path, form=None, free=(), loose=(), after=None, shown=(), whole=False, ours=(), **answers):
        self.who, self.path, self.form, self.after = who, path, form, after
        #: Codes that are no secret of who types them.
        self.secret = SECRET - set(shown)
        self.answers = answers
        #: Fields of the page's own, without which nothing is answered.
        self.ours = set(ours)
        #: Whether what is wrong is said of the form as a whole, so that nobody learns which of it is.
        self.whole = whole
        #: Fields that take any text; they show it as it is.
        self.free = set(free)
        #: Fields of which it is not said that what is in them is wrong: it counts for nothing, or for what it stands for.
        self.loose = set(loose)

    def open(self, cast):
        walker = getattr(cast, self.who) if isinstance(self.who, str) else self.who(cast)
        path = self.path(cast) if callable(self.path) else self.path
        if path is not None:
            walker.go(path)
        if self.after:
            self.after(walker, cast)
        return walker, walker.form(self.form)


def number(state, rest="", start="my/applications"):
    return lambda cast: f"{start}/{cast.numbers[state]}{rest}"


def draft(kind, step):
    return lambda cast: f"apply/{cast.drafts[kind]}/{step}"


def steps(kind, names, **more):
    return [Case("person", draft(kind, name), f"/{name}", **more) for name in names]


def asking_for_code(path, **answers):
    def ask(walker, cast):
        walker.go(path)
        walker.send(**{name: value(cast) if callable(value) else value for name, value in answers.items()})
    return ask


def app_shown(walker, cast):
    cast.set_up_app(walker)


#: Free text of an application is kept as a draft's, whatever it is, and told of when it is sent.
DRAFT = {"loose": {"shown"}}
CASES = {
    "apply/person": [Case("other_person", "apply/person", loose={"renews"})],
    "apply/vehicle": [Case("other_person", "apply/vehicle")],
    "apply/visit": [Case("other_person", "apply/visit")],
    "apply/{number}/{step}": [
        *steps("person", ["qualification", "person", "employer", "access", "files", "receive", "confirm"],
               free={"role", "organisation", "jobTitle", "name"}, **DRAFT),
        Case("person", draft("person", "contact"), "/contact", loose={"shown"}),
        *steps("vehicle", ["vehicle", "owner", "trailer", "access", "receive"], free={"name", "organisation"}, **DRAFT),
        *steps("visit", ["sponsor", "purpose", "vehicles", "access"], free={"organisation", "sponsorContact", "shipName", "plates"}, **DRAFT),
        Case("person", draft("visit", "people"), "/people", free={"people.0.name"}, loose={"shown", "people.1.idKind"}, **VISIT["people"]),
    ],
    "apply/{number}/attach/{field}": [Case("person", draft("person", "files"), "/attach/photo", file=("x.jpg", b"\xff\xd8"))],
    "apply/{number}/attach/{field}/remove": [Case("person", draft("person", "files"), "/remove", loose={"picture"})],
    "apply/{number}/table": [Case("person", draft("visit", "people"), "/table", table=("x.csv", b"\0"))],
    "my/leave": [Case("person", "my", "/leave")],
    "my/applications/{number}/correct": [Case("person", number("correction", "/correct"), "/correct", name="", free={"name"}, ours={"shown"})],
    "my/applications/{number}/withdraw": [Case("person", number("awaiting", "/withdraw"), "/withdraw")],
    "my/applications/{number}/pay": [Case("person", number("awaiting", "/pay"), "/pay")],
    "my/applications/{number}/survey": [Case("person", number("issued", "/survey"), "/survey", score="5", free={"remark"})],
    "survey/{token}": [Case("other_person", lambda cast: cast.survey, score="5", free={"remark"})],
    "consultations/{number}": [
        Case("other_person", lambda cast: f"consultations/{cast.consultation}", text="三線道", free={"text", "name"})],
    "seminars/{number}/sign-up": [
        Case("other_person", lambda cast: f"seminars/{cast.seminar}/sign-up", name="林訪客", email="sign-up@example.org",
             free={"name", "needs", "question"})],
    "seminars/mine/{token}/confirm": [Case("other_person", lambda cast: cast.sign_ups["asked"], "/confirm")],
    "seminars/mine/{token}/leave": [Case("other_person", lambda cast: cast.sign_ups["confirmed"], "/leave")],
    "opinions": [Case("other_person", "opinions", "/opinions", kind="opinion", text="請修路", free={"text"})],
    "opinions/follow": [Case("other_person", "opinions/follow", whole=True)],
    "opinions/appeal/{reference}": [Case("person", number("rejected", start="opinions/appeal"), text="請再審查", free={"text"}, whole=True)],
    "opinions/{number}/add": [Case("person", lambda cast: f"opinions/{cast.opinions['open']}", "/add", free={"text"})],
    "opinions/{number}/withdraw": [Case("person", lambda cast: f"opinions/{cast.opinions['open']}", "/withdraw")],
    "opinions/{number}/close": [Case("person", lambda cast: f"opinions/{cast.opinions['answered']}", "/close")],
    "opinions/{number}/survey": [
        Case("person", lambda cast: f"opinions/{cast.opinions['closed']}/survey", "/survey", score="5", free={"remark"})],
    "lost/find": [Case("other_person", "lost/find"), Case("person", "lost/find")],
    "lost/code": [Case("other_person", None, "/code", after=asking_for_code("lost/find", number="KEL-P-26-999999"))],
    "lost/{number}/report": [Case("person", lambda cast: f"lost/{cast.passes['issued']}", "/report")],
    "lost/{number}/found": [Case("person", lambda cast: f"lost/{cast.passes['mislaid']}", "/found")],
    "lost/{number}/cancel": [Case("person", lambda cast: f"lost/{cast.passes['issued']}/cancel", "/cancel")],
    "former-employer/find": [Case("other_person", "former-employer/find")],
    "former-employer/code": [Case("other_person", None, "/code", after=asking_for_code("former-employer/find", number="KEL-P-26-999998"))],
    "former-employer/{number}": [Case("person", lambda cast: f"former-employer/{cast.passes['issued']}")],
    "prove": [Case("other_person", "prove", "/prove", loose={"then"})],
    "prove/code": [Case("other_person", None, "/code", loose={"then", "contact"}, after=asking_for_code("prove", contact="code@example.org"))],
    "status": [Case("other_person", "status")],
    "status/code": [Case("other_person", None, "/code", after=asking_for_code("status", applicationNumber=lambda cast: cast.numbers["issued"]))],
    "company/sign-in": [Case("other_person", "company", "/sign-in", whole=True)],
    "company/sign-in/code": [Case(lambda cast: cast.signing_in(cast.colleague_email), None, "/sign-in/code")],
    "company/sign-in/send": [Case(lambda cast: cast.signing_in(cast.helper_email), None, "/sign-in/send")],
    "company/sign-out": [Case("owner", "company", "/sign-out")],
    "company/password": [Case("person", "company/password", "/password", loose={"password"})],
    "company/found": [Case("person", "company/found", "/found", **{**COMPANY, "companyNumber": "10458575"},
                           free={"organisation", "contactName", "name", "telephone"})],
    "company/join": [
        Case("other_person", "company/join", "/join", shown={"code"}),
        Case(lambda cast: cast.other(), "company/join", "/join", name="訪客", password="kurz", loose={"step", "code", "password"}, shown={"code"},
             after=lambda walker, cast: walker.send(code=cast.invitation))],
    "company/members": [Case("owner", "company/members", "/members", email="x@hostile.example.com", role="clerk", loose={"language"})],
    "company/members/invitations/{invitation}/withdraw": [Case("owner", "company/members", "/withdraw")],
    "company/members/{account}/role": [Case("owner", "company/members", "/role")],
    "company/members/{account}/factor": [Case("owner", lambda cast: cast.factor, "/factor")],
    "company/members/{account}/remove": [Case("owner", "company/members", "/remove")],
    "company/hooks": [Case("owner", "company/hooks", "/hooks", hookAddress="https://erp.hostile.invalid/other")],
    "company/hooks/{hook}/again": [Case("owner", lambda cast: cast.hook, "/again", loose={"delivery"})],
    "company/hooks/{hook}/enable": [Case("owner", lambda cast: cast.failing(), "/enable")],
    "company/hooks/{hook}/remove": [Case("owner", lambda cast: cast.hook, "/remove")],
    "company/hooks/{hook}/rotate": [Case("owner", lambda cast: cast.hook, "/rotate")],
    "company/programs": [Case("owner", "company/programs", "/programs", tokenName="ERP", scopes=["passes:read"], free={"tokenName"}, loose={"code"})],
    "company/programs/{token}/revoke": [Case("owner", "company/programs", "/revoke")],
    "company/security/name": [Case("owner", "company/security", "/name", free={"name"}, loose={"language"})],
    "company/security/password": [Case("owner", "company/security", "/password")],
    "company/security/app": [Case("owner", "company/security", "/app")],
    "company/security/app/confirm": [Case("colleague", None, "/confirm", after=app_shown)],
    "company/security/app/remove": [Case("deputy", "company/security", "/app/remove")],
    "company/security/sign-out": [Case("owner", "company/security", "/security/sign-out")],
    "company/details": [Case("owner", "company/details", "/details", free={"organisation", "contactName", "telephone"})],
    "company/payments": [Case("owner", "company/payments", "/payments")],
    "company/payments/{order}": [Case("owner", lambda cast: f"company/payments/{cast.order}")],
    "company/crew": [Case("owner", "company/crew", "/crew", purpose="crew", shipName="EVER GIVEN", zones=["TWKEL/A"], agree="yes",
                          table=("x.csv", b"a"), free={"shipName"})],
    "company/visitors": [Case("owner", "company/visitors", "/visitors", port="TWKEL", visitors="王訪客，456789")],
    "company/visitors/remove": [Case("owner", "company/visitors", "/remove", loose={"visitor"})],
    "company/applications/{number}/move": [Case("owner", lambda cast: f"company/applications/{cast.visit}/move")],
    "company/releases/{release}": [Case("owner", lambda cast: cast.local(cast.release), free={"objection"})],
    "company/people": [Case("owner", "company/people", "/people", loose={"find"})],
    "company/people/new": [Case("owner", "company/people/new", "/new", name="王新", idNumber="A123456789", birthDate="75/3/9", free={"name", "jobTitle", "nationality"})],
    "company/people/entries/{entry}": [Case("owner", lambda cast: cast.entry, free={"name", "jobTitle", "nationality"})],
    "company/people/entries/{entry}/remove": [Case("owner", lambda cast: cast.entry, "/remove")],
    "company/people/entries/{entry}/release": [Case("owner", lambda cast: f"{cast.entry}/release")],
    "company/people/entries/{entry}/photo": [Case("owner", lambda cast: cast.entry, "/photo", file=("x.jpg", b"\xff\xd8"))],
    "company/people/table": [Case("owner", "company/people/table", table=("x.csv", b"\0"), loose={"good"})],
    "company/people/photos": [Case("owner", "company/people/photos", photos=[("../../x.jpg", b"\xff\xd8")])],
    "company/people/apply": [Case("owner", "company/people/apply", loose={"find", "search"})],
    "company/people/renew": [Case("owner", "company/people/renew", loose={"find", "search"})],
    "company/vehicles": [Case("owner", "company/vehicles", "/vehicles", loose={"find"})],
    "company/vehicles/new": [Case("owner", "company/vehicles/new", "/new", plate="KAB-3003", vehicleClass="lorry", free={"organisation", "plate", "trailerPlate"})],
    "company/vehicles/entries/{entry}": [Case("owner", lambda cast: cast.vehicle, free={"organisation", "plate", "trailerPlate"})],
    "company/vehicles/entries/{entry}/remove": [Case("owner", lambda cast: cast.vehicle, "/remove")],
    "company/vehicles/entries/{entry}/release": [Case("owner", lambda cast: f"{cast.vehicle}/release")],
    "company/vehicles/table": [Case("owner", "company/vehicles/table", table=("x.csv", b"\0"), loose={"good"})],
    "company/vehicles/apply": [Case("owner", "company/vehicles/apply", loose={"find", "search"})],
    "company/vehicles/renew": [Case("owner", "company/vehicles/renew", loose={"find", "search"})],
}


#: What is counted or opened on the way to a form, and is no answer to one.
ASIDE = set()


class Served:
    def __init__(self, world, scratch):
        self.world = world
        self.scratch = scratch
        self.service = Service(world.programs, world.data, *NO_UNDO_NEEDED)
        self.cast = Cast(self.service)
        self.cast.other_person = self.cast.other()
        self.cast.consultation = open_consultation(self.service.url, world)
        self.cast.seminar = open_seminar(self.service.url, world)
        self.cast.sign_ups = {
            state: sign_up(self.cast.other(), self.cast.seminar, f"{state}@example.org", confirm=state == "confirmed")
            for state in ("confirmed", "asked")}

    def end(self):
        status, errors = self.service.stop()
        assert status == 0, errors
        return errors

    def rows(self):
        """How much of everything there is, out of a copy."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir()
        for file in self.world.data.glob("register.sqlite*"):
            shutil.copy2(file, self.scratch / file.name)
        with contextlib.closing(sqlite3.connect(self.scratch / "register.sqlite")) as database:
            tables = {name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables - ASIDE}


@pytest.fixture(scope="module")
def served(programs, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    served = Served(demo_world(programs, folder / "world"), folder / "copy")
    yield served
    if served.service.process.poll() is None:
        served.end()


def test_every_form_has_a_case():
    assert sorted(CASES) == sorted(ROUTES)


def unsafe(walker, page):
    """What is wrong with any answer, whatever was sent."""
    if page.status >= 500:
        return f"broke: {page.status}"
    location = page.headers.get("Location")
    if location is not None:
        if not location.startswith(f"/{walker.language}/"):
            return f"leads to {location}"
        page = walker.get(location)
    if not page.is_page:
        return f"answered {page.headers.get('Content-Type')}"
    if page.runs:
        return f"would run: {page.runs}"
    if page.language != walker.language:
        return f"answered in {page.language}"
    return None


@pytest.mark.parametrize("route", sorted(CASES))
def test_bodies_that_no_browser_sends(served, route):
    wrong = []
    for case in CASES[route]:
        walker, form = case.open(served.cast)
        before = served.rows()
        for what, kind, body, status in bodies(form, form.sent(**case.answers)):
            page = walker.ask("POST", form.action, body, {"Content-Type": kind, "Origin": served.service.url})
            problem = unsafe(walker, page) or (None if page.status == status else f"{page.status} and not {status}")
            if problem:
                wrong.append(f"{form.action} {what}: {problem}")
        after = served.rows()
        if before != after:
            wrong.append(f"{form.action}: stored " + str({name: (before[name], after[name]) for name in after if before[name] != after[name]}))
    assert not wrong, f"{len(wrong)} of them:\n" + "\n".join(wrong[:60])


def values(field):
    found = {**NEVER, **TEXT}
    if field.kind != "textarea":
        found |= LINES
    return found


def as_shown(text):
    """What can't stand in a page is shown as a sign that something was there."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\U0001ffff]", "\ufffd", text.replace("\r\n", "\n"))


def problem(walker, case, form, field, what, value, page):
    """What is wrong with the answer to a value of a field."""
    found = unsafe(walker, page)
    if found:
        return found
    is_secret = field.name in case.secret or field.kind == "password"
    if page.status in (200, 302, 303):
        if field.name in case.loose or (what in TEXT or what in LINES) and field.name in case.free:
            return None
        return f"taken ({page.status})"
    if page.status == 429:
        return None
    if page.status != 422:
        # Of what is chosen and not typed nothing is lost.
        return f"{page.status}: all that was typed is lost" if field.kind in TYPED else None
    if not page.errors:
        return "nothing is said to be wrong"
    missing = [target for target in page.targets if target.startswith("#") and target[1:] not in page.ids]
    if missing:
        return f"errors lead to {missing}"
    if field.kind in TYPED and not page.targets and not is_secret and not case.whole:
        return "nothing leads to the field"
    for sent, was in form.sent(**{**case.answers, field.name: value}):
        shown = [one for other in page.forms for one in other.named(sent)]
        if sent in case.secret:
            if any(one.value == was and one.value for one in shown if one.kind != "hidden"):
                return f"shows {sent} again"
        elif isinstance(was, str) and any(one.kind in TYPED for one in form.named(sent)):
            if [one for one in shown if one.kind in TYPED] and as_shown(was) not in [one.value for one in shown]:
                return f"lost {sent}: {[one.value[:60] for one in shown]}"
    return None


def fields(form):
    """One of each name, without what is ours: the token, and the buttons."""
    found = {}
    for field in form.fields:
        # Rows of a list are alike.
        if field.name == "csrf" or field.kind in ("submit", "button", "file") or re.match(r"people\.[1-9]", field.name):
            continue
        found.setdefault(field.name, field)
    return list(found.values())


@pytest.mark.parametrize("route", sorted(CASES))
def test_fields(served, route):
    wrong = []
    for case in CASES[route]:
        walker, form = case.open(served.cast)
        for field in [field for field in fields(form) if field.name not in case.ours]:
            for what, raw in typed(field.name, "王"):
                kind, body = encoded([pair for pair in form.sent(**case.answers) if pair[0] != field.name], form.is_multipart)
                if form.is_multipart:
                    continue
                page = walker.ask("POST", form.action, body + f"&{urllib.parse.quote(field.name)}={raw}".encode(), {
                    "Content-Type": kind, "Origin": served.service.url})
                found = unsafe(walker, page) or (None if page.status == 400 else f"{page.status} and not 400")
                if found:
                    wrong.append(f"{form.action} {field.name} {what}: {found}")
            for what, value in values(field).items():
                page = walker.post(form, form.sent(**{**case.answers, field.name: value}))
                found = problem(walker, case, form, field, what, value, page)
                if found:
                    wrong.append(f"{form.action} {field.name} {what}: {found}")
                if page.status in (200, 302, 303) and field.name in case.free:
                    # It was taken; what is asked once is not asked again.
                    try:
                        walker, form = case.open(served.cast)
                    except (AssertionError, StopIteration, IndexError):
                        break
    assert not wrong, f"{len(wrong)} of them:\n" + "\n".join(wrong[:60])


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_what_is_wrong_is_told_in_every_language(served, language):
    wrong = []
    for route, cases in sorted(CASES.items()):
        for case in cases:
            walker = getattr(served.cast, case.who) if isinstance(case.who, str) else None
            if walker is None:
                continue
            walker.language = language
            try:
                walker, form = case.open(served.cast)
                pairs = form.sent(**case.answers)
                page = walker.post(form, [(name, value) for name, value in pairs if name != "csrf"])
                found = unsafe(walker, page) or (None if page.status == 403 else str(page.status))
                for field in fields(form):
                    if found or field.name in case.loose or field.kind not in TYPED:
                        continue
                    value = NEVER["right to left from here on"]
                    page = walker.post(form, form.sent(**{**case.answers, field.name: value}))
                    found = unsafe(walker, page) or next(
                        (error for error in page.errors if re.search("[\u4e00-\u9fff]", error)), None)
                if found:
                    wrong.append(f"{form.action}: {found}")
            except (AssertionError, StopIteration, IndexError):
                # Asked once, and answered.
                continue
            finally:
                walker.language = "zh-Hant"
    assert not wrong, f"{len(wrong)} of them:\n" + "\n".join(wrong[:60])


def test_what_comes_too_late_leads_on(served):
    """Of an application that was sent meanwhile, on another device, or by a button that was pressed twice; after signing out."""
    cast = served.cast
    walker, number = cast.person, cast.numbers["issued"]
    walker.go(f"apply/{cast.drafts['person']}/employer")
    form = walker.form("/employer")
    for path in (f"apply/{number}/employer", f"my/applications/{number}/correct"):
        form.action = f"/zh-Hant/{path}"
        page = walker.post(form, form.sent())
        assert page.status == 303 and page.headers["Location"].endswith(number), (path, page.status)
    walker, other = cast.deputy, cast.other()
    walker.go("company/people/new")
    form = walker.form("/new")
    other.cookies = dict(walker.cookies)
    other.go("company")
    other.send("/sign-out")
    page = walker.post(form, form.sent())
    assert page.status == 303 and page.headers["Location"] == "/zh-Hant/company"


def test_the_log_has_none_of_it(served):
    errors = served.end()
    assert MARK not in errors and PASSWORD not in errors and "failed" not in errors, errors[:2_000]
