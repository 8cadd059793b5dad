"""`portgate verify -`: one answer a line, in order, none held back, in constant memory."""

import json
import pathlib
import re
import select
import subprocess
import time

from processes import BROKE


def start(world):
    return subprocess.Popen(
        [str(world.programs.portgate_path), "verify", "--home", str(world.home), "-"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_each_line_is_answered_before_the_next_is_sent(pristine):
    gate = start(pristine)
    try:
        for issued in pristine.passes[:5]:
            gate.stdin.write(issued["text"].encode() + b"\n")
            gate.stdin.flush()
            ready, _, _ = select.select([gate.stdout], [], [], 30)
            assert ready, "the answer was held back"
            assert json.loads(gate.stdout.readline())["pass"]["number"] == issued["number"]
        gate.stdin.close()
        assert gate.stdout.read() == b"" and gate.wait(30) == 0
    finally:
        gate.kill()


def test_empty_overlong_and_foreign_lines_are_answered_too(pristine):
    good = pristine.passes[0]["text"].encode()
    lines = [good, b"", b"PP1:" + b"0" * 100_000, b"https://example.com", b"\xff\xfe\x00", b"M1DESMARAIS/LUC", good + b"\r", good]
    ended = pristine.programs.portgate("verify", "--home", pristine.home, "-", data=b"\n".join(lines))
    assert ended.status == 0
    answers = [json.loads(line) for line in ended.output.splitlines()]
    codes = [[r["code"] for r in a["reasons"] if r.get("effect") != "note"] for a in answers]
    assert codes == [[], ["unsupported"], ["malformed"], ["unsupported"], ["unsupported"], ["unsupported"], [], []]
    assert all("pass" not in a for a, c in zip(answers, codes) if c)


def test_a_long_stream_is_answered_whole_in_order_and_in_constant_memory(pristine, tmp_path):
    def peak(count):
        texts = [pristine.passes[n % len(pristine.passes)]["text"].encode() + b"\n" for n in range(count)]
        with open(tmp_path / "answers", "wb") as answers:
            gate = subprocess.Popen(
                [str(pristine.programs.portgate_path), "verify", "--home", str(pristine.home), "-"],
                stdin=subprocess.PIPE, stdout=answers)
        gate.stdin.write(b"".join(texts))
        gate.stdin.flush()
        while (tmp_path / "answers").read_bytes().count(b"\n") < count:
            assert gate.poll() is None
            time.sleep(0.02)
        # While it still runs: what wait4 tells afterwards is also the memory of the process that started it.
        status = pathlib.Path(f"/proc/{gate.pid}/status").read_text()
        gate.stdin.close()
        assert gate.wait() == 0
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])

    few, many = peak(200), peak(10_000)
    with open(tmp_path / "answers") as answers:
        for number, line in enumerate(answers):
            expected = pristine.passes[number % len(pristine.passes)]["number"]
            assert json.loads(line)["pass"]["number"] == expected
    assert number == 9_999
    assert many - few < 4_096, f"memory grew from {few} to {many} KiB"


def test_a_stream_that_runs_on_sees_newer_trust(world):
    issued = world.passes[0]
    gate = start(world)
    try:
        def ask():
            gate.stdin.write(issued["text"].encode() + b"\n")
            gate.stdin.flush()
            return json.loads(gate.stdout.readline())["verdict"]

        assert ask() == "admit"
        world.programs.done("portpass", "revoke", issued["id"], "--reason", "stolen", "--data", world.data)
        world.publish()
        world.sync()
        for _ in range(2_000_000):
            if ask() == "deny":
                break
        else:
            raise AssertionError("the running stream never saw the revocation")
    finally:
        gate.kill()


def test_a_reader_that_goes_away_ends_the_stream_with_a_sentence(pristine):
    gate = start(pristine)
    gate.stdout.close()
    text = pristine.passes[0]["text"].encode() + b"\n"
    try:
        while gate.poll() is None:
            gate.stdin.write(text)
            gate.stdin.flush()
    except BrokenPipeError:
        pass
    assert gate.wait(30) == BROKE
    assert gate.stderr.read().decode().count("\n") == 1
