"""A click that leads to another page is over when that page was read to its end.

By itself it is over with the first bytes of the answer, and what a test looks for next may stand in the last ones.
"""

import functools

from playwright.sync_api import ElementHandle, Locator, Page

PAGES = {
    Page: lambda page: page, Locator: lambda locator: locator.page, ElementHandle: lambda handle: handle.owner_frame().page}


def settle(kind, act):
    clicked = getattr(kind, act)

    @functools.wraps(clicked)
    def settled(self, *arguments, **options):
        page = PAGES[kind](self)
        clicked(self, *arguments, **options)
        page.wait_for_load_state("domcontentloaded")

    setattr(kind, act, settled)


def settle_clicks():
    for kind in PAGES:
        for act in ("click", "press"):
            settle(kind, act)
