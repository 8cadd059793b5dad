"""What somebody of the staff does in a browser of their own."""

import contextlib
import json
import pathlib
import re
import time
import urllib.parse

from patience import SECONDS, until
from reviewers import RETRIEVAL_CODE
from time_codes import time_code

WORDS = {
    language: json.loads((pathlib.Path(__file__).resolve().parents[2] / f"web/office/words/{language}.json").read_text())["staff"]
    for language in ("zh-Hant", "en")}
PASSWORD = "blaue Kühe schwimmen hoch"
#: The desk that the review is made for.
DESK = {"width": 1440, "height": 900}


class Staff:
    def __init__(self, page, url, language="zh-Hant"):
        self.page = page
        self.url = url
        self.language = language

    def word(self, key, **places):
        text = WORDS[self.language][key]
        for name, value in places.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def go(self, path=""):
        return self.page.goto(f"{self.url}/staff/{path}".rstrip("/"))

    @property
    def path(self):
        return urllib.parse.urlsplit(self.page.url).path.removeprefix("/staff").strip("/")

    @property
    def errors(self):
        return [text.strip() for text in self.page.locator(".errors li").all_inner_texts()]

    def press(self, key, **places):
        self.page.get_by_role("button", name=self.word(key, **places)).first.click()
        self.prove()

    def prove(self):
        """Types a code where one is asked for again: on a slow machine the last one is more than five minutes ago."""
        if self.page.locator("main [name=proof]").count():
            self.page.locator("main [name=proof]").fill(self.next_code())
            self.page.get_by_role("button", name=self.word("step-up-send")).click()
            assert self.page.locator("main [name=proof]").count() == 0, self.errors

    def next_code(self):
        """The app's code after the last one that was used: each is good once, and taken half a minute early and no more."""
        self.at = max(time.time(), self.at + 30)
        until(lambda: time.time() >= self.at - 30)
        return time_code(self.secret, self.at)

    def main(self):
        return self.page.locator("main").inner_text()

    def until(self, holds):
        """Loads the page until something holds of it."""
        def held():
            if holds():
                return True
            self.page.reload()
            return False

        until(held, why=self.main)

    def join(self, world, name, *roles, shown=lambda: None):
        """From an invitation of the command line to being signed in."""
        said = world.programs.done(
            "portpass", "users", "invite", name, "--name", f"同仁{name}", "--email", f"{name}@port.example",
            "--language", self.language, *[part for role in roles for part in ("--role", role)], "--data", world.data)
        self.name = name
        code = json.loads(said.output.splitlines()[0])["code"]
        self.go("join")
        shown()
        self.page.locator("[name=invitation]").fill(code.lower().replace("-", " "))
        self.page.locator("[name=password]").fill(PASSWORD)
        self.press("join-send")
        shown()
        self.secret = self.page.locator("main strong bdi").inner_text()
        self.at = time.time()
        self.page.locator("[name=code]").fill(time_code(self.secret, self.at))
        self.press("app-send")
        shown()
        assert self.page.locator(".codes li").count() == 10
        self.page.locator("a.button").click()
        self.sign_in(shown)

    def sign_in(self, shown=lambda: None):
        """With the next code of the app: one is good once."""
        self.go("sign-in")
        shown()
        self.page.locator("[name=email]").fill(f"{self.name}@port.example")
        self.page.locator("[name=password]").fill(PASSWORD)
        self.press("sign-in-send")
        shown()
        self.page.locator("[name=code]").fill(self.next_code())
        self.press("sign-in-send")
        assert not self.errors, self.errors
        assert self.path == "", self.path


class Counter:
    """Somebody of the staff in a browser at a counter, which is the applicant's too, as long as their turn lasts."""

    def __init__(self, one, world, name):
        self.clerk = Staff(one.page, one.url)
        self.clerk.join(world, name, "clerk")

    def do(self, act, **fields):
        self.clerk.go("counter")
        form = self.clerk.page.locator(f"form[action$='/counter/{act}']")
        for name, value in fields.items():
            field = form.locator(f"[name={name}]")
            field.select_option(value) if field.evaluate("field => field.tagName") == "SELECT" else field.fill(value)
        form.locator("button").click()

    def receipt_code(self, number):
        self.do("receipt", number=number)
        assert number in self.clerk.main()
        return re.search(RETRIEVAL_CODE, self.clerk.main())[0]


@contextlib.contextmanager
def staff(chromium, url, language="zh-Hant", size=None, **options):
    context = chromium.new_context(viewport=size or DESK, locale=language, **options)
    context.set_default_timeout(SECONDS * 1000)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield Staff(page, url, language)
    finally:
        context.close()
    assert not errors, errors
