"""Our QR pictures, read by decoders that are not ours."""

import re
import subprocess
import xml.etree.ElementTree

import cv2
import pytest
import zxingcpp

from pp1_commands import ageless


@pytest.fixture(scope="module", params=[0, 1, 2, 3])
def picture(request, commands, own, tmp_path_factory):
    issued = own[request.param]
    path = tmp_path_factory.mktemp("pictures") / f"{issued.number}.png"
    commands.portpass("render", issued.text.decode(), "--out", path)
    return issued, path


def zxing(image):
    return [code.text.encode() for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)]


def opencv(image):
    """What OpenCV reads, by the first of its two detectors and at the first size that gives anything: the older one
    misses a perfect symbol now and then. Neither may ever give another text."""
    for detector in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
        for scale in (1, 0.5, 0.75, 2):
            resized = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            text, *_ = detector.detectAndDecode(resized)
            if text:
                return text.encode()
    return b""


def test_png(picture, gate):
    issued, path = picture
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    assert zxing(image) == [issued.text]
    assert opencv(image) == issued.text
    assert ageless(gate.verify(str(path))) == ageless(gate.verify(issued.text))


def test_png_on_a_dark_screen(picture, gate, tmp_path):
    issued, path = picture
    inverted = 255 - cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    assert zxing(inverted) == [issued.text]
    cv2.imwrite(str(tmp_path / "dark.png"), inverted)
    assert gate.verify(str(tmp_path / "dark.png"))[1]["pass"]["number"] == issued.number


def test_gate_reads_a_picture_made_by_another_encoder(gate, own, tmp_path):
    parameters = cv2.QRCodeEncoder_Params()
    parameters.mode = cv2.QRCodeEncoder_MODE_ALPHANUMERIC
    parameters.correction_level = cv2.QRCodeEncoder_CORRECT_LEVEL_M
    modules = cv2.QRCodeEncoder.create(parameters).encode(own[0].text.decode())
    framed = cv2.copyMakeBorder(modules, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=255)
    image = cv2.resize(framed, None, fx=6, fy=6, interpolation=cv2.INTER_NEAREST)
    cv2.imwrite(str(tmp_path / "other.png"), image)
    assert ageless(gate.verify(str(tmp_path / "other.png"))) == ageless(gate.verify(own[0].text))


def test_symbol_is_alphanumeric_with_error_correction_m(picture):
    issued, path = picture
    (code,) = zxingcpp.read_barcodes(
        cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), formats=zxingcpp.BarcodeFormat.QRCode)
    assert code.ec_level == "M"
    # ISO/IEC 18004 table 7: characters of version 17-M in alphanumeric mode. In byte mode it holds 504.
    assert len(issued.text) <= 734
    modules = module_count(path)
    version = (modules - 17) // 4
    assert (modules - 17) % 4 == 0 and version <= 17
    assert len(issued.text) > ALPHANUMERIC_M[version - 1]
    assert len(issued.text) <= ALPHANUMERIC_M[version]


# Alphanumeric capacity at level M of versions 0 (none) to 17: ISO/IEC 18004 table 7.
ALPHANUMERIC_M = [0, 20, 38, 61, 90, 122, 154, 178, 221, 262, 311, 366, 419, 483, 528, 600, 656, 734]


def module_count(path):
    """Modules a side, from the finder pattern: its first dark run is seven modules wide."""
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    rows, columns = (image < 128).nonzero()
    top, left, right = rows.min(), columns.min(), columns.max()
    width = 0
    while image[top, left + width] < 128:
        width += 1
    return round((right - left + 1) / (width / 7))


@pytest.mark.parametrize("index", [0, 2])
def test_pdf(index, commands, own, tmp_path, needs_pdftoppm):
    issued = own[index]
    commands.portpass("render", issued.text.decode(), "--out", tmp_path / "card.pdf")
    subprocess.run(["pdftoppm", "-r", "300", "-gray", "-png", tmp_path / "card.pdf", tmp_path / "page"], check=True)
    found = []
    for page in sorted(tmp_path.glob("page*.png")):
        found += zxing(cv2.imread(str(page), cv2.IMREAD_GRAYSCALE))
    assert found == [issued.text]


def test_svg_holds_the_same_symbol(commands, own, tmp_path):
    issued = own[0]
    commands.portpass("render", issued.text.decode(), "--out", tmp_path / "pass.svg")
    root = xml.etree.ElementTree.parse(tmp_path / "pass.svg").getroot()
    *_, width, height = map(float, re.split(r"[ ,]+", root.attrib["viewBox"]))
    modules = width - 8  # a quiet zone of four modules on each side
    assert width == height and (modules - 17) % 4 == 0
