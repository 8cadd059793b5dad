"""What companies' systems are told, at a running service: verified by the reference library of Standard Webhooks, with receivers that
are lost, slow, or send on to elsewhere."""

import http.server
import json
import re
import threading

import pytest

pytest.importorskip("standardwebhooks")
pytest.importorskip("schemathesis")
from patience import SECONDS, until  # noqa: E402
from standardwebhooks import Webhook, WebhookVerificationError  # noqa: E402
from test_api import Port, draft  # noqa: E402
from gatehouse import face  # noqa: E402
from kiosk import ask  # noqa: E402
from reviewers import reviewers  # noqa: E402


class Receiver:
    """A company's system: keeps what it is told, and answers what it is told to."""

    def __init__(self, answers=()):
        self.told, self.answers, self.met = [], list(answers), threading.Condition()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with receiver.met:
                    status = receiver.answers.pop(0) if receiver.answers else 204
                    receiver.told.append((status, dict(self.headers), body))
                    receiver.met.notify_all()
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook"

    def wait(self, count, seconds=SECONDS):
        """Everything, once there is so much of it."""
        with self.met:
            assert self.met.wait_for(lambda: len(self.told) >= count, seconds), self.told
            return list(self.told)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def port(programs, tmp_path_factory):
    port = Port(programs, tmp_path_factory.mktemp("webhooks"))
    yield port
    status, errors = port.service.stop()
    assert status == 0, errors
    assert "failed" not in errors, errors


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.stop()


class Endpoint:
    def __init__(self, port, address):
        self.port = port
        owner = port.owner
        owner.go("company/hooks")
        owner.send("/hooks", hookAddress=address)
        self.secret = self.shown()
        owner.go("company/hooks")
        self.path = [link.split("/", 2)[2] for link in owner.page.links if re.search(r"company/hooks/[0-9a-f]{16}$", link)][-1]

    def shown(self):
        secret = self.port.owner.page.text.partition('class="line secret"><bdi>')[2].partition("<")[0].replace("&#x3D;", "=").replace("&#61;", "=")
        assert secret.startswith("whsec_"), self.port.owner.page.errors
        return secret

    def act(self, act, **fields):
        self.port.owner.go(self.path)
        form = self.port.owner.form(f"/{act}")
        self.port.owner.page = self.port.owner.post(form, form.sent(**fields))

    def remove(self):
        self.act("remove")


def sent(port, token, letter):
    number = draft(port, token, letter)
    put = ask(port.service.url, "PUT", f"/api/v1/applications/{number}/documents/photo", face(), {
        "Authorization": f"Bearer {token}", "Content-Type": "image/jpeg"})
    assert put.status == 200, put.body
    done = port.ask("POST", f"/applications/{number}/submit", token, Idempotency_Key=f"submit-{number}")
    assert done.status == 200, done.body
    return number


def events(secret, told):
    """Every telling, verified by the reference library."""
    return [Webhook(secret).verify(body.decode(), {name.lower(): value for name, value in headers.items()}) for _, headers, body in told]


def test_an_application_is_told_of_from_its_beginning_to_its_end(port, receiver):
    endpoint = Endpoint(port, receiver.address)
    token = port.token()
    number = sent(port, token, "H")
    reviewers(port.service).approve(number)
    passes = until(lambda: json.loads(port.ask("GET", f"/applications/{number}", token).body)["passes"])
    assert port.ask("POST", f"/passes/{passes[0]}/release", token, Idempotency_Key=f"release-{number}").status == 200
    found = []
    while ("pass.state-changed", passes[0], "revoked") not in found:
        # One more than were looked at, which may be there already.
        told = receiver.wait(len(found) + 1)
        found = [(event["type"], event["data"]["number"], event["data"]["state"]) for event in events(endpoint.secret, told)]
    states = [state for kind, subject, state in found if kind == "application.state-changed" and subject == number]
    assert states[0] == "submitted" and states[-1] == "issued", states
    assert ("pass.issued", passes[0], "active") in found
    for _, headers, body in receiver.told:
        assert "王小明".encode() not in body and b"H120000" not in body
        assert set(json.loads(body)) == {"type", "timestamp", "data"} and set(json.loads(body)["data"]) == {"number", "state"}
        with pytest.raises(WebhookVerificationError):
            Webhook(endpoint.secret).verify(body.decode().replace(number, "A26-XXXXXXX") + " ", {n.lower(): v for n, v in headers.items()})
    endpoint.remove()


def test_a_lost_receiver_is_told_again_under_the_same_name(port):
    lost = Receiver([500])
    endpoint = Endpoint(port, lost.address)
    sent(port, port.token(), "I")
    (_, first, body), (_, second, again) = lost.wait(2)[:2]
    assert first["webhook-id"] == second["webhook-id"] and body == again
    assert int(second["webhook-timestamp"]) > int(first["webhook-timestamp"])
    assert events(endpoint.secret, lost.told)
    endpoint.remove()
    lost.stop()


def test_nothing_is_sent_on_to_where_a_receiver_points(port):
    pointing = Receiver([302])
    endpoint = Endpoint(port, pointing.address)
    sent(port, port.token(), "J")
    told = pointing.wait(2)
    assert [status for status, _, _ in told[:2]] == [302, 204] and told[0][1]["webhook-id"] == told[1][1]["webhook-id"]
    endpoint.remove()
    pointing.stop()


def test_for_a_day_a_new_secret_signs_along_with_the_old(port, receiver):
    endpoint = Endpoint(port, receiver.address)
    endpoint.act("rotate")
    new = endpoint.shown()
    assert new != endpoint.secret
    sent(port, port.token(), "K")
    told = receiver.wait(1)
    assert events(endpoint.secret, told) == events(new, told)
    assert len(told[0][1]["webhook-signature"].split(" ")) == 2
    endpoint.remove()


def test_what_was_sent_is_seen_and_sent_again(port, receiver):
    endpoint = Endpoint(port, receiver.address)
    number = sent(port, port.token(), "L")
    first = receiver.wait(1)[0]
    until(lambda: "Received; answer: 204" in port.owner.go(endpoint.path).text)
    assert number in port.owner.page.text
    endpoint.act("again")
    second = receiver.wait(2)[1]
    assert first[1]["webhook-id"] == second[1]["webhook-id"] and first[2] == second[2]
    endpoint.remove()


def test_what_waits_goes_when_the_service_is_there_again(port, receiver):
    token = port.token()
    endpoint = Endpoint(port, receiver.address)
    receiver.answers = [503] * 1
    sent(port, token, "M")
    before = receiver.wait(1)[0]
    port.again()
    after = receiver.wait(2)[1]
    assert after[1]["webhook-id"] == before[1]["webhook-id"]
    assert events(endpoint.secret, receiver.told)
    endpoint.port.owner.go("company/hooks")
    endpoint.remove()
