"""What a service holds of its gates' journals: read from its database after it has ended."""

import contextlib
import hashlib
import sqlite3

import cbor2

SCAN, APPLIED = 1, 4
ADMITTED = 0
WAYS = {"in": 1, "out": 2, "check": 3}


def shown(text, direction):
    """How a journal names what was scanned, and which way."""
    return hashlib.blake2b(text.encode(), digest_size=32).digest()[:8], WAYS[direction]


class Books:
    def __init__(self, data):
        # Nobody else has it open: SQLite needs no lock, and changes nothing.
        with contextlib.closing(sqlite3.connect(f"file:{data / 'register.sqlite'}?mode=ro", uri=True)) as database:
            self.records = {}
            for gate, epoch, sequence, record in database.execute(
                    "SELECT gate, epoch, sequence, record FROM gate_record JOIN gate_journal ON seq = journal"
                    " ORDER BY gate, journal, sequence"):
                record = cbor2.loads(record)
                assert record[1] == epoch.to_bytes(8, "big", signed=True) and record[2] == sequence
                self.records.setdefault(gate, []).append(record)
            self.aside = database.execute("SELECT COUNT(*) FROM gate_record_aside").fetchone()[0]
            self.inside = dict(database.execute("SELECT port, COUNT(*) FROM presence WHERE state = 1 GROUP BY port"))

    def scans(self, gate):
        """Every scan of the gate by its place (epoch, sequence): what was shown, which way, and the verdict."""
        return {(r[1].hex(), r[2]): ((r[17], r[16]), r[14]) for r in self.records.get(gate, []) if r[4] == SCAN}

    def marks(self, gate):
        """Version and time of the trust in force, record after record."""
        return [tuple(r[9]) for r in self.records.get(gate, []) if 9 in r]

    def admitted_since(self, gate, version, number):
        """Whether a number was admitted after the gate had written that it goes by a version, or a newer one."""
        knows = False
        for record in self.records.get(gate, []):
            knows = knows or (record[4] == APPLIED and record[9][0] >= version)
            if knows and record[4] == SCAN and record.get(11) == number and record[14] == ADMITTED:
                return True
        return False
