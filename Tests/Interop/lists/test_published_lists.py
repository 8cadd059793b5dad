"""The lists that a real service publishes, read by the second implementation with a kiosk's own box key."""

import itertools
import json
import os
import time

import cbor2
import nacl.bindings
import nacl.exceptions
import pytest

import sealed_lists
from list_scenes import PORT, SPONSOR, VISITOR, WANTED_NUMBER, WANTED_PLATES, BoxedKiosk
from sealed_lists import Closed, PortKey

NAMES = (f"ops/hotlist-{PORT}", f"ops/visitors-{PORT}")


@pytest.fixture(scope="module")
def lists(enrolled):
    return enrolled.lists("KEL-E1")


def sealed(files):
    return {name: file for name, file in files.items() if not name.startswith("ops/gates-")}


# Reading


def test_nobody_enrolled_is_no_lists(scene):
    assert not [name for name in scene.described if "/gates-" in name or "hotlist" in name or name.startswith("directory/")]


def test_the_hot_list(lists):
    hot = lists.hot_list
    assert hot.numbers == [WANTED_NUMBER]
    assert all(map(hot.has_plate, WANTED_PLATES)) and not hot.has_plate("QQX9318")
    assert hot.plate_key == lists.key.plate_key(WANTED_PLATES)
    assert hot.hashes == sorted(sealed_lists.blake2b(plate.encode(), hot.plate_key, 16) for plate in WANTED_PLATES)
    # Nothing of why.
    content = json.loads(lists.content(NAMES[0]))
    assert content.keys() == {"numbers", "plates"} and content["plates"].keys() == {"key", "hashes"}
    assert b"115-9" not in lists.content(NAMES[0])


def test_the_visitors(lists):
    assert lists.visitors == [VISITOR]
    assert lists.expected(VISITOR["hint"], int(time.time())) == [VISITOR]
    assert lists.expected("Z98766", int(time.time())) == [] and lists.expected(VISITOR["hint"], VISITOR["until"]) == []


@pytest.mark.parametrize(("gate", "port"), [("KEL-E1", "TWKEL"), ("TPE-N1", "TWTPE")])
def test_the_directory_is_the_passes_of_the_port(enrolled, gate, port):
    lists = enrolled.lists(gate, port=port)
    expected = {}
    for issued in enrolled.passes:
        claims = issued["claims"]
        entries = claims[-65537]
        if port in entries[7]:
            listed = int(issued["uri"].rpartition("/")[2])
            expected[issued["number"]] = [listed, issued["idx"], entries[5], entries[7][port], claims[5], claims[4]]
    assert 1 < len(expected) < len(enrolled.passes)
    assert {number: lists.entry(number) for number in expected} == expected
    assert sum(len(lists.part(index)) for index in range(lists.parts)) == len(expected)
    assert lists.entry("KEL-P-26-999999") is None


def test_the_built_gate_of_the_port_says_the_same(enrolled, lists):
    enrolled.programs.done("portgate", "sync", "--home", enrolled.world.home, "--source", enrolled.service.url + "/tuf")
    for issued in enrolled.passes:
        answer = enrolled.portgate("lookup", "--number", issued["number"]).json
        entry = lists.entry(issued["number"])
        if entry is None:
            assert answer == {"known": False}
            continue
        *_, start, end = entry
        assert (answer["number"], answer["notBefore"], answer["expires"]) == (issued["number"], start, end)
        assert answer["known"] and answer["status"] == "valid" and answer["inTime"] and not answer["barred"]
    (visitor,) = enrolled.portgate("lookup", "--visitor", VISITOR["hint"].lower()).json["visitors"]
    assert visitor == {name: value for name, value in VISITOR.items() if name != "hint"}
    assert enrolled.portgate("status").json["lists"] == "open"
    # What is sealed to other ports stayed where it was.
    assert not [path for path in enrolled.world.home.rglob("*") if "TWTPE" in path.name]


def test_the_built_gate_names_kinds_as_its_decisions_do(enrolled, lists):
    words = {1: "person", 2: "vehicle", 3: "visitor-card"}
    enrolled.programs.done("portgate", "sync", "--home", enrolled.world.home, "--source", enrolled.service.url + "/tuf")
    for issued in enrolled.passes:
        entry = lists.entry(issued["number"])
        if entry:
            assert enrolled.portgate("lookup", "--number", issued["number"]).json["kind"] == words[entry[2]]


# Sealing


def test_nonce_padding_and_bytes_follow_from_the_content(enrolled, lists):
    for name, file in sealed(lists.files).items():
        plain, content = lists.key.plain(file, name), lists.content(name)
        assert (len(file) - 40) % 1024 == 0 and len(plain) == len(file) - 40
        assert len(plain) - 4 - len(content) < 1024 and not any(plain[4 + len(content) :])
        assert file[:24] == lists.key.nonce(plain, name)
        assert lists.key.sealed(content, name) == file
    for name in lists.files:
        if name.startswith("directory/"):
            assert cbor2.dumps(sealed_lists.whole(lists.content(name)), canonical=True) == lists.content(name)


def test_publishing_again_changes_no_list_and_another_entry_only_its_own(scene):
    scene.enrol("KEL-E1")
    before = scene.until(lambda files: scene.lists("KEL-E1", files).visitors == [])
    version = scene.metadata("timestamp.json")["version"]
    scene.portpass("publish")
    assert scene.metadata("timestamp.json")["version"] > version
    assert scene.files() == before
    scene.want("--number", WANTED_NUMBER)
    after = scene.until(lambda files: scene.lists("KEL-E1", files).hot_list.numbers)
    assert {name for name in after if after[name] != before[name]} == {NAMES[0]}
    scene.want("--number", WANTED_NUMBER, verb="remove")
    # The same list is the same file.
    assert scene.until(lambda files: not scene.lists("KEL-E1", files).hot_list.numbers) == before
    # A revocation is the status list's to say.
    scene.portpass("revoke", scene.passes[0]["id"], "--reason", "stolen")
    scene.portpass("publish")
    assert scene.files() == before


def test_more_passes_are_more_parts(scene):
    scene.enrol("KEL-E1")
    scene.until(lambda files: scene.lists("KEL-E1", files).parts == 1)
    record = {"kind": "visitor-card", "term": "temporary", "access": {PORT: ["A"]}, "escort": True,
              "notBefore": "P0D", "notAfter": "P5D"}  # fmt: skip
    known = [issued for issued in scene.passes if PORT in issued["claims"][-65537][7]]
    for count, parts in [(510, 2), (560, 4)]:
        known += scene.issue("\n".join([json.dumps(record)] * count))
        # To issue a pass publishes nothing by itself: no gate needs it to admit the pass.
        scene.portpass("publish")
        scene.until(lambda files: scene.lists("KEL-E1", files).parts == parts)
        lists = scene.lists("KEL-E1")
        for index in range(parts):
            assert {sealed_lists.part_of(number, parts) for number in lists.part(index)} == {index}
        for issued in known:
            assert lists.entry(issued["number"])[1] == issued["idx"]
        assert sum(len(lists.part(index)) for index in range(parts)) == len(known)
    # One more pass changes one part.
    (issued,) = scene.issue(json.dumps(record))
    scene.portpass("publish")
    after = scene.until(lambda files: scene.lists("KEL-E1", files).entry(issued["number"]))
    changed = {name for name in after if after[name] != lists.files[name]}
    assert changed == {f"directory/{PORT}/{sealed_lists.part_of(issued['number'], 4)}"}


# Who can open them


def test_no_other_key_opens_anything(enrolled, lists):
    other = enrolled.lists("TPE-N1", port="TWTPE")
    assert other.key.key != lists.key.key
    for key, (name, file) in itertools.product([other.key, PortKey(bytes(32))], sealed(lists.files).items()):
        with pytest.raises(Closed):
            key.open(file, name)
    ring = lists.files[f"ops/gates-{PORT}"]
    ours = sealed_lists.whose(enrolled.kiosks["KEL-E1"].box)
    copies = sealed_lists.copies(ring, PORT)
    assert len(copies) == 2 and list(copies) == sorted(copies)
    for whose, copy in copies.items():
        for secret in (enrolled.kiosks["TPE-N1"].secret, os.urandom(32)):
            with pytest.raises(Closed):
                sealed_lists.opened_copy(copy, secret)
        if whose != ours:
            with pytest.raises(Closed):
                sealed_lists.opened_copy(copy, enrolled.kiosks["KEL-E1"].secret)
    with pytest.raises(Closed):
        sealed_lists.port_key(ring, PORT, enrolled.kiosks["TPE-N1"].secret)


def test_no_list_opens_under_another_name(lists):
    for (name, file), other in itertools.permutations(sealed(lists.files).items(), 2):
        with pytest.raises(Closed):
            lists.key.open(file, other[0])


def test_what_is_published_says_nothing_of_it(enrolled, lists):
    secrets = [WANTED_NUMBER, *WANTED_PLATES, SPONSOR, VISITOR["name"], VISITOR["hint"], "115-9"]
    secrets += [issued["number"] for issued in enrolled.passes]
    secrets = [text.encode() for text in secrets] + [lists.key.key, lists.key.seal, lists.key.mark, lists.hot_list.plate_key]
    published = [path for path in enrolled.world.tuf.rglob("*") if path.is_file()]
    assert len([path for path in published if PORT in str(path)]) > 4
    for path in published:
        content = path.read_bytes()
        assert not [secret for secret in secrets if secret in content], path
    # The port key rests sealed in the register, too.
    for path in enrolled.world.data.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert lists.key.key not in content and not [plate for plate in WANTED_PLATES if plate.encode() in content], path


# The key made anew


def test_another_gate_gets_the_same_key_and_changes_no_list(scene):
    first = scene.enrol("KEL-E1")
    before = scene.until(lambda files: scene.lists("KEL-E1", files).parts)
    old = scene.lists("KEL-E1", before).key.key
    scene.enrol("KEL-C1")
    after = scene.until(lambda files: scene.lists("KEL-C1", files).key.key)
    assert scene.lists("KEL-C1", after).key.key == old and sealed(after) == sealed(before)
    # A copy is made once.
    ring = f"ops/gates-{PORT}"
    assert sealed_lists.copies(after[ring], PORT)[sealed_lists.whose(first.box)] == sealed_lists.copies(before[ring], PORT)[
        sealed_lists.whose(first.box)]  # fmt: skip


@pytest.mark.parametrize("how", ["revoked", "enrolled anew"])
def test_a_kiosk_that_is_out_of_hands_opens_nothing_that_comes_later(scene, how):
    scene.enrol("KEL-E1")
    scene.enrol("KEL-C1")
    before = scene.until(lambda files: len(sealed_lists.copies(files[f"ops/gates-{PORT}"], PORT)) == 2)
    thief = scene.lists("KEL-E1", before)
    lost = scene.kiosks["KEL-E1"]
    if how == "revoked":
        scene.portpass("gates", "revoke", "KEL-E1")
    else:
        scene.enrol("KEL-E1")
    after = scene.until(lambda files: files[NAMES[0]] != before[NAMES[0]])
    with pytest.raises(Closed):
        sealed_lists.port_key(after[f"ops/gates-{PORT}"], PORT, lost.secret)
    assert sealed(after).keys() == sealed(before).keys()
    for name, file in sealed(after).items():
        assert file != before[name]
        with pytest.raises(Closed):
            thief.key.open(file, name)
    for gate in ["KEL-C1"] + (["KEL-E1"] if how == "enrolled anew" else []):
        lists = scene.lists(gate, after)
        assert lists.key.key != thief.key.key and lists.entry(scene.passes[0]["number"])
    # What it had it still has.
    assert thief.entry(scene.passes[0]["number"])


def test_without_any_gate_the_lists_are_sealed_to_nobody(scene):
    scene.enrol("KEL-E1")
    before = scene.until(lambda files: scene.lists("KEL-E1", files).parts)
    scene.portpass("gates", "revoke", "KEL-E1")
    after = scene.until(lambda files: files[NAMES[0]] != before[NAMES[0]])
    assert sealed_lists.copies(after[f"ops/gates-{PORT}"], PORT) == {}
    kiosk = scene.enrol("KEL-W3")
    scene.until(lambda files: sealed_lists.whose(kiosk.box) in sealed_lists.copies(files[f"ops/gates-{PORT}"], PORT))
    lists = scene.lists("KEL-W3")
    assert sealed(lists.files) == sealed(after) and lists.entry(scene.passes[0]["number"])


def test_a_box_key_that_nobody_owns_stops_nothing(scene):
    kiosk = BoxedKiosk("KEL-C1")
    kiosk.box = bytes(32)
    with pytest.raises(nacl.exceptions.CryptoError):
        nacl.bindings.crypto_box_seal(bytes(32), kiosk.box)
    scene.enrol("KEL-C1", kiosk)
    scene.enrol("KEL-E1")
    files = scene.until(lambda files: scene.lists("KEL-E1", files).parts)
    assert len(sealed_lists.copies(files[f"ops/gates-{PORT}"], PORT)) == 1


def test_a_gate_that_moves_to_another_port_leaves_its_key_behind(scene):
    scene.enrol("KEL-E1")
    scene.enrol("KEL-C1")
    before = scene.until(lambda files: len(sealed_lists.copies(files[f"ops/gates-{PORT}"], PORT)) == 2)
    mover = scene.lists("KEL-C1", before)
    seeds = scene.world.data / "seeds" / "gates.json"
    data = json.loads(seeds.read_text())
    (gate,) = [gate for gate in data["gates"] if gate["id"] == "KEL-C1"]
    gate.update(port="TWTPE", zones=["N"])
    scene.stop()
    seeds.write_text(json.dumps(data))
    scene.serve()
    after = scene.until(lambda files: files[NAMES[0]] != before[NAMES[0]])
    with pytest.raises(Closed):
        scene.lists("KEL-C1", after)
    with pytest.raises(Closed):
        mover.key.open(after[NAMES[0]], NAMES[0])
    assert scene.lists("KEL-E1", after).entry(scene.passes[0]["number"])
    assert scene.lists("KEL-C1", port="TWTPE").hot_list.numbers == []
