"""The public pages as a visitor has them: which there are, and one of them open in a browser."""

import contextlib
import os

from accessibility import LAYOUT, RULES
from patience import SECONDS

LANGUAGES = ["zh-Hant", "en", "vi", "id", "th", "fil"]
#: In which pages are looked at: the one they are written in first, the one that foreigners read, and the one whose lines are the
#: longest and the highest. `scripts/try-access` looks at them in all six.
LOOKED_AT = LANGUAGES if os.environ.get("PORTPASS_ACCESS") == "all" else ["zh-Hant", "en", "th"]
#: A small phone, a phone and a desk.
SIZES = [(320, 640), (390, 844), (1280, 800)]
#: And with what axe looks at each: the style sheet shows the same on both phones.
LOOKS = list(zip(SIZES, (RULES, LAYOUT, RULES)))
PATHS = [
    "", "apply", "guide", "guide/qualification", "guide/documents", "guide/days", "guide/fees", "guide/rules", "guide/gates",
    "faq", "privacy", "security", "accessibility", "sitemap", "lost", "counter", "public",
    "news", "consultations", "consultations/follow", "seminars", "public/data", "public/data/passes", "public/satisfaction",
    "public/statistics",
]
#: Not there yet, and not there at all.
OTHERS = ["status", "nothing"]


@contextlib.contextmanager
def visiting(chromium, site, size=SIZES[1], **options):
    """A page in a context of its own. Whatever the browser complains of is an error, but for pages that say what is wrong."""
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, base_url=site, **options)
    page = context.new_page()
    page.set_default_timeout(SECONDS * 1000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" and "status of 4" not in message.text else None)
    try:
        yield page
    finally:
        context.close()
    assert not errors, errors


def sideways(page):
    """What is wider than the window: the page, or something in it that is cut off there."""
    return page.evaluate("""() => {
        const found = []
        const root = document.documentElement
        if (root.scrollWidth > root.clientWidth) found.push(`the page: ${root.scrollWidth} in ${root.clientWidth}`)
        for (const node of document.querySelectorAll("body *")) {
            if (!node.checkVisibility({ visibilityProperty: true }) || node.closest(".quiet, .skip, thead, caption, svg")) continue
            const box = node.getBoundingClientRect()
            if (box.width && (box.right > root.clientWidth + 1 || box.left < -1)) found.push(`${node.tagName}.${node.className} ${node.textContent.trim().slice(0, 30)}`)
        }
        return found
    }""")


def small_targets(page):
    """What is pressed and is not 44 px high or wide enough; links within a sentence are not meant."""
    return page.evaluate("""() => {
        const found = []
        for (const node of document.querySelectorAll("a, button, summary, input, select, textarea")) {
            if (!node.checkVisibility({ visibilityProperty: true }) || node.matches(".skip, .anchor, [type=hidden]")) continue
            // Text around a link makes it one within a sentence.
            if (node.tagName === "A" && node.parentElement.textContent.trim() !== node.textContent.trim()) continue
            const box = node.getBoundingClientRect()
            const least = node.matches("[type=checkbox], [type=radio]") ? 24 : 44
            if (box.height < least - 0.5 || box.width < 24) found.push(`${node.tagName} ${node.textContent.trim().slice(0, 30)} ${Math.round(box.width)}x${Math.round(box.height)}`)
        }
        return found
    }""")
