"""The gate's sync over HTTP, from an honest server and from ones that cut, drip, lie or never end."""

import contextlib
import functools
import http.server
import shutil
import threading
import time

import pytest

from processes import ADMIT, BROKE, DENY


@contextlib.contextmanager
def serving(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def honest(folder):
    return functools.partial(Quiet, directory=str(folder))


@pytest.mark.parametrize("ending", ["", "/"])
def test_a_gate_syncs_over_http(world, ending):
    world.programs.done("portpass", "revoke", world.passes[0]["id"], "--reason", "stolen", "--data", world.data)
    world.publish()
    with serving(honest(world.tuf)) as url:
        world.programs.done("portgate", "sync", "--home", world.home, "--source", url + ending)
    assert world.verify(world.passes[0]["text"]).status == DENY


def hostile(folder, spoil, only):
    """A server of `folder` that lets `spoil` answer for names that contain `only`."""

    class Handler(Quiet):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def do_GET(self):
            if only in self.path:
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    spoil(self)
            else:
                super().do_GET()

    return Handler


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(2_000):
        handler.wfile.write(b" " * 65_536)


def lying_about_length(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "10")
    handler.end_headers()
    handler.wfile.write(b"{" * 3)
    handler.close_connection = True


def to_a_file(handler):
    handler.send_response(302)
    handler.send_header("Location", "file:///etc/passwd")
    handler.end_headers()


def round_and_round(handler):
    handler.send_response(302)
    handler.send_header("Location", handler.path)
    handler.end_headers()


def captive_portal(handler):
    body = b"<html><body>Please sign in to the harbour Wi-Fi</body></html>"
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def broken(handler):
    handler.send_error(503)


def cut(handler):
    handler.connection.close()


@pytest.mark.parametrize("only", ["timestamp", "snapshot", ".status.json", "/status/"])
@pytest.mark.parametrize("spoil", [endless, lying_about_length, to_a_file, round_and_round, captive_portal, broken, cut])
def test_a_hostile_server_leaves_the_gate_as_it_was(world, spoil, only):
    world.programs.done("portpass", "revoke", world.passes[0]["id"], "--reason", "stolen", "--data", world.data)
    world.publish()
    with serving(hostile(world.tuf, spoil, only)) as url:
        started = time.monotonic()
        ended = world.programs.portgate("sync", "--home", world.home, "--source", url)
        assert time.monotonic() - started < 30
    assert ended.status == BROKE and ended.is_one_sentence(), ended.errors
    assert world.verify(world.passes[0]["text"]).status == ADMIT
    # Nothing of it stays: the next honest sync goes through.
    world.sync()
    assert world.verify(world.passes[0]["text"]).status == DENY


def test_an_old_repository_is_a_rollback(world):
    old = world.folder / "old"
    shutil.copytree(world.tuf, old)
    world.programs.done("portpass", "revoke", world.passes[0]["id"], "--reason", "stolen", "--data", world.data)
    world.publish()
    world.sync()
    with serving(honest(old)) as url:
        ended = world.programs.portgate("sync", "--home", world.home, "--source", url)
    assert ended.status == BROKE and ended.is_one_sentence(), ended.errors
    assert world.verify(world.passes[0]["text"]).status == DENY


def test_another_ports_repository_is_refused(world, tmp_path):
    programs = world.programs
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("correct horse battery staple\n")
    other = tmp_path / "other"
    programs.done("portpass", "init", "--data", other, "--passphrase-file", passphrase)
    programs.done("portpass", "publish", "--data", other, "--passphrase-file", passphrase)
    ended = programs.portgate("sync", "--home", world.home, "--source", other / "tuf")
    assert ended.status == BROKE and ended.is_one_sentence(), ended.errors


def test_the_clock_under_faketime(world):
    faketime = shutil.which("faketime")
    if not faketime:
        pytest.skip("faketime is not installed")
    text = world.passes[0]["text"]
    with serving(honest(world.tuf)) as url:
        def forget():
            # A clock that jumps while the machine runs is not believed: here it was off all the time.
            for name in ("gate.sqlite", "gate.sqlite-wal", "gate.sqlite-shm", "journal.mark"):
                (world.home / name).unlink(missing_ok=True)

        sync = lambda when: forget() or world.programs.portgate("sync", "--home", world.home, "--source", url, before=[faketime, when], timeout=60)
        assert sync("+2 days").status == 0
        expired = sync("+10 days")
        assert expired.status == BROKE and "expired" in expired.errors
    # What the gate has stays, and grows old: a banner, then a check, then a denial.
    verify = lambda when: forget() or world.verify(text, before=[faketime, when]).json
    assert verify("+3 days")["verdict"] == "admit"
    assert "status-stale" in [r["code"] for r in verify("+3 days")["reasons"]]
    assert verify("+8 days")["verdict"] == "check"
    assert verify("+20 days")["verdict"] == "deny"
    leaving = world.verify(text, "--direction", "out", before=[faketime, "+20 days"]).json
    assert leaving["verdict"] == "check"
