"""Running the service: whether it is ready, its figures, its log; what is kept of people and its end."""

import json
import re
import socket
import urllib.error
import urllib.request

import pytest

from processes import BROKE, USAGE

pytest.importorskip("cbor2")
from kiosk import ask  # noqa: E402
from test_restore import issue, record  # noqa: E402
from test_serve import Service, serving  # noqa: E402
from visitor import Visitor, hidden  # noqa: E402


def test_it_is_ready_and_its_figures_are_for_this_machine_only(world):
    service = Service(world.programs, world.data, "--metrics", "0")
    try:
        place = re.search(r"metrics on (http://127\.0\.0\.1:\d+)/metrics", service.line())
        assert service.get("/readyz").status == 200
        assert service.get("/metrics").status == 404
        issue(world, 1)
        with urllib.request.urlopen(place[1] + "/metrics", timeout=60) as answer:
            text = answer.read().decode()
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        figures = dict(re.findall(r"^([a-z_]+(?:\{[^}]*\})?) (\S+)$", text, re.MULTILINE))
        assert float(figures["portpass_passes_total"]) == len(world.passes) + 1
        assert float(figures["portpass_database_bytes"]) > 0 and float(figures["portpass_disk_free_bytes"]) > 0
        assert float(figures['portpass_http_requests_total{part="readyz",method="GET",status="2xx"}']) == 1
        assert record(1)["name"] not in text and record(1)["idNumber"] not in text
        # From no other address of this machine.
        port = int(place[1].rsplit(":", 1)[1])
        other = socket.socket()
        other.settimeout(5)
        assert other.connect_ex(("127.0.0.2", port)) != 0
        other.close()
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(place[1] + "/healthz", timeout=60)
    finally:
        assert service.stop()[0] == 0


def test_other_peoples_reader_of_figures_reads_ours(world):
    parser = pytest.importorskip("prometheus_client.parser")
    service = Service(world.programs, world.data, "--metrics", "0")
    try:
        place = re.search(r"(http://127\.0\.0\.1:\d+/metrics)", service.line())
        service.get("/healthz")
        with urllib.request.urlopen(place[1], timeout=60) as answer:
            families = {family.name: family for family in parser.text_string_to_metric_families(answer.read().decode())}
        assert families["portpass_http_request_seconds"].type == "histogram"
        assert families["portpass_passes"].type == "counter"
        assert families["portpass_gates"].type == "gauge"
    finally:
        service.stop()


def test_its_log_is_one_object_a_line_and_holds_nothing_of_anybody(world):
    service = Service(world.programs, world.data, "--log", "json")
    secret = record(7)["idNumber"]
    try:
        for path in [f"/en/status?number={secret}&code=SECRETCODE", f"/zh-tw/prove/{secret}?token=SECRETTOKEN", "/en/my?x=y"]:
            ask(service.url, "GET", path)
        ask(service.url, "POST", f"/en/prove?contact={secret}", b"contact=somebody%40example.org", {
            "Content-Type": "application/x-www-form-urlencoded"})
        visitor = Visitor(service.url)
        visitor.post("/en/company/sign-in", {
            "csrf": hidden(visitor.get("/en/company"), "csrf"), "email": "somebody@example.org", "password": "SECRETPASSWORD"})
        issue(world, 7)
        # Something that fails and is logged: the folder of what is published is taken away for a moment.
        world.tuf.rename(world.tuf.with_name("tuf.away"))
        world.programs.portpass("revoke", world.passes[0]["id"], "--reason", "lost", "--data", world.data)
        first = service.line()
        while "publishing" not in first and service.process.poll() is None:
            first += service.line()
        world.tuf.with_name("tuf.away").rename(world.tuf)
    finally:
        status, errors = service.stop()
    assert status == 0
    lines = [json.loads(line) for line in (first + errors).splitlines()]
    assert any("publishing failed" in line["message"] for line in lines), lines
    assert all({"at", "level", "from", "message"} <= line.keys() for line in lines)
    # Who was turned away and who tried to sign in is noted: at which door, with what, from where; not as whom.
    assert any(re.fullmatch(r"POST /?en/prove was refused with 403 to 127\.0\.0\.1", line["message"]) for line in lines), lines
    assert any("a company's pages: password refused, from 127.0.0.1" in line["message"] for line in lines), lines
    text = first + errors
    for word in [secret, "SECRETCODE", "SECRETTOKEN", "SECRETPASSWORD", "somebody", record(7)["name"], world.passes[0]["text"][:40]]:
        assert word not in text, word


def test_its_log_for_people_is_a_sentence_a_line_with_its_time(world):
    service = Service(world.programs, world.data)
    ask(service.url, "POST", "/en/prove", b"", {"Content-Type": "application/x-www-form-urlencoded"})
    status, errors = service.stop()
    assert status == 0
    assert re.search(
        r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ warning \S+: .*en/prove was refused with 403 to 127\.0\.0\.1", errors, re.MULTILINE), errors


def test_what_is_kept_of_somebody_is_given_out_and_erased_by_the_one_line_that_names_them(world):
    made, = issue(world, 9)
    identity = record(9)["idNumber"]
    with serving(world):
        for data in (b"\n", b"X\n"):
            ended = world.programs.portpass("person", "export", "--data", world.data, data=data)
            assert ended.status == BROKE and ended.is_one_sentence(), ended.errors
        file = world.programs.done("portpass", "person", "export", "--data", world.data, data=identity.encode()).json
        assert [kept["number"] for kept in file["passes"]] == [made["number"]]
        assert file["passes"][0]["name"] == record(9)["name"]
        opened = world.programs.done(
            "portpass", "person", "identity", made["number"], "--purpose", "police-inquiry", "--data", world.data)
        assert opened.output.strip() == identity
        refused = world.programs.portpass(
            "person", "identity", made["number"], "--purpose", "curiosity", "--data", world.data)
        assert refused.status in (BROKE, USAGE) and "police-inquiry" in refused.errors
        erased = world.programs.done("portpass", "person", "erase", "--data", world.data, data=identity.encode()).json
        # In force: it stays, and it is said until when, and why.
        assert erased["passes"] == 0 and erased["kept"][0]["what"] == made["number"]
        assert "個人資料保護法" in erased["kept"][0]["ground"] and erased["kept"][0]["until"] > 0
        run = world.programs.done("portpass", "retention", "run", "--dry-run", "--data", world.data).json
        assert run["dryRun"] is True and run["erased"]["expired-pass"] == 0
    rules = world.programs.done("portpass", "retention", "rules", "--data", world.data).output.splitlines()
    assert {json.loads(rule)["class"] for rule in rules} == {
        "unfinished-application", "rejected-application", "issued-application", "expired-pass", "window-receipt",
        "contribution", "seminar-sign-up"}
    # The list of the erased is beside the database, without the number.
    listed = (world.data / "erasures").read_text()
    assert re.fullmatch(r"[0-9a-f]{32} \d+\n", listed) and identity not in listed
    assert (world.data / "erasures").stat().st_mode & 0o077 == 0
    verified = world.programs.done("portpass", "audit", "verify", "--data", world.data)
    assert "the log is whole" in verified.output
