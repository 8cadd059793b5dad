"""An applicant at the public pages, in a browser of their own."""

import contextlib
import datetime
import json
import re
import urllib.parse
import urllib.request

import cv2
import numpy

from gatehouse import face
from patience import SECONDS, until

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}

DRIVER = {
    "qualification": {"term": "periodic", "role": "driver"},
    "person": {"name": "王小明", "idKind": "national", "idNumber": "A123456789", "birthDate": "民國75年3月9日"},
    "employer": {"companyNumber": "04595257", "organisation": "基隆港埠裝卸股份有限公司", "jobTitle": "司機"},
    "access": {"zones": ["TWKEL/A", "TWKEL/B"]},
    "receive": {"delivery": "phone"},
}


def days(length, after=0):
    """The first and the last of so many days from today on, by the ports' clock."""
    today = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)).date()
    return (today + datetime.timedelta(days=after)).isoformat(), (today + datetime.timedelta(days=after + length)).isoformat()


def page_of_text(text="在職證明"):
    """A picture of a document: lines as of print."""
    pixels = numpy.full((1400, 1000, 3), 250, numpy.uint8)
    for line in range(18):
        cv2.rectangle(pixels, (120, 160 + 60 * line), (860 - 37 * (line % 5), 178 + 60 * line), (60, 60, 60), -1)
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()


class Applicant:
    """What one person does in one browser."""

    def __init__(self, page, url, language="zh-Hant", scripts=True):
        self.page = page
        self.scripts = scripts
        self.url = url
        self.language = language

    def go(self, path=""):
        return self.page.goto(f"{self.url}/{self.language}/{path}")

    @property
    def path(self):
        return urllib.parse.urlsplit(self.page.url).path.removeprefix(f"/{self.language}/")

    @property
    def step(self):
        return self.path.split("/")[-1]

    @property
    def number(self):
        return re.search(r"A\d\d-[0-9A-Z]{7}", self.page.url)[0]

    @property
    def errors(self):
        return [text.strip() for text in self.page.locator(".errors li").all_inner_texts()]

    def start(self, kind):
        self.go(f"apply/{kind}")
        self.page.locator("main form button[type=submit]").first.click()

    def fill(self, answers):
        for name, value in answers.items():
            fields = self.page.locator(f"[name='{name}']")
            kind = fields.first.get_attribute("type")
            if kind in ("radio", "checkbox"):
                for one in value if isinstance(value, list) else [value]:
                    self.page.locator(f"[name='{name}'][value='{one}']").check()
            elif fields.first.evaluate("field => field.tagName") == "SELECT":
                fields.first.select_option(value)
            else:
                fields.first.fill(value)

    def next(self):
        self.page.locator("main form:not(.file) button[type=submit]:not(.second):not(.plain)").last.click()

    def attach(self, field, content, name="picture.jpg"):
        """Where scripts run, choosing a file sends it."""
        picture = {"name": name, "mimeType": "image/jpeg", "buffer": content}
        chooser = self.page.locator(f"input[type=file]#{field}")
        if self.scripts:
            with self.page.expect_navigation():
                chooser.set_input_files(picture)
        else:
            chooser.set_input_files(picture)
            self.page.locator(f"#{field}-form button").click()

    def messages(self):
        with urllib.request.urlopen(f"{self.url}/dev/messages.json") as answer:
            return json.load(answer)

    def prove(self, address):
        """Proves a contact on the page that asks for it."""
        before = len(self.messages())
        self.page.locator("[name=contact]").first.fill(address)
        self.page.locator("main form button[type=submit]").first.click()
        code = self.code(before)
        self.page.locator("[name=code]").fill(code)
        self.page.locator("main form button[type=submit]").first.click()

    def code(self, before):
        """The newest code of the messages that came after so many: others may have come with it."""
        pattern = re.compile(r"(?<![\dA-Z-])(\d{3}) ?(\d{3})(?!\d)")
        found = until(lambda: next(filter(None, (pattern.search(message["text"]) for message in reversed(self.messages()[before:]))), None))
        return found.expand(r"\1\2")

    def fill_in(self, answers, files=(), address=None, days=None, send=True):
        """From the step that is open to the end; returns the application's number."""
        while self.step != "confirm":
            step = self.step
            if step == "prove":
                self.prove(address)
            elif step == "contact":
                self.next()
            elif step == "files":
                for field in files:
                    self.attach(field, face() if field == "photo" else page_of_text())
                self.next()
            else:
                self.fill(answers.get(step, {}))
                if step == "access" and days:
                    self.fill(dict(zip(("from", "until"), days)))
                self.next()
            assert not self.errors, (step, self.errors)
        number = self.number
        if send:
            self.page.locator("[name=agree]").check()
            self.next()
            assert not self.errors, self.errors
        return number

    def apply_as_driver(self, address="wang@example.org", answers=DRIVER, term=None, send=True):
        """For most of a year that begins in some days, if nothing else is said."""
        self.start("person")
        return self.fill_in(answers, ("photo", "doc-identity", "doc-licence"), address, term or days(360, after=4), send)

    def until(self, selector, path):
        """Opens a page again until something is on it: what it waits for is done by the service meanwhile."""
        def there():
            self.go(path)
            return self.page.locator(selector).count()

        until(there, why=lambda: f"{path} never had {selector}")
        return self.page.locator(selector).first

    def to_gateway(self, number):
        """As far as the page of the payment service, or what stands in for it."""
        self.go(f"my/applications/{number}/pay")
        self.next()
        self.next()
        self.page.wait_for_url("**/dev/ecpay/**")

    def at_gateway(self, act):
        """Presses a choice of the stand-in: `pay`, `word-twice`, `forge`."""
        self.page.locator(f"form[action$='/{act}'] button").click()

    def open_pass(self, number):
        """From the application's page to its pass, once there is one."""
        self.until("a[href*='/my/passes/']", f"my/applications/{number}").click()
        self.page.locator("main").wait_for()

    def shot(self, path):
        self.page.screenshot(path=str(path), full_page=True)
        return path


@contextlib.contextmanager
def applicant(chromium, url, size=None, language="zh-Hant", **options):
    context = chromium.new_context(viewport=size or PHONE, locale=language, **options)
    context.set_default_timeout(SECONDS * 1000)
    try:
        yield Applicant(context.new_page(), url, language, options.get("java_script_enabled", True))
    finally:
        context.close()
