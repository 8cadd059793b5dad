"""WCAG 2.2 AA by axe, and nothing sideways: every public page, in every language, on a small phone, a phone and a desk."""

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
from public_pages import LANGUAGES, OTHERS, PATHS, SIZES, sideways, small_targets, visiting  # noqa: E402

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


def violations(page):
    """What axe finds. All that it found to be right stays in the page: bringing it here takes longer than looking."""
    page.evaluate(axe.Axe().axe_script)
    return page.evaluate("rules => axe.run(document, rules).then((found) => found.violations)", RULES)


def look(page, where):
    found = violations(page)
    assert found == [], f"{where}: " + "; ".join(
        f"{one['id']}: {[node['html'][:120] for node in one['nodes']]} {one['nodes'][0].get('failureSummary', '')}" for one in found)
    assert sideways(page) == [], where


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}px")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page(chromium, site, language, size):
    with visiting(chromium, site, size) as page:
        for path in PATHS + OTHERS:
            page.goto(f"/{language}/{path}")
            look(page, f"{language} {path} {size}")
            assert small_targets(page) == [], f"{language} {path} {size}"
            assert page.evaluate("document.documentElement.lang") == language


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}px")
def test_what_opens(chromium, site, size):
    with visiting(chromium, site, size) as page:
        for language in LANGUAGES:
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


@pytest.mark.parametrize("path", PATHS)
def test_twice_as_large(chromium, site, path):
    """At 200 %, by the browser's zoom and by the size of the text alone, nothing is scrolled sideways (WCAG 1.4.4, 1.4.10)."""
    for language in LANGUAGES:
        with visiting(chromium, site, (640, 400), device_scale_factor=2) as page:
            page.goto(f"/{language}/{path}")
            assert sideways(page) == [], f"{language} zoomed"
        for size in SIZES[1:]:
            with visiting(chromium, site, size) as page:
                page.goto(f"/{language}/{path}")
                page.evaluate("document.documentElement.style.fontSize = '200%'")
                assert sideways(page) == [], f"{language} {size} large"


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
