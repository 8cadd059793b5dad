"""Somebody who can write to the database changes one value at a time: which of them `portpass audit verify` finds, column by column.

Of the log and the journals it is every column but those that are told of below, in every kind of record; of what the log is replayed
against, those that are listed. A column that is new is in neither list, and fails until it is.
"""

import contextlib
import json
import random
import sqlite3

import pytest

from processes import BROKE

pytest.importorskip("cbor2")
pytest.importorskip("cv2")
import cbor2  # noqa: E402
from office_load import OfficeLoad  # noqa: E402
from test_serve import serving  # noqa: E402

#: Columns of the log and of the journals that are not looked at: no record says when a check point was signed, when a gate was last
#: heard of, or how far the charts have counted.
UNSIGNED = {
    "audit_record": set(), "audit_tile": set(), "audit_checkpoint": {"signed_at"},
    "gate_journal": {"received_last", "tallied"}, "gate_record": set(),
}
#: What the log tells of other tables, and is compared.
REPLAYED = {
    "pass": {"id", "state", "digest", "payload"}, "signing_key": {"use", "public_key", "state", "announced_at"},
    "payment_order": {"number", "state", "total"}, "payment": {"order_seq", "amount", "applied"},
    "application": {"number", "state", "decided_by", "decided_at"}, "staff": {"handle", "state", "roles"},
    "receipt": {"number", "order_seq", "amount", "void_at"}, "violation": {"number", "rule", "grade", "rules", "reversed_at"},
}


@pytest.fixture(scope="module")
def register(pristine, tmp_path_factory):
    """A register in which everything has happened once, that nobody serves."""
    world = pristine.copy_to(tmp_path_factory.mktemp("tampering"))
    load = OfficeLoad(world, 0)
    chance = random.Random(1)
    with serving(world) as service:
        for kind, act in zip(load.kinds, load.works(service.url)):
            while not kind.acknowledged():
                act(chance)
        while load.payments.left:
            load.payments.act(chance)
        kiosk = next(kind.kiosk for kind in load.kinds if hasattr(kind, "kiosk"))
        kiosk.apply(1, kiosk.started)
        answer = kiosk.send(service.url, len(kiosk.records), len(kiosk.records))
        assert answer.status == 200
    # As if an hour had passed since the log was told of the journals.
    with contextlib.closing(sqlite3.connect(world.data / "register.sqlite", isolation_level=None)) as database:
        database.execute("DELETE FROM setting WHERE name = 'journals-held'")
    world.publish()
    with contextlib.closing(sqlite3.connect(world.data / "register.sqlite")) as database:
        assert database.execute("SELECT COUNT(*) FROM gate_journal WHERE held < through OR held = 0").fetchone() == (0,)
    return world


@pytest.fixture
def database(register):
    with contextlib.closing(sqlite3.connect(register.data / "register.sqlite", isolation_level=None)) as database:
        database.execute("PRAGMA ignore_check_constraints = 1")
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        assert is_whole(register)
        yield database
        assert is_whole(register)


def is_whole(register):
    ended = register.programs.portpass("audit", "verify", "--data", register.data)
    assert ended.status in (0, BROKE), ended.errors
    return ended.status == 0


def another(value):
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, str):
        return value[:-1] + ("1" if value[-1:] == "0" else "0")
    return 1 if value is None else value ^ 1


def columns(database, table):
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def keys(database, table):
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[5]]


def notices(register, database, table, row, column):
    """Whether the register notices another value in one column of a row; the value is put back."""
    names, key = columns(database, table), keys(database, table)
    old, new = row[names.index(column)], another(row[names.index(column)])
    values = {name: row[names.index(name)] for name in key}
    where = " AND ".join(f"{name} IS ?" for name in key)
    try:
        database.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", [new, *values.values()])
    except sqlite3.IntegrityError:
        return True  # Its neighbour stands there.
    try:
        return not is_whole(register)
    finally:
        values = {name: new if name == column else value for name, value in values.items()}
        database.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", [old, *values.values()])


def kinds_of(database, table):
    """A row of each kind that there is."""
    found = {}
    for row in database.execute(f"SELECT * FROM {table}"):
        held = dict(zip(columns(database, table), row))
        kind = held["kind"] if table == "gate_record" else json.loads(held["record"])["event"] if table == "audit_record" else 0
        found[kind] = row
    return found


@pytest.mark.parametrize("table", UNSIGNED)
def test_every_column_of_the_log_and_of_the_journals(register, database, table):
    kinds = kinds_of(database, table)
    assert len(kinds) >= {"audit_record": 20, "gate_record": 3}.get(table, 1), kinds.keys()
    assert UNSIGNED[table] <= set(columns(database, table))
    for kind, row in kinds.items():
        # A record of the log has two columns, of which one is its place: it is tried once.
        tried = columns(database, table) if table != "audit_record" or kind == min(kinds) else ["record"]
        found = {column for column in tried if notices(register, database, table, row, column)}
        assert found == set(tried) - UNSIGNED[table], (table, kind, set(tried) - UNSIGNED[table] - found, found & UNSIGNED[table])


@pytest.mark.parametrize("table", REPLAYED)
def test_what_the_log_tells_of_other_tables(register, database, table):
    row = database.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()
    assert row is not None
    for column in REPLAYED[table]:
        assert notices(register, database, table, row, column), f"{table}.{column}"


@pytest.mark.parametrize("table", ["audit_record", "audit_tile", "gate_record", "pass", "payment", "violation", "receipt"])
def test_a_row_that_was_taken_out(register, database, table):
    names = columns(database, table)
    row = database.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()
    where = " AND ".join(f"{name} IS ?" for name in names)
    database.execute(f"DELETE FROM {table} WHERE {where}", row)
    try:
        assert not is_whole(register)
    finally:
        database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def test_a_record_of_a_journal_is_its_own_bytes(register, database):
    """What the columns are compared with: the record, as another library reads it."""
    for number, verdict, record in database.execute("SELECT number, verdict, record FROM gate_record WHERE kind = 1"):
        read = cbor2.loads(record)
        assert (read[11], read[14]) == (number, verdict)
