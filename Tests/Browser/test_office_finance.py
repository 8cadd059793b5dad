"""The day of who keeps the books: orders found, money booked, an order cancelled, a fee given back, and ECPay asked.

SHOTS names a folder for pictures of every page, to be looked at.
"""

import contextlib
import os
import pathlib

import pytest

pytest.importorskip("axe_playwright_python.sync_playwright")
from company import CompanyUser, table  # noqa: E402
from company import staff as people  # noqa: E402
from office import staff  # noqa: E402
from processes import demo_world  # noqa: E402
from reviewers import NO_UNDO_NEEDED, reviewers  # noqa: E402
from test_serve import serving  # noqa: E402
from test_site_access import look  # noqa: E402

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def world(programs, tmp_path_factory):
    return demo_world(programs, tmp_path_factory.mktemp("finance"))


@pytest.fixture(scope="module")
def service(world):
    with serving(world, *NO_UNDO_NEEDED) as service:
        yield service


@pytest.fixture(scope="module")
def shown():
    """Looks at a page as it stands, on a phone and on a desk: axe, its width, and pictures where they are wanted."""
    count = [0]

    def shown(user, name):
        count[0] += 1
        for size in (PHONE, WIDE):
            user.page.set_viewport_size(size)
            look(user.page, f"{name} {size['width']}")
            if "SHOTS" in os.environ:
                user.page.screenshot(
                    path=str(pathlib.Path(os.environ["SHOTS"]) / f"{count[0]:03d}-{name}-{size['width']}.png"), full_page=True)

    return shown


@pytest.fixture(scope="module")
def colleagues(world, service, chromium):
    with contextlib.ExitStack() as stack:
        found = {}
        for name, role in {"fina": "finance", "carl": "clerk", "audi": "auditor"}.items():
            user = stack.enter_context(staff(chromium, service.url, size=WIDE))
            user.join(world, name, role)
            found[name] = user
        yield found


class Payer(CompanyUser):
    """A company whose people are approved a few at a time."""

    def more(self, letter, count):
        """People with applications that are approved and wait for money.

        Returns the applications' numbers."""
        team = people(count, letter)
        before = set(self.numbers("awaiting-payment"))
        self.upload(table(team))
        self.upload_photos(team)
        self.apply_for_all()
        # And of who lost a pass since: all on the roster without one are applied for.
        assert self.reviewers.approve_lists() >= count
        return sorted(set(self.numbers("awaiting-payment")) - before)

    def order(self):
        """Everything that is due in one order."""
        self.go("company/payments")
        self.press("pay-all")


@pytest.fixture(scope="module")
def payer(service, chromium):
    context = chromium.new_context(viewport=WIDE, locale="zh-Hant")
    context.set_default_timeout(60_000)
    user = Payer(context.new_page(), service.url, "zh-Hant")
    user.found("owner@example.org", "04595257", "港勤裝卸股份有限公司", "陳老闆")
    user.reviewers = reviewers(service)
    assert user.reviewers.approve_companies() == 1
    yield user
    context.close()


def find(user, number):
    """The newest order that a number leads to: an application's own one was put into one with the others'."""
    user.go("payments")
    user.page.locator("#q").fill(number)
    user.press("search")
    user.page.locator("tbody th a").first.click()


def act(user, name):
    details = user.page.locator(f"#{name}")
    if not details.evaluate("details => details.open"):
        details.locator("summary").click()


def book(user, amount, reference, method="counter"):
    act(user, "book")
    user.page.locator("#book-method").select_option(method)
    user.page.locator("#book-reference").fill(reference)
    user.page.locator("#book-amount").fill(amount)
    user.press("pay-book-send")


def test_money_at_the_counter_pays_an_order_and_makes_its_passes(colleagues, payer, shown):
    fina = colleagues["fina"]
    numbers = payer.more("A", 3)
    assert len(numbers) == 3
    payer.order()
    fina.go()
    assert fina.page.locator(".work li", has_text=fina.word("menu-payments")).locator("strong").inner_text() == "1"
    shown(fina, "home")
    find(fina, numbers[1])
    address = fina.path
    assert all(number in fina.main() for number in numbers) and "港勤裝卸股份有限公司（04595257）" in fina.main()
    act(fina, "book")
    fina.press("pay-book-send")
    assert fina.errors == [fina.word("pay-book-wrong")]
    shown(fina, "booking-wrong")
    total = int(fina.page.locator("#book-amount").input_value())
    book(fina, "100", "收-0001")
    assert fina.word("pay-done-part") in fina.main() and fina.word("order-open") in fina.main()
    book(fina, "100", "收-0001")
    assert fina.word("pay-done-repeated") in fina.main()
    book(fina, "50", "收-0001")
    assert fina.errors == [fina.word("pay-book-used")]
    # What is still due stands in the form; a hundred more than that come by bank.
    fina.go(address)
    book(fina, f"{total:,}", "匯-77", "bank")
    assert fina.word("pay-done-paid") in fina.main() and fina.word("order-paid") in fina.main()
    fina.until(lambda: fina.word("pay-settled") in fina.main() and fina.word("pay-release-kept") in fina.main())
    assert fina.page.locator("#release").count() == 0, "passes that are valid keep the fee here"
    shown(fina, "order-paid")
    assert sorted(payer.numbers("issued")) == numbers
    # The hundred goes back in cash, and is said to have.
    refund(fina, "100", "cash")
    assert fina.word("pay-done-begun") in fina.main()
    shown(fina, "refund-begun")
    fina.page.locator("details[id^=end-] > summary").click()
    fina.page.locator("[name=note]").fill("領-5")
    fina.press("refund-end-send")
    assert fina.word("pay-done-refunded") in fina.main() and "領-5" in fina.main()
    receipt = fina.page.locator(".summary").first.inner_text().split("R2")[1].split()[0]
    find(fina, "r2" + receipt)
    assert fina.path == address
    find(fina, "匯-77")
    assert fina.path == address


def refund(user, amount, means):
    user.page.locator("details[id^=refund-] > summary").last.click()
    user.page.locator("[id^=amount-]").last.fill(amount)
    user.page.locator("[id^=means-]").last.select_option(means)
    user.press("refund-new-send")


def test_a_fee_that_came_by_card_goes_back_when_its_pass_has_ended(colleagues, payer, shown):
    fina, carl = colleagues["fina"], colleagues["carl"]
    numbers = payer.more("B", 1)
    payer.pay()
    find(fina, numbers[0])
    address = fina.path
    fina.until(lambda: fina.word("pay-release-kept") in fina.main())
    act(fina, "ask")
    fina.press("pay-ask-send")
    assert fina.word("differences-none") in fina.main()
    shown(fina, "order-asked")
    fina.go(address)
    outstanding = fina.page.locator("main p", has_text=fina.word("pay-release-kept")).locator("bdi")
    fina.until(lambda: "-P-" in outstanding.inner_text())
    kept = outstanding.inner_text()
    carl.go(f"passes?q={kept}")
    carl.page.locator("tbody th a").first.click()
    carl.page.locator("#revoke > summary").click()
    carl.press("pass-revoke-send")
    assert carl.word("done-revoke") in carl.main()
    fina.go(address)
    act(fina, "release")
    fina.page.locator("#release-reason").select_option("passes-ended")
    fina.press("pay-release-send")
    assert fina.word("pay-done-released") in fina.main() and fina.word("order-refunding") in fina.main()
    fina.go("payment-books")
    assert fina.word("difference-surplus-held") in fina.main() and fina.word("books-balanced") in fina.main()
    shown(fina, "books")
    fina.page.locator("tbody a").first.click()
    assert fina.path == address
    amount = fina.page.locator("[id^=amount-]").last.input_value()
    refund(fina, amount, "card-R")
    assert fina.word("pay-done-refunded") in fina.main() and fina.word("order-refunded") in fina.main(), fina.main()
    shown(fina, "order-refunded")
    fina.go("payment-books")
    fina.press("pay-ask-send")
    assert fina.word("books-asked", days=3) in fina.main() and fina.word("differences-none") in fina.main()
    shown(fina, "books-asked")


def test_a_cancelled_order_leaves_its_items_due(colleagues, payer, shown):
    fina = colleagues["fina"]
    numbers = payer.more("C", 2)
    payer.order()
    find(fina, numbers[0])
    cancelled = fina.path
    act(fina, "cancel")
    fina.page.locator("#cancel-reason").select_option("wrong-order")
    shown(fina, "cancelling")
    fina.press("pay-cancel-send")
    assert fina.word("pay-done-cancelled") in fina.main() and fina.word("pay-reason-wrong-order") in fina.main()
    shown(fina, "order-cancelled")
    payer.order()
    find(fina, numbers[0])
    assert fina.path != cancelled and fina.word("order-open") in fina.main()
    fina.go("payments?state=cancelled")
    assert cancelled.split("/")[1] in fina.main()
    shown(fina, "payments")


def test_an_auditor_sees_it_and_a_clerk_does_not(colleagues, shown):
    audi, carl = colleagues["audi"], colleagues["carl"]
    for path in ["payments", "payment-books"]:
        assert audi.go(path).status == 200
        assert audi.page.locator("main form[method=post]").count() == 0
    audi.go("payments")
    audi.page.locator("tbody th a").last.click()
    assert audi.page.locator("main form").count() == 0 and audi.word("ledger") in audi.main()
    shown(audi, "auditor-order")
    for path in ["payments", "payment-books", audi.path]:
        assert carl.go(path).status == 403
    assert carl.page.locator("header nav a[href='/staff/payments']").count() == 0
