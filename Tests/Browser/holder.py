"""A holder's phone: a browser with storage of its own, on the page of a pass of a real service."""

import contextlib
import json

from kiosk import ask
from patience import SECONDS, until
from processes import ROOT, demo_world
from reviewers import reviewers
from test_serve import Service

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
SMALL = {"viewport": {"width": 320, "height": 568}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}


class Office:
    """The register, its service, and a gate that is synced by hand."""

    def __init__(self, programs, folder):
        self.folder = folder
        self.world = demo_world(programs, folder)
        self.service = Service(programs, self.world.data)
        self.port = self.service.url.rpartition(":")[2]
        self.count = 0

    def close(self):
        if self.service.process.poll() is None:
            status, errors = self.service.stop()
            assert status == 0, errors

    def restart(self, *options):
        """At the same address, as a phone expects it."""
        self.close()
        self.start(*options)

    def start(self, *options):
        self.service = Service(self.world.programs, self.world.data, "--port", self.port, *options)

    def issue(self, number=None, **changes):
        """A pass of its own for a test: of the next person, if the record is of a person."""
        demo = json.loads((ROOT / "seeds" / "demo.jsonl").read_text().splitlines()[0])
        self.count += 1
        record = {**demo, **changes}
        if record.get("idNumber"):
            from gatehouse import check_digit

            record["idNumber"] = check_digit(f"B12{self.count:06d}0")
        if "photo" in record:
            from gatehouse import face

            (self.folder / record["photo"]).write_bytes(face())
        path = self.folder / "record.json"
        path.write_text(json.dumps({name: value for name, value in record.items() if value is not None}))
        return self.world.programs.done("portpass", "issue", "--data", self.world.data, "--record", path).json

    def change(self, act, issued, reason):
        """By number: a pass that was bound has another id."""
        self.world.programs.done("portpass", act, issued["number"], "--reason", reason, "--data", self.world.data)

    def verify(self, text, *options):
        """The gate's verdict of a text or a picture, and its reasons."""
        answer = self.world.verify(str(text), *options)
        decision = json.loads(answer.output)
        return decision["verdict"], [r["code"] for r in decision["reasons"] if r.get("effect") != "note"]

    def until_verified(self, text, expected):
        """What the service published reaches the gate with a sync."""
        def verified():
            self.world.sync()
            return self.verify(text) == expected

        until(verified, why=lambda: self.verify(text))


class Holder:
    def __init__(self, office, context, language="zh-Hant"):
        self.office = office
        self.context = context
        self.page = context.new_page()
        self.page.set_default_timeout(SECONDS * 1000)
        self.language = language
        self.proved = set()
        self.errors = []
        self.requests = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._console)
        context.on("request", lambda request: self.requests.append(request.url))

    def _console(self, message):
        # What can't be loaded is said by the page; the browser notes it too.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def address(self, issued):
        return f"{self.office.service.url}/{self.language}/my/passes/{issued['number']}"

    def prove(self, issued):
        """With the code of a counter, as who applied for nothing here."""
        code = reviewers(self.office.service).pass_code(issued["number"])
        self.page.goto(f"{self.office.service.url}/{self.language}/status")
        self.page.fill("[name=retrievalCode]", code)
        self.page.click("main form button[type=submit]")
        self.page.wait_for_url(self.address(issued))
        self.proved.add(issued["number"])

    def open(self, issued, ready=True):
        if issued["number"] not in self.proved:
            self.prove(issued)
        else:
            self.page.goto(self.address(issued))
        if ready:
            self.ready()

    def get(self, path):
        """What the browser would get, without a page for it."""
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in self.context.cookies())
        return ask(self.office.service.url, "GET", path, headers={"Cookie": cookies})

    def ready(self):
        self.page.wait_for_selector("#pass[data-ready]", state="attached")

    def bind(self):
        self.page.click("#bind")
        self.live()

    def live(self):
        self.page.wait_for_selector("#pass[data-code][data-ready]", state="attached")

    def data(self, name):
        return self.page.evaluate("name => document.getElementById('pass').dataset[name]", name)

    def says(self, selector, words):
        """Waits until it does."""
        self.page.locator(selector, has_text=words).wait_for()

    def text(self, selector):
        return self.page.inner_text(selector)

    def shot(self, path, **options):
        self.page.screenshot(path=path, **options)
        return path

    def kept(self):
        """Addresses of everything that is kept, by cache."""
        return self.page.evaluate("""async () => {
            const all = {}
            for (const name of await caches.keys()) all[name] = (await (await caches.open(name)).keys()).map(one => new URL(one.url).pathname)
            return all
        }""")

    def keys(self):
        """The keys in the browser's database: what can be told of each."""
        return self.page.evaluate("""async () => {
            const database = await new Promise((resolve, reject) => {
                const request = indexedDB.open("portpass-holder", 1)
                request.onupgradeneeded = () => request.result.createObjectStore("keys", { keyPath: "x" })
                request.onsuccess = () => resolve(request.result)
                request.onerror = () => reject(request.error)
            })
            const all = await new Promise((resolve) => {
                const request = database.transaction("keys").objectStore("keys").getAll()
                request.onsuccess = () => resolve(request.result)
            })
            database.close()
            const told = []
            for (const one of all) {
                const tries = []
                for (const form of ["pkcs8", "jwk", "raw"]) {
                    try { await crypto.subtle.exportKey(form, one.privateKey); tries.push(form) } catch { /* As it should be. */ }
                }
                told.push({ x: one.x, number: one.number, extractable: one.privateKey.extractable, exported: tries,
                    members: Object.keys(one).sort() })
            }
            return told
        }""")

    def tell_online(self):
        """As the browser does when a network comes back: the page asks for the status."""
        self.page.evaluate("dispatchEvent(new Event('online'))")


@contextlib.contextmanager
def phone(browser, office, size=PHONE, language="zh-Hant", **options):
    context = browser.new_context(**{**size, **options})
    holder = Holder(office, context, language)
    try:
        yield holder
    finally:
        context.close()
    assert not holder.errors, holder.errors
