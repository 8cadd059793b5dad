"""WCAG 2.2 AA of whatever page is open, as axe-core finds it."""

import pytest

SCRIPT = pytest.importorskip("axe_playwright_python.sync_playwright").Axe().axe_script
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
#: What can be otherwise where a page is wider and the same is shown of it.
LAYOUT = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}, "resultTypes": ["violations"]}


def violations(page, rules=RULES):
    """What axe finds. All that it found to be right stays in the page: bringing it here takes longer than looking.

    The script is half a megabyte: a page that is looked at again has it already."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SCRIPT)
    return page.evaluate("rules => axe.run(document, rules).then((found) => found.violations)", rules)


def told(found):
    """One line of what was found, with where."""
    return "; ".join(
        f"{one['id']}: {[node['html'][:120] for node in one['nodes']]} {one['nodes'][0].get('failureSummary', '')}" for one in found)


def assert_none(page, where, rules=RULES):
    found = violations(page, rules)
    assert found == [], f"{where}: {told(found)}"
