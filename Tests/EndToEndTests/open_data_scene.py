"""A register with several hundred people of sparse kinds in its last quarter, and what is true of them, counted by itself."""

import collections
import datetime
import itertools
import os
import random
import sqlite3

import cbor2

from kiosk import Kiosk, deterministic
from open_data import TABLES, TOTAL
from test_serve import code_for, serving

TAIPEI = datetime.timezone(datetime.timedelta(hours=8))
LEAST = 5
KINDS = {"person": 1, "vehicle": 2, "visitor-card": 3}
TERMS = {"periodic": 1, "temporary": 2, "single-visit": 3}
PORTS = ["TWKEL", "TWTPE", "TWSUO", "TWTXG", "TWKHH", "TWHUN", "TWANP", "TWMZG", "TWPUT"]
#: Codes of gates, and the groups in which they are published.
REASONS = {"expired": "expired", "revoked": "ended", "wrong-zone": "place", "outside-hours": "hours", "bad-signature": "not-ours", "hotlist": "checked"}
GATES = ["KEL-E1", "TPE-N1", "SUO-1"]
def last_quarter():
    """The newest that can be published: fourteen days after its end."""
    day = datetime.datetime.now(TAIPEI) - datetime.timedelta(days=14)
    first = datetime.datetime(day.year, (day.month - 1) // 3 * 3 + 1, 1, tzinfo=TAIPEI)
    before = first - datetime.timedelta(days=1)
    start = datetime.datetime(before.year, (before.month - 1) // 3 * 3 + 1, 1, tzinfo=TAIPEI)
    return f"{start.year}Q{(start.month + 2) // 3}", int(start.timestamp()), int(first.timestamp())


class Truth:
    """What was put into the register: how many, and how many different people, by table and key."""

    def __init__(self):
        self.counts = {table: collections.Counter() for table in TABLES}
        self.people = {table: collections.defaultdict(collections.Counter) for table in TABLES}

    def add(self, table, key, who):
        axes, summed = TABLES[table]
        for cell in itertools.product(*[[value, TOTAL] if axis in summed else [value] for axis, value in zip(axes, key)]):
            self.counts[table][cell] += 1
            self.people[table][cell][who] += 1

    def is_sensitive(self, table, key):
        count, people = self.counts[table][key], self.people[table][key]
        return 0 < count < LEAST or count > 0 and (len(people) < LEAST or max(people.values()) * 2 > count)


def rarely(chance, values, how):
    """The first often, the last hardly ever."""
    return values[min(int(chance.expovariate(how)), len(values) - 1)]


def passes(database, truth, chance, start, end):
    template = database.execute("SELECT * FROM pass WHERE kind = 1 ORDER BY seq").fetchone()
    names = [row[1] for row in database.execute("PRAGMA table_info(pass)")]
    free = sorted(set(range(131_072)) - {row[0] for row in database.execute("SELECT idx FROM pass")})
    for number in range(420):
        row = dict(zip(names, template))
        kind, term = rarely(chance, list(KINDS), 2), rarely(chance, list(TERMS), 1.7)
        ports = [rarely(chance, PORTS, 0.55)] if chance.random() < 0.9 else chance.sample(PORTS, 2)
        claims = cbor2.loads(row["payload"])
        claims[-65537][7] = {port: 1 for port in sorted(ports)}
        row |= {
            "seq": 100_000 + number, "id": chance.getrandbits(62), "number": f"KEL-P-26-8{number:05}", "idx": free[number], "state": 1,
            "kind": KINDS[kind], "term": TERMS[term], "issued_at": chance.randrange(start, end), "payload": deterministic(claims),
            "replaces": None, "activates_at": None}
        database.execute(f"INSERT INTO pass ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
        truth.add("passes-by-term", (kind, term), row["number"])
        truth.add("passes-by-port", (kind, ports[0] if len(ports) == 1 else "several"), row["number"])


def applications(database, truth, chance, start, end):
    durations = collections.defaultdict(list)
    for number in range(330):
        kind = rarely(chance, ["person", "vehicle", "visit"], 1)
        state = rarely(chance, ["issued", "rejected", "withdrawn", "lapsed"], 1.4)
        channel = rarely(chance, ["online", "counter", "post"], 1.5)
        reason = chance.choice(["not-eligible", "incomplete", "repeated", "police"]) if state == "rejected" else None
        at, took = chance.randrange(start, end), chance.randrange(3_600, 9 * 86_400)
        database.execute(
            """INSERT INTO application (id, number, kind, state, language, channel, version, document, created_at, changed_at, submitted_at,
                decided_at, decided_by, reason, issued_at) VALUES (?, ?, ?, ?, 'en', ?, 1, x'00', ?, ?, ?, ?, 'staff:x', ?, ?)""",
            (os.urandom(16), f"X-{number:06}", kind, state, channel, at - took, at, at - took, at, reason, at if state == "issued" else None))
        truth.add("applications", (kind, state), f"a{number}")
        truth.add("applications-by-channel", (kind, channel), f"a{number}")
        if reason:
            truth.add("rejections", (kind, reason if reason != "police" else "other"), f"a{number}")
        if state == "issued":
            durations[kind].append(took)
            durations[TOTAL].append(took)
    # A draft is no application, and what another quarter ended with is not this one's.
    for at, sent in ((start + 5, None), (start - 5, start - 9), (end + 5, end - 9)):
        database.execute(
            """INSERT INTO application (id, number, kind, state, language, channel, version, document, created_at, changed_at, submitted_at)
                VALUES (?, ?, 'person', 'withdrawn', 'en', 'online', 1, x'00', ?, ?, ?)""",
            (os.urandom(16), f"Y-{at}", at, at, sent))
    return durations


def writings(database, truth, chance, start, end):
    durations = collections.defaultdict(list)
    for number in range(160):
        kind = rarely(chance, ["opinion", "petition", "appeal", "objection"], 1)
        answer = rarely(chance, ["in-time", "late", "open", "withdrawn"], 1.6)
        at, took = chance.randrange(start, end), chance.randrange(3_600, 20 * 86_400)
        answered = at + took if answer in ("in-time", "late") else None
        state = "closed" if answered else "withdrawn" if answer == "withdrawn" else "received"
        about = ("pass", f"n{number}") if kind in ("appeal", "objection") else (None, None)
        database.execute(
            """INSERT INTO opinion (number, kind, state, about, reference, language, channel, verifier, received_at, due_at, is_extended,
                first_answered_at, was_late, answered_at, answered_by, closed_at) VALUES (?, ?, ?, ?, ?, 'en', 'online', ?, ?, ?, 0, ?, ?, ?, ?, ?)""",
            (f"O-{number}", kind, state, *about, os.urandom(32), at, at + 864_000, answered, None if answered is None else int(answer == "late"),
             answered, answered and "staff:x", answered or (at if state == "withdrawn" else None)))
        truth.add("petitions", (kind, answer), f"o{number}")
        if answer == "in-time":
            durations[kind].append(took)
            durations[TOTAL].append(took)
    for number in range(180):
        subject, score = rarely(chance, ["person", "vehicle", "visit", "writing"], 1), 5 - min(4, int(chance.expovariate(1)))
        at = chance.randrange(start, end)
        database.execute(
            """INSERT INTO satisfaction (subject, reference, kind, digest, asked_at, expires_at, is_sent, answered_at, month, score)
                VALUES (?, ?, ?, ?, ?, ?, 0, ?, 202601, ?)""",
            ("opinion" if subject == "writing" else "application", f"r{number}", "petition" if subject == "writing" else subject,
             os.urandom(32), at, at + 1, at, score))
        truth.add("satisfaction", (subject, str(score)), f"s{number}")
    return durations


def scans(world, url, truth, chance, start):
    """Two gates with many people and one with few; at night it is always the same one."""
    root = (world.tuf / "metadata" / "1.root.json").read_bytes()
    for gate, people in zip(GATES, (60, 25, 3)):
        kiosk = Kiosk(gate, now=start)
        assert kiosk.enrol(url, code_for(world, gate), root).status == 201
        kiosk.write(3, {40: "kiosk.py 1", 41: 1}, start)
        moments = sorted(start + day * 86_400 + chance.choice([7, 7, 8, 8, 9, 12, 16, 17, 17, 18]) * 3_600 + chance.randrange(3_600) for day in range(30) for _ in range(14))
        moments = sorted(moments + [start + day * 86_400 + 3 * 3_600 + 60 for day in range(30)])
        for moment in moments:
            hour = datetime.datetime.fromtimestamp(moment, TAIPEI).strftime("%H")
            holder = 0 if hour == "03" else chance.randrange(people)
            number, refused = f"KEL-P-26-{holder:06}", hour != "03" and chance.random() < 0.08
            reason, direction = rarely(chance, list(REASONS), 0.7), chance.choice([1, 2])
            kiosk.write(1, {
                10: holder.to_bytes(8, "big"), 11: number, 12: 1, 13: [0, 1], 14: 2 if refused else 0, 15: [reason] if refused else [],
                16: direction, 17: os.urandom(8)}, moment)
            truth.add("gate-volumes", (gate, hour, "refused" if refused else ["in", "out"][direction - 1]), number)
            if refused:
                truth.add("gate-refusals", (gate, REASONS[reason]), number)
        for first in range(1, len(kiosk.records) + 1, 400):
            answer = kiosk.send(url, first, min(first + 399, len(kiosk.records)))
            assert answer.status == 200, answer.body


def calls(database, start):
    """Of the first day of the quarter, and of the day before it."""
    day = (start + 8 * 3_600) // 86_400
    for line in [
            (day, "shared", 1, 200, 180, 150, 12), (day, "TWKEL", 1, 5, 4, 3, 0), (day, "TWKEL", 2, 3, 2, 1, 0),
            (day - 1, "shared", 1, 1_000, 1_000, 1_000, 0)]:
        database.execute("INSERT INTO call_tally VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'test')", (*line, start))


def seminars(database, start, end):
    """Two of the quarter, one that is cancelled, and one of the quarter after it."""
    for state, ends, signed_up, came in [
            ("published", start, 31, 2), ("published", end - 1, 12, 1), ("cancelled", start, 90, 0), ("published", end, 70, 60)]:
        number = database.execute(
            "INSERT INTO seminar (state, revision, changes, ends_at, signed_up, came) VALUES (?, 1, 1, ?, ?, ?)",
            (state, ends, signed_up, came)).lastrowid
        for shown in ("published", "draft"):
            database.execute(
                """INSERT INTO seminar_question (seminar, question, question_en, answer, answer_en, state, changes, written_at, written_by)
                    VALUES (?, '問', 'Q', '答', 'A', ?, 1, ?, 'test')""", (number, shown, start))


def filled(world):
    """Fills a register. The quarter, what is true of it, and how long what took, by resource."""
    quarter, start, end = last_quarter()
    truth, chance = Truth(), random.Random(7)
    with serving(world) as service:
        scans(world, service.url, truth, chance, start)
    database = sqlite3.connect(world.data / "register.sqlite")
    # What happened in the quarter is written beside the register, with other people's tools.
    passes(database, truth, chance, start, end)
    times = {"processing-times": applications(database, truth, chance, start, end)}
    times["answer-times"] = writings(database, truth, chance, start, end)
    calls(database, start)
    seminars(database, start, end)
    database.commit()
    database.close()
    return quarter, truth, times
