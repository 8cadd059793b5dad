"""The road of a pass: issued, verified offline, taken away, given back."""

import shutil
import subprocess

import pytest

from processes import ADMIT, CHECK, DENY, ROOT


def test_every_demo_record_becomes_a_pass_with_the_fields_of_the_design(pristine):
    records = (ROOT / "seeds" / "demo.jsonl").read_text().splitlines()
    assert len(pristine.passes) == len([r for r in records if r.strip()])
    for issued in pristine.passes:
        assert set(issued) == {"id", "number", "text", "idx", "uri"}
        assert len(bytes.fromhex(issued["id"])) == 8
        assert issued["text"].startswith("PP1:") and len(issued["text"]) <= 734
        assert 0 <= issued["idx"] < 131_072


def test_the_first_demo_pass_is_admitted_and_says_so_in_the_form_of_the_design(pristine):
    issued = pristine.passes[0]
    answer = pristine.verify(issued["text"])
    assert answer.status == ADMIT
    decision = answer.json
    assert decision["verdict"] == "admit"
    assert [r for r in decision["reasons"] if r.get("effect") != "note"] == []
    assert decision["pass"]["id"] == issued["id"] and decision["pass"]["number"] == issued["number"]
    assert decision["pass"]["name"] == "王小明"
    assert decision["trust"]["age"] >= 0
    assert "simulated" not in decision
    assert "A123456789" not in answer.output


@pytest.mark.parametrize("act, code", [("revoke", "revoked"), ("suspend", "suspended")])
def test_a_pass_taken_away_is_denied_after_the_next_sync_and_not_before(world, act, code):
    issued = world.passes[0]
    world.programs.done("portpass", act, issued["id"], "--reason", "stolen", "--data", world.data)
    assert world.verify(issued["text"]).status == ADMIT
    world.publish()
    world.sync()
    answer = world.verify(issued["text"])
    assert answer.status == DENY
    assert [r["code"] for r in answer.json["reasons"]][0] == code
    others = [world.verify(other["text"]).json["verdict"] for other in world.passes[1:]]
    assert others == [world_before for world_before in others] and "admit" in others


def test_a_suspended_pass_can_be_given_back_and_a_revoked_one_cannot(world):
    suspended, revoked = world.passes[0], world.passes[1]
    done = world.programs.done
    done("portpass", "suspend", suspended["id"], "--reason", "mislaid", "--data", world.data)
    done("portpass", "reinstate", suspended["id"], "--reason", "found", "--data", world.data)
    done("portpass", "revoke", revoked["id"], "--reason", "lost", "--data", world.data)
    refused = world.programs.portpass("reinstate", revoked["id"], "--reason", "found", "--data", world.data)
    assert refused.status == 1 and refused.is_one_sentence(), refused.errors
    world.publish()
    world.sync()
    assert world.verify(suspended["text"]).status == ADMIT
    assert world.verify(revoked["text"]).status == DENY


def test_a_gate_decides_by_its_own_port_zone_and_direction(world):
    text = world.passes[0]["text"]
    for gate, reason in [("KEL-W2", None), ("TPE-N1", "wrong-port")]:
        home = world.folder / gate
        world.programs.done("portgate", "init", "--home", home, "--root", world.root, "--gate", gate, "--dev")
        world.programs.done("portgate", "sync", "--home", home, "--source", world.tuf)
        answer = world.programs.portgate("verify", "--home", home, "--json", text)
        codes = [r["code"] for r in answer.json["reasons"]]
        assert (reason in codes) if reason else answer.status == ADMIT, (gate, codes)
        leaving = world.programs.portgate("verify", "--home", home, "--json", "--direction", "out", text)
        assert leaving.status in (ADMIT, CHECK), "a denial kept somebody in"


def test_another_time_is_marked_as_simulated(pristine):
    text = pristine.passes[0]["text"]
    answer = pristine.verify(text, "--at", "2031-01-01T00:00:00+08:00")
    assert answer.status == DENY
    assert answer.json["simulated"] is True
    assert "expired" in [r["code"] for r in answer.json["reasons"]]


def test_verifying_needs_no_network(pristine):
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "--net", "true"], check=False, capture_output=True).returncode != 0:
        pytest.skip("this machine does not allow to cut the network off")
    assert pristine.verify(pristine.passes[0]["text"], before=[unshare, "--net"]).status == ADMIT


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_pass_is_drawn_as_every_kind_of_picture(pristine, tmp_path, kind):
    text = pristine.passes[0]["text"]
    picture = tmp_path / f"pass.{kind}"
    pristine.programs.done("portpass", "render", text, "--out", picture)
    again = tmp_path / f"again.{kind}"
    pristine.programs.done("portpass", "render", text, "--out", again)
    assert picture.read_bytes() == again.read_bytes(), "the same pass is drawn differently the second time"
    head = picture.read_bytes()[:5]
    assert head.startswith({"png": b"\x89PNG", "svg": b"<", "pdf": b"%PDF-"}[kind])
    if kind == "png":
        answer = pristine.verify(picture)
        assert answer.status == ADMIT and answer.json["pass"]["number"] == pristine.passes[0]["number"]


def test_publishing_again_moves_the_age_of_trust_and_nothing_else(world):
    before = sorted(p.name for p in (world.tuf / "targets").rglob("*") if p.is_file())
    world.publish()
    world.sync()
    assert sorted(p.name for p in (world.tuf / "targets").rglob("*") if p.is_file()) == before


def test_the_audit_log_verifies(world):
    world.programs.done("portpass", "suspend", world.passes[0]["id"], "--reason", "lost", "--data", world.data)
    ended = world.programs.done("portpass", "audit", "verify", "--data", world.data)
    assert "records" in ended.output
