"""Single windows asked by the service: by files in a folder that others write to, and over HTTPS with a certificate; and containers'
numbers against a computation of our own."""

import hashlib
import json
import os
import random
import signal
import time

import pytest

from patience import until
from processes import BROKE, demo_world
from test_serve import Service, serving

pytest.importorskip("cryptography")
from single_window import Authority, Window, answer, check_digit, put, questions  # noqa: E402

GOOD = "CSQU3054383"


def container(number):
    """The container of a serial number."""
    text = f"TSTU{number:06}"
    return f"{text}{check_digit(text)}"


@pytest.fixture
def world(programs, tmp_path):
    return demo_world(programs, tmp_path)


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path, "authority")


@pytest.fixture
def window(authority):
    window = Window(authority.path, authority.issue("window"))
    yield window
    window.end()


def settings(tmp_path, way, name="windows.json"):
    path = tmp_path / name
    path.write_text(json.dumps({"seconds": 1, "windows": {"customs": way}}))
    return path


def client(authority, window, name="portpass", trusted=None, **more):
    certificate, key = authority.issue(name, **more)
    return {
        "url": window.address, "certificate": str(certificate), "key": str(key),
        "authority": str((trusted or authority).path)}


def windows(world, *arguments, status=0):
    ended = world.programs.portpass("windows", *arguments, "--data", world.data)
    assert ended.status == status, (ended.status, ended.output, ended.errors)
    return ended


def ask(world, number, port="TWKEL"):
    said = windows(world, "ask", "--container", number, "--port", port).output
    return int(said.removeprefix("question "))


def question(world, number):
    lines = windows(world, "list").output.splitlines()
    return next(one for one in map(json.loads, lines) if one["question"] == number)


def receipts(world, *number):
    return [json.loads(line) for line in windows(world, "receipts", *map(str, number)).output.splitlines()]


def test_ten_thousand_numbers_are_good_and_wrong_as_the_standard_says(world):
    chance = random.Random(6346)
    assert check_digit("CSQU305438") == 3
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    numbers = []
    for _ in range(10_000):
        text = "".join(chance.choice(letters) for _ in range(3)) + chance.choice("UJZ") + f"{chance.randrange(10 ** 6):06}"
        digit = check_digit(text)
        numbers.append((f"{text}{digit}", True))
        numbers.append((f"{text}{(digit + chance.randrange(1, 10)) % 10}", False))
    ended = world.programs.portpass("windows", "check", data="\n".join(number for number, _ in numbers).encode())
    assert ended.status == BROKE, ended.errors
    said = [line.split(" ", 1) for line in ended.output.splitlines()]
    assert [(number, word == "good") for number, word in said] == numbers


def test_a_question_goes_round_by_a_folder(world, tmp_path):
    folder = tmp_path / "cpt"
    folder.mkdir()
    way = settings(tmp_path, {"folder": str(folder)})
    with serving(world, "--windows", way):
        number = ask(world, GOOD)
        until(lambda: questions(folder))
        asked = questions(folder)[0]
        assert asked == {
            "protocol": "portpass-windows/1", "question": question(world, number)["id"], "sequence": number,
            "window": "customs", "subject": {"container": GOOD, "port": "TWKEL"}, "askedAt": asked["askedAt"]}
        sent = (folder / "out" / f"{asked['question']}.json").read_bytes()
        reply = json.dumps(answer(asked, "released")).encode()
        put(folder / "in", "a.json", reply)
        until(lambda: question(world, number)["state"] == "answered")
        until(lambda: not (folder / "in" / "a.json").exists())
        # The very same, and something older: nothing changes.
        put(folder / "in", "b.json", reply)
        put(folder / "in", "c.json", answer(asked, "held", as_of=asked["askedAt"] - 5))
        until(lambda: not list((folder / "in").glob("*.json")))
        kept = receipts(world, number)
        assert [(one["way"], one["outcome"]) for one in kept] == [("sent", "delivered"), ("came", "taken"), ("came", "older")]
        assert [one["sha256"] for one in kept[:2]] == [hashlib.sha256(one).hexdigest() for one in (sent, reply)]
        assert list((folder / "refused").iterdir()) == []
    assert world.programs.portpass("audit", "verify", "--data", world.data).status == 0


def test_what_others_put_into_the_folder_harms_nobody(world, tmp_path):
    folder, secret = tmp_path / "cpt", tmp_path / "secret.json"
    folder.mkdir()
    secret.write_text('{"a": "another file of the machine"}')
    with serving(world, "--windows", settings(tmp_path, {"folder": str(folder)})) as service:
        number = ask(world, GOOD)
        asked = until(lambda: questions(folder))[0]
        incoming = folder / "in"
        (incoming / "link.json").symlink_to(secret)
        os.link(secret, incoming / "second-name.json")
        os.mkfifo(incoming / "pipe.json")
        (incoming / "folder.json").mkdir()
        (incoming / ".hidden.json").write_text("{}")
        (incoming / "not-ours.xml").write_text("{}")
        (incoming / "ein Name mit Zeichen\n.json").write_text("{}")
        put(incoming, "large.json", b" " * 5_000)
        put(incoming, "nested.json", b"[" * 4_000)
        put(incoming, "other.json", answer(asked, "released", subject={"container": container(7), "port": "TWKEL"}))
        put(incoming, "future.json", answer(asked, "released", as_of=int(time.time()) + 4_000))
        put(incoming, "stranger.json", answer(asked, "released", answer="0" * 32))
        half = incoming / "half.json"
        whole = json.dumps(answer(asked, "held")).encode()
        # Written in place by somebody who knows no better: it is not taken before it is whole.
        with half.open("wb") as file:
            file.write(whole[:40])
            file.flush()
            os.fsync(file.fileno())
            until(lambda: not (incoming / "stranger.json").exists())
            assert half.exists() and question(world, number)["state"] == "sent"
            file.write(whole[40:])
        until(lambda: question(world, number)["state"] == "answered")
        # What is no JSON gets ten seconds to become some.
        until(lambda: not (incoming / "nested.json").exists())
        left = {path.name for path in incoming.iterdir()}
        assert left == {".hidden.json", "not-ours.xml", "ein Name mit Zeichen\n.json"}, left
        assert json.loads(secret.read_text()) == {"a": "another file of the machine"}
        outcomes = {one["outcome"] for one in receipts(world, number)}
        assert {"other-subject", "future", "taken"} <= outcomes, outcomes
        assert {one["outcome"] for one in receipts(world)} == {"unknown-question", "not-json"}
        assert "another file" not in service.errors()


def test_over_https_with_a_certificate(world, authority, window, tmp_path):
    with serving(world, "--windows", settings(tmp_path, client(authority, window))):
        number = ask(world, GOOD)
        until(lambda: question(world, number)["state"] == "answered")
        _, body, headers = window.asked[0]
        assert headers["User-Agent"] == "portpass" and "Cookie" not in headers and "Authorization" not in headers
        assert [one["sha256"] for one in receipts(world, number) if one["way"] == "sent"] == [hashlib.sha256(body).hexdigest()]


def test_answers_that_are_none_are_told_and_tried_again(world, authority, window, tmp_path):
    def truncated(question, handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "900")
        handler.end_headers()
        handler.wfile.write(b'{"protocol"')
        handler.close_connection = True

    cases = [
        (lambda *_: (500, b"{}"), "status-500"), (lambda *_: (302, b""), "status-302"), (truncated, "unreachable"),
        (lambda *_: (200, b" " * 5_000), "too-large"), (lambda *_: (200, b"<html>"), "not-json"),
        (lambda asked, _: (200, json.dumps(answer(asked, answer="f" * 32)).encode()), "unknown-question"),
        (lambda asked, _: (200, json.dumps(answer(asked, as_of=int(time.time()) + 999)).encode()), "future")]
    with serving(world, "--windows", settings(tmp_path, client(authority, window))):
        numbers = []
        for place, (reply, fault) in enumerate(cases):
            window.reply = reply
            numbers.append(ask(world, container(place)))
            until(lambda: question(world, numbers[-1]).get("fault") == fault)
            assert question(world, numbers[-1])["state"] == "waiting"
        # The window says that it never will.
        window.reply = lambda asked, _: (200, json.dumps(
            {"protocol": "portpass-windows/1", "refusal": asked["question"], "code": "no-such-port"}).encode())
        refused = ask(world, container(99))
        until(lambda: question(world, refused)["state"] == "dead")
        window.reply = lambda asked, _: (200, json.dumps(answer(asked, "held")).encode())
        # All of them a while later, under the same ids.
        until(lambda: all(question(world, number)["state"] == "answered" for number in numbers), within=120)
        sent = [(asked["sequence"], asked["question"]) for asked, _, _ in window.asked]
        assert all(len({name for place, name in sent if place == number}) == 1 for number in numbers)
        dead = json.loads(windows(world, "dead", status=BROKE).output)
        assert dead["question"] == refused and dead["fault"] == "refused-no-such-port"
        windows(world, "retry", str(refused), "--by", "王小明")
        until(lambda: question(world, refused)["state"] == "answered")
        windows(world, "dead")


@pytest.mark.parametrize("what", ["wrong", "expired", "another-window"])
def test_nobody_is_talked_to_with_a_wrong_certificate(world, authority, window, tmp_path, what):
    strangers = tmp_path / "strangers"
    strangers.mkdir()
    other = Authority(strangers, "strangers")
    way = {
        "wrong": lambda: client(other, window, trusted=authority),
        "expired": lambda: client(authority, window, days=-1),
        "another-window": lambda: client(authority, window, trusted=other)}[what]()
    with serving(world, "--windows", settings(tmp_path, way)):
        number = ask(world, GOOD)
        until(lambda: question(world, number).get("fault") == "unreachable")
        assert window.asked == [] and question(world, number)["state"] == "waiting"


def test_without_a_certificate_nothing_begins(world, authority, window, tmp_path):
    way = client(authority, window)
    for name, words in [("key", "key"), ("certificate", "certificate")]:
        path = settings(tmp_path, {key: value for key, value in way.items() if key != name})
        ended = world.programs.portpass("serve", "--data", world.data, "--dev", "--port", "0", "--windows", path)
        assert ended.status != 0 and words in ended.errors and "listening" not in ended.output
    os.chmod(way["key"], 0o644)
    ended = world.programs.portpass("serve", "--data", world.data, "--dev", "--port", "0", "--windows", settings(tmp_path, way))
    assert ended.status != 0 and "others may read the key" in ended.errors


def test_a_service_that_is_killed_between_question_and_answer(world, authority, window, tmp_path):
    way = settings(tmp_path, client(authority, window))
    service = Service(world.programs, world.data, "--windows", way)

    def kill(*_):
        window.reply = lambda asked, _: (200, json.dumps(answer(asked, "released", as_of=1_790_000_000)).encode())
        service.process.send_signal(signal.SIGKILL)
        service.process.communicate()

    window.reply = kill
    number = ask(world, GOOD)
    until(lambda: service.process.poll() is not None)
    with serving(world, "--windows", way):
        until(lambda: question(world, number)["state"] == "answered")
    assert len(window.asked) == 2 and window.asked[0][1] == window.asked[1][1]
    kept = receipts(world, number)
    assert [(one["way"], one["outcome"]) for one in kept] == [("sent", "delivered"), ("came", "taken")]
    assert world.programs.portpass("audit", "verify", "--data", world.data).status == 0


@pytest.mark.parametrize("content, words", [
    ("{}", "windows must be"), ("nonsense", "no JSON"), ('{"windows": {"port": {"folder": "/tmp"}}}', "not known"),
    ('{"windows": {"customs": {"url": "http://a.example/", "certificate": "a", "key": "b"}}}', "windows.customs.url must be"),
    ('{"windows": {"customs": {"folder": "/nowhere/at/all"}}}', "folder of a single window")])
def test_a_file_that_can_not_be_used_is_told_before_anything_begins(world, tmp_path, content, words):
    path = tmp_path / "windows.json"
    path.write_text(content)
    ended = world.programs.portpass("serve", "--data", world.data, "--dev", "--port", "0", "--windows", path)
    assert ended.status != 0 and words in ended.errors and "listening" not in ended.output
