"""Everybody who meets a form of the public pages, each with all that the forms are about: drafts, applications in every state,
passes, opinions, a company with its people and visits. Made by requests alone, in seconds."""

import re

from applicant import DRIVER, page_of_text
from company import PASSWORD, days, staff, table
from gatehouse import check_digit, face
from patience import until
from reviewers import reviewers
from time_codes import time_code
from walker import Walker

VISIT = {
    "sponsor": {"companyNumber": "04595257", "organisation": "基隆港埠裝卸股份有限公司", "sponsorContact": "陳窗口"},
    "purpose": {"purpose": "delivery"},
    "people": {"people.0.name": "王小明", "people.0.idKind": "national", "people.0.idNumber": "A123456789"},
    "access": {"zones": ["TWKEL/A"], "from": days(2)[0], "until": days(2)[1]},
}
VEHICLE = {
    "vehicle": {"plate": "KAA-9001", "vehicleClass": "lorry"}, "owner": {"ownerKind": "own"}, "trailer": {"dangerous": "no"},
}
COMPANY = {
    "companyNumber": "04595257", "organisation": "基隆港埠裝卸股份有限公司", "contactName": "陳窗口", "telephone": "02-2420-1234",
    "name": "陳窗口", "password": PASSWORD}
PASS_NUMBER = r"KEL-P-\d\d-\d{6}"


class Cast:
    def __init__(self, service):
        self.url = service.url
        self.reviewers = reviewers(service)
        self.face, self.paper = face(), page_of_text()
        self.people()
        self.company()

    def other(self):
        """Somebody who was never here."""
        return Walker(self.url)

    # MARK: People

    def driver(self, letter, address, walker, send=True):
        first, last = days(200)
        answers = {
            **DRIVER, "person": {**DRIVER["person"], "idNumber": check_digit(f"{letter}12000{self.count}10")},
            "access": {"zones": ["TWKEL/A"], "from": first, "until": last}}
        self.count += 1
        files = [("photo", self.face), ("doc-identity", self.paper), ("doc-licence", self.paper)]
        return walker.apply("person", answers, files, address, send)

    def people(self):
        self.count = 0
        self.address = "hostile@example.org"
        one = self.person = Walker(self.url)
        states = ["correction", "awaiting", "issued", "mislaid", "rejected"]
        self.numbers = {state: self.driver("K", self.address, one) for state in states}
        self.reviewers.fault(self.numbers["correction"], "name")
        self.reviewers.approve(*(self.numbers[state] for state in ("awaiting", "issued", "mislaid")))
        self.reviewers.reject(self.numbers["rejected"])
        for state in ("issued", "mislaid"):
            one.go(f"my/applications/{self.numbers[state]}/pay")
            one.send()
            one.pay()
        self.passes = {state: self.pass_of(one, self.numbers[state]) for state in ("issued", "mislaid")}
        one.go(f"lost/{self.passes['mislaid']}")
        one.send("/report", kind="mislaid")
        # Drafts: one with everything in it, and one of each other kind.
        self.drafts = {"person": self.driver("L", self.address, one, send=False)}
        for kind in ("vehicle", "visit"):
            one.go(f"apply/{kind}")
            one.send()
            self.drafts[kind] = re.search(r"A\d\d-[0-9A-Z]{7}", one.page.url)[0]
        self.opinions = {}
        for name in ("open", "answered", "closed"):
            one.go("opinions")
            one.send(kind="opinion", text="閘門太慢")
            self.opinions[name] = one.step
        for name in ("answered", "closed"):
            self.reviewers.answer_opinion(self.opinions[name])
        one.go(f"opinions/{self.opinions['closed']}")
        one.send("/close")
        self.survey = self.survey_link()

    def pass_of(self, walker, number):
        return until(lambda: re.search(PASS_NUMBER, walker.go(f"my/applications/{number}").text), why=lambda: "no pass came")[0]

    def survey_link(self):
        """Of a petition of somebody who left an address: it comes by message."""
        other = self.other()
        other.go("opinions")
        other.send(kind="petition", text="請改善", contact="petition@example.org")
        number = other.step
        self.reviewers.answer_opinion(number)
        other.go(f"opinions/{number}")
        other.send("/close")
        return other.told(r"https?://\S+/(survey/[a-p]{32})", "petition@example.org")

    # MARK: A company

    def company(self):
        owner = self.owner = Walker(self.url)
        self.email = "owner@hostile.example.com"
        owner.go("company/found")
        owner.prove(self.email)
        owner.send(**COMPANY)
        assert self.reviewers.approve_companies() == 1
        people = staff(24, "M")
        self.leaver = "leaver@hostile.example.com"
        owner.go("company/people/table")
        owner.send(table=("staff.csv", table(people[:2], first=self.leaver)))
        owner.go("company/people/photos")
        owner.send(photos=[(f"{number}.jpg", self.face) for _, number in people[:2]])
        self.batch("people")
        owner.go("company/payments")
        owner.send()
        self.paid = owner.step
        owner.send()
        owner.pay()
        self.staff_passes()
        # Others: not applied for; and two whose fee is due.
        owner.go("company/people/table")
        owner.send(table=("more.csv", table(people[2:])))
        owner.go("company/vehicles/new")
        owner.send(plate="KAB-2002", vehicleClass="lorry")
        owner.go("company/people/photos")
        owner.send(photos=[(f"{number}.jpg", self.face) for _, number in people[2:4]])
        self.batch("people")
        owner.go("company/payments")
        owner.send()
        self.order = owner.step
        # Somebody left, and the company may object.
        gone = self.other()
        gone.go("my")
        gone.prove(self.leaver)
        number = re.search(PASS_NUMBER, gone.page.text)[0]
        gone.go(f"former-employer/{number}")
        gone.send(agree="yes")
        self.release = next(link for link in owner.go("company/releases").links if re.search(r"company/releases/\w+$", link))
        # A program that acts for it.
        owner.go("company/programs")
        owner.send("/programs", tokenName="ERP", scopes=["passes:read"], days="30", current=PASSWORD)
        owner.go("company/hooks")
        owner.send("/hooks", hookAddress="https://erp.hostile.invalid/port")
        self.hook = next(self.local(link) for link in owner.go("company/hooks").links if re.search(r"company/hooks/[0-9a-f]{16}$", link))
        # A ship, and who is expected.
        first, last = days(3)
        owner.go("company/crew")
        owner.send(purpose="crew", shipName="EVER GIVEN", zones=["TWKEL/A"], agree="yes", table=(
            "crew.csv", b"Name,Nationality,Passport no\nNGUYEN VAN AN,Vietnam,B1234567\n"), **{"from": first, "until": last})
        self.visit = owner.step
        self.reviewers.approve(self.visit)
        owner.go("company/visitors")
        owner.send(port="TWKEL", visitors="王訪客，456789", **{"from": first, "until": last})
        # A colleague who signs in by message, one who has an app, and one who was asked.
        self.colleague_email = "colleague@hostile.example.com"
        self.colleague = self.join(self.colleague_email)
        # Whose second factor is asked for only once: wrong ones are counted.
        self.helper_email = "helper@hostile.example.com"
        self.join(self.helper_email)
        self.deputy = self.join("deputy@hostile.example.com")
        secret = self.set_up_app(self.deputy)
        self.deputy.send("/app/confirm", code=time_code(secret))
        self.factor = next(
            self.local(link) for link in owner.go("company/members").links if re.search(r"company/members/\w+/factor$", link))
        self.invitation = self.invite("asked@hostile.example.com")
        entries = [link for link in owner.go("company/people").links if re.search(r"company/people/entries/\w+$", link)]
        self.entry = self.local(entries[-1])
        vehicles = [link for link in owner.go("company/vehicles").links if re.search(r"company/vehicles/entries/\w+$", link)]
        self.vehicle = self.local(vehicles[0])

    def failing(self):
        """The company's endpoint, once nothing has arrived there."""
        until(lambda: any(form.action.endswith("/enable") for form in self.owner.go(self.hook).forms), why=lambda: "everything arrives")
        return self.hook

    def local(self, link):
        """Below the language."""
        return link.split("/", 2)[2]

    def join(self, email):
        """Somebody of that address, who is one of the company from then on."""
        code = self.invite(email)
        walker = self.other()
        walker.go("company/join")
        walker.send(code=code)
        walker.send(name="同事", password=PASSWORD)
        return walker

    def invite(self, email):
        self.owner.go("company/members")
        self.owner.send(email=email, role="clerk")
        return self.owner.told(r"\b([0-9A-Z]{4}(?:-[0-9A-Z]{4}){5})\b", email)

    def batch(self, kind):
        owner = self.owner
        first, last = days(200)
        owner.go(f"company/{kind}/apply")
        owner.send(who="lacking", term="periodic", role="worker", zones=["TWKEL/A"], delivery="phone", agree="yes",
                   **{"from": first, "until": last})
        owner.send(send="1")
        assert self.reviewers.approve_lists()

    def staff_passes(self):
        until(lambda: len(set(re.findall(PASS_NUMBER, self.owner.go("company/passes").text))) == 2, why=lambda: "no passes came")

    def signing_in(self, email):
        """As far as the second factor."""
        other = self.other()
        other.go("company")
        other.send("/sign-in", email=email, password=PASSWORD)
        return other

    def set_up_app(self, walker):
        """Shows the secret of an authenticator app."""
        walker.go("company/security")
        walker.send("/app", current=PASSWORD)
        return re.search(r'class="line secret"><bdi>([^<]+)<', walker.page.text)[1]
