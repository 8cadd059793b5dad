"""Figures of the built commands, each beside a peer measured in the same run. Called by scripts/bench."""

import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BIN = pathlib.Path(os.environ["PORTPASS_BIN"])
PORTPASS, PORTGATE = str(BIN / "portpass"), str(BIN / "portgate")
wanted = set(sys.argv[1:]) or {"issue", "stream", "cwt"}
missed = False


def row(what, figure, budget=None, within=True):
    global missed
    missed |= not within
    print(f"{what:<46} {figure:<26}" + (f" {'within' if within else 'MISSED'} {budget}" if budget else ""), flush=True)


def run(*command, **options):
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, **options)


def records(count):
    for number in range(count):
        body = f"{number % 100_000_000:08d}"
        # A valid national id: letter A, sex 1, seven digits, check digit.
        digits = [1, 0, 1, *map(int, body[1:])]
        total = sum(d * w for d, w in zip(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1]))
        identity = "A1" + body[1:] + str(-total % 10)
        yield json.dumps({
            "name": "王小明", "idNumber": identity, "organisation": "基隆港埠裝卸股份有限公司", "kind": "person", "term": "temporary",
            "access": {"TWKEL": ["A"]}, "notBefore": START, "notAfter": END}, ensure_ascii=False)


now = time.time()
START = time.strftime("%Y-%m-%dT00:00:00+08:00", time.gmtime(now - 86_400))
END = time.strftime("%Y-%m-%dT00:00:00+08:00", time.gmtime(now + 20 * 86_400))

with tempfile.TemporaryDirectory(dir=ROOT / ".build") as folder:
    folder = pathlib.Path(folder)
    data, home = str(folder / "register"), str(folder / "gate")
    run(PORTPASS, "init", "--data", data, "--dev")
    count = 100_000
    (folder / "records.jsonl").write_text("\n".join(records(count)) + "\n")
    started = time.monotonic()
    with open(folder / "passes.jsonl", "wb") as out:
        subprocess.run([PORTPASS, "issue", "--data", data, "--jsonl", str(folder / "records.jsonl")], cwd=ROOT, check=True, stdout=out)
    seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    passes = [json.loads(line) for line in (folder / "passes.jsonl").read_text().splitlines()]
    assert len(passes) == count, f"{len(passes)} passes for {count} records"
    if "issue" in wanted:
        rate = count / seconds
        row(f"portpass issue of {count:,} records", f"{rate:,.0f} passes/s", ">= 7,500 passes/s", rate >= 7_500)
        row("  its peak memory", f"{peak:,.0f} MiB")
    run(PORTPASS, "publish", "--data", data)
    run(PORTGATE, "init", "--home", home, "--root", data + "/tuf/metadata/1.root.json", "--gate", "KEL-E1", "--dev")
    run(PORTGATE, "sync", "--home", home, "--source", data + "/tuf")
    (folder / "texts").write_text("".join(p["text"] + "\n" for p in passes))

    if "stream" in wanted:
        def stream(lines):
            started = time.monotonic()
            with open(folder / "texts", "rb") as texts, open(folder / "decisions", "wb") as out:
                feed = subprocess.Popen(["head", "-n", str(lines)], stdin=texts, stdout=subprocess.PIPE)
                gate = subprocess.Popen([PORTGATE, "verify", "--home", home, "-"], stdin=feed.stdout, stdout=out, cwd=ROOT)
                feed.stdout.close()
                _, status, usage = os.wait4(gate.pid, 0)
                feed.wait()
                assert status == 0, f"portgate verify - ended with {status}"
            return time.monotonic() - started, usage.ru_maxrss / 1024
        small_seconds, small = stream(1_000)
        seconds, large = stream(count)
        decisions = (folder / "decisions").read_text().splitlines()
        admitted = sum(json.loads(line)["verdict"] == "admit" for line in decisions)
        assert (len(decisions), admitted) == (count, count), f"{len(decisions)} decisions, {admitted} admitted"
        row(f"portgate verify - of {count:,} lines", f"{count / (seconds - small_seconds):,.0f} lines/s")
        row("  peak memory, 100,000 beside 1,000 lines", f"{large:.0f} and {small:.0f} MiB", "grows <= 2 MiB", large - small <= 2)

    if "cwt" in wanted:
        import base45
        import cwt
        keys = json.loads(next((pathlib.Path(data) / "tuf" / "targets").glob("*.keys.json")).read_text())["keys"]
        key = next(k for k in keys if k["use"] == "pass")
        cose_key = cwt.COSEKey.from_jwk({"kty": "OKP", "crv": "Ed25519", "x": key["x"], "alg": "EdDSA", "key_ops": ["verify"]})
        context = cwt.COSE.new(alg_auto_inclusion=False, kid_auto_inclusion=False)
        sample = [p["text"] for p in passes[:2_000]]
        ours, theirs = [], []
        (folder / "sample").write_text("".join(t + "\n" for t in sample))
        for _ in range(7):
            with open(folder / "sample", "rb") as texts:
                started = time.monotonic()
                subprocess.run([PORTGATE, "verify", "--home", home, "-"], stdin=texts, stdout=subprocess.DEVNULL, cwd=ROOT, check=True)
                ours.append(time.monotonic() - started)
            started = time.monotonic()
            for text in sample:
                context.decode(base45.b45decode(text[4:]), cose_key)
            theirs.append(time.monotonic() - started)
        ratio = statistics.median(t / o for t, o in zip(theirs, ours))
        row("cwt in Python (signature only), 2,000 passes", f"{statistics.median(theirs):.2f} s")
        row("portgate verify - (start and all rules)", f"{statistics.median(ours):.2f} s, {ratio:.1f} times faster")

sys.exit(1 if missed else 0)
