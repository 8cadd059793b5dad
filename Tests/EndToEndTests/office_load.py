"""What staff, gates and a payment service do to a service that may be killed under them at any moment: each kind of act keeps what was
acknowledged, and looks in the database of the dead service whether it is there, whole.
"""

import json
import sys
import time
import urllib.parse

from clerk import Clerk
from kiosk import Kiosk, opened
from processes import ROOT
from reviewers import NO_UNDO_NEEDED, reviewers
from test_payments import notify, word
from test_restore import record
from test_serve import code_for, serving
from visitor import hidden

sys.path.append(str(ROOT / "Tests" / "Browser"))
from applicant import DRIVER, page_of_text  # noqa: E402
from company import days  # noqa: E402
from gatehouse import check_digit, face  # noqa: E402
from walker import Walker  # noqa: E402

#: Of `pass`, by the number that the database holds.
STATES = ["intended", "active", "waiting", "suspended", "revoked", "superseded", "void"]
GATE = "KEL-W2"
#: Applications that may be begun by one client before it has to wait.
AT_ONCE = 8


class Prepared:
    """Applications to be decided and orders to be paid, of one applicant, made by requests alone."""

    def __init__(self, world, approvals, orders):
        self.numbers, self.trades = [], []
        self.count = 0
        walker, paper = None, page_of_text()
        while len(self.numbers) + len(self.trades) < approvals + orders:
            with serving(world, *NO_UNDO_NEEDED) as service:
                cookies = walker.cookies if walker else {}
                walker = Walker(service.url)
                walker.cookies = cookies
                office = reviewers(service)
                for _ in range(min(AT_ONCE, approvals + orders - len(self.numbers) - len(self.trades))):
                    number = self._apply(walker, paper)
                    if len(self.trades) < orders:
                        office.approve(number)
                        self.trades.append(self._order(walker, number))
                    else:
                        office.ask_police(number)
                        self.numbers.append(number)

    def _apply(self, walker, paper):
        first, last = days(200)
        self.count += 1
        answers = {
            **DRIVER, "person": {**DRIVER["person"], "idNumber": check_digit(f"K1{self.count:04d}3210")},
            "access": {"zones": ["TWKEL/A"], "from": first, "until": last}}
        files = [("photo", face()), ("doc-identity", paper), ("doc-licence", paper)]
        return walker.apply("person", answers, files, "killed@example.org")

    @staticmethod
    def _order(walker, number):
        """What the payment service is told of it: the trade and the sum."""
        walker.go(f"my/applications/{number}/pay")
        walker.send()
        form = next(form for form in walker.page.forms if "/dev/ecpay/" in form.action)
        told = dict(form.sent())
        return told["MerchantTradeNo"], int(told["TotalAmount"])


class Approvals:
    """Approved at the back office, some of them undone: carried out ten seconds later, whenever the service lives then."""

    def __init__(self, world, url, numbers):
        self.clerk = Clerk(url, "cai").join(world, "clerk")
        self.left = list(numbers)
        self.states = {}

    def act(self, chance):
        if not self.left or chance.random() > 0.3:
            return False
        number = self.left.pop(0)
        self.states[number] = "asked"
        page = self.clerk.get(f"/staff/review/{number}")
        answer = self.clerk.send(page, f"review/{number}/approve")
        assert answer.status == 303 and "done=approved" in answer.headers["Location"], (answer.status, answer.body.decode()[:500])
        self.states[number] = "approved"
        if chance.random() < 0.3:
            page = self.clerk.get(f"/staff/review/{number}")
            self.states[number] = "undoing"
            answer = self.clerk.send(page, f"review/{number}/undo")
            assert answer.status == 303, answer.body.decode()[:500]
            self.states[number] = "undone" if "done=undone" in answer.headers["Location"] else "approved"
        # One in a life of the service: there are not so many.
        return False

    def settle(self, database):
        held = dict(database.execute("SELECT number, state FROM application"))
        waiting = {number for (number,) in database.execute(
            "SELECT number FROM pending_approval JOIN application ON application.seq = pending_approval.application")}
        for number, state in self.states.items():
            approved = number in waiting or held[number] not in ("submitted", "checking")
            if state in ("approved", "undone"):
                assert approved == (state == "approved"), f"{number} was {state} and is {held[number]}"
            elif state == "asked" and not approved:
                self.states[number] = "undone"
                self.left.append(number)
            else:
                self.states[number] = "approved" if approved else "undone"

    def acknowledged(self):
        return sum(state == "approved" for state in self.states.values())

    def finish(self, world):
        """Every approval that stands was carried out exactly once, and none that was undone."""
        done = {}
        for line in world.programs.done(
                "portpass", "audit", "export", "--event", "application-approve", "--data", world.data).output.splitlines():
            number = json.loads(line)["application"]
            done[number] = done.get(number, 0) + 1
        for number, state in self.states.items():
            assert done.get(number, 0) == (1 if state == "approved" else 0), (number, state, done.get(number))


class Suspensions:
    """All that a company has, suspended at once and partly undone: all of its passes, or none."""

    def __init__(self, world, url, count):
        self.clerk = Clerk(url, "anna").join(world, "supervisor")
        names = [f"第{number}港勤公司" for number in range(count)]
        made = issued(world, 500_000, [name for name in names for _ in range(3)])
        self.companies = {
            name: {"passes": made[3 * place:3 * place + 3], "state": "active", "id": None} for place, name in enumerate(names)}
        self.names = names
        self.count = 0

    def act(self, chance):
        if self.count >= len(self.names):
            return False
        name = self.names[self.count]
        held = self.companies[name]
        if held["state"] == "suspended":
            page = self.clerk.get(f"/staff/suspensions/{held['id']}")
            held["state"] = "suspended|active"
            answer = self.clerk.send(page, f"suspensions/{held['id']}/undo")
            assert answer.status == 303, answer.body.decode()[:500]
            held["state"] = "active"
            self.count += 1
            return True
        page = self.clerk.get("/staff/suspensions?company=" + urllib.parse.quote(name))
        held["state"] = "active|suspended"
        answer = self.clerk.act(page, "suspensions", company=name, seen=hidden(page, "seen"), reason="investigation")
        if answer.status != 303:
            # A code of the app was asked for and the last one has only just been used.
            held["state"] = "active"
            return False
        held["state"] = "suspended"
        held["id"] = answer.headers["Location"].rsplit("/", 1)[1]
        # Every second one is undone, in the next life of the service perhaps.
        if chance.random() < 0.5:
            self.count += 1
        return True

    def settle(self, database):
        states = pass_states(database)
        known = {identifier.hex() for (identifier,) in database.execute("SELECT id FROM mass_suspension")}
        for name, held in self.companies.items():
            found = {states[one] for one in held["passes"]}
            assert len(found) == 1, f"{name} is torn: {found}"
            state = found.pop()
            assert state in held["state"].split("|"), f"{name} is {state}, was acknowledged as {held['state']}"
            assert held["id"] is None or held["id"] in known, f"the suspension of {name} is lost"
            if "|" in held["state"]:
                # How it went is in the database only, and so is its number.
                self.count += 1
            held["state"] = state

    def acknowledged(self):
        return sum(held["id"] is not None for held in self.companies.values())

    def finish(self, world):
        pass


class Violations:
    """A serious one of a pass each: recorded, with the pass held, or neither."""

    def __init__(self, world, url, count):
        self.clerk = Clerk(url, "bo").join(world, "clerk")
        self.left = issued(world, 700_000, ["違規港勤公司"] * count)
        self.states = dict.fromkeys(self.left, "active")
        self.numbers = {}

    def act(self, chance):
        if not self.left:
            return False
        name = self.left.pop(0)
        page = self.clerk.get(f"/staff/record-violation?pass={name}")
        # An hour ago, by the clock of Taiwan.
        day, clock = time.strftime("%Y-%m-%d %H:%M", time.gmtime(time.time() + 7 * 3_600)).split()
        self.states[name] = "active|suspended"
        answer = self.clerk.act(
            page, "record-violation", number=hidden(page, "number"), rule="traffic", day=day, time=clock, place="一號門",
            evidence="測試", **{"pass": name})
        if answer.status != 303:
            assert b'name="proof"' in answer.body, answer.body.decode()[:3000]
            self.states[name] = "active"
            return False
        self.states[name] = "suspended"
        self.numbers[name] = answer.headers["Location"].rsplit("/", 1)[1]
        return True

    def settle(self, database):
        states = pass_states(database)
        recorded = {}
        for number, identifier in database.execute(
                "SELECT violation.number, pass.id FROM violation JOIN violation_hold ON violation_hold.violation = violation.seq"
                " JOIN pass ON pass.seq = violation_hold.pass"):
            recorded[named(identifier)] = number
        for name, state in self.states.items():
            assert states[name] in state.split("|"), f"{name} is {states[name]}, was acknowledged as {state}"
            assert (states[name] == "suspended") == (name in recorded), f"the violation of {name} is torn"
            assert name not in self.numbers or recorded[name] == self.numbers[name]
            self.states[name] = states[name]

    def acknowledged(self):
        return len(self.numbers)

    def finish(self, world):
        pass


class Journal:
    """A gate that sends what it wrote, and forgets what it has a receipt for."""

    def __init__(self, world, url):
        self.kiosk = Kiosk(GATE)
        self.url = url
        answer = self.kiosk.enrol(url, code_for(world, GATE), world.root.read_bytes())
        assert answer.status == 201, answer.body
        self.kiosk.open()
        self.receipted = 0

    def act(self, chance):
        for _ in range(chance.randrange(1, 9)):
            self.kiosk.scan(chance.randbytes(8), "KEL-T-26-000001", 1)
        answer = self.kiosk.send(self.url, self.receipted + 1, len(self.kiosk.records))
        assert answer.status == 200, answer.body
        self.receipted = opened(answer.body)[1][3]
        assert self.receipted == len(self.kiosk.records)
        return True

    def settle(self, database):
        held = [record for (record,) in database.execute(
            "SELECT record FROM gate_record JOIN gate_journal ON seq = journal WHERE gate = ? ORDER BY sequence", (GATE,))]
        assert len(held) >= self.receipted, f"the gate has a receipt for {self.receipted} records, {len(held)} are there"
        assert held == self.kiosk.records[:len(held)]

    def acknowledged(self):
        return self.receipted

    def finish(self, world):
        pass


class Payments:
    """Word of payments, for orders and for nothing that anybody knows, each sent again until it is taken."""

    def __init__(self, trades):
        self.url = None
        self.left = list(trades)
        self.taken, self.orders = {}, set()
        self.count = 0
        self.next = None

    def act(self, chance):
        if self.next is None:
            self.count += 1
            if self.left and chance.random() < 0.2:
                trade, amount = self.left.pop(0)
                self.orders.add(trade)
            else:
                trade, amount = f"KILLED{self.count:08d}", 100 + self.count % 900
            self.next = trade, amount, f"26112611{self.count:08d}"
        trade, amount, number = self.next
        assert notify(self, word(trade, amount, number)) == (200, "1|OK")
        self.taken[trade] = amount
        self.next = None
        return True

    def settle(self, database):
        booked = list(database.execute("SELECT trade, amount FROM payment"))
        assert len(booked) == len(dict(booked)), "a payment was booked twice"
        for trade, amount in self.taken.items():
            assert dict(booked).get(trade) == amount, f"the payment {trade} is lost"
        paid = {trade for (trade,) in database.execute(
            "SELECT payment.trade FROM payment JOIN payment_order ON payment_order.seq = payment.order_seq"
            " JOIN receipt ON receipt.order_seq = payment_order.seq WHERE payment_order.state = 'paid' AND applied = total")}
        booked_orders = {trade for trade, _ in booked if trade in self.orders}
        assert booked_orders == paid, f"orders are torn: {booked_orders ^ paid}"

    def acknowledged(self):
        return len(self.taken)

    def finish(self, world):
        books, = [json.loads(line) for line in world.programs.done(
            "portpass", "payments", "list", "--books", "--data", world.data).output.splitlines()]
        # What was sent as it was killed may have been booked, and nobody was told.
        told = sum(self.taken.values())
        assert books["balanced"] and books["received"] in (told, told + (self.next[1] if self.next else 0)), books


def issued(world, first, companies):
    """A pass for somebody of each: their numbers."""
    lines = "\n".join(json.dumps({**record(first + place), "organisation": name}) for place, name in enumerate(companies))
    ended = world.programs.done("portpass", "issue", "--data", world.data, "--jsonl", "-", data=lines.encode())
    return [json.loads(line)["id"] for line in ended.output.splitlines()]


def pass_states(database):
    return {named(identifier): STATES[state] for identifier, state in database.execute("SELECT id, state FROM pass")}


def named(identifier):
    return f"{identifier & 0xFFFFFFFFFFFFFFFF:016x}"


class OfficeLoad:
    """All of it, by one thread each."""

    def __init__(self, world, kills):
        prepared = Prepared(world, kills // 8 + 3, kills // 15 + 2)
        with serving(world) as service:
            url = service.url
            self.payments = Payments(prepared.trades)
            self.kinds = [
                Approvals(world, url, prepared.numbers), Suspensions(world, url, 2 * kills + 4),
                Violations(world, url, 3 * kills + 4), Journal(world, url), self.payments]

    def works(self, url):
        """One function each, for the life that the service has at this address; one that says no has nothing more to do in it."""
        for kind in self.kinds:
            kind.url = url
            if hasattr(kind, "clerk"):
                kind.clerk.url = url
        return [kind.act for kind in self.kinds]

    def settle(self, database):
        for kind in self.kinds:
            kind.settle(database)

    def finish(self, world):
        for kind in self.kinds:
            kind.finish(world)

    def told(self):
        return ", ".join(f"{kind.acknowledged()} {type(kind).__name__.lower()}" for kind in self.kinds)
