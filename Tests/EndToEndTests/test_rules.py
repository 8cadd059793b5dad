"""`portpass rules`: what holds, what a file would have made of it, and a proposal; and who is barred gets no pass from a command."""

import json
import time

import pytest

from processes import BROKE, ROOT, USAGE

pytest.importorskip("cbor2")


def next_rules(tmp_path, name="violations", **changes):
    rules = json.loads((ROOT / "seeds" / f"{name}.json").read_text())
    rules["from"] = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3_600 + 2 * 86_400))
    if changes:
        rules["repetition"].update(changes)
    path = tmp_path / f"next-{name}.json"
    path.write_text(json.dumps(rules, ensure_ascii=False))
    return path


def listed(world):
    return [json.loads(line) for line in world.programs.done("portpass", "rules", "list", "--json", "--data", world.data).output.splitlines()]


def test_rules_are_looked_at_tried_and_proposed(world, tmp_path):
    assert [(one["kind"], one["state"], one["by"]) for one in listed(world)] == [
        ("violations", "now", None), ("fees", "now", None)]
    assert "seeds" in world.programs.done("portpass", "rules", "list", "--data", world.data).output
    path = next_rules(tmp_path, cancelAt=2)
    said = world.programs.done("portpass", "rules", "check", "violations", path, "--data", world.data).output
    digest = said.split("SHA-256 ")[1].strip()
    assert len(digest) == 64
    run = json.loads(world.programs.done("portpass", "rules", "dry-run", "violations", path, "--cases", "--data", world.data).output)
    assert run["sha256"] == digest and run["count"] == 0 and run["differ"] == 0
    fees = json.loads(world.programs.done(
        "portpass", "rules", "dry-run", "fees", next_rules(tmp_path, "fees"), "--data", world.data).output)
    assert fees["kind"] == "fees" and fees["before"] == fees["after"]
    proposed = world.programs.done(
        "portpass", "rules", "propose", "violations", path, "--note", "stricter", "--data", world.data).output
    assert digest in proposed and "/staff/changes/" in proposed and "proposed by shell:" in proposed
    assert len(listed(world)) == 2, "nothing is in force by one"


@pytest.mark.parametrize("fault", ["not JSON", "a number that can't be", "today", "another kind"])
def test_a_file_that_is_not_right_is_refused_in_one_sentence(world, tmp_path, fault):
    path = next_rules(tmp_path, cancelAt=0 if fault == "a number that can't be" else 3)
    kind = "fees" if fault == "another kind" else "violations"
    if fault == "not JSON":
        path.write_text("{")
    if fault == "today":
        rules = json.loads(path.read_text())
        rules["from"] = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3_600))
        path.write_text(json.dumps(rules))
    for verb in ("check", "propose"):
        refused = world.programs.portpass("rules", verb, kind, path, "--data", world.data)
        assert refused.status == BROKE and refused.is_one_sentence(), refused.errors
    if fault == "a number that can't be":
        assert "cancelAt" in refused.errors and "seeds/" not in refused.errors
    assert len(listed(world)) == 2


def test_usage(world, tmp_path):
    assert world.programs.portpass("rules", "check", "penalties", tmp_path / "x", "--data", world.data).status == USAGE
    missing = world.programs.portpass("rules", "check", "fees", tmp_path / "x", "--data", world.data)
    assert missing.status == BROKE and missing.is_one_sentence()
