"""What `portpass serve` sends: to a mail server that behaves and one that does not, to an SMS gateway, and what is left when
the service is killed in the middle of it."""

import http.server
import json
import re
import signal
import subprocess
import threading
import time
import urllib.parse

import pytest

from patience import until
from processes import BROKE
from test_serve import Service, serving

pytest.importorskip("aiosmtpd")
from kiosk import ask  # noqa: E402
from mailserver import serving_mail  # noqa: E402
from visitor import Visitor  # noqa: E402

CODE = re.compile(r"\b(\d{6})\b")


@pytest.fixture
def settings(tmp_path):
    """Writes a messages file."""
    def write(mailbox=None, retry=None, **members):
        values = {"site": "https://pass.example", "retry": {"first": 1, "longest": 2, **(retry or {})}}
        if mailbox is not None:
            values["mail"] = {
                "server": f"smtp://127.0.0.1:{mailbox.port}", "from": "noreply@pass.example", "name": "港區通行證", "seconds": 5}
        for name, value in members.items():
            values[name] = {**values.get(name, {}), **value} if isinstance(value, dict) else value
        path = tmp_path / "messages.json"
        path.write_text(json.dumps(values, ensure_ascii=False))
        return path
    return write


def health(service):
    return json.loads(service.get("/healthz").body)["messages"]


def waits(service, seconds):
    """One message waits, and has for so long; between two attempts, for one that is being sent does not wait."""
    messages = health(service)
    return messages["waiting"] == 1 and messages["oldest"] >= seconds


def texts(service):
    return json.loads(service.get("/dev/messages.json").body)


# Mail


@pytest.mark.parametrize("language, subject, warning", [
    ("zh-Hant", "港區通行證驗證碼", "請勿將驗證碼告訴任何人"), ("en", "Your port pass code", "Do not give this code to anybody"),
    ("th", "รหัสยืนยันบัตรผ่านท่าเรือ", "อย่าบอกรหัสนี้กับใคร")])
def test_a_code_comes_by_mail_and_proves_who_reads_it(world, settings, language, subject, warning):
    with serving_mail() as mailbox, serving(world, "--messages", settings(mailbox)) as service:
        visitor = Visitor(service.url)
        page = visitor.ask_for_code("Wang.Ming@Example.com", language)
        mailbox.wait_for(lambda: mailbox.taken)
        sender, recipients, raw = mailbox.taken[0]
        assert sender == "noreply@pass.example" and recipients == ["wang.ming@example.com"]
        assert all(len(line) <= 78 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
        mail = mailbox.mail()
        assert mail["Subject"] == subject and mail["To"] == "wang.ming@example.com" or mail["To"] == "<wang.ming@example.com>"
        assert mail["From"].addresses[0].display_name == "港區通行證"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert re.fullmatch(r"<[0-9a-f]{32}@pass\.example>", mail["Message-ID"])
        assert abs(mail["Date"].datetime.timestamp() - time.time()) < 60
        assert mail.get_content_type() == "text/plain" and mail.get_content_charset() == "utf-8"
        assert not mail.defects
        text = mail.get_content()
        assert warning in text and "http" not in text
        code = CODE.search(text)[1]
        assert code not in mail["Subject"]
        wrong = visitor.prove(page, "000000" if code != "000000" else "000001", language)
        assert wrong.status == 422 and "__Host-portpass" not in visitor.cookies
        proved = visitor.prove(page, code, language)
        assert proved.status == 303 and proved.headers["Location"] == f"/{language}/my"
        assert "__Host-portpass" in visitor.cookies
        assert visitor.prove(page, code, language).status == 403  # the page's form is of before the session
        until(lambda: health(service)["sent"] == 1)
        assert health(service) == {"waiting": 0, "oldest": None, "sent": 1, "failed": 0, "errors": []}
    assert len(mailbox.taken) == 1


def test_what_is_refused_for_now_is_sent_when_it_is_taken_and_once(world, settings):
    with serving_mail() as mailbox, serving(world, "--messages", settings(mailbox)) as service:
        left = iter(["451 4.3.0 later", "450 4.2.0 greylisted"])
        mailbox.at = lambda moment, envelope: next(left, None) if moment == "RCPT" else None
        Visitor(service.url).ask_for_code("wang@example.com")
        mailbox.wait_for(lambda: mailbox.taken)
        until(lambda: health(service)["sent"] == 1)
        assert mailbox.seen.count("RCPT") == 3
    assert len(mailbox.taken) == 1


@pytest.mark.parametrize("moment, reply, error", [
    ("RCPT", "550 5.1.1 nobody of this name", "smtp-550"), ("DATA", "554 5.6.0 not this", "smtp-554")])
def test_what_is_refused_for_good_is_given_up_and_counted(world, settings, moment, reply, error):
    with serving_mail() as mailbox:
        service = Service(world.programs, world.data, "--messages", settings(mailbox))
        mailbox.at = lambda now, envelope: reply if now == moment else None
        Visitor(service.url).ask_for_code("nobody@example.com")
        until(lambda: health(service)["failed"] == 1)
        assert health(service)["errors"] == [error] and health(service)["waiting"] == 0
        status, errors = service.stop()
    assert status == 0 and mailbox.seen.count("RCPT") == 1 and mailbox.taken == []
    # The log says what was given up and why, and not to whom, nor in the server's words.
    assert error in errors and "nobody" not in errors and "@" not in errors


def test_a_connection_that_is_cut_is_tried_again(world, settings):
    with serving_mail() as mailbox, serving(world, "--messages", settings(mailbox)) as service:
        left = iter(["RCPT", "DATA", "KEPT"])
        due = [next(left)]

        def at(moment, envelope):
            if moment != due[0]:
                return None
            due[0] = next(left, None)
            return "cut"

        mailbox.at = at
        Visitor(service.url).ask_for_code("wang@example.com")
        until(lambda: health(service)["sent"] == 1)
        # Once it was kept and the answer was lost: nobody can know, so it came twice, under one name.
        assert len(mailbox.taken) == 2
        assert mailbox.mail(0)["Message-ID"] == mailbox.mail(1)["Message-ID"]


def test_a_server_that_hangs_is_given_up_for_now_and_does_not_stop_the_others(world, settings):
    with serving_mail() as mailbox, serving(world, "--messages", settings(mailbox, mail={"seconds": 1})) as service:
        hung = []

        def at(moment, envelope):
            if moment == "RCPT" and not hung:
                hung.append(True)
                return 8
            return None

        mailbox.at = at
        Visitor(service.url).ask_for_code("slow@example.com")
        until(lambda: hung)
        Visitor(service.url).ask_for_code("quick@example.com")
        # A machine with much to do may take a second itself, and then a mail comes twice.
        mailbox.wait_for(lambda: set(mailbox.recipients) == {"quick@example.com", "slow@example.com"})


def certificate(folder, name):
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-out", paths[0], "-keyout", paths[1]],
        check=True, capture_output=True)
    return paths


def test_a_login_goes_to_a_server_whose_certificate_is_known_and_to_no_other(world, settings, tmp_path):
    good, other = certificate(tmp_path, "good"), certificate(tmp_path, "other")
    secret = tmp_path / "smtp-login"
    secret.write_text("port\nse cret 4711\n")
    secret.chmod(0o600)
    with serving_mail(good, users={"port": "se cret 4711"}) as mailbox:
        mail = {"server": f"smtps://127.0.0.1:{mailbox.port}", "credentials": "smtp-login"}
        with serving(world, "--messages", settings(mailbox, mail={**mail, "certificates": str(other[0])})) as service:
            Visitor(service.url).ask_for_code("wang@example.com")
            until(lambda: waits(service, seconds=2))
        assert mailbox.taken == [] and mailbox.seen == []
        with serving(world, "--messages", settings(mailbox, mail={**mail, "certificates": str(good[0])})):
            mailbox.wait_for(lambda: mailbox.taken)
    assert mailbox.recipients == ["wang@example.com"]


def test_a_wrong_password_is_the_operators_fault_and_loses_nothing(world, settings, tmp_path):
    secret = tmp_path / "smtp-login"
    secret.write_text("port\nwrong")
    secret.chmod(0o600)
    with serving_mail(users={"port": "right"}) as mailbox:
        path = settings(mailbox, mail={"credentials": "smtp-login"})
        service = Service(world.programs, world.data, "--messages", path)
        Visitor(service.url).ask_for_code("wang@example.com")
        # The second time, the first is told of.
        until(lambda: mailbox.seen.count("AUTH") >= 2)
        assert health(service)["failed"] == 0
        status, errors = service.stop()
        assert status == 0 and "email can't be sent now" in errors and "wrong" not in errors and "@" not in errors
        secret.write_text("port\nright")
        with serving(world, "--messages", path):
            mailbox.wait_for(lambda: mailbox.taken)


# Killed in the middle


@pytest.mark.parametrize("moment", ["RCPT", "DATA", "KEPT", "QUIT"])
def test_whenever_the_service_is_killed_each_message_arrives_and_hardly_any_twice(world, settings, moment):
    """SIGKILL at the third time that a mail comes as far as this: before it is taken, after it was taken and before anybody
    said so, after that was said and before it is marked as sent."""
    wanted = [f"person{number}@example.com" for number in range(12)]
    kills = count = 0
    with serving_mail() as mailbox:
        path = settings(mailbox)
        service = Service(world.programs, world.data, "--messages", path)
        # Nothing is taken until all of them wait.
        mailbox.at = lambda now, envelope: "451 not yet" if now == "RCPT" else None
        for contact in wanted:
            Visitor(service.url).ask_for_code(contact)

        def at(now, envelope):
            nonlocal count
            if now == moment and kills < 3:
                count += 1
                if count % 3 == 0:
                    service.process.kill()
                    service.process.wait(60)

        mailbox.at = at
        deadline = time.monotonic() + 180
        while set(mailbox.recipients) != set(wanted) or kills == 0:
            assert time.monotonic() < deadline, (sorted(set(wanted) - set(mailbox.recipients)), kills, mailbox.seen)
            if service.process.poll() is not None:
                kills += 1
                service = Service(world.programs, world.data, "--messages", path)
            time.sleep(0.05)
        mailbox.at = lambda now, envelope: None
        if service.process.poll() is not None:
            kills += 1
            service = Service(world.programs, world.data, "--messages", path)
        until(lambda: health(service)["waiting"] == 0)
        status, errors = service.stop()
        assert status == 0, errors
    names = [mailbox.mail(place)["Message-ID"] for place in range(len(mailbox.taken))]
    assert len(set(names)) == len(wanted)
    # Two were under way at most at each kill.
    assert len(names) - len(wanted) <= 2 * kills, names
    world.programs.done("portpass", "audit", "verify", "--data", world.data)


# Short messages


class Gateway:
    """An SMS gateway that keeps what is posted to it."""

    def __init__(self):
        self.posted = []
        self.answers = []
        gateway = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                gateway.posted.append((self.path, dict(self.headers), body))
                status, text = gateway.answers.pop(0) if gateway.answers else (200, "statuscode=1")
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/send"


@pytest.fixture
def gateway():
    gateway = Gateway()
    yield gateway
    gateway.server.shutdown()
    gateway.server.server_close()


def test_a_code_comes_by_short_message(world, settings, gateway, tmp_path):
    secret = tmp_path / "sms-key"
    secret.write_text("key-4711\n")
    secret.chmod(0o600)
    gateway.answers = [(503, "busy"), (200, "statuscode=e")]
    sms = {
        "gateway": gateway.url, "form": {"dstaddr": "{to}", "smbody": "{text}", "ref": "{id}"}, "number": "national",
        "header": {"name": "Authorization", "value": "Bearer {secret}"}, "secret": "sms-key", "accepted": "statuscode=1"}
    with serving(world, "--messages", settings(sms=sms)) as service:
        visitor = Visitor(service.url)
        page = visitor.ask_for_code("0912-345-678", "vi")
        until(lambda: health(service)["sent"] == 1)
        assert len(gateway.posted) == 3 and len({body for _, _, body in gateway.posted}) == 1
        path, headers, body = gateway.posted[-1]
        fields = urllib.parse.parse_qs(body, strict_parsing=True)
        assert path == "/send" and headers["Authorization"] == "Bearer key-4711" and "key-4711" not in body
        assert fields["dstaddr"] == ["0912345678"] and re.fullmatch("[0-9a-f]{32}", fields["ref"][0])
        assert "Không đưa mã cho ai" in fields["smbody"][0]
        code = CODE.search(fields["smbody"][0])[1]
        assert visitor.prove(page, code, "vi").status == 303


# In development


def test_without_settings_a_service_in_development_shows_what_it_would_send(world):
    with serving(world) as service:
        visitor = Visitor(service.url)
        page = visitor.ask_for_code("wang@example.com", "fil")
        until(lambda: texts(service))
        [message] = texts(service)
        assert message["channel"] == "email" and message["to"] == "wang@example.com"
        assert visitor.prove(page, CODE.search(message["text"])[1], "fil").status == 303
        shown = service.get("/dev/messages")
        assert shown.status == 200 and message["subject"] in shown.body.decode()
        forwarded = ask(service.url, "GET", "/dev/messages.json", headers={"X-Forwarded-For": "192.0.2.1"})
        assert forwarded.status == 404


def test_messages_tell_where_the_service_is(world, settings):
    """The address in the settings, not the one that it listens on; a code has none at all."""
    with serving_mail() as mailbox, serving(world, "--messages", settings(mailbox)) as service:
        Visitor(service.url).ask_for_code("wang@example.com")
        mailbox.wait_for(lambda: mailbox.taken)
        assert "127.0.0.1" not in mailbox.mail().get_content()


# What an operator gets wrong


@pytest.mark.parametrize("content, hint", [
    (None, "can't be read"), ("{", "no JSON"), ('{"site": "https://pass.example", "mial": {}}', "mial is not known"),
    ('{"site": "http://pass.example"}', "https://"),
    ('{"site": "https://a.b", "mail": {"server": "smtp://m", "from": "x@y.z", "credentials": "missing"}}', "missing"),
    ('{"site": "https://a.b", "mail": {"server": "smtp://m", "from": "x@y.z", "credentials": "open"}}', "chmod 600"),
    ('{"site": "https://a.b", "mail": {"server": "smtp://m", "from": "x@y.z", "credentials": "empty"}}', "is empty")])
def test_settings_that_cannot_be_meant_are_one_sentence(world, tmp_path, content, hint):
    path = tmp_path / "messages.json"
    if content is not None:
        path.write_text(content)
    (tmp_path / "open").write_text("user\nsecret-word")
    (tmp_path / "empty").write_text("")
    (tmp_path / "empty").chmod(0o600)
    ended = world.programs.portpass("serve", "--data", world.data, "--dev", "--port", "0", "--messages", path)
    assert ended.status == BROKE and ended.is_one_sentence() and hint in ended.errors, ended.errors
    assert "secret-word" not in ended.errors


def test_a_secret_may_be_a_credential_of_systemd(world, settings, tmp_path):
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "smtp-login").write_text("port\nright\n")
    with serving_mail(users={"port": "right"}) as mailbox:
        with serving(world, "--messages", settings(mailbox, mail={"credentials": "smtp-login"}),
                     environment={"CREDENTIALS_DIRECTORY": str(credentials)}) as service:
            Visitor(service.url).ask_for_code("wang@example.com")
            mailbox.wait_for(lambda: mailbox.taken)


def test_nothing_of_whom_it_wrote_to_is_left_in_the_open(world, settings):
    with serving_mail() as mailbox:
        service = Service(world.programs, world.data, "--messages", settings(mailbox))
        Visitor(service.url).ask_for_code("unmistakable-name@example.com")
        mailbox.wait_for(lambda: mailbox.taken)
        service.process.send_signal(signal.SIGKILL)
        service.process.communicate(timeout=60)
        errors = service.errors().encode()
    code = CODE.search(mailbox.mail().get_content())[1].encode()
    for file in world.data.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b"unmistakable-name" not in content and b'"' + code + b'"' not in content, file
    assert b"unmistakable-name" not in errors and code not in errors
