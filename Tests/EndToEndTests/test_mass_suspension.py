"""Everything that a company has, suspended at the back office's page while gates run: how soon it is done and published, and that
each gate refuses every one of its passes after the first look that it takes at what is published.

PORTPASS_SUSPENDED and PORTPASS_SUSPENDED_GATES say how many passes and gates; scripts/suspend-company asks for 5,000 and 20.
"""

import concurrent.futures
import contextlib
import json
import os
import shutil
import threading
import time
import urllib.parse

import pytest

from processes import ROOT

pytest.importorskip("cbor2")
from clerk import Clerk  # noqa: E402
from patience import until  # noqa: E402
from proxy import Proxy, nothing  # noqa: E402
from test_gate import Gate, enrol  # noqa: E402
from test_restore import record  # noqa: E402
from test_serve import serving  # noqa: E402
from visitor import hidden  # noqa: E402

pytestmark = pytest.mark.real_time

PASSES = int(os.environ.get("PORTPASS_SUSPENDED", "300"))
GATES = int(os.environ.get("PORTPASS_SUSPENDED_GATES", "3"))
#: So many of them are shown to each running gate, spread over all; the rest is put to the trust that it has then.
SHOWN = int(os.environ.get("PORTPASS_SUSPENDED_SHOWN", "300"))
#: Seconds between two looks of a gate, and what it may take beside that.
INTERVAL = int(os.environ.get("PORTPASS_SUSPENDED_INTERVAL", "1"))
BESIDE_INTERVAL = 2
COMPANY = "萬里港勤裝卸股份有限公司"
#: Seconds for preview, act and publication together.
BUDGET = 5


class Watched:
    """A running gate behind a line. Once the status list that is expected has come over it, every further look waits: what the gate
    knows then is from that one.
    """

    def __init__(self, world, proxy, home):
        self.proxy = proxy
        self.home = home
        #: Whether a list that comes now is the one that is waited for.
        self.expects = False
        self.heard, self.asks_again, self.let_go = threading.Event(), threading.Event(), threading.Event()
        proxy.fault = self._pass_on
        # A copy knows the line of the gate that it was made from.
        self.gate = Gate(
            world, "--source", f"{proxy.url}/tuf", "--service", proxy.url, "--interval", str(INTERVAL), home=home)

    def _pass_on(self, exchange):
        path = exchange.path.partition("?")[0]
        if path.startswith("/tuf/metadata/") and self.heard.is_set():
            self.asks_again.set()
            self.let_go.wait()
        nothing(exchange)
        if path.startswith("/tuf/targets/status/") and self.expects:
            self.heard.set()

    def stop(self):
        self.let_go.set()
        status, errors = self.gate.stop()
        self.proxy.close()
        assert status == 0, errors


def snapshot_of(timestamp):
    return json.loads(timestamp)["signed"]["meta"]["snapshot.json"]["version"]


def published(service):
    return snapshot_of(service.get("/tuf/metadata/timestamp.json").body)


def everywhere():
    """All zones of all ports: each gate that lets people in admits such a pass."""
    zones = {}
    ways = []
    for gate in json.loads((ROOT / "seeds" / "gates.json").read_text())["gates"]:
        known = zones.setdefault(gate["port"], [])
        known += [zone for zone in gate["zones"] if zone not in known]
        if "in" in gate["directions"]:
            ways.append(gate["id"])
    return zones, ways


def issued(world, first, count, company, zones):
    lines = "\n".join(
        json.dumps({**record(number), "organisation": company, "access": zones}) for number in range(first, first + count))
    made = world.programs.done("portpass", "issue", "--data", world.data, "--jsonl", "-", data=lines.encode(), timeout=600)
    found = [json.loads(line) for line in made.output.splitlines()]
    assert len(found) == count
    return found


@contextlib.contextmanager
def watched(world, service, ways, folder):
    """So many gates, each with a home and a line of its own; more than there are names for are copies with their own memory."""
    gates = []
    try:
        for number in range(GATES):
            home = folder / f"gate-{number}"
            name, proxy = ways[number % len(ways)], Proxy(service.url, f"127.0.1.{number + 1}")
            if number < len(ways):
                world.programs.done("portgate", "init", "--home", home, "--root", world.root, "--gate", name, "--dev")
                world.programs.done("portgate", "sync", "--home", home, "--source", world.tuf)
                enrol(world, proxy, name, home)
            else:
                shutil.copytree(
                    folder / f"gate-{number - len(ways)}", home, ignore=shutil.ignore_patterns("gate.sqlite*", "lock", "*.sock"))
            gates.append(Watched(world, proxy, home))
        yield gates
    finally:
        for gate in gates:
            gate.stop()


def test_a_company_is_suspended_and_every_gate_refuses_all_its_passes_at_its_first_look(world, tmp_path):
    zones, ways = everywhere()
    passes = issued(world, 1, PASSES, COMPANY, zones)
    others = issued(world, PASSES + 1, 3, "別家港勤裝卸股份有限公司", zones)
    world.publish()
    with serving(world) as service, watched(world, service, ways, tmp_path) as gates:
        anna = Clerk(service.url, "anna").join(world, "supervisor")
        for gate, one in zip(gates, passes):
            until(lambda: gate.gate.state().get("online"), within=120)
            answer = gate.gate.scan(one["text"], "in")
            # One gate is for dangerous goods, where a guard looks at everybody.
            assert answer["verdict"] != "deny", answer
        # What the enrolments changed is out, so that the next that comes is the suspension.
        world.publish()
        before = published(service)

        began = time.monotonic()
        page = anna.get("/staff/suspensions?company=" + urllib.parse.quote(COMPANY))
        shown = time.monotonic()
        words = page.body.decode()
        assert all(one["id"] in words for one in passes) and not any(one["id"] in words for one in others)
        for gate in gates:
            gate.expects = True
        sending = time.monotonic()
        done = anna.act(page, "suspensions", company=COMPANY, seen=hidden(page, "seen"), reason="investigation")
        acted = time.monotonic()
        assert done.status == 303, done.body.decode()[:2000]
        until(lambda: published(service) > before)
        out = time.monotonic()
        whole = (shown - began) + (out - sending)

        with concurrent.futures.ThreadPoolExecutor(len(gates)) as pool:
            after = list(pool.map(lambda pair: refused_since(*pair, out), zip(gates, passes)))
            for gate in gates:
                assert gate.asks_again.wait(60), "a gate did not look again"
            shown_to = passes[::max(1, len(passes) // SHOWN)]
            counts = list(pool.map(lambda gate: refusals(world, gate, shown_to, passes, others), gates))
        print(
            f"\n{PASSES:,} passes, {GATES} gates that look every {INTERVAL} s, load {os.getloadavg()[0]:.0f}: "
            f"preview {shown - began:.2f}, act {acted - sending:.2f}, published {out - acted:.2f}, together {whole:.2f} s ({BUDGET} s); "
            f"refused at the gates {min(after):.2f} to {max(after):.2f} s after that; then {sum(counts):,} scans, all refused")
        assert whole <= BUDGET
        assert max(after) <= INTERVAL + BESIDE_INTERVAL
        # By hand as well: one sync, of a gate that nobody runs.
        world.sync()
        assert all_refused(world, world.home, passes)
    told = world.programs.done("portpass", "audit", "verify", "--data", world.data)
    assert "the log is whole" in told.output


def refused_since(gate, one, since):
    """Seconds until the gate has answered its first scan with a refusal."""
    until(lambda: gate.gate.scan(one["text"], "in")["verdict"] == "deny")
    return time.monotonic() - since


def refusals(world, gate, shown, passes, others):
    for one in shown:
        answer = gate.gate.scan(one["text"], "in")
        assert answer["verdict"] == "deny" and answer["reason"]["code"] == "suspended", (one["number"], answer)
    for one in others:
        assert gate.gate.scan(one["text"], "in")["verdict"] != "deny"
    if len(shown) < len(passes):
        assert all_refused(world, gate.home, passes)
    assert not gate.let_go.is_set()
    return len(shown)


def all_refused(world, home, passes):
    ended = world.programs.done(
        "portgate", "verify", "--home", home, "-", data="\n".join(one["text"] for one in passes).encode(), timeout=600)
    decisions = [json.loads(line) for line in ended.output.splitlines()]
    assert len(decisions) == len(passes)
    return all(one["verdict"] == "deny" and one["reasons"][0]["code"] == "suspended" for one in decisions)
