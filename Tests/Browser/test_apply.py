"""A driver on a phone, from the home page to a pass that a gate admits from a screenshot of the page."""

import struct
import zlib

import pytest

from applicant import DESKTOP, DRIVER, PHONE, applicant, days
from gatehouse import check_digit, face
from processes import demo_world
from reviewers import NO_UNDO_NEEDED, reviewers
from test_serve import serving


@pytest.fixture(scope="module")
def world(programs, tmp_path_factory):
    return demo_world(programs, tmp_path_factory.mktemp("apply"))


@pytest.fixture(scope="module")
def service(world):
    with serving(world, *NO_UNDO_NEEDED) as service:
        yield service


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_driver_applies_corrects_pays_and_is_admitted(chromium, world, service, tmp_path, size):
    identity = check_digit("H120000010" if size is PHONE else "J220000010")
    with applicant(chromium, service.url, size) as driver:
        answers = {**DRIVER, "person": {**DRIVER["person"], "idNumber": identity}}
        number = driver.apply_as_driver(f"{identity.lower()}@example.org", answers, days(300))
        assert identity not in driver.page.content() and identity not in driver.page.url

        reviewers(service).fault(number, "name")
        driver.go(f"my/applications/{number}/correct")
        driver.fill({"name": "王曉明"})
        driver.next()
        assert not driver.errors
        reviewers(service).approve(number)

        driver.to_gateway(number)
        driver.at_gateway("pay")
        driver.until("a[href*='/my/passes/']", "my").click()
        driver.page.locator("main").wait_for()
        picture = tmp_path / "pass.png"
        driver.page.screenshot(path=str(picture), full_page=True)
    world.publish()
    world.sync()
    shown = world.programs.portgate("verify", "--home", world.home, "--json", picture)
    assert shown.json["verdict"] == "admit", shown.json
    assert shown.json["pass"]["name"] == "王曉明"


def test_nobody_else_sees_an_application(chromium, service):
    with applicant(chromium, service.url) as driver, applicant(chromium, service.url) as other:
        driver.start("person")
        assert driver.step == "qualification"
        number = driver.number
        assert other.go(f"my/applications/{number}").status == 404
        assert other.go(f"apply/{number}/qualification").status == 404


def polyglots():
    """Files that are not what they seem: each with a name that would mislead."""
    header = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13)
    size = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = header + size + struct.pack(">I", zlib.crc32(size))
    pixels = zlib.compress(bytes(3_000_000), 9)
    bomb += struct.pack(">I", len(pixels)) + b"IDAT" + pixels + struct.pack(">I", zlib.crc32(b"IDAT" + pixels))
    return {
        "a web page with a picture's beginning": (b"\xff\xd8\xff\xe0<script>alert(1)</script>", "face.jpg"),
        "a drawing with a script": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "../../face.svg"),
        "a program": (b"\x7fELF" + bytes(200), "face.jpg\x00.png"),
        "a picture of 60,000 by 60,000": (bomb, "<img src=x>.png"),
        "a picture's first bytes": (face()[:100], "face.jpg"),
        "a picture that came half": (face()[:4_000], "face.jpg"),
        "nothing": (b"", "face.jpg"),
        "more than is taken": (face() + bytes(12 << 20), "face.jpg"),
    }


@pytest.mark.parametrize("what", polyglots())
def test_files_that_are_no_pictures_are_refused(chromium, service, what):
    content, name = polyglots()[what]
    with applicant(chromium, service.url) as driver:
        driver.start("person")
        driver.go(f"apply/{driver.number}/files")
        number = driver.number
        action = driver.page.locator("#photo-form").get_attribute("action")
        token = driver.page.locator("#photo-form [name=csrf]").get_attribute("value")
        answer = driver.page.request.post(driver.url + action, headers={"Origin": driver.url}, multipart={
            "csrf": token, "file": {"name": name, "mimeType": "image/png", "buffer": content}})
        text = answer.text()
        assert answer.status in (413, 422), answer.status
        assert 'class="error"' in text or answer.status == 413
        assert "<script>alert" not in text and "<img src=x>" not in text
        driver.go(f"apply/{number}/files")
        assert driver.page.locator(".pictures img").count() == 0
        # The next one is taken as if nothing had been.
        driver.attach("photo", face())
        assert driver.page.locator(".pictures img").count() == 1
