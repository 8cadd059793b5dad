"""A gate house: a register with passes of every kind, its service, an enrolled gate, and the guard's page."""

import contextlib
import json
import pathlib
import time

import cv2
import numpy

from kiosk import ask
from patience import SECONDS, until
from processes import demo_world
from test_gate import Gate, enrol
from test_serve import Service

CHROMIUM = pathlib.Path("/usr/bin/chromium")
SIZES = [(1280, 800), (1024, 600)]

#: What is said of each pass that the tests scan, beside the record of the first demo pass. Numbers are of nobody.
RECORDS = {
    "person": {"idNumber": "B120863158", "photo": "face.jpg"},
    "long": {"idNumber": "F131104093", "name": "Sakinu Ahronglong Pacidal Kolas Yotaka Mayaw Biho",
             "organisation": "東北角暨宜蘭海岸國家風景區漁業作業人員福利互助聯合管理委員會"},
    "revoked": {"idNumber": "A100000001", "photo": "face.jpg"},
    "suspended": {"idNumber": "A100000010"},
    "zone": {"idNumber": "A100000029", "access": {"TWKEL": ["B"]}},
    "port": {"idNumber": "A100000038", "access": {"TWTPE": ["N"], "TWKHH": ["A"]}},
    "second": {"idNumber": "A100000056"},
    "third": {"idNumber": "A100000065"},
    # An amber each: one that was decided on a moment ago would only be shown again.
    **{f"escorted-{number}": {"idNumber": f"A10001{number:02d}00", "escort": True} for number in range(1, 13)},
}


GUARDS = [("林志明", "guard", "4071"), ("王大同", "guard", "8302"), ("陳督導", "supervisor", "5926")]


def face():
    """A drawn face: nobody's."""
    pixels = numpy.full((1200, 900, 3), (196, 178, 160), numpy.uint8)
    cv2.ellipse(pixels, (450, 1180), (380, 330), 0, 180, 360, (110, 70, 40), -1)
    cv2.rectangle(pixels, (380, 780), (520, 920), (150, 185, 225), -1)
    cv2.ellipse(pixels, (450, 560), (230, 300), 0, 0, 360, (165, 200, 240), -1)
    cv2.ellipse(pixels, (450, 400), (245, 210), 0, 180, 360, (30, 30, 35), -1)
    for x in (365, 535):
        cv2.ellipse(pixels, (x, 540), (38, 20), 0, 0, 360, (250, 250, 250), -1)
        cv2.circle(pixels, (x, 540), 17, (40, 40, 45), -1)
    cv2.ellipse(pixels, (450, 620), (24, 40), 0, 20, 160, (120, 150, 195), 8)
    cv2.ellipse(pixels, (450, 720), (80, 34), 0, 20, 160, (80, 80, 170), 10)
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def check_digit(number):
    """The same national identity number with the digit that makes it whole."""
    letters = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
    value = letters.index(number[0]) + 10
    digits = [value // 10, value % 10, *map(int, number[1:9])]
    return number[:9] + str(-sum(d * w for d, w in zip(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1])) % 10)


class Gatehouse:
    def __init__(self, programs, folder):
        self.folder = folder
        self.world = demo_world(programs, folder)
        self.service = None
        self.gate = None
        self.passes = {}

    def __enter__(self):
        (self.folder / "face.jpg").write_bytes(face())
        demo = json.loads((self.world.programs.folder / "seeds" / "demo.jsonl").read_text().splitlines()[0])
        for name, changes in RECORDS.items():
            record = {**demo, **changes}
            record["idNumber"] = check_digit(record["idNumber"])
            (self.folder / "record.json").write_text(json.dumps(record))
            self.passes[name] = self.world.programs.done(
                "portpass", "issue", "--data", self.world.data, "--record", self.folder / "record.json").json
        for issued in self.world.passes:
            self.passes.setdefault(issued["number"], issued)
        self.world.programs.done(
            "portpass", "revoke", self.passes["revoked"]["id"], "--reason", "stolen", "--data", self.world.data)
        self.world.programs.done(
            "portpass", "suspend", self.passes["suspended"]["id"], "--reason", "investigation", "--data", self.world.data)
        self.prepare()
        self.world.publish()
        self.service = Service(self.world.programs, self.world.data)
        enrol(self.world, self.service)
        self.gate = Gate(self.world)
        until(lambda: self.gate.state().get("online") and self.gate.state().get("lists") == "open")
        until(lambda: "photo" in self.gate.scan(self.text("person"), "out"))
        until(self.knows_numbers)
        return self

    def knows_numbers(self):
        """Whether the port's directory is here, which comes after everything else."""
        look = self.gate.post("/api/passage/look", {"cause": "typed", "number": self.passes["person"]["number"]})
        return "pass" in json.loads(look.body)

    def prepare(self):
        """Guards, and somebody who is expected."""
        self.world.programs.done(
            "portpass", "visitors", "add", "--port", "TWKEL", "--sponsor", "陽明海運", "--last-six", "a56789", "--name", "陳大文",
            "--from", "2026-01-01T00:00:00+08:00", "--until", "2036-01-01T00:00:00+08:00", "--data", self.world.data)
        pin = self.folder / "pin"
        for name, role, digits in GUARDS:
            pin.write_text(digits)
            pin.chmod(0o600)
            self.world.programs.done(
                "portgate", "guards", "add", name, "--role", role, "--home", self.world.home, "--pin-file", pin)

    def __exit__(self, *_):
        for process in (self.gate, self.service):
            if process and process.process.poll() is None:
                status, errors = process.stop()
                assert status == 0, errors

    def text(self, name):
        return self.passes[name]["text"]

    def restart_gate(self, kill=False, stopped=False):
        """The program begins anew at the same address, as the page expects it."""
        port = self.gate.url.rpartition(":")[2]
        if kill:
            self.gate.kill()
        elif not stopped:
            assert self.gate.stop()[0] == 0
        self.gate = Gate(self.world, "--port", port)

    def clear(self):
        """Nothing is on the screen, and nothing waits for a decision."""
        self.gate.post("/api/direction", {"direction": "in"})
        self.gate.post("/api/tray/open", {"open": False})
        for scan in json.loads(ask(self.gate.url, "GET", "/api/unfinished").body)["scans"]:
            self.gate.decide(scan, False, "refused")
        shown = self.gate.events().get("shown")
        if shown and shown["verdict"] != "admit" and not shown.get("misread"):
            self.gate.decide(shown, False, "refused")

    @contextlib.contextmanager
    def page(self, chromium, size=SIZES[0], **options):
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        page = context.new_page()
        page.set_default_timeout(SECONDS * 1000)
        kiosk = KioskPage(page, self)
        try:
            page.goto(self.gate.url)
            page.wait_for_selector("html[data-ready=yes]", state="attached")
            kiosk.by_day()
            yield kiosk
        finally:
            context.close()
        assert not kiosk.errors, kiosk.errors


class KioskPage:
    """The page as a guard uses it."""

    def __init__(self, page, house):
        self.page = page
        self.house = house
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._console)

    def _console(self, message):
        # That the program can't be reached, or refuses, is shown by the page; the browser notes it too.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def wedge(self, text, delay=2):
        """A scanner types: every key in its turn, then Enter."""
        self.page.keyboard.type(text, delay=delay)
        self.page.keyboard.press("Enter")

    def scan(self, name):
        self.wedge(self.house.text(name))
        return self.result()

    def result(self, verdict=None):
        self.page.wait_for_selector("#result" + (f'[data-verdict="{verdict}"]' if verdict else ""))
        return self.page.get_attribute("#result", "data-verdict")

    def settle(self):
        """A key meant for what was there before is not taken for a decision: wait until one counts."""
        self.page.wait_for_timeout(450)

    def press(self, key):
        self.page.keyboard.press(key)

    def until(self, holds, within=SECONDS):
        """Waits for a condition of the page."""
        deadline = time.monotonic() + within
        while not holds():
            assert time.monotonic() < deadline, "it never came"
            # Not `until` of the other tests: what the page asks meanwhile is answered by the test, where it says so.
            self.page.wait_for_timeout(20)

    def idle(self):
        self.page.wait_for_selector("#idle")

    def form(self, content=""):
        """Waits for a screen beside idle and results, and for some of its content."""
        self.page.wait_for_selector(f".form:not([hidden]) {content}")

    def more(self, name):
        """Opens what has no key of its own."""
        self.press("F5")
        self.page.click(f".menu [data-opens={name}]")
        self.page.wait_for_selector(".form:not(.menu)")
        if name in ("cards", "tray", "unfinished", "evacuation"):
            self.page.wait_for_selector(".form .line, .form .empty:not([role=status]), .form .told")

    def by_day(self):
        if self.page.get_attribute("html", "data-light") == "night":
            self.press("F10")

    def by_night(self):
        if self.page.get_attribute("html", "data-light") == "day":
            self.press("F10")

    def text(self, selector):
        return self.page.inner_text(selector)

    def overflow(self):
        """What does not fit: the page itself, or a piece of it whose content is cut off or must be scrolled."""
        return self.page.evaluate("""() => {
            const found = []
            const root = document.documentElement
            if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push(`page ${root.scrollWidth}x${root.scrollHeight}`)
            for (const node of document.querySelectorAll("body *")) {
                if (!node.checkVisibility() || node.closest("#said")) continue
                const box = node.getBoundingClientRect()
                const name = `${node.tagName}.${node.className}#${node.id}`
                if (box.width && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1)) found.push(`${name} beyond the screen`)
                if (getComputedStyle(node).overflow !== "visible" && (node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1) && node.clientHeight && node.tagName !== "INPUT") found.push(`${name} ${node.scrollWidth}x${node.scrollHeight} in ${node.clientWidth}x${node.clientHeight}`)
            }
            return found
        }""")
