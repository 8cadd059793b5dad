"""The page on which a holder shows a pass, in Debian's Chromium, read by the gate from screenshots."""

import datetime
import json
import os
import pathlib
import re
import shutil
import socket
import time

import pytest

from accessibility import assert_none
from holder import DESKTOP, PHONE, SMALL, Office, phone
from processes import ROOT
from public_pages import LOOKED_AT

VECTORS = os.environ.get("PORTPASS_VECTORS")


@pytest.fixture(scope="module")
def office(programs, tmp_path_factory):
    office = Office(programs, tmp_path_factory.mktemp("office"))
    yield office
    office.close()


def later(seconds):
    time = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return time.isoformat(timespec="seconds")


# MARK: The plain pass


@pytest.mark.parametrize("size", [SMALL, PHONE, DESKTOP], ids=["320", "390", "1280"])
def test_a_plain_pass_is_admitted_from_a_screenshot(chromium, office, tmp_path, size):
    issued = office.issue()
    with phone(chromium, office, size) as holder:
        holder.open(issued)
        assert "有效" in holder.text("#state") and "王小明" in holder.text(".who") and issued["number"] in holder.text(".who")
        assert "民國" in holder.text(".facts") and re.search(r"（20\d\d-\d\d-\d\d", holder.text(".facts"))
        assert office.verify(holder.shot(tmp_path / "page.png")) == ("admit", [])
        holder.page.click("#show")
        assert office.verify(holder.shot(tmp_path / "large.png")) == ("admit", [])


def test_without_a_script_it_is_the_same_pass(chromium, office, tmp_path):
    issued = office.issue()
    with phone(chromium, office, java_script_enabled=False) as holder:
        holder.open(issued, ready=False)
        assert office.verify(holder.shot(tmp_path / "page.png")) == ("admit", [])
        assert "JavaScript" in holder.text("main")
        # Nothing that would do nothing.
        assert not holder.page.is_visible("#bind") and not holder.page.is_visible("#show")
        assert not holder.page.is_visible("#keeping")
        for link in holder.page.query_selector_all(".downloads a"):
            answer = holder.get(link.get_attribute("href"))
            assert answer.status == 200, link.get_attribute("href")


def test_a_vehicle_has_a_sheet_and_is_not_bound(chromium, office):
    issued = office.issue(kind="vehicle", name=None, idNumber=None, plates=["KAA-9001"], vehicleClass="lorry")
    with phone(chromium, office) as holder:
        holder.open(issued)
        assert "KAA9001" in holder.text(".facts") and not holder.page.query_selector("#phone")
        sheet = holder.get(f"/zh-Hant/my/passes/{issued['number']}/sheet.pdf")
        assert sheet.status == 200 and bytes(sheet.body).startswith(b"%PDF-")


# MARK: The live code


def test_the_phone_makes_the_code_of_the_vector(chromium, office):
    if not VECTORS:
        pytest.skip("PORTPASS_VECTORS does not name the vectors")
    sample = json.loads((pathlib.Path(VECTORS) / "pp1" / "sample.json").read_text())
    with phone(chromium, office) as holder:
        holder.open(office.issue())
        made = holder.page.evaluate("""async ({ version, text, seed, iat }) => {
            const { liveCode } = await import(`/assets/pass/${version}/livecode.js`)
            const hex = seed.match(/../g).map((byte) => parseInt(byte, 16))
            const head = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]
            const key = await crypto.subtle.importKey("pkcs8", Uint8Array.from([...head, ...hex]), "Ed25519", false, ["sign"])
            return liveCode(text, "twport", iat, (bytes) => crypto.subtle.sign("Ed25519", key, bytes))
        }""", {"version": holder.data("version"), "text": sample["bound"]["text"], "seed": sample["holder"]["seed"],
               "iat": sample["live"]["iat"]})
        assert made == sample["live"]["text"]


def test_base45_refuses_what_the_rfc_refuses(chromium, office):
    with phone(chromium, office) as holder:
        holder.open(office.issue())
        found = holder.page.evaluate("""async (version) => {
            const { encode, decode } = await import(`/assets/pass/${version}/base45.js`)
            const refused = ["GGW", "A", "AAAA", "aa", "AA\\n", ":::", "::"].filter((text) => { try { decode(text); return false } catch { return true } })
            const bytes = Uint8Array.from({ length: 999 }, (_, at) => (at * 7919) % 256)
            const same = [bytes, bytes.slice(1)].every((one) => String(decode(encode(one))) === String(one))
            return { refused, same, known: [encode(new TextEncoder().encode("AB")), encode(new TextEncoder().encode("base-45"))] }
        }""", holder.data("version"))
        assert found["refused"] == ["GGW", "A", "AAAA", "aa", "AA\n", ":::", "::"]
        assert found["same"] and found["known"] == ["BB8", "UJCLQE7W581"]


def test_a_live_code_is_admitted_from_a_screenshot_and_is_stale_90_seconds_later(chromium, office, tmp_path):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        holder.bind()
        assert "已綁定這支手機" in holder.text("#phone") and "動態碼" in holder.text("#code")
        assert int(holder.data("pixels")) >= 4
        page = holder.shot(tmp_path / "page.png")
        holder.page.click("#show")
        assert int(holder.data("pixels")) >= 4
        large = holder.shot(tmp_path / "large.png")
        shown = later(0)
        for shot in (page, large):
            assert office.verify(shot) == ("admit", [])
            assert office.verify(shot, "--at", later(90)) == ("check", ["live-code-stale"])
        # What was kept of the plain pass is worth nothing after the next sync.
        office.until_verified(issued["text"], ("deny", ["superseded"]))
        assert office.verify(page, "--at", shown)[0] == "admit"


@pytest.mark.real_time
def test_a_live_code_is_made_anew_every_15_seconds(chromium, office, tmp_path):
    with phone(chromium, office) as holder:
        holder.open(office.issue())
        holder.bind()
        first = int(holder.data("code"))
        holder.page.wait_for_selector(f"#pass:not([data-code='{first}'])", state="attached")
        assert 15 <= int(holder.data("code")) - first <= 17
        assert office.verify(holder.shot(tmp_path / "second.png")) == ("admit", [])


def test_the_plain_code_of_a_bound_pass_is_a_copy(chromium, office, tmp_path):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        holder.bind()
    for options in ({}, {"java_script_enabled": False}):
        with phone(chromium, office, **options) as other:
            other.open(issued, ready=not options)
            assert "副本" in other.text("#code")
            assert office.verify(other.shot(tmp_path / "copy.png")) == ("check", ["holder-proof-missing"])
            if not options:
                # Elsewhere the page has no key, and says where it is.
                assert "另一支手機" in other.text("#phone-text") and other.keys() == []


def test_the_key_can_not_be_read_even_by_the_page(chromium, office):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        holder.bind()
        [key] = holder.keys()
        assert key["number"] == issued["number"] and key["x"] == holder.data("key")
        assert key["extractable"] is False and key["exported"] == []
        assert key["members"] == ["number", "privateKey", "x"]


def test_a_second_phone_ends_the_codes_of_the_first(chromium, office, tmp_path):
    issued = office.issue()
    with phone(chromium, office) as first, phone(chromium, office) as second:
        first.open(issued)
        first.bind()
        old = first.shot(tmp_path / "first.png")
        second.open(issued)
        second.bind()
        assert office.verify(second.shot(tmp_path / "second.png")) == ("admit", [])
        office.until_verified(old, ("deny", ["superseded"]))
        # The first one learns it, and shows no code that nobody takes.
        first.tell_online()
        first.says("#phone-text", "另一支手機")
        first.ready()
        assert first.data("code") is None
        # Back again: a key that was replaced is not taken a second time.
        first.bind()
        office.world.sync()
        assert office.verify(first.shot(tmp_path / "back.png")) == ("admit", [])
        assert len(first.keys()) == 1


def test_an_answer_that_was_lost_binds_no_second_key(chromium, office, tmp_path):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        # The service does it; the phone never hears of it.
        lost = []

        def lose(route):
            if route.request.method == "POST":
                route.fetch()
                lost.append(route.request.post_data)
                route.abort()
            else:
                route.continue_()

        holder.page.route("**/live", lose)
        holder.page.click("#bind")
        holder.says("#phone-trouble", "綁定未完成")
        [before] = holder.keys()
        holder.page.unroute("**/live")
        holder.open(issued)
        holder.live()
        assert holder.keys() == [before] and len(lost) == 1
        assert office.verify(holder.shot(tmp_path / "live.png")) == ("admit", [])


def test_a_binding_that_never_arrived_is_asked_for_with_the_same_key(chromium, office):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        holder.page.route("**/live", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
        holder.page.click("#bind")
        holder.says("#phone-trouble", "綁定未完成")
        [before] = holder.keys()
        holder.page.unroute("**/live")
        holder.bind()
        assert holder.keys() == [before]


def test_too_many_phones_in_a_day_are_refused_in_words(chromium, office):
    issued = office.issue()
    for _ in range(5):
        with phone(chromium, office) as holder:
            holder.open(issued)
            holder.bind()
    with phone(chromium, office) as holder:
        holder.open(issued)
        holder.page.click("#bind")
        holder.says("#phone-trouble", "次數已滿")
        assert not holder.page.is_disabled("#bind")


def test_a_binding_is_given_up_without_a_script(chromium, office, tmp_path):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        holder.bind()
    with phone(chromium, office, java_script_enabled=False) as other:
        other.open(issued, ready=False)
        other.page.click("#phone form button")
        other.page.wait_for_selector("#phone:not(:has(form))")
        assert other.page.url == other.address(issued)
        assert office.verify(other.shot(tmp_path / "plain.png")) == ("admit", [])


def test_a_browser_that_makes_no_keys_keeps_the_plain_pass(chromium, office, tmp_path):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.page.add_init_script("""
            const made = SubtleCrypto.prototype.generateKey
            SubtleCrypto.prototype.generateKey = function (algorithm, ...rest) {
                if (algorithm === "Ed25519") return Promise.reject(new DOMException("", "NotSupportedError"))
                return made.call(this, algorithm, ...rest)
            }""")
        holder.open(issued)
        assert "無法產生動態碼" in holder.text("#phone-text") and not holder.page.is_visible("#bind")
        assert office.verify(holder.shot(tmp_path / "plain.png")) == ("admit", [])


def test_without_the_encoder_the_page_says_so_and_shows_the_plain_code(chromium, office, tmp_path):
    (plain, bound) = (office.issue(), office.issue())
    with phone(chromium, office) as holder:
        holder.open(bound)
        holder.bind()
        office.restart("--encoder", "/nonexistent/qrcode.js")
        try:
            with phone(chromium, office) as other:
                other.open(plain)
                assert "無法繪製動態碼" in other.text("#phone-text") and not other.page.is_visible("#bind")
                assert office.verify(other.shot(tmp_path / "plain.png")) == ("admit", [])
            holder.open(bound)
            assert "無法繪製動態碼" in holder.text("#code")
            assert office.verify(holder.shot(tmp_path / "copy.png")) == ("check", ["holder-proof-missing"])
        finally:
            office.restart()


# MARK: Without a network


@pytest.mark.parametrize("how", ["the phone is offline", "the service is gone"])
def test_it_opens_without_a_network_after_one_visit(chromium, office, tmp_path, how):
    issued = office.issue(photo="face.jpg")
    with phone(chromium, office) as holder:
        holder.open(issued)
        assert holder.data("kept") == "yes" and "沒有網路也能開啟" in holder.text("#keep-text")
        if how == "the service is gone":
            office.close()
        else:
            holder.context.set_offline(True)
        try:
            holder.page.reload()
            holder.ready()
            assert office.verify(holder.shot(tmp_path / "offline.png")) == ("admit", [])
            assert "沒有網路" in holder.text("#notices")
            # As it looks with one: nothing is missing.
            assert holder.page.evaluate("document.querySelector('.who .face').naturalWidth") > 200
            assert holder.page.evaluate("getComputedStyle(document.getElementById('state')).borderTopStyle") == "double"
        finally:
            if how == "the service is gone":
                office.start()
            else:
                holder.context.set_offline(False)


def test_a_live_code_is_made_without_a_network(chromium, office, tmp_path):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        holder.bind()
        assert holder.data("kept") == "yes"
        office.close()
        try:
            holder.page.reload()
            holder.live()
            assert office.verify(holder.shot(tmp_path / "offline.png")) == ("admit", [])
        finally:
            office.start()


@pytest.mark.real_time
def test_a_page_that_is_slow_to_come_is_shown_as_it_was_kept(chromium, office, tmp_path):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        office.close()
        # Connections are taken, and nothing is ever answered.
        with socket.create_server(("127.0.0.1", int(office.port))):
            begun = time.monotonic()
            holder.page.reload(wait_until="domcontentloaded")
            assert 1.5 < time.monotonic() - begun < 8
            assert office.verify(holder.shot(tmp_path / "kept.png")) == ("admit", [])
        office.start()


def test_only_this_pass_and_what_it_is_made_of_is_kept(chromium, office):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(office.issue(), ready=True)
        other = holder.page.url
        holder.page.click("#remove")
        holder.says("#keep-text", "已從這支手機移除")
        holder.open(issued)
        holder.bind()
        # Other pages of the site, with a form among them.
        for path in ("/apply", "/zh-Hant/my/passes/KEL-P-26-999999"):
            holder.page.goto(office.service.url + path)
        holder.open(issued)
        page = f"/zh-Hant/my/passes/{issued['number']}"
        kept = holder.kept()
        version = holder.data("version")
        assert set(kept) == {"pass-pages", f"pass-assets-{version}"}
        assert kept["pass-pages"] == [page]
        for path in kept[f"pass-assets-{version}"]:
            assert path.startswith(f"/assets/pass/{version}/") or path == f"{page}/app.webmanifest", path
        assert f"/assets/pass/{version}/qrcode.js" in kept[f"pass-assets-{version}"]
        assert other not in json.dumps(kept)


def test_what_is_taken_off_the_phone_is_gone_and_stays_so(chromium, office):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        holder.bind()
        holder.page.click("#remove")
        holder.says("#keep-text", "已從這支手機移除")
        assert holder.page.query_selector("#code") is None and not holder.page.is_visible("#bind")
        assert holder.kept() == {} and holder.keys() == []
        assert holder.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
        # Looked at again it is not kept again, until its holder says so.
        holder.open(issued)
        assert holder.data("kept") == "no" and holder.kept() == {}
        holder.page.click("#keep")
        holder.page.wait_for_selector("#pass[data-kept=yes]", state="attached")
        assert holder.kept()["pass-pages"]


def test_whoever_leaves_a_shared_computer_leaves_nothing(chromium, office):
    issued = office.issue()
    with phone(chromium, office, DESKTOP) as holder:
        holder.open(issued)
        holder.bind()
        assert holder.kept() and holder.keys()
        holder.page.goto(f"{office.service.url}/zh-Hant/my")
        holder.page.get_by_role("button", name="離開並登出").click()
        holder.page.wait_for_url("**/zh-Hant/")
        assert holder.kept() == {} and holder.keys() == []
        holder.page.goto(holder.address(issued))
        assert "/prove" in holder.page.url and issued["number"] not in holder.page.inner_text("main")


def test_a_new_version_takes_over_and_the_old_one_goes(chromium, office, tmp_path):
    issued = office.issue()
    site = tmp_path / "site"
    shutil.copytree(ROOT / "web" / "site", site)
    with (site / "pass" / "assets" / "pass.css").open("a") as sheet:
        sheet.write(".pass-state { border-style: groove; }\n")
    with (site / "pass" / "assets" / "worker.js").open("a") as worker:
        worker.write("// Another version.\n")
    with phone(chromium, office) as holder:
        holder.open(issued)
        holder.bind()
        old = holder.data("version")
        office.restart("--web", str(site))
        try:
            holder.open(issued)
            holder.live()
            new = holder.data("version")
            assert new != old and set(holder.kept()) == {"pass-pages", f"pass-assets-{new}"}
            office.close()
            holder.page.reload()
            holder.live()
            assert holder.page.evaluate("getComputedStyle(document.getElementById('state')).borderTopStyle") == "groove"
            assert office.verify(holder.shot(tmp_path / "new.png")) == ("admit", [])
            # The new one takes over by itself, when it is installed.
            holder.page.wait_for_function("""async () => {
                const registration = await navigator.serviceWorker.getRegistration()
                return registration.active?.state === "activated" && !registration.waiting && !registration.installing
            }""")
        finally:
            office.restart()


# MARK: What is said


def test_the_page_says_how_old_its_status_is(chromium, office):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        assert "剛剛" in holder.text("#checked")
        holder.context.set_offline(True)
        holder.page.add_init_script("{ const real = Date.now; Date.now = () => real() + 185_000 }")
        holder.page.reload()
        holder.ready()
        assert "3 分鐘前" in holder.text("#checked")


def test_a_state_that_changes_shows_by_itself(chromium, office):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        office.change("suspend", issued, "mislaid")
        holder.tell_online()
        holder.page.wait_for_selector("#pass[data-state=suspended]", state="attached")
        holder.ready()
        assert "暫停使用" in holder.text("#state") and holder.page.query_selector("#code") is None
        assert issued["text"] not in holder.page.content()
        # So it stands without a network, too.
        holder.context.set_offline(True)
        holder.page.reload()
        holder.ready()
        assert "暫停使用" in holder.text("#state")
        holder.context.set_offline(False)
        office.change("reinstate", issued, "found")
        holder.tell_online()
        holder.page.wait_for_selector("#pass[data-state=active]", state="attached")


def test_a_pass_that_ends_while_it_is_shown_shows_no_code(chromium, office):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        holder.context.set_offline(True)
        holder.page.add_init_script("{ const real = Date.now; Date.now = () => real() + 400 * 86_400_000 }")
        holder.page.reload()
        holder.ready()
        assert "已逾期" in holder.text("#state") and holder.page.query_selector("#code") is None


@pytest.mark.parametrize("seconds, word", [(45, "快了 4"), (-55, "慢了 5"), (5, None), (-20, None)])
def test_a_clock_that_is_wrong_is_said(chromium, office, seconds, word):
    with phone(chromium, office) as holder:
        holder.page.add_init_script(f"{{ const real = Date.now; Date.now = () => real() + {seconds * 1000} }}")
        holder.open(office.issue())
        if word:
            assert word in holder.text("#notices") and "自動校時" in holder.text("#notices")
        else:
            assert holder.text("#notices") == ""


def test_the_large_view_opens_and_closes_with_the_keyboard(chromium, office):
    with phone(chromium, office, DESKTOP) as holder:
        holder.open(office.issue())
        holder.page.focus("#show")
        holder.page.keyboard.press("Enter")
        holder.page.wait_for_selector("#show-dialog[open] #code")
        assert "有效" in holder.text("#show-dialog")
        holder.page.keyboard.press("Escape")
        # The code goes home with the dialog's close event, which comes after the dialog is gone.
        holder.page.wait_for_selector("#code", state="visible")
        assert holder.page.is_hidden("#show-dialog")
        assert holder.page.evaluate("document.activeElement.id") == "show"


# MARK: Safe and light


def test_no_address_says_more_than_the_number(chromium, office):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        holder.bind()
        holder.page.click("#show")
        secrets = [holder.data("csrf"), holder.data("key"), issued["text"][4:], issued["id"], holder.data("id")]
        assert all(secrets) and holder.requests
        for address in holder.requests:
            assert not any(secret in address for secret in secrets), address
            assert "?" not in address, address


def test_it_weighs_little(chromium, office):
    """Bytes on the way, everything from the first visit to a live code that is kept."""
    issued = office.issue()
    with phone(chromium, office) as holder:
        wire = holder.context.new_cdp_session(holder.page)
        wire.send("Network.enable")
        weight, parts = [], set()
        # Not of the page where the code is typed.
        wire.on("Network.requestWillBeSent",
                lambda event: parts.add(event["requestId"]) if "/my/passes/" in event["documentURL"] else None)
        wire.on("Network.loadingFinished",
                lambda event: weight.append(event["encodedDataLength"]) if event["requestId"] in parts else None)
        holder.open(issued)
        plain = sum(weight)
        weight.clear()
        holder.bind()
        print("plain", plain, "then bound", sum(weight))
        assert 10_000 < plain <= 60_000 and sum(weight) <= 60_000


def test_scripts_and_styles_in_line_do_not_run(chromium, office):
    issued = office.issue()
    with phone(chromium, office) as holder:
        holder.open(issued)
        answer = holder.get(f"/zh-Hant/my/passes/{issued['number']}")
    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    body = bytes(answer.body).decode()
    assert " style=" not in body and " onclick=" not in body and re.findall(r"<script(?![^>]* src=)", body) == []


@pytest.mark.parametrize("language", LOOKED_AT)
def test_every_state_is_accessible_in_every_language(chromium, office, language):
    (plain, bound, suspended) = (office.issue(photo="face.jpg"), office.issue(), office.issue())
    office.change("suspend", suspended, "mislaid")
    with phone(chromium, office, language=language) as other:
        other.open(bound)
        other.bind()

    def look(holder, where):
        assert_none(holder.page, where)
        sideways = holder.page.evaluate("""() => {
            const width = document.documentElement.clientWidth
            return [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility() && !one.closest(".skip, svg, dialog:not([open])"))
                .filter((one) => { const box = one.getBoundingClientRect(); return box.width && (box.right > width + 1 || box.left < -1) })
                .map((one) => one.outerHTML.slice(0, 90))
        }""")
        assert sideways == [] and holder.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (where, sideways)
        small = holder.page.evaluate("""() => [...document.querySelectorAll("a, button, summary")]
            .filter((one) => one.checkVisibility() && !one.closest(".skip") && !one.classList.contains("skip"))
            .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 90))""")
        assert small == [], where

    def resize(holder, size):
        holder.page.set_viewport_size(size["viewport"])

    # The small phone and the phone are one that is another size: it is known already, and has the pages.
    for sizes in ((SMALL, PHONE), (DESKTOP,)):
        with phone(chromium, office, sizes[0], language) as holder:
            for issued, what in ((plain, "plain"), (bound, "bound elsewhere"), (suspended, "suspended")):
                holder.open(issued)
                assert holder.page.get_attribute("html", "lang") == language
                for size in sizes:
                    width = size["viewport"]["width"]
                    resize(holder, size)
                    look(holder, f"{what} {width}")
                    if issued is not plain:
                        continue
                    holder.page.click("summary")
                    look(holder, f"how to install {width}")
                    holder.page.click("summary")
                    holder.page.click("#show")
                    look(holder, f"large {width}")
                    assert holder.page.evaluate("""() => {
                        const dialog = document.getElementById("show-dialog")
                        return [dialog.scrollHeight <= dialog.clientHeight, dialog.getBoundingClientRect().height === innerHeight]
                    }""") == [True, True], width
                    holder.page.click("#show-dialog button")
                    holder.page.wait_for_selector("#code", state="visible")
            known = holder.context.storage_state()
        with phone(chromium, office, sizes[0], language, forced_colors="active", storage_state=known) as holder:
            holder.proved.add(plain["number"])
            holder.open(plain)
            look(holder, "forced colours")


def test_a_phone_on_its_side_shows_the_code_as_high_as_it_is(chromium, office, tmp_path):
    side = {**PHONE, "viewport": {"width": 844, "height": 390}}
    with phone(chromium, office, side) as holder:
        holder.open(office.issue())
        holder.bind()
        holder.page.click("#show")
        assert holder.page.locator("#live-picture").bounding_box()["height"] > 330
        assert holder.page.is_visible("#show-dialog button")
        assert office.verify(holder.shot(tmp_path / "side.png")) == ("admit", [])


def test_forced_colours_leave_the_code_readable(chromium, office, tmp_path):
    with phone(chromium, office, forced_colors="active", color_scheme="dark") as holder:
        holder.open(office.issue())
        assert office.verify(holder.shot(tmp_path / "forced.png")) == ("admit", [])
