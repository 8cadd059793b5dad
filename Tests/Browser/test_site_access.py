"""WCAG 2.2 AA by axe, and nothing sideways: every public page, in every language, on a small phone, a phone and a desk."""

import re

import pytest

from accessibility import RULES, assert_none
from processes import ROOT
from public_pages import LOOKED_AT, LOOKS, OTHERS, PATHS, SIZES, sideways, small_targets, visiting


def look(page, where, rules=RULES):
    assert_none(page, where, rules)
    assert sideways(page) == [], where


def resize(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})


def look_at_every_size(page, where, aside="nothing"):
    """What is open, at every size; but for targets whose names begin so."""
    for size, rules in LOOKS:
        resize(page, size)
        look(page, f"{where} {size}", rules)
        assert [one for one in small_targets(page) if not one.startswith(aside)] == [], f"{where} {size}"


def test_the_same_is_shown_on_both_phones():
    """No border of a style sheet lies between their widths: so axe need not look twice for what does not depend on them."""
    for sheet in (ROOT / "web" / "site").rglob("*.css"):
        borders = [float(width) * 16 for width in re.findall(r"(?:min|max)-width: *([\d.]+)rem\)", sheet.read_text())]
        assert not [width for width in borders if SIZES[0][0] <= width <= SIZES[1][0]], sheet
        assert not re.search(r"(?:min|max)-width: *[\d.]+(?!rem)[a-z]+\)", sheet.read_text()), sheet


@pytest.mark.parametrize("language", LOOKED_AT)
def test_every_page(chromium, site, language):
    """At every size; and at 200 %, by the browser's zoom and by the size of the text alone (WCAG 1.4.4, 1.4.10). A page is
    loaded once: what it does with its width is all done by the style sheet."""
    with visiting(chromium, site) as page:
        for path in PATHS + OTHERS:
            page.goto(f"/{language}/{path}")
            assert page.evaluate("document.documentElement.lang") == language
            look_at_every_size(page, f"{language} {path}")
            # A desk of 1280 by 800, zoomed.
            resize(page, (640, 400))
            assert sideways(page) == [], f"{language} {path} zoomed"
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            for size in SIZES[1:]:
                resize(page, size)
                assert sideways(page) == [], f"{language} {path} {size} large"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}px")
def test_what_opens(chromium, site, size):
    with visiting(chromium, site, size) as page:
        for language in LOOKED_AT:
            page.goto(f"/{language}/")
            page.click(".languages summary")
            look(page, f"{language} languages {size}")
            page.keyboard.press("Escape")
            if page.is_visible(".narrow > summary"):
                page.click(".narrow > summary")
                look(page, f"{language} menu {size}")
            page.goto(f"/{language}/faq")
            for question in page.query_selector_all(".question summary"):
                question.click()
            look(page, f"{language} answers {size}")


@pytest.mark.parametrize("language", ["zh-Hant", "th"])
def test_forced_colours(chromium, site, language):
    with visiting(chromium, site, SIZES[2], forced_colors="active") as page:
        for path in PATHS:
            page.goto(f"/{language}/{path}")
            look(page, f"{language} {path} in forced colours")
        page.goto(f"/{language}/guide/fees")
        # Where somebody is, is told without the colours that are gone.
        for current in (".wide .within", ".siblings [aria-current]"):
            assert page.eval_on_selector(current, "node => getComputedStyle(node).outlineStyle") == "solid"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
