"""What is left of people who asked to be forgotten, in the bytes of the database: their texts in any form, and what was sealed of them.

Applications of a person and of a visit that ended, and a company's list with a photo: filled in by requests alone.
"""

import base64
import contextlib
import re
import sqlite3
import sys

import pytest

from processes import ROOT

pytest.importorskip("cbor2")
pytest.importorskip("cv2")
from reviewers import reviewers  # noqa: E402
from test_serve import serving  # noqa: E402

sys.path.append(str(ROOT / "Tests" / "Browser"))
from applicant import DRIVER, page_of_text  # noqa: E402
from company import days, table  # noqa: E402
from form_cast import COMPANY, VISIT  # noqa: E402
from gatehouse import check_digit, face  # noqa: E402
from walker import Walker  # noqa: E402

#: Nobody's, and nowhere else in a register.
NAME, NUMBER, ADDRESS = "覃惘憐", check_digit("K120471190"), "forgotten.person@example.org"
OTHER, OTHER_NUMBER = "覃不忘", check_digit("K120471280")


class Whole(Walker):
    """Attaches a picture wherever one is asked for."""

    def apply(self, kind, answers, address):
        self.go(f"apply/{kind}")
        self.send()
        while self.step != "confirm":
            step, before = self.step, self.page.url
            if self.page.path.startswith("prove"):
                self.prove(address)
                continue
            if step == "files":
                for field in sorted({form.action.rsplit("/", 1)[1] for form in self.page.forms if "/attach/" in form.action}):
                    self.send(f"/attach/{field}", file=("picture.jpg", face() if field == "photo" else page_of_text()))
                    self.go(before.split("/", 4)[4])
            self.send(**answers.get(step, {}))
            assert self.page.url != before, (step, self.page.errors)
        number = re.search(r"A\d\d-[0-9A-Z]{7}", self.page.url)[0]
        self.send(agree="yes")
        return number


def forms_of(text):
    """How a text may stand in a file."""
    for raw in {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), text.replace("-", "").encode()}:
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        # Without the ends, which depend on what stands before and after.
        for shift in range(3):
            yield base64.b64encode(b"\0" * shift + raw)[4:-4]


def files(data):
    return {path.name: path.read_bytes() for path in data.rglob("*") if path.is_file() and path.suffix != ".sealed"}


def found(data, pieces):
    """Where any of them stands, by the name of the file."""
    return {
        (name, piece[:24]) for name, content in files(data).items() for piece in pieces if len(piece) >= 6 and piece in content}


def sealed_of(data, query, *values):
    """The values of a row that nobody but its person has: all that are long enough to be told from others."""
    with contextlib.closing(sqlite3.connect(f"file:{data}/register.sqlite?mode=ro", uri=True)) as database:
        rows = database.execute(query, values).fetchall()
    assert rows, query
    # The pages of a long value are not in one piece in the file: its first bytes are.
    return [value[:200] for row in rows for value in row if isinstance(value, bytes) and len(value) >= 16]


def of_application(data, number):
    return [
        *sealed_of(data, "SELECT document FROM application WHERE number = ?", number),
        *sealed_of(data, "SELECT subject FROM application_subject JOIN application ON application.seq = application"
                         " WHERE number = ?", number),
    ]


def attachments_of(data, number):
    with contextlib.closing(sqlite3.connect(f"file:{data}/register.sqlite?mode=ro", uri=True)) as database:
        names = [row[1] for row in database.execute("PRAGMA table_info(attachment)")]
        rows = database.execute(
            "SELECT * FROM attachment WHERE application = (SELECT seq FROM application WHERE number = ?)", (number,)).fetchall()
    assert rows, names
    return [value[:200] for row in rows for value in row if isinstance(value, bytes) and len(value) >= 64]


def tables_with(data, value):
    """The tables in which a value stands in any column."""
    with contextlib.closing(sqlite3.connect(f"file:{data}/register.sqlite?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table for table in tables for _, column, *_ in database.execute(f"PRAGMA table_info({table})").fetchall()
            if database.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (value,)).fetchone()}


def erase(world, number=NUMBER):
    return world.programs.done("portpass", "person", "erase", "--data", world.data, data=number.encode()).json


def texts_of(*texts):
    return [piece for text in texts for piece in forms_of(text)]


def test_texts_in_these_forms_would_be_found(world):
    """The search finds what is there: a company's name stands in the clear in the columns of a pass."""
    with contextlib.closing(sqlite3.connect(f"file:{world.data}/register.sqlite?mode=ro", uri=True)) as database:
        number, = database.execute("SELECT number FROM pass").fetchone()
    assert found(world.data, texts_of(number))


@pytest.mark.parametrize("kind", ["person", "visit"])
def test_nothing_of_an_application_that_ended_is_left(world, kind):
    first, last = days(200 if kind == "person" else 2)
    answers = {
        "person": {
            **DRIVER, "person": {**DRIVER["person"], "name": NAME, "idNumber": NUMBER},
            "access": {"zones": ["TWKEL/A"], "from": first, "until": last}},
        "visit": {
            **VISIT, "people": {"people.0.name": NAME, "people.0.idKind": "national", "people.0.idNumber": NUMBER},
            "access": {"zones": ["TWKEL/A"], "from": first, "until": last}},
    }[kind]
    with serving(world) as service:
        walker = Whole(service.url)
        number = walker.apply(kind, answers, ADDRESS)
        reviewers(service).reject(number)
        kept = [*of_application(world.data, number), *(attachments_of(world.data, number) if kind == "person" else [])]
        contact, = sealed_of(world.data, "SELECT contact FROM application WHERE number = ?", number)
    assert "application" in tables_with(world.data, contact)
    assert found(world.data, kept), "what is looked for is not there to begin with"
    with serving(world):
        said = erase(world)
    assert said["applications"] == 1 and not said["kept"], said
    # The service has ended: everything is in one file.
    assert not found(world.data, kept)
    assert tables_with(world.data, contact) == set(), "the keyed hash of an address"
    assert not found(world.data, [contact])
    assert not found(world.data, texts_of(NAME, NUMBER, ADDRESS))
    assert "the log is whole" in world.programs.done("portpass", "audit", "verify", "--data", world.data).output


def test_nothing_of_an_entry_of_a_company_s_list_is_left_and_its_neighbour_stays(world):
    with serving(world) as service:
        owner = Walker(service.url)
        owner.go("company/found")
        owner.prove("owner@erasing.example.com")
        owner.send(**COMPANY)
        assert reviewers(service).approve_companies() == 1
        people = [(NAME, NUMBER), (OTHER, OTHER_NUMBER)]
        owner.go("company/people/table")
        owner.send(table=("staff.csv", table(people, first=ADDRESS)))
        owner.go("company/people/photos")
        owner.send(photos=[(f"{number}.jpg", face()) for _, number in people])
        assert NAME in owner.go("company/people").text
    entries = "SELECT {} FROM roster_entry LEFT JOIN roster_photo ON entry = seq ORDER BY seq"
    kept = sealed_of(world.data, entries.format("subject, document, sealed") + " LIMIT 1")
    others = sealed_of(world.data, entries.format("subject, document, sealed") + " LIMIT 1 OFFSET 1")
    assert len(kept) == len(others) == 3, "an entry has a subject, a document and a photo"
    assert len(found(world.data, kept)) == len(found(world.data, others)) == 3
    with serving(world):
        said = erase(world)
        assert said["rosters"] == 1 and not said["kept"], said
    assert not found(world.data, kept)
    assert len(found(world.data, others)) == 3
    assert not found(world.data, texts_of(NAME, NUMBER, ADDRESS))
