"""The public pages by keyboard, without JavaScript, in another language, with larger text."""

import pytest

from public_pages import LANGUAGES, PATHS, SIZES, visiting

pytest.importorskip("playwright.sync_api")


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}px")
def test_by_keyboard_alone(chromium, site, size):
    with visiting(chromium, site, size) as page:
        page.goto("/zh-Hant/")
        page.keyboard.press("Tab")
        assert focused(page) == "跳到主要內容"
        assert page.eval_on_selector(".skip", "node => node.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert focused(page) == "main"
        # The first thing after it in the page is the anchor, then the first tile.
        page.keyboard.press("Tab")
        assert focused(page) == "C"
        page.keyboard.press("Tab")
        assert "我要申辦" in focused(page)
        # Every step shows where it is, and the row comes to its end.
        page.goto("/zh-Hant/")
        seen = []
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            seen.append(page.evaluate("[[...document.querySelectorAll('*')].indexOf(document.activeElement), document.activeElement.outerHTML].join()"))
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", seen[-1]
            box = page.evaluate("(() => { const b = document.activeElement.getBoundingClientRect(); return [b.width, b.height] })()")
            assert min(box) > 0, seen[-1]
        assert len(seen) == len(set(seen)) and 15 < len(seen) < 80


def press_access_key(page, letter):
    """Alt and a letter, as the keyboard itself gives it: Playwright's own keys carry no text along with Alt."""
    session = page.context.new_cdp_session(page)
    for kind, text in (("keyDown", letter.lower()), ("keyUp", "")):
        session.send("Input.dispatchKeyEvent", {
            "type": kind, "modifiers": 1, "key": letter.lower(), "code": f"Key{letter}", "windowsVirtualKeyCode": ord(letter),
            "text": text, "unmodifiedText": text})
    session.detach()


def test_access_keys(chromium, site):
    with visiting(chromium, site, SIZES[2]) as page:
        page.goto("/zh-Hant/guide/gates")
        # Each leads to its part, and the next step is within it.
        for letter, part in (("C", "main"), ("U", "header"), ("Z", "footer")):
            press_access_key(page, letter)
            page.wait_for_url(f"**#{letter}")
            assert focused(page) == letter
            page.keyboard.press("Tab")
            assert page.evaluate("part => document.activeElement.closest(part) !== null", part)


def test_the_list_of_languages_opens_and_closes_by_keyboard(chromium, site):
    with visiting(chromium, site) as page:
        page.goto("/zh-Hant/guide/fees")
        page.focus(".languages summary")
        page.keyboard.press("Enter")
        assert page.is_visible(".languages a[lang=vi]")
        page.keyboard.press("Escape")
        assert not page.is_visible(".languages a[lang=vi]")
        assert "正體中文" in focused(page)


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_the_language_changes_and_the_page_stays(chromium, site, script):
    with visiting(chromium, site, java_script_enabled=script) as page:
        page.goto("/zh-Hant/guide/fees")
        for language in LANGUAGES[1:] + LANGUAGES[:1]:
            page.click(".languages summary")
            page.click(f".languages a[lang={language}]")
            page.wait_for_url(f"**/{language}/guide/fees")
        # It is remembered.
        page.goto("/en/faq")
        page.goto("/")
        assert page.url.endswith("/en/")


def test_a_browser_is_met_in_its_own_language(chromium, site):
    for asked, met in (("vi-VN", "vi"), ("fil-PH", "fil"), ("de-DE", "zh-Hant"), ("zh-TW", "zh-Hant")):
        with visiting(chromium, site, locale=asked) as page:
            page.goto("/")
            assert page.url.endswith(f"/{met}/"), asked


def test_without_scripts_everything_is_there(chromium, site):
    with visiting(chromium, site, java_script_enabled=False) as page:
        for path in PATHS:
            page.goto(f"/zh-Hant/{path}")
            assert page.inner_text("h1")
            assert not page.is_visible("#sizes")
        page.goto("/zh-Hant/")
        page.click(".narrow > summary")
        page.click(".narrow a[href$='/guide/documents']")
        assert page.inner_text("h1") == "應備文件"
        page.goto("/zh-Hant/faq")
        page.click("#q2 summary")
        assert page.is_visible("#q2 p")


def test_larger_text_is_kept_from_page_to_page(chromium, site):
    with visiting(chromium, site, SIZES[2]) as page:
        page.goto("/zh-Hant/")
        before = page.eval_on_selector("main p", "node => parseFloat(getComputedStyle(node).fontSize)")
        page.click("#sizes [data-size=large]")
        page.goto("/zh-Hant/guide/rules")
        after = page.eval_on_selector("main .lead", "node => parseFloat(getComputedStyle(node).fontSize)")
        assert after == pytest.approx(before * 1.25)
        assert page.get_attribute("#sizes [data-size=large]", "aria-pressed") == "true"
        assert page.get_attribute("#sizes [data-size=medium]", "aria-pressed") == "false"


def test_nothing_is_loaded_from_elsewhere_and_pages_are_light(chromium, site):
    for language in LANGUAGES:
        with visiting(chromium, site) as page:
            sizes = []
            page.on("response", lambda response: sizes.append((response.url, len(response.body()))))
            page.goto(f"/{language}/guide/documents", wait_until="networkidle")
            assert all(url.startswith(site) for url, _ in sizes), sizes
            assert sum(size for _, size in sizes) <= 60_000, sizes
