"""Issuing passes, and verifying them in a stream, beside libsodium and beside another implementation.

Rates are those of the clock, and mean something on a quiet machine only; the microseconds of processor time beside
them, and the ratios to raw signatures, also hold while something else builds.
"""

import base64
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

from report import load, row
from scene import BIN, ROOT, records

PORTPASS, PORTGATE = str(BIN / "portpass"), str(BIN / "portgate")


def run(*command):
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)


class Ended:
    """A command that ran to its end: seconds by the clock, and of processor time."""

    def __init__(self, command, **files):
        started = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, **files)
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds = time.monotonic() - started
        self.processor = usage.ru_utime + usage.ru_stime
        assert status == 0, f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}"


def raw_signatures():
    """Microseconds of one Ed25519 signature and of one verification by libsodium itself, through PyNaCl."""
    from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
    public, secret = crypto_sign_seed_keypair(bytes(32))
    message = bytes(300)
    signed = crypto_sign(message, secret)

    def each(body):
        times = []
        for _ in range(15):
            started = time.process_time()
            for _ in range(200):
                body()
            times.append((time.process_time() - started) / 200 * 1e6)
        return statistics.median(times)

    return each(lambda: crypto_sign(message, secret)), each(lambda: crypto_sign_open(signed, public))


def issue(folder, data, count):
    source, target = folder / "records.jsonl", folder / "passes.jsonl"
    source.write_text("\n".join(records(count)) + "\n")
    with open(target, "wb") as out:
        ended = Ended([PORTPASS, "issue", "--data", data, "--jsonl", str(source)], stdout=out)
    passes = [json.loads(line) for line in target.read_text().splitlines()]
    assert len(passes) == count, f"{len(passes)} passes for {count} records"
    return ended, passes


def stream(home, texts, answers):
    """The decisions on `texts`, one a line into the file `answers`: processor seconds and peak memory in MiB."""
    with open(answers, "wb") as out:
        gate = subprocess.Popen([PORTGATE, "verify", "--home", home, "-"], stdin=subprocess.PIPE, stdout=out, cwd=ROOT)
        feeder = threading.Thread(target=lambda: (gate.stdin.write(texts), gate.stdin.flush()))
        started = time.monotonic()
        feeder.start()
        wanted = texts.count(b"\n")
        answered = position = 0
        while answered < wanted:
            time.sleep(0.01)
            with open(answers, "rb") as written:
                written.seek(position)
                new = written.read()
            answered += new.count(b"\n")
            position += len(new)
        seconds = time.monotonic() - started
        # While it still runs: what a process inherits from the one that started it must not count.
        status = pathlib.Path(f"/proc/{gate.pid}/status").read_text()
        peak = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
        feeder.join()
        gate.stdin.close()
        _, code, usage = os.wait4(gate.pid, 0)
        gate.returncode = os.waitstatus_to_exitcode(code)
        assert gate.returncode == 0, f"portgate verify - ended with status {gate.returncode}"
    return seconds, usage.ru_utime + usage.ru_stime, peak


def commands(wanted, count):
    """
    - wanted: of "issue", "stream", "cwt".
    - count: records to issue and lines to verify.
    """
    sign, verify = raw_signatures()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / ".build"))
    try:
        data, home = str(folder / "register"), str(folder / "gate")
        run(PORTPASS, "init", "--data", data, "--dev")
        ended, passes = issue(folder, data, count)
        if "issue" in wanted:
            rate, each = count / ended.seconds, ended.processor / count * 1e6
            row(f"portpass issue of {count:,} records", f"{rate:,.0f} passes/s, {load()}",
                ">= 7,500 passes/s", rate >= 7_500)
            row("  raw signature and check / issuing a pass",
                f"{(sign + verify) / each:.2f} of {each:.0f} us on a processor")
        run(PORTPASS, "publish", "--data", data)
        run(PORTGATE, "init", "--home", home, "--root", data + "/tuf/metadata/1.root.json", "--gate", "KEL-E1", "--dev")
        run(PORTGATE, "sync", "--home", home, "--source", data + "/tuf")
        texts = "".join(p["text"] + "\n" for p in passes).encode()
        few = b"".join(texts.splitlines(keepends=True)[:1_000])
        _, few_processor, few_peak = stream(home, few, folder / "decisions")
        if "stream" in wanted:
            seconds, processor, peak = stream(home, texts, folder / "decisions")
            decisions = [json.loads(line) for line in (folder / "decisions").read_text().splitlines()]
            admitted = sum(d["verdict"] == "admit" and d["pass"]["id"] == p["id"] for d, p in zip(decisions, passes))
            assert (len(decisions), admitted) == (count, count), f"{len(decisions)} decisions, {admitted} admitted"
            each = (processor - few_processor) / (count - 1_000) * 1e6
            row(f"portgate verify - of {count:,} lines", f"{count / seconds:,.0f} lines/s, {load()}")
            row("  raw verification / answering a line", f"{verify / each:.2f} of {each:.0f} us on a processor",
                ">= 0.80", verify / each >= 0.80)
            row(f"  peak memory, {count:,} beside 1,000 lines", f"{peak:.1f} and {few_peak:.1f} MiB", "grows <= 2 MiB",
                peak - few_peak <= 2)
        if "cwt" in wanted:
            sample = [p["text"] for p in passes[:1_000]]
            theirs = cwt_processor(data, sample)
            _, ours, _ = stream(home, texts, folder / "decisions")
            ours = (ours - few_processor) / (count - 1_000)
            row("cwt in Python, signature only, a pass", f"{theirs * 1e6:.0f} us on a processor")
            row("portgate, decision and JSON line, a pass", f"{ours * 1e6:.0f} us, {theirs / ours:.1f} times as fast")
    finally:
        shutil.rmtree(folder)


def cwt_processor(data, texts):
    """Processor seconds that `cwt` takes to verify a text, the median of some rounds."""
    import base45
    import cbor2
    import cwt
    keys = json.loads(next((pathlib.Path(data) / "tuf" / "targets").glob("*.keys.json")).read_text())["keys"]
    x = next(base64.urlsafe_b64decode(k["x"] + "=") for k in keys if k["use"] == "pass")
    kid = cbor2.loads(cbor2.loads(base45.b45decode(texts[0][4:])).value[0])[4]
    key = cwt.COSEKey.new({1: 1, -1: 6, -2: x, 3: -19, 2: kid})
    context = cwt.COSE.new()
    rounds = []
    for _ in range(5):
        started = time.process_time()
        for text in texts:
            context.decode(base45.b45decode(text[4:]), key)
        rounds.append((time.process_time() - started) / len(texts))
    return statistics.median(rounds)
