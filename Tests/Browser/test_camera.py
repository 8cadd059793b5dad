"""Scanning by the page's camera: Chromium is given a film in the place of one."""

import cv2
import numpy
import pytest

from gatehouse import CHROMIUM
from kiosk import ask

#: Pauses within a scan, and how long something stays on the screen.
pytestmark = pytest.mark.real_time

WIDTH, HEIGHT = 1280, 720


def frame(code, change):
    """A grey picture with the code in its middle."""
    picture = numpy.full((HEIGHT, WIDTH), 150, numpy.uint8)
    side = 600
    code = cv2.resize(code, (side, side), interpolation=cv2.INTER_NEAREST)
    top, left = (HEIGHT - side) // 2, (WIDTH - side) // 2
    picture[top:top + side, left:left + side] = code
    return change(picture)


def tilted(picture):
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 8, 0.95)
    return cv2.warpAffine(picture, turn, (WIDTH, HEIGHT), borderValue=150)


CHANGES = {
    "plain": lambda picture: picture,
    "blurred": lambda picture: cv2.GaussianBlur(picture, (5, 5), 0.8),
    "tilted": tilted,
    "dim": lambda picture: (picture * 0.25).astype(numpy.uint8),
    "inverted": lambda picture: 255 - picture,
}


def film(path, pictures):
    """YUV4MPEG2, ten pictures a second, without colour."""
    colour = bytes([128]) * (WIDTH * HEIGHT // 2)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode())
        for picture in pictures:
            file.write(b"FRAME\n" + picture.tobytes() + colour)


@pytest.fixture
def filmed(gatehouse, tmp_path):
    """A browser whose camera sees a pass."""
    def open_browser(driver, name, change):
        png = tmp_path / "code.png"
        gatehouse.world.programs.done("portpass", "render", gatehouse.text(name), "--out", png)
        film(tmp_path / "film.y4m", [frame(cv2.imread(str(png), cv2.IMREAD_GRAYSCALE), change)] * 5)
        return driver.chromium.launch(executable_path=str(CHROMIUM), args=[
            "--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={tmp_path / 'film.y4m'}"])
    return open_browser


@pytest.mark.parametrize("name, change", list(zip(("person", "second", "third", "escorted-11", "escorted-12"), CHANGES)))
def test_the_camera_reads_a_pass_and_reads_it_once(chromium_driver, gatehouse, filmed, name, change):
    gatehouse.clear()
    browser = filmed(chromium_driver, name, CHANGES[change])
    try:
        with gatehouse.page(browser) as kiosk:
            kiosk.press("F5")
            kiosk.page.click(".menu [data-opens=camera]")
            kiosk.page.wait_for_selector("#result")
            assert gatehouse.passes[name]["number"] in kiosk.text("#result")
            shown = kiosk.page.get_attribute("#result", "data-scan")
            if kiosk.page.get_attribute("#result", "data-verdict") == "admit":
                # Still before the camera, and not a second showing.
                kiosk.page.wait_for_selector("video")
                kiosk.page.wait_for_timeout(1_500)
                assert not kiosk.page.locator("#result").is_visible()
            else:
                kiosk.page.wait_for_timeout(1_500)
                assert kiosk.page.get_attribute("#result", "data-scan") == shown
    finally:
        browser.close()


def test_without_a_camera_the_page_says_what_to_do(kiosk):
    kiosk.press("F5")
    kiosk.page.click(".menu [data-opens=camera]")
    kiosk.until(lambda: "改用掃描器" in kiosk.text(".told"))


def test_a_picture_that_is_none_is_refused_in_words(gatehouse):
    fields = {"Content-Type": "application/octet-stream", "Origin": gatehouse.gate.url}
    for query, body in (("", b"x"), ("?width=2&height=2", b"xxx"), ("?width=0&height=2", b""), ("?width=9999&height=9999", b"x")):
        answer = ask(gatehouse.gate.url, "POST", "/api/frame" + query, body, fields)
        assert answer.status == 400 and b'"form"' in answer.body
    assert ask(gatehouse.gate.url, "POST", "/api/frame?width=64&height=64", bytes(4096), fields).body == b'{"codes":0}'
