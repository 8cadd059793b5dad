"""Sessions and forms in a real browser: cookies that only a secure context takes, and forms of other pages."""

import contextlib
import http.server
import json
import re
import threading

import pytest

from kiosk import ask
from patience import until
from processes import demo_world
from test_serve import Service


@pytest.fixture(scope="module")
def service(programs, tmp_path_factory):
    world = demo_world(programs, tmp_path_factory.mktemp("session"))
    service = Service(programs, world.data)
    yield service
    status, errors = service.stop()
    assert status == 0, errors


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def messages(service):
    return json.loads(service.get("/dev/messages.json").body)


def cookies(page):
    return {cookie["name"]: cookie for cookie in page.context.cookies()}


def prove(page, service, contact):
    """Through the pages, as a person does; leaves the browser where it was sent to."""
    before = len(messages(service))
    page.goto(f"{service.url}/en/prove?then=/en/status")
    page.get_by_label("E-mail address or mobile number").fill(contact)
    page.get_by_role("button", name="Send the code").click()
    until(lambda: len(messages(service)) > before)
    code = re.search(r"\b\d{6}\b", messages(service)[-1]["text"])[0]
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/en/status")


def test_the_cookie_is_taken_over_loopback_and_only_as_strictly_as_it_was_set(page, service):
    page.goto(f"{service.url}/apply")
    assert cookies(page) == {}, "who only reads has no cookie"
    page.goto(f"{service.url}/en/prove")
    form = cookies(page)["__Host-portpass-form"]
    assert form["secure"] and form["httpOnly"] and form["sameSite"] == "Lax" and form["path"] == "/"
    prove(page, service, "wang@example.com")
    session = cookies(page)["__Host-portpass"]
    assert session["secure"] and session["httpOnly"] and session["sameSite"] == "Lax" and session["path"] == "/"
    assert session["expires"] == -1, "it goes with the browser"
    assert page.evaluate("document.cookie") == ""
    # What is proved next goes on in it under another token; forms are bound to it.
    prove(page, service, "chen@example.com")
    assert cookies(page)["__Host-portpass"]["value"] != session["value"]


def test_a_wrong_code_is_said_at_its_field_and_the_right_one_still_counts(page, service):
    page.goto(f"{service.url}/zh-Hant/prove")
    before = len(messages(service))
    page.get_by_label("電子郵件或手機號碼").fill("０９１２－３４５－６７８")
    page.get_by_role("button", name="傳送驗證碼", exact=True).click()
    until(lambda: len(messages(service)) > before)
    code = re.search(r"\d{6}", messages(service)[-1]["text"])[0]
    page.get_by_label("驗證碼", exact=True).fill("000000" if code != "000000" else "000001")
    page.get_by_role("button", name="確認").click()
    assert page.get_by_role("alert").inner_text().startswith("請更正下列項目")
    field = page.get_by_label("驗證碼", exact=True)
    assert field.get_attribute("aria-invalid") == "true" and field.get_attribute("autocomplete") == "one-time-code"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    field.fill(code)
    page.get_by_role("button", name="確認").click()
    page.wait_for_url("**/zh-Hant/my")


@contextlib.contextmanager
def other_site(body):
    """A page that somebody else has, on another port of this machine: for a browser the same site, and another origin."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_form_of_another_page_does_nothing_even_with_a_good_token(page, service, host):
    page.goto(f"{service.url}/en/prove")
    token = page.locator("input[name=csrf]").first.input_value()
    before = len(messages(service))
    form = f"""<form method="post" action="{service.url}/en/prove"><input name="csrf" value="{token}">
        <input name="contact" value="victim@example.com"><input name="then" value=""><button>Win</button></form>"""
    with other_site(form) as port:
        page.goto(f"http://{host}:{port}/")
        with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            page.get_by_role("button", name="Win").click()
        assert answered.value.status == 403
        page.get_by_role("heading", name="The form is no longer valid").wait_for()
    assert len(messages(service)) == before
    assert ask(service.url, "POST", "/en/prove", b"", {"Content-Type": "application/x-www-form-urlencoded"}).status == 403


def test_a_form_that_was_opened_before_the_proof_says_what_to_do(page, service):
    old = page.context.new_page()
    old.goto(f"{service.url}/en/prove")
    prove(page, service, "lin@example.com")
    old.get_by_label("E-mail address or mobile number").fill("lin@example.com")
    old.get_by_role("button", name="Send the code").click()
    old.get_by_role("heading", name="The form is no longer valid").wait_for()
    # Back, reload, send: as the page says.
    old.go_back()
    old.reload()
    old.get_by_label("E-mail address or mobile number").fill("lin@example.com")
    old.get_by_role("button", name="Send the code").click()
    old.get_by_role("heading", name="Enter the code").wait_for()
