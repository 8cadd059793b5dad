"""The key custodian's day: two people change keys on the pages while gates run, and nobody honest is turned away.

SHOTS names a folder for pictures of every page, to be looked at.
"""

import contextlib
import os
import pathlib
import re

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
from office import staff  # noqa: E402
from patience import until  # noqa: E402
from processes import World, demo_world  # noqa: E402
from test_gate import enrol, running  # noqa: E402
from test_key_rotation import Office, lanes  # noqa: E402
from test_serve import Service  # noqa: E402
from test_site_access import look  # noqa: E402
from thief import forged_pass  # noqa: E402

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
DAY = 86_400


@pytest.fixture(scope="module")
def shown():
    """Looks at a page as it stands, on a phone and on a desk: axe, its width, and a picture where they are wanted."""
    count = [0]

    def shown(user, name):
        assert "⟦" not in user.page.content(), name
        for size in (PHONE, WIDE):
            user.page.set_viewport_size(size)
            look(user.page, f"{name} {size['width']}")
            if "SHOTS" in os.environ:
                count[0] += 1
                path = pathlib.Path(os.environ["SHOTS"]) / f"k{count[0]:03d}-{name}-{user.language}-{size['width']}.png"
                user.page.screenshot(path=str(path), full_page=True)

    return shown


@pytest.fixture(scope="module")
def world(programs, tmp_path_factory):
    return demo_world(programs, tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def service(world):
    service = Service(world.programs, world.data)
    yield service
    status, errors = service.stop()
    assert status == 0, errors
    assert "could not be carried out" not in errors, errors


@pytest.fixture(scope="module")
def office(world):
    return Office(world)


@pytest.fixture(scope="module")
def gates(world, service):
    """Two gates of two ports that run, and report to the service."""
    north = world.home.with_name("north")
    world.programs.done("portgate", "init", "--home", north, "--root", world.root, "--gate", "TPE-N1", "--dev")
    with contextlib.ExitStack() as stack:
        found = []
        for name, home in (("KEL-E1", world.home), ("TPE-N1", north)):
            enrol(world, service, name, home)
            found.append(stack.enter_context(running(world, "--source", service.url + "/tuf", home=home)))
            until(lambda home=home: (home / "trust" / "current").exists())
        yield found


@contextlib.contextmanager
def custodians(chromium, world, service):
    """Two key custodians, one in each language, and an auditor."""
    with contextlib.ExitStack() as stack:
        anna = stack.enter_context(staff(chromium, service.url, size=WIDE))
        anna.join(world, "anna", "key-custodian")
        bo = stack.enter_context(staff(chromium, service.url, language="en", size=WIDE))
        bo.join(world, "bo", "key-custodian")
        yield anna, bo


@pytest.fixture(scope="module")
def people(chromium, world, service):
    with custodians(chromium, world, service) as found:
        yield found


def propose(user, change):
    """Chooses what can be proposed on the page of keys; returns the address of the change."""
    user.go("keys")
    user.page.locator(f"[name=change][value^='{change}']").check()
    user.press("propose")
    assert not user.errors, user.errors
    assert user.path.startswith("changes/"), user.path
    return user.path


def agree(user, address, shown=None, name=""):
    user.go(address)
    if shown:
        shown(user, name)
    user.press("change-agree")
    assert not user.errors, user.errors
    assert user.word("change-state-done") in user.main()


def offered(user, change):
    user.go("keys")
    return user.page.locator(f"[name=change][value^='{change}']").count()


def carried_out(user, address):
    """Until the service has done what takes it a moment."""
    def is_done():
        user.go(address)
        main = user.main()
        assert user.word("order-failed") not in main, main
        return user.word("order-done").split("{")[0].strip() in main

    until(is_done)


def test_a_pass_key_is_replaced_by_two_beside_running_gates(office, gates, people, shown):
    anna, bo = people
    old = [one["text"] for one in office.issue(10)]
    for gate in gates:
        until(lambda gate=gate: gate.scan(old[0], "in")["verdict"] == "admit")
        gate.scan(old[0], "out")
    before = office.keys()["current"]
    anna.go("keys")
    shown(anna, "keys")
    with lanes(gates, old) as both:
        until(lambda: all(lane.seen(old, 1) for lane in both))
        address = propose(anna, "announce:pass")
        assert anna.page.get_by_role("button", name=anna.word("change-agree")).count() == 0
        shown(anna, "own-announce")
        assert set(office.keys()) == {"current"}, "nothing is announced by one"
        anna.go("keys")
        shown(anna, "keys-waiting")
        agree(bo, address, shown, "announce")
        announced = office.keys()["announced"]
        # Not before the gates have it: only then it can be proposed at all.
        until(lambda: offered(anna, f"use:pass:{announced}"))
        shown(anna, "keys-ready")
        between = [one["text"] for one in office.issue(2)]
        address = propose(anna, "use:pass")
        agree(bo, address, shown, "use")
        after = [one["text"] for one in office.issue(5)]
        for lane in both:
            lane.texts.extend(between + after)
        until(lambda: all(lane.seen(old + between + after, 2) for lane in both), within=120)
    assert office.keys() == {"current": announced, "retired": before}
    assert [lane.refused for lane in both] == [[], []]
    assert not [name for name in os.listdir(office.world.data / "keys") if ".next" in name]


def test_a_role_and_the_root_by_hand(world, office, gates, people, shown, tmp_path):
    anna, bo = people
    text = office.issue(1)[0]["text"]
    for gate in gates:
        until(lambda gate=gate: gate.scan(text, "in")["verdict"] == "admit")
    address = propose(anna, "replace:ops")
    agree(bo, address, shown, "replace")
    carried_out(anna, address)
    bo.go("keys/root")
    shown(bo, "root-none")
    anna.go("keys/root")
    anna.page.locator("[name=replace][value=timestamp]").check()
    anna.press("root-order")
    assert not anna.errors, anna.errors
    assert anna.word("root-stage-sign") in anna.main()
    shown(anna, "root-sign")
    with anna.page.expect_download() as download:
        anna.page.get_by_role("link", name="next-root.json").click()
    file = tmp_path / "next-root.json"
    download.value.save_as(file)
    # One root key signs nothing by itself.
    for number in (1, 2):
        world.programs.done(
            "portpass", "keys", "root", "sign", file, "--key", world.programs.folder / "keys" / f"dev-tuf-root-{number}.pem",
            "--root", world.root, "--yes")
        anna.page.locator("#file").set_input_files(file)
        anna.press("root-upload")
        assert not anna.errors, anna.errors
        stage = "root-stage-sign" if number == 1 else "root-stage-propose"
        assert anna.word(stage) in anna.main(), anna.main()
    anna.page.locator("#file").set_input_files(file)
    anna.press("root-upload")
    assert anna.errors == [anna.word("root-nothing-new")]
    shown(anna, "root-propose")
    anna.press("propose")
    address = anna.path
    bo.go("keys/root")
    assert bo.word("root-stage-decide") in bo.main()
    shown(bo, "root-decide")
    agree(bo, address, shown, "root-change")
    carried_out(anna, address)
    shown(anna, "root-done")
    assert (world.tuf / "metadata" / "2.root.json").exists()
    # The gates go on under it: what is revoked now, they learn.
    victim = office.issue(1)[0]
    for gate in gates:
        until(lambda gate=gate: gate.scan(victim["text"], "in")["verdict"] == "admit")
    office.run("revoke", victim["id"], "--reason", "stolen")
    for gate in gates:
        until(lambda gate=gate: gate.scan(victim["text"], "in")["verdict"] == "deny")


def test_a_key_in_other_hands(office, gates, people, shown):
    """A thief has the first pass key, and backdates. Two people condemn it, and its passes are issued anew."""
    anna, bo = people
    stolen = office.keys()["retired"]
    honest = [one["text"] for one in office.world.passes if one["number"].startswith("KEL-V")] or [
        one["text"] for one in office.world.passes]

    def forge(number):
        def change(claims):
            claims[7] = number.to_bytes(8, "big")
            claims[6] -= (0, 1, DAY, 30 * DAY)[number % 4]
            claims[-65537][1] = f"KEL-V-99-{number:06}"
        return forged_pass(honest[0], change)

    assert gates[0].scan(forge(4))["verdict"] != "deny"
    anna.go(f"keys/signing/{stolen}")
    shown(anna, "key")
    anna.page.locator("details summary").click()
    with anna.page.expect_download() as download:
        anna.page.get_by_role("link", name=anna.word("compromise-file")).click()
    listed = pathlib.Path(download.value.path()).read_text().splitlines()
    assert office.world.passes[0]["number"] in listed
    anna.press("condemn-send")
    address = anna.path
    assert "compromised" not in office.keys(), "nothing is condemned by one"
    agree(bo, address, shown, "condemn")
    assert office.keys()["compromised"] == stolen
    for number, gate in enumerate(gates):
        until(lambda gate=gate, number=number: gate.scan(forge(8 + 4 * number))["verdict"] == "deny")
    assert [number for number in range(100, 140) for gate in gates if gate.scan(forge(number))["verdict"] != "deny"] == []
    anna.go(f"keys/signing/{stolen}")
    assert anna.word("condemned") in anna.main()
    shown(anna, "key-condemned")
    anna.page.locator("#days").fill("0")
    anna.press("key-reissue-send")
    address = anna.path
    agree(bo, address, shown, "reissue")
    carried_out(anna, address)
    shown(anna, "reissued")
    bo.go(f"keys/signing/{stolen}")
    said = office.run("keys", "compromised", stolen, "--look")
    assert "still to do: 0" in said and re.search(r"in force: [1-9]", said), said
    assert bo.page.locator("#days").count() == 0


def test_others_see_keys_and_change_none(chromium, world, service, people, shown):
    with staff(chromium, service.url, size=WIDE) as auditor:
        auditor.join(world, "auditor", "auditor")
        for path in ("keys", "keys/root"):
            assert auditor.go(path).status == 200
            assert auditor.page.locator("main form").count() == 0
            shown(auditor, "auditor-" + path.replace("/", "-"))


def test_the_log_is_whole(office):
    assert "whole" in office.run("audit", "verify")


def test_sealed_keys_and_a_service_started_anew_between_the_two(programs, chromium, tmp_path):
    """What was proposed is made and sealed then, and is what the other agrees to, whatever happens in between."""
    (tmp_path / "passphrase").write_text("many quiet harbours at dawn\n")
    options = ("--passphrase-file", tmp_path / "passphrase")
    data = tmp_path / "register"
    programs.done("portpass", "init", "--data", data, "--root-keys", tmp_path / "roots", *options)
    world = World(programs, tmp_path)
    service = Service(programs, data, *map(str, options))
    with contextlib.ExitStack() as stack:
        stack.callback(lambda: service.stop())
        with custodians(chromium, world, service) as (anna, bo):
            address = propose(anna, "announce:status")
            sealed = (data / "keys" / "status.next.sealed").read_bytes()
            status, errors = service.stop()
            assert status == 0, errors
            service = Service(programs, data, *map(str, options))
            anna.url = bo.url = service.url
            agree(bo, address)
            said = programs.done("portpass", "keys", "list", "--data", data).output
            assert "announced" in said
            assert (data / "keys" / "status.next.sealed").read_bytes() == sealed
            address = propose(anna, "withdraw:status")
            agree(bo, address)
            assert not (data / "keys" / "status.next.sealed").exists()
