"""People's whole ways, each in their language and on their phone: from the home page to a pass that a gate admits.

The last test looks for their numbers in everything that was written down on the way.
"""

import contextlib
import re
import signal
import subprocess

import cbor2
import cv2
import numpy
import pytest
import zxingcpp

from applicant import DESKTOP, DRIVER, PHONE, applicant, days, page_of_text
from gatehouse import check_digit, face
from office import Counter
from processes import demo_world
from reviewers import NO_UNDO_NEEDED, reviewers
from test_serve import Service

base45 = pytest.importorskip("base45")

#: What nobody may find afterwards, and where the browsers went.
numbers, visited, texts = set(), [], []
ACCESS = {"zones": ["TWKEL/A"]}


class Served:
    def __init__(self, world):
        self.world = world
        self.service = Service(world.programs, world.data, *NO_UNDO_NEEDED)
        self.url = self.service.url
        self.reviewers = reviewers(self.service)

    def end(self):
        """Stops it; returns all that it wrote."""
        process = self.service.process
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=40)
        assert process.returncode == 0, self.service.errors()
        return output.decode() + self.service.errors()


@pytest.fixture(scope="module")
def served(programs, tmp_path_factory):
    served = Served(demo_world(programs, tmp_path_factory.mktemp("journeys")))
    yield served
    if served.service.process.poll() is None:
        served.end()


@pytest.fixture
def person(chromium, served):
    """Makes browsers whose ways are written down."""
    @contextlib.contextmanager
    def open_browser(language="zh-Hant", size=PHONE, **options):
        with applicant(chromium, served.url, size, language, **options) as one:
            one.page.context.on("request", lambda request: visited.append(request.url))
            yield one

    return open_browser


def secret(number):
    numbers.add(number)
    return number


def admitted(served, picture, name):
    served.world.publish()
    served.world.sync()
    shown = served.world.programs.portgate("verify", "--home", served.world.home, "--json", picture)
    assert shown.json["verdict"] == "admit", shown.json
    assert shown.json["pass"]["name"] == name


def admitted_from_page(served, one, number, picture, name):
    """From the application to its pass, and the pass at a gate; what the code says is kept for the last test."""
    one.open_pass(number)
    admitted(served, one.shot(picture), name)
    address = re.search(r".*/my/passes/[A-Z0-9-]+", one.page.url)[0]
    answer = one.page.request.get(address + ".png")
    assert answer.ok
    [code] = zxingcpp.read_barcodes(
        cv2.imdecode(numpy.frombuffer(answer.body(), numpy.uint8), 1), formats=zxingcpp.BarcodeFormat.QRCode)
    text = code.text
    assert text.startswith("PP1:")
    texts.append(text)


def pay(one, number):
    one.to_gateway(number)
    one.at_gateway("pay")


def pay_if_asked(one, number):
    one.go(f"my/applications/{number}")
    if one.page.locator("a[href$='/pay']").count():
        pay(one, number)


def to_form(one, kind="person"):
    """From the address without a language, by what stands on the pages, to the first question."""
    one.page.goto(one.url + "/")
    assert one.page.url == f"{one.url}/{one.language}/"
    one.page.locator(f"main a[href='/{one.language}/apply']").first.click()
    one.page.locator(f"main a[href='/{one.language}/apply/{kind}']").first.click()
    one.page.locator("main form button[type=submit]").first.click()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_vietnamese_fisher(served, person, tmp_path, size):
    resident = secret(check_digit("A80000014" if size is PHONE else "C80000014"))
    with person("vi", size) as fisher:
        to_form(fisher)
        number = fisher.fill_in({
            "qualification": {"term": "temporary", "role": "fisher"},
            "person": {"name": "NGUYEN VAN BINH", "idKind": "resident", "idNumber": resident, "birthDate": "1992-05-17"},
            "employer": {"organisation": "順發號漁船"}, "access": ACCESS, "receive": {"delivery": "phone"},
        }, ("photo", "doc-passport", "doc-work-permit"), "0912345678" if size is PHONE else "binh@example.org", days(20))
        assert fisher.page.evaluate("document.documentElement.lang") == "vi"
        served.reviewers.approve(number)
        pay_if_asked(fisher, number)
        admitted_from_page(served, fisher, number, tmp_path / "pass.png", "NGUYEN VAN BINH")


def test_a_seafarer_without_mail_or_telephone(served, person, tmp_path):
    passport = secret("P4455667A")
    with person(size=DESKTOP) as desk:
        counter = Counter(desk, served.world, "carla")
        counter.do("start", kind="person", channel="counter", language="fil")
        desk.language = "fil"
        number = desk.fill_in({
            "qualification": {"term": "temporary", "role": "seafarer"},
            "person": {"name": "JUAN DELA CRUZ", "idKind": "passport", "idNumber": passport, "birthDate": "1988-11-02"},
            "employer": {"organisation": "MV SAMPAGUITA"}, "access": ACCESS, "receive": {"delivery": "counter"},
        }, ("photo", "doc-passport"), days=days(14))
        code = counter.receipt_code(number)
        counter.do("end")
    with person("fil") as seafarer:
        seafarer.page.goto(seafarer.url + "/")
        seafarer.page.locator("main a[href='/fil/status']").first.click()
        seafarer.fill({"applicationNumber": number, "retrievalCode": "0000-0000-0000"})
        seafarer.next()
        assert len(seafarer.errors) == 1
        seafarer.fill({"applicationNumber": number.lower(), "retrievalCode": code.lower()})
        seafarer.next()
        assert seafarer.path == f"my/applications/{number}"
        served.reviewers.approve(number)
        pay_if_asked(seafarer, number)
        admitted_from_page(served, seafarer, number, tmp_path / "pass.png", "JUAN DELA CRUZ")


def test_a_retired_welder_who_wants_paper(served, person, tmp_path):
    identity = secret(check_digit("F12000031"))
    with person(size=DESKTOP) as welder:
        # What he filled in by hand came from here.
        welder.go("counter")
        answer = welder.page.request.get(welder.url + welder.page.locator("a[href$='/forms/person.pdf']").get_attribute("href"))
        assert answer.ok and answer.body().startswith(b"%PDF-")
    with person(size=DESKTOP) as desk:
        Counter(desk, served.world, "petra").do("start", kind="person", channel="post", language="zh-Hant")
        number = fill_in_posted(desk, identity)
        served.reviewers.approve(number)
        pay_if_asked(desk, number)
        desk.until("a[href*='/letters/']", f"my/applications/{number}/answers")
        link = desk.page.locator("a[href*='/letters/']").get_attribute("href")
        letter = desk.page.request.get(desk.url + link)
        assert letter.ok and letter.headers["cache-control"] == "no-store"
        (tmp_path / "letter.pdf").write_bytes(letter.body())
        printed = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", tmp_path / "letter.pdf", "-"], capture_output=True, check=True).stdout.decode()
        assert "陳阿土" in printed and "基隆市中正區" in printed and number in printed and identity not in printed
        subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", tmp_path / "letter.pdf", tmp_path / "letter"], check=True)
        admitted(served, tmp_path / "letter.png", "陳阿土")
    with person() as other:
        assert other.page.goto(other.url + link).status == 404


def fill_in_posted(desk, identity):
    """The address is asked for once paper was chosen."""
    answers = {
        "qualification": {"term": "temporary", "role": "resident"},
        "person": {"name": "陳阿土", "idKind": "national", "idNumber": identity, "birthDate": "民國40年1月15日"},
        "employer": {"organisation": "個人"}, "access": ACCESS,
    }
    while desk.step != "receive":
        step = desk.step
        if step == "files":
            for field in ("photo", "doc-identity", "doc-reason"):
                desk.attach(field, face() if field == "photo" else page_of_text())
        desk.fill(answers.get(step, {}))
        if step == "access":
            desk.fill(dict(zip(("from", "until"), days(20))))
        desk.next()
        assert not desk.errors, (step, desk.errors)
    desk.fill({"delivery": "post"})
    desk.next()
    desk.fill({"postName": "陳阿土", "postAddress": "202 基隆市中正區和一路 1 號"})
    desk.next()
    return desk.fill_in({})


def test_a_driver_without_scripts(served, person, tmp_path):
    identity = secret(check_digit("H12000041"))
    with person(java_script_enabled=False) as driver:
        to_form(driver)
        answers = {**DRIVER, "person": {**DRIVER["person"], "idNumber": identity}}
        number = driver.fill_in(answers, ("photo", "doc-identity", "doc-licence"), "plain@example.org", days(300))
        served.reviewers.approve(number)
        pay(driver, number)
        admitted_from_page(served, driver, number, tmp_path / "pass.png", "王小明")


def books(served):
    return served.world.programs.done("portpass", "payments", "list", "--books", "--data", served.world.data).json


def test_payment_broken_off_forged_and_repeated(served, person, tmp_path):
    identity = secret(check_digit("H12000051"))
    with person() as driver:
        to_form(driver)
        answers = {**DRIVER, "person": {**DRIVER["person"], "idNumber": identity}}
        number = driver.fill_in(answers, ("photo", "doc-identity", "doc-licence"), "payer@example.org", days(200))
        served.reviewers.approve(number)

        def is_unpaid():
            driver.go(f"my/applications/{number}")
            return (
                driver.page.locator(f"a[href$='/{number}/pay']").count() == 1
                and driver.page.locator("a[href*='/my/passes/'], a[href$='receipt.pdf']").count() == 0)

        before = books(served)
        assert is_unpaid()
        driver.to_gateway(number)
        # Closed there, and come back.
        assert is_unpaid()
        for act in ("forge", "fail", "simulate"):
            driver.to_gateway(number)
            driver.at_gateway(act)
            assert is_unpaid(), act
        driver.to_gateway(number)
        gateway = driver.page.url
        driver.at_gateway("word-twice")
        driver.until("a[href*='/my/passes/']", f"my/applications/{number}")
        for act in ("word", "word-twice"):
            driver.page.goto(gateway)
            driver.at_gateway(act)
        driver.go("my")
        assert driver.page.locator("main a[href*='/my/passes/']").count() == 1
        after = books(served)
        assert (after["received"] - before["received"], after["receipted"] - before["receipted"], after["surplus"]) == (200, 200, 0)
        driver.go(f"my/applications/{number}")
        receipt = driver.page.locator("a[href$='receipt.pdf']").get_attribute("href")
        answer = driver.page.request.get(driver.url + receipt)
        assert answer.ok and answer.headers["cache-control"] == "no-store"
        (tmp_path / "receipt.pdf").write_bytes(answer.body())
        printed = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", tmp_path / "receipt.pdf", "-"], capture_output=True, check=True).stdout.decode()
        assert number in printed and "04595257" in printed and identity not in printed
        admitted_from_page(served, driver, number, tmp_path / "pass.png", "王小明")
    with person() as other:
        assert other.page.goto(other.url + receipt).status == 404


def test_no_number_was_written_down(served):
    """Ends the service: what it said, what it sent, where browsers went and what passes say."""
    assert len(numbers) >= 5 and len(texts) >= 4, "the ways before this one were gone"
    messages = served.service.get("/dev/messages.json").body.decode()
    log = served.end()
    claims = [cbor2.loads(cbor2.loads(base45.b45decode(text[4:])).value[2]) for text in texts]
    said = {
        "log": log, "messages": messages, "addresses": "\n".join(visited),
        "claims": repr(claims), "code": "\n".join(repr(base45.b45decode(text[4:])) for text in texts),
    }
    assert "example.org" in messages and visited and all(claims)
    for place, text in said.items():
        for number in numbers:
            assert number not in text.upper(), place
