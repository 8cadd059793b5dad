"""A company at its pages, in a browser; and what it uploads."""

import json
import re
import time

from applicant import Applicant, days
from gatehouse import check_digit, face
from patience import until
from processes import ROOT
from time_codes import time_code

PASSWORD = "grüne Kühe fliegen tief"
WORDS = {language: json.loads((ROOT / "web" / "site" / "words" / f"{language}.json").read_text()) for language in ("zh-Hant", "en")}


def staff(count, letter="A"):
    """People with names and right identity numbers of their own."""
    return [(f"王{'甲乙丙丁戊己庚辛壬癸'[place % 10]}{place:03d}", check_digit(f"{letter}12{place:06d}0")) for place in range(count)]


def table(people, encoding="utf-8-sig", first=""):
    """As a spreadsheet saves it; the first of them with an address of their own."""
    lines = ["姓名,身分證字號,出生日期,職稱,電子郵件"]
    lines += [
        f"{name},{number},75/{1 + place % 12}/{1 + place % 28},裝卸工,{'' if place else first}" for place, (name, number) in enumerate(people)]
    return "\r\n".join(lines).encode(encoding)


class CompanyUser(Applicant):
    """Who acts for a company."""

    def word(self, key, **places):
        text = WORDS[self.language]["company"][key]
        for name, value in places.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def press(self, key, **places):
        self.page.get_by_role("button", name=self.word(key, **places)).first.click()

    def told(self, address, pattern):
        """What a pattern finds in the newest message to an address that has it, once there is one."""
        def found():
            for message in reversed(self.messages()):
                if message["to"] == address and (told := re.search(pattern, message["text"])):
                    return told[1]
            return None

        return until(found)

    def main(self):
        return self.page.locator("main").inner_text()

    def found(self, email, number, name, person):
        self.go("company")
        self.page.locator("a[href$='/company/found']").click()
        self.prove(email)
        self.fill({
            "companyNumber": number, "organisation": name, "contactName": person, "telephone": "02-2420-1234", "name": person,
            "password": PASSWORD})
        self.press("found-send")
        assert not self.errors, self.errors
        assert self.path == "company"
        self.email = email

    def set_up_app(self):
        """A second factor: an authenticator app."""
        self.go("company/security")
        self.page.locator("[name=current]").fill(PASSWORD)
        self.press("app-begin")
        self.secret = self.page.locator(".secret").inner_text().strip()
        self.at = time.time()
        self.page.locator("[name=code]").fill(time_code(self.secret, self.at))
        self.press("app-confirm")
        codes = self.page.locator(".codes li").all_inner_texts()
        assert len(codes) >= 5
        self.page.locator("a.button").click()

    def sign_out(self):
        self.press("sign-out")

    def sign_in(self):
        """With the password, and with the next code of the app: one is good once."""
        self.go("company")
        self.fill({"email": self.email, "password": PASSWORD})
        self.press("sign-in-send")
        self.at = max(time.time(), self.at + 30)
        self.page.locator("[name=code]").fill(time_code(self.secret, self.at))
        self.press("factor-send")
        assert not self.errors, self.errors

    def upload(self, content, kind="people", good=False):
        self.go(f"company/{kind}/table")
        if good:
            self.page.locator("#good").check()
        self.page.locator("#table").set_input_files({"name": "staff.csv", "mimeType": "text/csv", "buffer": content})
        self.press("table-send")

    def upload_photos(self, people):
        self.go("company/people/photos")
        # Names on disk, as they come out of a camera folder: a browser takes no more than 50 MB from here.
        picture = face()
        self.page.locator("#photos").set_input_files(
            [{"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": picture} for _, number in people])
        self.page.get_by_role("button", name=self.word("photos-send")).click(timeout=300_000)

    def apply_for_all(self, length=300):
        """Everybody without a pass: looked at first, then sent."""
        self.go("company/people/apply")
        first, last = days(length)
        self.fill({
            "who": "lacking", "term": "periodic", "role": "worker", "zones": ["TWKEL/A", "TWKEL/B"], "from": first, "until": last,
            "delivery": "phone", "agree": "yes"})
        self.press("batch-check")
        assert not self.errors, self.errors
        ready = self.main()
        self.page.locator("main button[name=send]").click()
        self.page.locator(".notice.success").wait_for()
        return ready

    def numbers(self, state):
        """Of the applications in a state, from all pages of the list."""
        found, place = [], 1
        while True:
            self.go(f"company/applications?state={state}&page={place}")
            here = [number for number in self.page.locator("table.cards th a").all_inner_texts()]
            found += here
            if len(here) < 50:
                return found
            place += 1

    def pay(self):
        """One payment for everything that is due.

        Returns the sum as the page tells it."""
        self.go("company/payments")
        self.press("pay-all")
        total = self.page.locator(".summary").inner_text()
        self.press("pay-online")
        self.press("checkout-send")
        self.page.wait_for_url("**/dev/ecpay/**")
        # The stand-in for the payment service: its first choice pays.
        self.page.locator("button").first.click()
        self.page.get_by_role("button", name="Back to the shop").click()
        self.page.locator(".notice.success").wait_for()
        return total

    def leave(self, address):
        """Ends one's own pass, that a former employer got."""
        self.go("my")
        self.prove(address)
        number = self.page.locator("a[href*='/my/passes/']").first.inner_text()
        self.go(f"former-employer/{number}")
        self.page.locator("[name=agree]").check()
        self.next()
        assert not self.errors, self.errors
        return number

    def upload_crew(self, content, ship="EVER GIVEN", length=3):
        self.go("company/crew")
        first, last = days(length)
        self.fill({"purpose": "crew", "shipName": ship, "zones": "TWKEL/A", "from": first, "until": last, "agree": "yes"})
        self.page.locator("#table").set_input_files({"name": "crew.csv", "mimeType": "text/csv", "buffer": content})
        self.press("crew-send")
