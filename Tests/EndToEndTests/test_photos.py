"""A photo's whole road: a phone's picture with its place in it, a pass, a gate, and the screen; and nowhere in the clear."""

import hashlib
import json
import struct
import subprocess

import pytest

pytest.importorskip("cbor2")
cv2 = pytest.importorskip("cv2")
base45 = pytest.importorskip("base45")
bindings = pytest.importorskip("nacl.bindings")
import cbor2  # noqa: E402
import numpy  # noqa: E402
from kiosk import ask  # noqa: E402
from patience import until  # noqa: E402
from processes import BROKE  # noqa: E402
from test_gate import enrol, running  # noqa: E402
from test_serve import serving  # noqa: E402

# Of nobody: they have the right check digit, and no demo pass.
FIRST, SECOND, THIRD = "B120863158", "F131104093", "A100000001"
PLACE = b"25.1276N 121.7392E of a phone's owner"


def picture(width=900, height=1200, color=(40, 120, 200)):
    """A JPEG as a phone makes it: with EXIF, and the place in it."""
    pixels = numpy.full((height, width, 3), color, numpy.uint8)
    cv2.circle(pixels, (width // 2, height // 2), width // 4, (200, 220, 255), -1)
    jpeg = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
    tiff = b"II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHII", 0x010E, 2, len(PLACE) + 1, 26) + bytes(4)
    exif = b"Exif\0\0" + tiff + PLACE + b"\0"
    assert jpeg[:2] == b"\xff\xd8"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def segments(jpeg):
    """The markers of a JPEG before its picture data (ITU-T T.81, annex B)."""
    place, markers = 2, []
    while jpeg[place + 1] != 0xDA:
        assert jpeg[place] == 0xFF
        markers.append(jpeg[place + 1])
        place += 2 + struct.unpack(">H", jpeg[place + 2:place + 4])[0]
    return markers


def secret_of(text):
    payload = cbor2.loads(cbor2.loads(base45.b45decode(text[4:])).value[2])
    return payload[-65537][9]


def opened(blob, secret):
    """docs/wire-format.md, section 11, with other people's libsodium and hashlib."""
    key = hashlib.blake2b(b"portpass/photo/key", key=secret, digest_size=32).digest()
    name = hashlib.blake2b(b"portpass/photo/name", key=secret, digest_size=16).hexdigest()
    plain = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(blob[24:], name.encode(), blob[:24], key)
    assert hashlib.sha256(b"portpass/photo/v1" + plain).digest()[:16] == secret
    return name, plain[32:]


@pytest.fixture
def records(world, tmp_path):
    """A folder with a picture, and a function that issues a pass for a record beside it."""
    (tmp_path / "face.jpg").write_bytes(picture())
    demo = json.loads((world.programs.folder / "seeds" / "demo.jsonl").read_text().splitlines()[0])

    def issue(number, photo="face.jpg", **changes):
        entry = {**demo, "kind": "person", "idNumber": number, "photo": photo, **changes}
        entry.pop("reference", None)
        (tmp_path / "record.json").write_text(json.dumps(entry))
        return world.programs.portpass("issue", "--data", world.data, "--record", tmp_path / "record.json")
    return issue


def test_a_phones_picture_reaches_the_screen_of_the_gate_without_its_place_and_lies_nowhere_open(world, records, tmp_path):
    issued = records(FIRST)
    assert issued.status == 0, issued.errors
    text = issued.json["text"]
    secret = secret_of(text)
    with serving(world) as service:
        enrol(world, service)
        with running(world) as gate:
            answer = until(lambda: (found := gate.scan(text, "check")).get("photo") and found)
            assert answer["verdict"] == "admit"
            shown = ask(gate.url, "GET", answer["photo"])
            assert shown.status == 200 and shown.headers["Content-Type"] == "image/jpeg"
            assert shown.headers["Cache-Control"] == "no-store"
            jpeg = shown.body
            assert jpeg[:3] == b"\xff\xd8\xff" and PLACE not in jpeg
            markers = segments(jpeg)
            assert not [marker for marker in markers if 0xE1 <= marker <= 0xEF or marker == 0xFE], markers
            pixels = cv2.imdecode(numpy.frombuffer(jpeg, numpy.uint8), cv2.IMREAD_COLOR)
            assert pixels.shape[:2] == (540, 420)
            # Who is not the page gets nothing.
            assert ask(gate.url, "GET", answer["photo"], headers={"Origin": "http://evil.example"}).status == 403
            assert ask(gate.url, "GET", answer["photo"], headers={"Host": "evil.example"}).status == 421
            # A pass without a photo is as good as before.
            plain = gate.scan(world.passes[0]["text"], "check")
            assert "photo" not in plain and plain["verdict"] == "admit"
            held = [file for file in (world.home / "photos").iterdir() if len(file.name) == 32]
            assert len(held) == 1
            name, inside = opened(held[0].read_bytes(), secret)
            assert name == held[0].name and inside == jpeg
            # Another's photo in its place is shown to nobody.
            second = records(SECOND, name="另一人")
            assert second.status == 0, second.errors
            other = until(lambda: [f for f in (world.home / "photos").iterdir() if len(f.name) == 32 and f != held[0]])[0]
            held[0].write_bytes(other.read_bytes())
            wrong = gate.scan(text, "in")
            assert "photo" not in wrong and wrong["reason"]["code"] == "photo-missing"
            # It comes back by itself.
            until(lambda: gate.scan(text, "check").get("photo"))
    for folder in (world.data, world.home):
        for file in folder.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                assert jpeg[:200] not in content and PLACE not in content and jpeg[-200:] not in content, file


@pytest.mark.parametrize("content, code", [
    (b"no picture", "photo"), (b"\xff\xd8\xff" + bytes(1000), "photo"), (b"", "photo"), (None, "photo"),
])
def test_a_picture_that_is_none_refuses_its_record_in_one_sentence(world, records, tmp_path, content, code):
    (tmp_path / "face.jpg").unlink()
    if content is not None:
        (tmp_path / "face.jpg").write_bytes(content)
    issued = records(FIRST)
    assert issued.status == BROKE and issued.is_one_sentence() and f"{code}: " in issued.errors
    assert str(tmp_path) not in issued.errors


def test_many_records_each_with_its_picture(world, records, tmp_path):
    demo = [json.loads(line) for line in (world.programs.folder / "seeds" / "demo.jsonl").read_text().splitlines()]
    entry = {**demo[0], "kind": "person", "photo": "face.jpg"}
    entry.pop("reference", None)
    (tmp_path / "small.jpg").write_bytes(picture(60, 80))
    lines = [
        {**entry, "idNumber": FIRST}, {**entry, "idNumber": SECOND, "photo": "small.jpg"},
        {key: value for key, value in {**entry, "idNumber": THIRD}.items() if key != "photo"},
    ]
    (tmp_path / "records.jsonl").write_text("\n".join(map(json.dumps, lines)))
    ended = world.programs.portpass("issue", "--data", world.data, "--jsonl", tmp_path / "records.jsonl")
    assert ended.status == BROKE and "line 2: " in ended.errors and "too small" in ended.errors
    texts = [json.loads(line)["text"] for line in ended.output.splitlines()]
    payloads = [cbor2.loads(cbor2.loads(base45.b45decode(text[4:])).value[2])[-65537] for text in texts]
    assert [9 in payload for payload in payloads] == [True, False]


def test_the_worker_is_hidden_and_does_nothing_but_its_picture(world):
    programs = world.programs
    assert "photo-worker" not in programs.done("portpass", "--help").output
    good = subprocess.run([programs.portpass_path, "photo-worker", "photo"], input=picture(), capture_output=True, timeout=60)
    assert good.returncode == 0 and good.stdout[:3] == b"\xff\xd8\xff" and good.stderr == b""
    for bad in (b"", b"x", b"\xff\xd8\xff\xc0"):
        ended = programs.run("portpass", "photo-worker", "photo", data=bad)
        assert 70 <= ended.status <= 73 and ended.output == ""
