"""What companies' programs ask for, `/api/v1`, at a running service: by a tester of documents, by a client that was made from the
document, and across the service's sudden end. Everybody here is a request alone."""

import concurrent.futures
import datetime
import importlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import urllib.parse
import uuid
import xml.etree.ElementTree

import pytest

from processes import ROOT

pytest.importorskip("cbor2")
cv2 = pytest.importorskip("cv2")
numpy = pytest.importorskip("numpy")
pytest.importorskip("schemathesis")
from kiosk import ask  # noqa: E402
from patience import until  # noqa: E402
from reviewers import NO_UNDO_NEEDED, reviewers  # noqa: E402
from test_serve import Service  # noqa: E402

sys.path.append(str(ROOT / "Tests" / "Browser"))
from company import PASSWORD, days  # noqa: E402
from form_cast import COMPANY  # noqa: E402
from gatehouse import check_digit, face  # noqa: E402
from walker import Walker  # noqa: E402

SCOPES = ["applications:read", "applications:write", "passes:read", "passes:release", "visitors:write"]
DOCUMENT = json.loads((ROOT / "web" / "site" / "api" / "openapi.json").read_text())
OPERATIONS = {(method, path) for path, methods in DOCUMENT["paths"].items() for method in methods}
BIN = pathlib.Path(sys.executable).parent


class Port:
    """A service that asks no fees, with a company that has programs."""

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        fees = json.loads((folder / "seeds" / "fees.json").read_text())
        for fee in fees["fees"]:
            fee["amount"] = fee["card"] = 0
        (folder / "seeds" / "fees.json").write_text(json.dumps(fees))
        programs.done("portpass", "init", "--data", folder / "register", "--seeds", folder / "seeds", "--dev")
        self.begin()
        self.owner = Walker(self.service.url, "en")
        self.owner.go("company/found")
        self.owner.prove("owner@programs.example.com")
        self.owner.send(**COMPANY)
        assert reviewers(self.service).approve_companies() == 1

    def begin(self):
        self.service = Service(self.programs, self.folder / "register", *NO_UNDO_NEEDED)

    def again(self):
        """Ends the service in the middle of whatever it does, and begins anew."""
        self.service.process.send_signal(signal.SIGKILL)
        self.service.process.communicate()
        self.begin()
        place = urllib.parse.urlsplit(self.service.url)
        owner = self.owner
        owner.url, owner.host, owner.port, owner._connection = self.service.url, place.hostname, place.port, None

    @property
    def url(self):
        return self.service.url + "/api/v1"

    def token(self, *scopes):
        self.owner.go("company/programs")
        self.owner.send("/programs", tokenName=f"ERP {uuid.uuid4()}", scopes=list(scopes or SCOPES), days="30", current=PASSWORD)
        token = self.owner.page.text.partition('class="line secret"><bdi>')[2].partition("<")[0]
        assert token.startswith("ppk_"), self.owner.page.errors
        return token

    def ask(self, method, path, token, body=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            named["Content-Type"] = "application/json"
        return ask(
            self.service.url, method, "/api/v1" + path, None if body is None else json.dumps(body).encode(),
            {"Authorization": f"Bearer {token}", **named})


@pytest.fixture(scope="module")
def port(programs, tmp_path_factory):
    port = Port(programs, tmp_path_factory.mktemp("programs"))
    yield port
    status, errors = port.service.stop()
    assert status == 0, errors
    assert "failed" not in errors, errors


def person(number, name="王小明"):
    first, last = days(200)
    return {"kind": "person", "answers": {
        "term": "periodic", "role": "worker", "name": name, "idKind": "national", "idNumber": number, "birthDate": "1986-03-09",
        "zones": ["TWKEL/A"], "from": first, "until": last, "agree": True}}


def draft(port, token, letter):
    made = port.ask("POST", "/applications", token, person(check_digit(f"{letter}120000010")), Idempotency_Key=str(uuid.uuid4()))
    assert made.status == 201, made.body
    return json.loads(made.body)["number"]


# MARK: The document

CONFIGURATION = """
[checks]
# What is of the right shape may still break a rule, such as a check digit: that is told with 422.
positive_data_acceptance.expected-statuses = [200, 201, 401, 403, 404, 409, 422, 429]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429]
# Whoever asks for more than a token has is told so before anything else is looked at.
missing_required_header.expected-statuses = [400, 401, 403, 406, 415, 422, 429]
"""


def with_examples(port, token):
    """The document as it is given out, with examples that are good today: else hardly anything that is made up has a right check digit."""
    document = json.loads(ask(port.service.url, "GET", "/api/v1/openapi.json").body)
    assert document == DOCUMENT
    number = draft(port, token, "N")
    put = ask(port.service.url, "PUT", f"/api/v1/applications/{number}/documents/photo", face(), {
        "Authorization": f"Bearer {token}", "Content-Type": "image/jpeg"})
    assert put.status == 200, put.body
    sent = port.ask("POST", f"/applications/{number}/submit", token, Idempotency_Key=str(uuid.uuid4()))
    assert sent.status == 200, sent.body
    reviewers(port.service).approve(number)
    passes = until(lambda: json.loads(port.ask("GET", f"/applications/{number}", token).body)["passes"])
    first, last = days(3)
    parameters, paths = document["components"]["parameters"], document["paths"]
    paths["/applications/{number}"]["patch"]["requestBody"]["content"]["application/merge-patch+json"]["example"] = {
        "answers": {"jobTitle": "焊接技師"}}
    parameters["number"]["example"], parameters["passNumber"]["example"] = draft(port, token, "P"), passes[0]
    for path, body in [("/applications", person(check_digit("Q120000010"))), ("/visitors", {
            "port": "TWKEL", "from": first, "until": last, "visitors": [{"name": "王訪客", "document": "A123456789"}]})]:
        paths[path]["post"]["requestBody"]["content"]["application/json"]["example"] = body
    return document


def schemathesis(port, folder, token, seed, *more):
    (folder / "schemathesis.toml").write_text(CONFIGURATION)
    (folder / "openapi.json").write_text(json.dumps(with_examples(port, token)))
    report = folder / "report.xml"
    ended = subprocess.run(
        [str(BIN / "schemathesis"), "--config-file", str(folder / "schemathesis.toml"), "run", "openapi.json",
         "--url", port.url, "--header", f"Authorization: Bearer {token}", "--checks", "all", "--continue-on-failure",
         "--phases", "examples,coverage,fuzzing,stateful", "--rate-limit", "auto", "--seed", str(seed), "--report", "junit",
         "--report-junit-path", str(report), "--no-color", *more],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=1_800, check=False)
    said = ended.stdout.decode()
    assert ended.returncode == 0, said[-12_000:]
    tested = {case.get("name") for case in xml.etree.ElementTree.parse(report).getroot().iter("testcase") if case.find("skipped") is None}
    return said, tested


def test_the_document_holds_in_every_phase(port, tmp_path):
    """All checks of Schemathesis, in all its phases: every operation is asked, and nothing is otherwise than written."""
    said, tested = schemathesis(port, tmp_path, port.token(), int(os.environ.get("PORTPASS_SEED", "20261126")), "--max-examples", "25")
    found = {tuple(name.split(" ")[:2]) for name in tested if name.split(" ")[0].isupper()}
    assert {(method.lower(), path.removeprefix("/api/v1")) for method, path in found} == OPERATIONS, (tested, said)


def test_a_document_that_says_something_else_is_found_out(port, tmp_path):
    """The negative control: with another document the same tester fails."""
    document = json.loads(json.dumps(DOCUMENT))
    document["components"]["schemas"]["PassPage"]["required"] = ["items", "count"]
    (tmp_path / "other.json").write_text(json.dumps(document))
    ended = subprocess.run(
        [str(BIN / "schemathesis"), "run", "other.json", "--url", port.url, "--header", f"Authorization: Bearer {port.token()}",
         "--include-operation-id", "listPasses", "--phases", "fuzzing", "--max-examples", "5", "--no-color"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False)
    assert ended.returncode != 0 and b"count" in ended.stdout, ended.stdout.decode()[-3_000:]


# MARK: A client that nobody wrote

def test_a_client_made_from_the_document_applies_and_gets_a_pass(port, tmp_path, monkeypatch):
    (tmp_path / "openapi.json").write_bytes(ask(port.service.url, "GET", "/api/v1/openapi.json").body)
    (tmp_path / "made.yaml").write_text("content_type_overrides:\n  image/jpeg: application/octet-stream\n")
    subprocess.run(
        [str(BIN / "openapi-python-client"), "generate", "--path", "openapi.json", "--output-path", "made_port", "--meta", "none",
         "--config", "made.yaml"], cwd=tmp_path, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    monkeypatch.syspath_prepend(str(tmp_path))
    made = importlib.import_module("made_port")
    models, types = importlib.import_module("made_port.models"), importlib.import_module("made_port.types")

    def operation(group, name):
        return importlib.import_module(f"made_port.api.{group}.{name}")

    first, last = (datetime.date.fromisoformat(day) for day in days(200))
    order = models.PersonOrder.from_dict(person(check_digit("C120000010"), "林建華"))
    assert order.answers.until == last and order.answers.from_ == first
    with made.AuthenticatedClient(base_url=port.url, token=port.token()) as client:
        begun = operation("applications", "start_application").sync(client=client, body=order, idempotency_key=str(uuid.uuid4()))
        assert isinstance(begun, models.Application) and begun.state == "draft", begun
        answers = models.Changes.from_dict({"answers": {"jobTitle": "焊接技師"}})
        assert operation("applications", "change_answers").sync(begun.number, client=client, body=answers).number == begun.number
        detail = operation("applications", "get_application").sync(begun.number, client=client)
        for file in detail.documents:
            if file.required:
                put = operation("applications", "put_document").sync(begun.number, file.kind, client=client, body=types.File(payload=face()))
                assert isinstance(put, models.AttachedDocument), put
        sent = operation("applications", "submit_application").sync(begun.number, client=client, idempotency_key=str(uuid.uuid4()))
        assert sent.state == "submitted", sent
        reviewers(port.service).approve(begun.number)
        issued = operation("applications", "get_application")
        detail = until(lambda: (found := issued.sync(begun.number, client=client)).passes and found)
        assert detail.state == "issued"
        known = operation("passes", "get_pass").sync(detail.passes[0], client=client)
        assert known.state == "active" and known.application == begun.number and known.valid_from.date() == first
        assert detail.passes[0] in {one.number for one in operation("passes", "list_passes").sync(client=client).items}
        ended = operation("passes", "release_pass").sync(detail.passes[0], client=client, idempotency_key=str(uuid.uuid4()))
        assert ended.passes == detail.passes
        assert operation("passes", "get_pass").sync(detail.passes[0], client=client).state == "revoked"
        assert not operation("passes", "list_passes").sync(client=client).items
        guests = models.VisitorList.from_dict({
            "port": "TWKEL", "from": first.isoformat(), "until": first.isoformat(), "visitors": [{"name": "王訪客", "document": "A123456789"}]})
        assert operation("visitors", "expect_visitors").sync(client=client, body=guests, idempotency_key=str(uuid.uuid4())).expected == 1
        assert begun.number in {one.number for one in operation("applications", "list_applications").sync(client=client).items}


# MARK: Changing what was answered

def changed(port, token, number, **answers):
    answer = ask(
        port.service.url, "PATCH", f"/api/v1/applications/{number}", json.dumps({"answers": answers}).encode(),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/merge-patch+json"})
    told = json.loads(answer.body)
    return answer.status, told.get("code") or told["state"], [error["pointer"] for error in told.get("errors", [])]


def test_a_draft_is_changed_and_a_correction_answers_what_staff_asked_for_and_nothing_else(port):
    token = port.token()
    number = draft(port, token, "F")
    right = check_digit("F120000010")
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    assert changed(port, token, number, name="林小美", jobTitle="焊接技師") == (200, "draft", [])
    assert changed(port, token, number, jobTitle=None) == (200, "draft", [])
    assert changed(port, token, number, idNumber=wrong) == (422, "refused-fields", ["#/answers/idNumber"])
    assert changed(port, token, number, name=None) == (422, "refused-fields", ["#/answers/name"])
    assert changed(port, token, number, plate="ABC-1234") == (422, "refused-fields", ["#/answers/plate"])
    assert changed(port, token, number, nonsense="1") == (400, "wrong-shape", ["#/answers/nonsense"])
    assert changed(port, token, number) == (400, "wrong-shape", ["#/answers"])
    assert changed(port, port.token("applications:read"), number, name="林小美")[0] == 403
    put = ask(port.service.url, "PUT", f"/api/v1/applications/{number}/documents/photo", face(), {
        "Authorization": f"Bearer {token}", "Content-Type": "image/jpeg"})
    assert put.status == 200, put.body
    submit = lambda: port.ask("POST", f"/applications/{number}/submit", token, Idempotency_Key=str(uuid.uuid4()))
    assert submit().status == 200
    assert changed(port, token, number, name="林大美") == (409, "state", [])
    reviewers(port.service).fault(number, "birthDate")
    known = json.loads(port.ask("GET", f"/applications/{number}", token).body)
    assert known["state"] == "correction" and [one["pointer"] for one in known["corrections"]] == ["#/answers/birthDate"]
    assert changed(port, token, number, birthDate="1987-03-09", name="林大美") == (409, "not-asked", ["#/answers/name"])
    assert changed(port, token, number, birthDate="2087-03-09") == (422, "refused-fields", ["#/answers/birthDate"])
    assert changed(port, token, number, birthDate="1987-03-09") == (200, "correction", [])
    assert submit().status == 200
    assert json.loads(port.ask("GET", f"/applications/{number}", token).body)["state"] == "submitted"


# MARK: What goes wrong

def test_what_was_answered_is_answered_again_after_a_sudden_end(port):
    token, key = port.token(), str(uuid.uuid4())
    order = person(check_digit("D120000010"))
    first = port.ask("POST", "/applications", token, order, Idempotency_Key=key)
    assert first.status == 201
    port.again()
    second = port.ask("POST", "/applications", token, order, Idempotency_Key=key)
    assert (second.status, second.body, second.headers["Location"]) == (201, first.body, first.headers["Location"])
    other = port.ask("POST", "/applications", token, person(check_digit("D120000020")), Idempotency_Key=key)
    assert other.status == 422 and json.loads(other.body)["code"] == "idempotency-key-used"
    page = json.loads(port.ask("GET", "/applications?limit=100", token).body)
    assert [one["number"] for one in page["items"]].count(json.loads(first.body)["number"]) == 1


def test_many_with_one_key_make_one(port):
    token, key = port.token(), str(uuid.uuid4())
    before = len(json.loads(port.ask("GET", "/applications?limit=100", token).body)["items"])
    order = person(check_digit("E120000010"))
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: port.ask("POST", "/applications", token, order, Idempotency_Key=key), range(48)))
    assert {answer.status for answer in answers} <= {201, 409}
    assert len({answer.body for answer in answers if answer.status == 201}) == 1
    assert len(json.loads(port.ask("GET", "/applications?limit=100", token).body)["items"]) == before + 1


def test_a_token_that_was_taken_back_is_worth_nothing(port):
    token = port.token("passes:read")
    assert port.ask("GET", "/passes", token).status == 200
    port.owner.go("company/programs")
    form = next(form for form in port.owner.page.forms if form.action.endswith("/revoke"))
    port.owner.post(form, form.sent())
    refused = port.ask("GET", "/passes", token)
    assert refused.status == 401 and 'error="invalid_token"' in refused.headers["WWW-Authenticate"]


def test_nothing_of_a_person_and_no_token_is_in_the_log(port):
    token, number = port.token(), check_digit("F120000010")
    assert port.ask("POST", "/applications", token, person(number, "覃惘憐"), Idempotency_Key=str(uuid.uuid4())).status == 201
    assert port.ask("POST", "/applications", token, person("F120000019", "覃惘憐"), Idempotency_Key=str(uuid.uuid4())).status == 422
    said = port.service.errors()
    assert token not in said and number not in said and "覃惘憐" not in said


def test_files_that_are_no_pictures_are_refused(port):
    token = port.token()
    number = draft(port, token, "G")
    for kind, body, status in [
        ("image/jpeg", b"\xff\xd8\xff\xe0" + b"x" * 1_000, 422), ("image/jpeg", b"", 422), ("image/png", b"%PDF-1.7", 422),
        ("application/pdf", b"%PDF-1.7", 415), ("image/jpeg", b"\xff\xd8" * (6 << 20), 413),
    ]:
        answer = ask(
            port.service.url, "PUT", f"/api/v1/applications/{number}/documents/photo", body,
            {"Authorization": f"Bearer {token}", "Content-Type": kind})
        assert answer.status == status, (kind, body[:8], answer.status, answer.body)
    # What phones make is larger than anything else that is sent.
    noise = cv2.imencode(".png", numpy.random.default_rng(7).integers(0, 256, (1_500, 1_200, 3), numpy.uint8))[1].tobytes()
    assert 5 << 20 < len(noise) < 10 << 20
    large = ask(port.service.url, "PUT", f"/api/v1/applications/{number}/documents/photo", noise, {
        "Authorization": f"Bearer {token}", "Content-Type": "image/png"})
    assert large.status == 200, large.body
    assert port.ask("PUT", f"/applications/{number}/documents/nothing", token).status == 404
