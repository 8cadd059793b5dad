"""Open data as an attacker reads it: the published tables as equations, and a solver (HiGHS) that tries what each cell can be."""

import csv
import io
import json

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

TOTAL = "total"
#: The axes of each table of counts, and which of them have a sum.
TABLES = {
    "passes-by-term": (["kind", "term"], {"kind", "term"}),
    "passes-by-port": (["kind", "port"], {"port"}),
    "applications": (["application", "outcome"], {"application", "outcome"}),
    "applications-by-channel": (["application", "channel"], {"application", "channel"}),
    "rejections": (["application", "reason"], {"reason"}),
    "gate-volumes": (["gate", "hour", "direction"], {"hour"}),
    "gate-refusals": (["gate", "gateReason"], {"gateReason"}),
    "satisfaction": (["subject", "score"], {"subject", "score"}),
    "petitions": (["writing", "answer"], {"writing", "answer"}),
}
#: Times have no sums.
TIMES = {"processing-times": ["application"], "answer-times": ["writing"]}
#: What the service did: nobody is in it, and nothing of it is withheld.
OWN = {"calls": ["line", "call"], "announcements": ["importance", "newsAct"]}
#: Seminars and answers are told whole, people only where they are many; they add up to nothing.
MEETINGS = {"seminars": ["attendance"]}


def same(cell):
    """The name under which a number stands that is in two tables."""
    table, key = cell
    if table == "passes-by-port" and key[1] == TOTAL:
        return "passes-by-term", key
    if table == "applications-by-channel" and key[1] == TOTAL:
        return "applications", key
    if table == "rejections" and key[1] == TOTAL:
        return "applications", (key[0], "rejected")
    if table == "gate-refusals" and key[1] == TOTAL:
        return "gate-volumes", (key[0], TOTAL, "refused")
    return cell


def cells_of(rows, table):
    """The published cells of one quarter: number or None by key."""
    axes, _ = TABLES[table]
    return {tuple(row[axis] for axis in axes): row["count"] for row in rows}


def relations(table, cells):
    """What adds up to what: (sum, parts)."""
    axes, summed = TABLES[table]
    for place, axis in enumerate(axes):
        if axis in summed:
            for key in cells:
                if key[place] == TOTAL:
                    yield key, [other for other in cells if other[place] != TOTAL and other[:place] + other[place + 1:] == key[:place] + key[place + 1:]]


class Attack:
    """Some published tables together. `published` is, by table, what ``cells_of`` gives."""

    MOST = 100_000

    def __init__(self, published):
        self.places, self.known, rows = {}, {}, []
        for table, cells in published.items():
            for key, count in cells.items():
                cell = same((table, key))
                if count is not None:
                    self.known[cell] = count
        for table, cells in published.items():
            for key in cells:
                cell = same((table, key))
                if cell not in self.known:
                    self.places.setdefault(cell, len(self.places))
        for table, cells in published.items():
            for total, parts in relations(table, cells):
                row, rest = {}, 0
                for cell, sign in [(same((table, part)), 1) for part in parts] + [(same((table, total)), -1)]:
                    if cell in self.known:
                        rest -= sign * self.known[cell]
                    else:
                        row[self.places[cell]] = row.get(self.places[cell], 0) + sign
                if row:
                    rows.append((row, rest))
                else:
                    assert rest == 0, f"{table} {total} is not the sum of its parts"
        matrix = np.zeros((len(rows), len(self.places)))
        for number, (row, _) in enumerate(rows):
            for place, sign in row.items():
                matrix[number, place] = sign
        self.constraints = LinearConstraint(matrix, [rest for _, rest in rows], [rest for _, rest in rows]) if rows else ()

    def reach(self, table, key):
        """The least and the most that a withheld cell can be; another table may say it."""
        cell = same((table, key))
        if cell in self.known:
            return self.known[cell], self.known[cell]
        return tuple(self._end(self.places[cell], sign) for sign in (1, -1))

    def _end(self, place, sign):
        wanted = np.zeros(len(self.places))
        wanted[place] = sign
        found = milp(wanted, constraints=self.constraints, integrality=np.ones(len(self.places)), bounds=Bounds(0, self.MOST))
        assert found.status == 0, found.message
        return round(sign * found.fun)


def read_csv(path):
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), f"{path.name} has no mark, and Excel takes it for Big5"
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return rows[0], rows[1:]


def read_json(path):
    return json.loads(path.read_text())
