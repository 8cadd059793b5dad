"""Feeds of ships, fetched by the service from a port that answers, lies, stays silent and comes back; and the commands beside it."""

import http.server
import json
import threading

import pytest

from patience import until
from processes import BROKE, demo_world
from test_serve import serving

SHIP = """<SHIP><PORT>KHH</PORT><VISA_NO>{visa}</VISA_NO><VESSEL_CNAME>{name}</VESSEL_CNAME><VESSEL_ENAME>EVER GIVEN</VESSEL_ENAME>\
<IMO>9811000</IMO><CALL_SIGN>H3RC</CALL_SIGN><WHARF_NAME>#70碼頭</WHARF_NAME><ETA_DT>{eta}</ETA_DT><ETD_DT>6/16/2026 7:00:00 AM</ETD_DT></SHIP>"""


def feed(*ships):
    rows = "".join(SHIP.format(visa=visa, name=name, eta=eta) for visa, name, eta in ships)
    return f'<?xml version="1.0" encoding="big5"?><OPEN_DATA><SHIPS>{rows}</SHIPS></OPEN_DATA>'.encode("big5")


class Port:
    """A port's server: each path answers what was put there last."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        port = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                port.asked.append((self.path, self.headers))
                status, body, kind = port.answers.get(self.path, (404, b"", "text/plain"))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, path, body, status=200, kind="text/xml; charset=Big5"):
        self.answers[path] = (status, body, kind)

    def address(self, path):
        return f"http://127.0.0.1:{self.server.server_address[1]}{path}"


@pytest.fixture
def port():
    port = Port()
    yield port
    port.server.shutdown()
    port.server.server_close()


@pytest.fixture
def world(programs, tmp_path):
    return demo_world(programs, tmp_path)


@pytest.fixture
def settings(port, tmp_path):
    path = tmp_path / "ships.json"
    path.write_text(json.dumps({"seconds": 1, "feeds": {
        "5.xml": {"port": "KHH", "url": port.address("/data?port=KHH&type=5")},
        "1.xml": {"port": "KHH", "url": port.address("/data?port=KHH&type=1"), "acceptEmpty": True}}}))
    return path


def ships(world, *arguments, status=0):
    ended = world.programs.portpass("ships", *arguments, "--data", world.data)
    assert ended.status == status, (ended.status, ended.output, ended.errors)
    return [json.loads(line) for line in ended.output.splitlines()] if arguments[0] != "forget" else ended.output


def calls(world):
    return {line["call"]["visa"]: line["call"] for line in ships(world, "list", "--port", "KHH")}


def test_the_service_fetches_and_keeps_what_was_good(world, port, settings):
    forecast, berths = "/data?port=KHH&type=5", "/data?port=KHH&type=1"
    port.put(forecast, feed(("AKHH001", "長賜輪", "6/15/2026 7:00:00 AM")))
    port.put(berths, feed())
    with serving(world, "--ships", settings) as service:
        assert until(lambda: calls(world))["AKHH001"]["chineseName"] == "長賜輪"
        feeds = until(lambda: (told := ships(world, "feeds")) and len(told) == 2 and told)
        assert {one["feed"] for one in feeds} == {"1.xml", "5.xml"} and not any(one["alarms"] for one in feeds)
        # Nothing of ours goes along.
        path, headers = port.asked[0]
        assert headers["User-Agent"] == "portpass" and "Cookie" not in headers and "Authorization" not in headers

        port.put(forecast, feed(("AKHH001", "長賜輪", "6/15/2026 9:00:00 PM"), ("AKHH002", "台華輪", "6/15/2026 8:00:00 AM")))
        until(lambda: len(calls(world)) == 2)
        history = ships(world, "history", "AKHH001", "--port", "KHH")
        assert [one["kind"] for one in history] == ["appeared", "delayed"] or "to" in history[-1], history
        assert history[-1]["to"] - history[-1]["from"] == 14 * 3600
        assert [one["call"]["visa"] for one in ships(world, "find", "臺華輪", "--port", "KHH")] == ["AKHH002"]

        # Silence, nonsense, too much, another page: what was good stays, and is told with what is wrong.
        for answer, fault in [
            ((b"", 503, "text/plain"), "status-503"), ((b"<html>moved</html>", 200, "text/html"), "not-a-feed"),
            ((b" " * (9 << 20), 200, "text/xml"), "too-large"), ((feed(), 200, "text/xml"), "no-ships")]:
            port.put(forecast, answer[0], answer[1], answer[2])
            until(lambda: {one["feed"]: one.get("fault") for one in json_lines(world, BROKE)}["5.xml"] == fault)
            assert len(calls(world)) == 2
        port.server.shutdown()
        port.server.server_close()
        until(lambda: {one["feed"]: one.get("fault") for one in json_lines(world, BROKE)}["1.xml"] == "unreachable")
        assert len(calls(world)) == 2
    said = service.errors()
    assert "5.xml" in said and "status-503" in said and "unreachable" in said


def json_lines(world, status):
    """The feeds, which with an alarm end with a status of its own; nothing while that is not so yet."""
    ended = world.programs.portpass("ships", "feeds", "--data", world.data)
    assert ended.status in (0, status), ended.errors
    return [json.loads(line) for line in ended.output.splitlines()]


def test_a_feed_that_comes_no_more_is_forgotten_with_its_ships(world, tmp_path):
    for name, visa in [("KHH-5.xml", "AKHH001"), ("KHH-7.xml", "AKHH007")]:
        (tmp_path / name).write_bytes(feed((visa, "長賜輪", "6/15/2026 7:00:00 AM")))
    ended = world.programs.portpass(
        "ships", "import", tmp_path / "KHH-5.xml", tmp_path / "KHH-7.xml", "--port", "KHH", "--data", world.data)
    assert ended.status == 0 and "2 changes" in ended.output, (ended.output, ended.errors)
    assert set(calls(world)) == {"AKHH001", "AKHH007"}
    ships(world, "forget", "KHH-7.xml", "--port", "KHH")
    assert set(calls(world)) == {"AKHH001"}
    (tmp_path / "empty.xml").write_bytes(b"")
    ended = world.programs.portpass("ships", "import", tmp_path / "empty.xml", "--port", "KHH", "--data", world.data)
    assert ended.status == BROKE and "empty" in ended.errors


def test_feeds_are_fetched_by_hand(world, port, tmp_path):
    (tmp_path / "KHH-7.xml").write_bytes(feed(("AKHH007", "長賜輪", "6/15/2026 7:00:00 AM")))
    port.put("/data/KHH-5.xml?x=1", feed(("AKHH005", "長榮輪", "6/15/2026 7:00:00 AM")))

    def fetch(*addresses):
        urls = [part for address in addresses for part in ("--url", address)]
        return world.programs.portpass("ships", "import", *urls, tmp_path / "KHH-7.xml", "--port", "KHH", "--data", world.data)

    ended = fetch(port.address("/data/KHH-5.xml?x=1"), port.address("/data/KHH-6.xml"))
    assert ended.status == BROKE and "KHH-6.xml" in ended.errors and "status-404" in ended.errors
    assert calls(world) == {}, "all of one moment, or nothing"
    ended = fetch(port.address("/data/KHH-5.xml?x=1"))
    assert ended.status == 0 and "KHH-5.xml: 1 ships" in ended.output, (ended.output, ended.errors)
    assert set(calls(world)) == {"AKHH005", "AKHH007"}
    port.put("/data/KHH-5.xml?x=1", b"<a/>" * (3 << 20))
    assert "too-large" in fetch(port.address("/data/KHH-5.xml?x=1")).errors
    for address in ("file:///etc/passwd", "gopher://127.0.0.1/x.xml", port.address("/")):
        assert fetch(address).status != 0, address
    nothing = world.programs.portpass("ships", "import", "--port", "KHH", "--data", world.data)
    assert nothing.status != 0 and "addresses" in nothing.errors


@pytest.mark.parametrize("content, words", [
    ("{}", "feeds must be"), ("nonsense", "no JSON"),
    ('{"feeds": {"a": {"port": "KHH", "url": "ftp://a.example/"}}}', "feeds.a.url must be")])
def test_a_file_that_can_not_be_used_is_told_before_anything_begins(world, tmp_path, content, words):
    path = tmp_path / "ships.json"
    path.write_text(content)
    ended = world.programs.portpass("serve", "--data", world.data, "--dev", "--port", "0", "--ships", path)
    assert ended.status != 0 and words in ended.errors and "listening" not in ended.output
