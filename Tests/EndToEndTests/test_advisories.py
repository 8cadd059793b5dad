"""`scripts/advisories`: packages that are built in, held against advisories that are made up here."""

import importlib.machinery
import importlib.util
import json
import pathlib
import subprocess
import sys
import zipfile

import pytest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "advisories"
PINS = {"pins": [
    {"identity": "swift-nio", "location": "https://github.com/apple/swift-nio.git", "state": {"revision": "a" * 40, "version": "2.101.2"}},
    {"identity": "grdb.swift", "location": "https://github.com/groue/GRDB.swift", "state": {"revision": "b" * 40, "version": "7.10.0"}},
    {"identity": "branched", "location": "https://github.com/x/branched", "state": {"revision": "c" * 40, "branch": "main"}},
]}


def advisory(name="github.com/apple/swift-nio", events=None, kind="SEMVER", ecosystem="SwiftURL", **more):
    ranges = [] if events is None else [{"type": kind, "events": events}]
    affected = {"package": {"ecosystem": ecosystem, "name": name}, "ranges": ranges}
    if "versions" in more:
        affected["versions"] = more.pop("versions")
    return {"id": "TEST-2026-1", "published": "2026-11-01T00:00:00Z", "modified": "2026-11-01T00:00:00Z", "affected": [affected], **more}


#: Of another package: so that there is something to hold against.
ASIDE = advisory("github.com/nobody/nothing", [{"introduced": "0"}], id="TEST-ASIDE")


def run(folder, *exports, today="2026-11-26", pins=PINS):
    resolved = folder / "resolved.json"
    resolved.write_text(json.dumps(pins))
    return subprocess.run(
        [sys.executable, str(SCRIPT), "--resolved", str(resolved), "--today", today, *map(str, exports)], capture_output=True, text=True)


def held(folder, *found, **more):
    export = folder / "export.json"
    export.write_text(json.dumps([ASIDE, *found]))
    return run(folder, export, **more)


@pytest.mark.parametrize("events, hit", [
    ([{"introduced": "0"}, {"fixed": "2.101.3"}], True),
    ([{"introduced": "0"}, {"fixed": "2.101.2"}], False),
    ([{"introduced": "2.101.2"}], True),
    ([{"introduced": "2.101.3"}], False),
    ([{"introduced": "0"}, {"last_affected": "2.101.2"}], True),
    ([{"introduced": "0"}, {"last_affected": "2.101.1"}], False),
    # By numbers and not by letters; a candidate comes before its version.
    ([{"introduced": "2.99.0"}, {"fixed": "2.102.0"}], True),
    ([{"introduced": "0"}, {"fixed": "2.9.0"}], False),
    ([{"introduced": "2.101.2-beta.1"}], True),
    ([{"introduced": "0"}, {"fixed": "2.101.2-rc.1"}], False),
    # Several times, in whatever order they stand.
    ([{"fixed": "2.50.0"}, {"introduced": "0"}, {"introduced": "2.100.0"}, {"fixed": "2.101.5"}], True),
    ([{"introduced": "0"}, {"fixed": "2.50.0"}, {"introduced": "2.102.0"}], False),
    ([{"introduced": "0"}, {"fixed": "2.101.2"}, {"introduced": "2.101.2"}], True),
])
def test_a_version_lies_in_a_range_or_does_not(tmp_path, events, hit):
    ended = held(tmp_path, advisory(events=events, database_specific={"severity": "CRITICAL"}))
    assert ended.returncode == (1 if hit else 0), ended.stdout + ended.stderr
    assert ("swift-nio 2.101.2: TEST-2026-1 (critical)" in ended.stdout) == hit


@pytest.mark.parametrize("name", ["github.com/apple/swift-nio", "https://github.com/Apple/Swift-NIO.git", "github.com/apple/swift-nio/"])
def test_a_package_is_known_however_its_address_is_written(tmp_path, name):
    assert held(tmp_path, advisory(name, [{"introduced": "0"}])).returncode == 1


@pytest.mark.parametrize("other", [
    advisory("github.com/apple/swift-nio-ssl", [{"introduced": "0"}]),
    advisory("github.com/evil/swift-nio", [{"introduced": "0"}]),
    advisory("github.com/apple/swift-nio", [{"introduced": "0"}], ecosystem="npm"),
    advisory("github.com/apple/swift-nio", [{"introduced": "0"}], withdrawn="2026-11-02T00:00:00Z"),
    advisory("github.com/apple/swift-nio", versions=["2.101.1", "2.101.20"]),
    advisory("github.com/apple/swift-nio", [{"introduced": "0"}, {"fixed": "a" * 40}], "GIT"),
])
def test_what_is_not_about_it_is_not_told(tmp_path, other):
    ended = held(tmp_path, other)
    assert ended.returncode == 0 and "TEST-2026-1" not in ended.stdout


@pytest.mark.parametrize("ours", [
    advisory(versions=["2.101.2"]),
    # What can't be ordered is told rather than passed over.
    advisory(events=[{"introduced": "0"}, {"fixed": "d" * 40}], kind="GIT"),
    advisory("github.com/x/branched", [{"introduced": "0"}, {"fixed": "1.0.0"}]),
])
def test_versions_that_are_listed_and_what_can_not_be_ordered_are_told(tmp_path, ours):
    assert held(tmp_path, ours).returncode == 1


@pytest.mark.parametrize("severity, today, late", [
    ("CRITICAL", "2026-11-15", False), ("CRITICAL", "2026-11-16", True), ("HIGH", "2026-11-16", True),
    ("MODERATE", "2026-11-16", False), ("LOW", "2027-01-30", False), ("LOW", "2027-01-31", True), (None, "2026-11-16", True),
])
def test_there_is_time_as_the_rules_for_updates_say(tmp_path, severity, today, late):
    more = {"database_specific": {"severity": severity}} if severity else {}
    ended = held(tmp_path, advisory(events=[{"introduced": "0"}], **more), today=today)
    assert ended.returncode == int(late) and ("overdue since" in ended.stdout) == late and "TEST-2026-1" in ended.stdout


def test_folders_and_archives_are_read(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(ASIDE))
    (folder / "b.json").write_text(json.dumps(advisory(events=[{"introduced": "0"}])))
    assert run(tmp_path, folder).returncode == 1
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    assert run(tmp_path, tmp_path / "all.zip").returncode == 1


@pytest.mark.parametrize("content", [
    "", "no json", "{}", '{"id": 1}', "[]", json.dumps(advisory(events=[{"introduced": "0"}], ecosystem="npm")),
    json.dumps(advisory(events=[{"introduced": "what"}])),
])
def test_an_export_that_says_nothing_is_no_good_news(tmp_path, content):
    export = tmp_path / "export.json"
    export.write_text(content)
    ended = run(tmp_path, export)
    assert ended.returncode == 2 and ended.stderr.startswith("advisories: ") and len(ended.stderr.splitlines()) == 1
    assert run(tmp_path, tmp_path / "none").returncode == 2
    assert run(tmp_path, export, pins={"pins": []}).returncode == 2


def test_the_list_that_is_built_in_can_be_looked_at(tmp_path):
    export = tmp_path / "export.json"
    export.write_text(json.dumps([ASIDE, advisory("github.com/hummingbird-project/hummingbird", [{"introduced": "0"}])]))
    ended = subprocess.run([sys.executable, str(SCRIPT), "--today", "2026-11-26", str(export)], capture_output=True, text=True)
    assert ended.returncode == 1 and ended.stdout.startswith("hummingbird "), ended.stdout + ended.stderr


def test_security_updates_of_what_is_linked_are_told_and_no_others(capsys):
    loader = importlib.machinery.SourceFileLoader("advisories", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("advisories", loader))
    loader.exec_module(module)
    said = """\
Inst libsodium23 [1.0.18-1] (1.0.18-1+deb12u1 Debian-Security:12/oldstable-security [amd64])
Inst tzdata [2025a] (2025b Debian-Security:12/oldstable-security [all])
Inst zlib1g [1:1.2.13] (1:1.2.13.1 Debian:12.12/oldstable [amd64])
Conf libsodium23 (1.0.18-1+deb12u1 Debian-Security:12/oldstable-security [amd64])
"""
    assert module.debian_lines(said) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("libsodium23 ") and told[1] == "advisories: 1 security updates are not installed" and len(told) == 2
    assert module.debian_lines("") == 0
