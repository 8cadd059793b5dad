"""What is published tells of nobody, is what its dictionaries say, and is counted rightly."""

import itertools
import re
import sqlite3

import pytest

pytest.importorskip("cbor2")
pytest.importorskip("scipy")
from open_data import MEETINGS, OWN, TABLES, TIMES, Attack, cells_of, read_csv, read_json, same  # noqa: E402
from open_data_scene import LEAST, filled  # noqa: E402
from test_serve import serving  # noqa: E402

#: Of the platform's JSON (data.nat.gov.tw, chapter on the JSON of a dataset); its own number and who logs in are not ours to say.
METADATA = [
    "categoryService", "categoryDataset", "title", "description", "type", "license", "cost", "publisherOID", "publisherContactName",
    "publisherContactPhone", "publisherContactEmail", "updateFrequency", "coverageStartedDate", "coverageEndedDate", "publishedDate",
    "modifiedDate", "spatialCoverage", "language", "relatedUrl", "notes", "distribution",
]


class Published:
    def __init__(self, world, folder, truth, durations, quarter):
        self.world, self.folder, self.truth, self.durations, self.quarter = world, folder, truth, durations, quarter

    def rows(self, resource):
        return [row for row in read_json(self.folder / f"{resource}.json")["rows"] if row["period"] == self.quarter]

    @property
    def cells(self):
        return {table: cells_of(self.rows(table), table) for table in TABLES}

    def sensitive(self, table):
        return [key for key in self.cells[table] if self.truth.is_sensitive(table, key)]


@pytest.fixture(scope="module")
def published(pristine, tmp_path_factory):
    world = pristine.copy_to(tmp_path_factory.mktemp("open-data"))
    quarter, truth, times = filled(world)
    made = world.programs.done("portpass", "open-data", "make", "--data", world.data)
    assert f'"period":"{quarter}"' in made.output
    folder = world.folder / "published"
    world.programs.done("portpass", "open-data", "write", folder, "--data", world.data)
    return Published(world, folder, truth, times, quarter)


def test_what_is_published_is_true(published):
    for table, cells in published.cells.items():
        counts = published.truth.counts[table]
        assert set(counts) <= set(cells)
        shown = {key: count for key, count in cells.items() if count is not None}
        assert shown == {key: counts[key] for key in shown}, table
        assert any(shown.values()), table


def test_small_cells_and_those_of_few_people_are_withheld(published):
    withheld = 0
    for table in TABLES:
        for key in published.sensitive(table):
            assert published.cells[table][key] is None, (table, key)
            withheld += 1
    assert withheld > 80
    # The one who comes every night is thirty comings.
    assert published.truth.counts["gate-volumes"][("KEL-E1", "03", "in")] >= LEAST
    assert published.cells["gate-volumes"][("KEL-E1", "03", "in")] is None


def exposed(tables, truth, found):
    """Cells of which a solver tells that somebody is in them, or how few, by some tables together."""
    attack, told = Attack(tables), []
    for table, cells in tables.items():
        for key, count in cells.items():
            if count is not None or not truth.is_sensitive(table, key):
                continue
            low, high = attack.reach(table, key)
            true = truth.counts[table][key]
            found.append((table, key))
            if true < LEAST and (low > 0 or high < LEAST) or true >= LEAST and (low * 2 > true + 1 or high * 2 < true * 3):
                told.append((table, key, true, low, high))
    return told


def groups():
    return [(one,) for one in TABLES] + list(itertools.combinations(TABLES, 2)) + [tuple(TABLES)]


def test_no_pair_of_tables_and_not_all_together_tell_of_one_person(published):
    cells, found = published.cells, []
    for group in groups():
        assert exposed({table: cells[table] for table in group}, published.truth, found) == [], group
    assert len(found) > 500


def test_the_same_search_finds_people_where_only_small_cells_are_withheld(published):
    """So that it can: the same register, published without the others that are withheld with them."""
    counts = published.truth.counts
    bare = {
        table: {key: None if published.truth.is_sensitive(table, key) else counts[table][key] for key in cells}
        for table, cells in published.cells.items()}
    alone = [told for table in TABLES for told in exposed({table: bare[table]}, published.truth, [])]
    assert len(alone) > 20


def test_the_same_search_finds_people_by_two_tables_that_were_not_protected_together(published):
    """What is withheld in one table stands in the other: the first tells nothing alone, and of people beside it."""
    told, counts = [], published.truth.counts
    for one, other in (("applications", "rejections"), ("applications", "applications-by-channel"), ("passes-by-term", "passes-by-port"), ("gate-volumes", "gate-refusals")):
        alone = {one: published.cells[one]}
        linked = {key: counts[other][key] for key in published.cells[other] if same((other, key)) != (other, key)}
        assert exposed(alone, published.truth, []) == []
        told += [cell for cell in exposed({**alone, other: published.cells[other] | linked}, published.truth, []) if cell[0] == one]
    assert told


def test_times_are_told_of_many_cases_only(published):
    count = 0
    for resource, of in (("processing-times", ("applications", "issued")), ("answer-times", ("petitions", "in-time"))):
        for row in published.rows(resource):
            kind = row[TIMES[resource][0]]
            times = sorted(published.durations[resource].get(kind, []))
            if len(times) < 20 or published.cells[of[0]][(kind, of[1])] is None:
                assert row["medianHours"] is None and row["ninthDecileHours"] is None
                continue
            assert row["medianHours"] == (times[len(times) // 2] + 1_800) // 3_600
            assert row["ninthDecileHours"] == ((times[len(times) * 9 // 10] + 1_800) // 3_600 if len(times) >= 50 else None)
            count += 1
    assert count >= 2


def test_what_the_service_did_is_told_whole(published):
    """Few calls, and one on a line of its own: nobody is in them."""
    calls = {(row["line"], row["call"]): row["count"] for row in published.rows("calls")}
    assert [calls["TWKEL", call] for call in ("came", "answered", "in-time", "callbacks")] == [3, 2, 1, 0], "the last entry counts"
    assert [calls["total", call] for call in ("came", "answered", "in-time", "callbacks")] == [203, 182, 151, 12]
    assert calls["TWHUN", "came"] == 0 and ("total", "total") not in calls
    assert {row["count"] for row in published.rows("announcements")} == {0}
    assert all(row["status"] == "published" for resource in OWN for row in published.rows(resource))


def test_of_seminars_people_are_told_where_they_are_many(published):
    rows = {row["attendance"]: (row["count"], row["status"]) for row in published.rows("seminars")}
    assert rows == {
        "held": (2, "published"), "signed-up": (43, "published"), "came": (None, "withheld"), "answered": (2, "published")}


@pytest.mark.parametrize("resource", [*TABLES, *TIMES, *OWN, *MEETINGS])
def test_each_file_is_what_its_dictionary_says(published, resource):
    fields = read_json(published.folder / f"{resource}.fields.json")["fields"]
    header, rows = read_csv(published.folder / f"{resource}.csv")
    whole = read_json(published.folder / f"{resource}.json")
    assert header == [field["name"] for field in fields] and len(set(header)) == len(header)
    assert len(rows) == len(whole["rows"]) > 0
    assert all(field["description"] and field["descriptionInEnglish"] and field["nameInEnglish"] for field in fields)
    kinds = {field["key"]: field for field in fields}
    for row, member in zip(rows, whole["rows"]):
        assert list(member) == list(kinds)
        assert row == ["" if value is None else str(value) for value in member.values()]
        for key, value in member.items():
            kind = kinds[key]["type"]
            if kind == "quarter":
                assert re.fullmatch(r"20\d\dQ[1-4]", value)
            elif kind == "code":
                codes = {code["code"]: code for code in kinds[key]["codes"]}
                assert value in codes and member[key + "Name"] == codes[value]["name"] and codes[value]["nameInEnglish"]
            elif kind in ("count", "hours"):
                assert value is None or type(value) is int and value >= 0
            elif kind == "status":
                numbers = [member[name] for name in kinds if kinds[name]["type"] in ("count", "hours")]
                assert value == ("withheld" if None in numbers else "published")
            else:
                assert kind == "name" and value
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)


def test_the_catalogue_has_the_keys_of_the_platform(published):
    catalogue = read_json(published.folder / "catalogue.json")
    assert len(catalogue) == 8
    named = set()
    for dataset in catalogue:
        assert list(dataset) == METADATA
        assert dataset["categoryService"] == "A00"  # 交通及通訊
        assert list(dataset["updateFrequency"]) == ["regularupdate", "Frequency", "unittime"]
        for one in dataset["distribution"]:
            assert list(one) == [
                "resourceDescription", "resourceField", "resourceFormat", "resourceCharacterEncoding", "resourceDownloadUrl", "resourceAmount",
                "resourceNotes"]
            name = one["resourceDownloadUrl"].rpartition("/data/")[2]
            named.add(name)
            fields = [field["name"] for field in one["resourceField"]]
            if one["resourceFormat"] == "CSV":
                header, rows = read_csv(published.folder / name)
                assert fields == header and int(one["resourceAmount"]) == len(rows)
            else:
                assert fields == list(read_json(published.folder / name)["rows"][0])
    assert named == {f"{resource}.{end}" for resource in [*TABLES, *TIMES, *OWN, *MEETINGS] for end in ("csv", "json")}


def test_it_is_made_once_and_served(published):
    world = published.world
    with serving(world) as service:
        first = (published.folder / "passes-by-port.csv").read_bytes()
        answer = service.get("/data/passes-by-port.csv")
        assert answer.status == 200 and answer.body == first
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8" and answer.headers["Access-Control-Allow-Origin"] == "*"
        assert service.get("/data/passes-by-port.csv", If_None_Match=answer.headers["ETag"]).status == 304
        assert service.get("/data/changes.json").status == 200 and service.get("/data/passwd").status == 404
        for language in ("zh-Hant", "en", "th"):
            for page in ("data", "data/passes", "data/processing", "data/gates", "data/refusals", "data/satisfaction", "data/petitions", "data/service", "satisfaction", "statistics"):
                assert service.get(f"/{language}/public/{page}").status == 200, page
        assert service.get("/en/public/data/nothing").status == 404
        assert service.get("/en/public/data/passes?quarter=1999Q1").status == 404
        paper = service.get(f"/en/public/statistics/{published.quarter}.pdf")
        assert paper.status == 200 and paper.body.startswith(b"%PDF")
        assert service.get("/en/public/statistics/1999Q1.pdf").status == 404
    # Another application of that quarter comes to light: what is published stays.
    database = sqlite3.connect(world.data / "register.sqlite")
    database.execute("UPDATE application SET state = 'withdrawn', reason = NULL WHERE state = 'rejected'")
    database.commit()
    database.close()
    assert world.programs.done("portpass", "open-data", "make", "--data", world.data).output == ""
    again = world.folder / "again"
    world.programs.done("portpass", "open-data", "write", again, "--data", world.data)
    for file in published.folder.iterdir():
        assert (again / file.name).read_bytes() == file.read_bytes()
