"""The example of docs/wire-format.md, section 15, computed anew, and the rules that stand beside it."""

import json
import pathlib
import re

import cbor2
import pytest

import sealed_lists
from sealed_lists import Closed, HotList, Lists, PortKey

ROOT = pathlib.Path(__file__).resolve().parents[3]
DOCUMENT = (ROOT / "docs" / "wire-format.md").read_text()
SECTION = DOCUMENT[DOCUMENT.index("## 15. Sealed lists of a port") : DOCUMENT.index("## 16. Sources")]
BLOCKS = dict(re.findall(r"^```\S+ (\S+)\n(.*?)^```$", SECTION, re.M | re.S))
ROWS = {name.strip(): bytes.fromhex(value) for name, value in re.findall(r"^\| ([^|]+) \| `([0-9a-f]+)` \|$", SECTION, re.M)}
HOT = "ops/hotlist-TWKEL"
SEALED, GATES, SHARD = (bytes.fromhex(BLOCKS[name]) for name in ("sealed-hotlist", "gates", "shard"))
KEY = PortKey(bytes([5]) * 32)


def test_keys():
    assert (KEY.key, KEY.seal, KEY.mark) == (ROWS["port key"], ROWS["key that seals"], ROWS["key that marks"])


def test_hot_list():
    content = BLOCKS["hotlist"].encode()
    hot = HotList(content)
    assert hot.numbers == ["KEL-P-26-000123"] and hot.has_plate("ABC1234") and not hot.has_plate("ABC1235")
    assert hot.plate_key == ROWS["key of the plates"] == KEY.plate_key(["ABC1234"])
    assert hot.hashes == [ROWS["hash of the plate"]]
    assert KEY.sealed(content, HOT) == SEALED and SEALED[:24] == ROWS["nonce of the list"]
    assert KEY.open(SEALED, HOT) == content
    said = re.search(r"last line, (\d+) bytes; `plain` begins with `([0-9a-f]+)` and has ([\d,]+) bytes", SECTION)
    plain = KEY.plain(SEALED, HOT)
    assert (int(said[1]), said[2], int(said[3].replace(",", ""))) == (len(content), plain[:4].hex(), len(plain))


def test_what_does_not_open():
    for key, name, file in [
        (PortKey(bytes([6]) * 32), HOT, SEALED), (KEY, "ops/hotlist-TWTPE", SEALED), (KEY, "ops/visitors-TWKEL", SEALED),
        (KEY, HOT, SEALED[:-1]), (KEY, HOT, SEALED + b"\0"), (KEY, HOT, SEALED[:39]), (KEY, HOT, b""),
        *[(KEY, HOT, SEALED[:at] + bytes([SEALED[at] ^ 1]) + SEALED[at + 1 :]) for at in range(0, len(SEALED), 97)],
    ]:  # fmt: skip
        with pytest.raises(Closed):
            key.open(file, name)


@pytest.mark.parametrize("size", [0, 1, 1019, 1020, 1021, 2044, 2045, 100_000])
def test_padding(size):
    content = bytes(index % 251 for index in range(size))
    file = KEY.sealed(content, HOT)
    assert (len(file) - 40) % 1024 == 0 and 0 <= len(file) - 40 - (4 + size) < 1024
    assert KEY.open(file, HOT) == content
    assert KEY.plain(file, HOT)[4 + size :].strip(b"\0") == b""


def test_another_list_or_name_has_another_nonce():
    names = (HOT, "ops/visitors-TWKEL", "directory/TWKEL/0")
    files = [KEY.sealed(content, name) for content in (b"", b"\0", b"a") for name in names]
    assert len({file[:24] for file in files}) == len(files)
    assert KEY.sealed(b"a", HOT) == KEY.sealed(b"a", HOT)


def test_gates():
    secret, public = ROWS["box key, secret half"], ROWS["box key, public half"]
    copy = sealed_lists.seal_copy(KEY.key, public, bytes([6]) * 32)
    assert sealed_lists.whose(public) == ROWS["whose copy"]
    assert GATES == cbor2.dumps({1: "TWKEL", 2: [[ROWS["whose copy"], copy]]}, canonical=True)
    assert sealed_lists.port_key(GATES, "TWKEL", secret).key == KEY.key
    with pytest.raises(Closed):
        sealed_lists.port_key(GATES, "TWTPE", secret)
    with pytest.raises(Closed):
        sealed_lists.port_key(GATES, "TWKEL", bytes([7]) * 32)
    with pytest.raises(Closed):
        sealed_lists.opened_copy(copy, bytes([7]) * 32)


def test_directory():
    shown = eval(re.search(r"^```cbor-diag shard\n(.*)\n```", SECTION, re.M)[1])  # noqa: S307  our own document
    assert SHARD == cbor2.dumps(shown, canonical=True)
    number = "KEL-P-26-000042"
    first, one, four, eight = re.search(r"is (\d+): part (\d+) of one, (\d+) of four or (eight)", SECTION).groups()
    assert int(first) == sealed_lists.blake2b(number.encode())[0] and eight
    assert [sealed_lists.part_of(number, count) for count in (1, 4, 8)] == [int(one), int(four), int(four)]
    # It is the pass of section 14.
    diagnostic = re.search(r"^```cbor-diag claims\n(.*?)^```", DOCUMENT, re.M | re.S)[1]
    listed, index, kind, zones, start, end = shown[number]
    assert f'"idx": {index}, "uri": "https://pass.example/status/{listed}"' in diagnostic
    assert f"4: {end}," in diagnostic and f"5: {start}," in diagnostic and f'5: {kind}, 6: 1' in diagnostic
    assert f'"TWKEL": {zones},' in diagnostic
    files = {"ops/gates-TWKEL": GATES, HOT: SEALED, "directory/TWKEL/0": KEY.sealed(SHARD, "directory/TWKEL/0")}
    lists = Lists(files, "TWKEL", ROWS["box key, secret half"])
    assert lists.parts == 1 and lists.entry(number) == shown[number] and lists.entry("KEL-P-26-000043") is None


def test_visitor():
    content = BLOCKS["visitors"].strip().encode()
    files = {"ops/gates-TWKEL": GATES, "ops/visitors-TWKEL": KEY.sealed(content, "ops/visitors-TWKEL")}
    lists = Lists(files, "TWKEL", ROWS["box key, secret half"])
    (visitor,) = lists.visitors
    assert lists.expected("A56789", visitor["from"]) == [visitor] and len(visitor["hint"]) == 6
    assert lists.expected("A56789", visitor["until"]) == lists.expected("A56789", visitor["from"] - 1) == []


def test_ship():
    content = BLOCKS["ships"].strip().encode()
    files = {"ops/gates-TWKEL": GATES, "ops/ships-TWKEL": KEY.sealed(content, "ops/ships-TWKEL")}
    lists = Lists(files, "TWKEL", ROWS["box key, secret half"])
    (call,) = json.loads(content)["ships"]
    for typed in call["marks"] + ["imo 981-1000", "h3rc"]:
        assert lists.ship(typed, call["from"]) == lists.ship(typed, call["until"] - 1) == "here"
        assert lists.ship(typed, call["from"] - 1) == ("expected", call["from"])
        assert lists.ship(typed, call["until"]) == ("gone", call["until"])
    assert lists.ship("AKEL115012930", call["from"]) is None
    assert call["from"] % 3600 == call["until"] % 3600 == 0


def test_numbers_in_the_document_are_the_ones_of_the_programs():
    """Limits that no file in these tests reaches."""
    source = lambda name: (ROOT / "Sources" / "TrustFiles" / name).read_text()
    shard = source("Lists/DirectoryShard.swift")
    assert "mostShards = 256\n" in shard and "entriesPerShard = 512\n" in shard
    hot, visitors = source("HotListFile.swift"), source("Lists/VisitorsFile.swift")
    assert "largest = 16 << 20\n" in hot and "mostEntries = 200_000\n" in hot
    assert "largest = 4 << 20\n" in visitors and "mostEntries = 20_000\n" in visitors
    ships = source("Lists/ShipsFile.swift")
    assert "largest = 4 << 20\n" in ships and "mostCalls = 10_000\n" in ships
    for said in ("at most 16 MiB. Both", "at most 10,000 calls of ships", "at most 200,000 entries", "at most 20,000 visitors", "with 512 *n* numbers"):
        assert said in SECTION.replace("\n", " "), said
