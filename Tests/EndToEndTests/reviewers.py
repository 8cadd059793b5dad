"""Staff whose decisions a test needs on its way to something else: a reviewer, one of the police, and another reviewer where what one
decided is looked at by somebody else. They sign in once in each register, and send the forms that the back office shows them."""

import csv
import io
import re
import time

from clerk import Clerk

#: Options of a service in which nobody takes an approval back: each is carried out after a second.
NO_UNDO_NEEDED = ("--undo", 1)
RETRIEVAL_CODE = r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b"
#: By the folder of the register: a service that begins anew there knows them.
_known = {}


def reviewers(service):
    """Those of the register that is served."""
    found = _known.setdefault(str(service.data), Reviewers())
    found.service = service
    return found


class Reviewers:
    def __init__(self):
        self.service = None
        self._people = {}

    def _person(self, name, role):
        if name not in self._people:
            self._people[name] = Clerk(self.service.url, name).join(self.service, role)
        self._people[name].url = self.service.url
        return self._people[name]

    @property
    def reviewer(self):
        return self._person("reviewer", "supervisor")

    @property
    def second(self):
        return self._person("second.reviewer", "supervisor")

    @property
    def police(self):
        return self._person("police.officer", "police-liaison")

    @staticmethod
    def _page(person, path):
        page = person.get(f"/staff/{path}")
        assert page.status == 200, (path, page.status, page.body.decode()[:2_000])
        return page

    def _send(self, person, shown, path, **fields):
        """What came of a form, sent from the page that shows it."""
        return person.act(self._page(person, shown), path, **fields)

    def _done(self, person, shown, path, **fields):
        answer = self._send(person, shown, path, **fields)
        assert answer.status == 303, (path, answer.status, answer.body.decode()[-3_000:])
        return answer

    # MARK: Applications

    def _offers(self, number, act):
        page = self._page(self.reviewer, f"review/{number}")
        return f'action="/staff/review/{number}/{act}"'.encode() in page.body

    def ask_police(self, number):
        """Who has nothing against it."""
        self._done(self.reviewer, f"review/{number}", f"review/{number}/police")
        self._done(self.police, f"review/{number}", f"review/{number}/verdict", verdict="clear", reference="基警字第1150000001號")

    def approve(self, *numbers):
        """Asks the police where they have to be asked; returns when all of it is carried out."""
        for number in numbers:
            if not self._offers(number, "approve"):
                self.ask_police(number)
            answer = self._done(self.reviewer, f"review/{number}", f"review/{number}/approve")
            assert "done=approved" in answer.headers["Location"], answer.headers["Location"]
        self._wait(numbers)

    def _wait(self, numbers):
        """Until their approvals are carried out; the last first, which all others are before."""
        for number in reversed(numbers):
            deadline = time.monotonic() + 40
            while self._offers(number, "undo"):
                assert time.monotonic() < deadline, f"the approval of {number} still waits"
                time.sleep(0.05)
            assert not self._offers(number, "approve"), f"{number} could not be approved"

    def approve_lists(self):
        """All that companies sent, each company's side by side, and the police by table; returns how many."""
        lists = sorted(set(re.findall(r'href="/staff/(lists/[0-9a-f]{32})"', self._page(self.reviewer, "lists").body.decode())))
        if sum(len(self._tick(path, "police")) for path in lists):
            self._answer_for_police()
        numbers = [number for path in lists for number in self._tick(path, "approve")]
        self._wait(numbers)
        return len(numbers)

    def _tick(self, path, act):
        """Ticks and sends everything that a company's list offers for an act, as many at a time as it shows; returns their numbers."""
        sent = []
        while True:
            page = self._page(self.reviewer, path)
            form = re.search(rf'<form action="/staff/{path}/{act}".*?</form>', page.body.decode(), re.DOTALL)
            ticks = re.findall(r'name="application" value="([^"]+)"', form[0]) if form else []
            if not ticks:
                return sent
            answer = self.reviewer.send(page, f"{path}/{act}", application=ticks)
            assert answer.status == 303, (answer.status, answer.body.decode()[-3_000:])
            sent += [tick.partition(":")[0] for tick in ticks]

    def _answer_for_police(self):
        """The table of those that wait, back with nothing against anybody."""
        asked = self._send(self.police, "police", "police/questions")
        assert asked.status == 200 and asked.headers["Content-Type"].startswith("text/csv"), asked.body.decode()[-3_000:]
        head, *rows = csv.reader(io.StringIO(asked.body.decode("utf-8-sig")))
        answers = io.StringIO()
        csv.writer(answers).writerows([head, *([*row[:-2], "無異議", "基警字第1150000002號"] for row in rows)])
        answer = self.police.upload(self._page(self.police, "police"), "police/answers", "table", answers.getvalue().encode())
        assert answer.status == 200, answer.body.decode()[-3_000:]

    def fault(self, number, field):
        self._done(self.reviewer, f"review/{number}", f"review/{number}/fault", fault=f"{field}:unreadable")

    def reject(self, number):
        self._done(self.reviewer, f"review/{number}", f"review/{number}/reject", reason="incomplete")

    def approve_companies(self):
        """All that wait; returns how many."""
        page = self._page(self.reviewer, "companies")
        waiting = re.findall(r'action="/staff/(companies/[0-9a-f]{32}/approve)"', page.body.decode())
        for path in waiting:
            assert self.reviewer.send(page, path).status == 303
        return len(waiting)

    # MARK: People

    def opinion(self, number, act, by=None, **fields):
        """Takes, answers or extends; returns what came of it."""
        return self._send(by or self.reviewer, f"opinions/{number}", f"opinions/{number}/{act}", **fields)

    def take_opinion(self, number):
        assert self.opinion(number, "take").status == 303

    def answer_opinion(self, number, text="已改善"):
        assert self.opinion(number, "answer", text=text, outcome="").status == 303

    def serve_holder(self, number, act):
        """At the counter: `lost`, `stolen`, `mislaid`, `found`, `cancel`, `left`."""
        self._done(self.reviewer, "counter", "counter/pass", number=number, act=act)

    def pass_code(self, number):
        """What a counter prints for who wants to open a pass on a phone."""
        answer = self._send(self.reviewer, "counter", "counter/pass", number=number, act="code")
        assert answer.status == 200, (answer.status, answer.body.decode()[-3_000:])
        return re.search(RETRIEVAL_CODE, answer.body.decode())[0]

    def untold(self):
        """Companies that have to be told by letter: the number of each letter and of the company, by the pass that was left."""
        page = self._page(self.reviewer, "counter").body.decode()
        rows = re.findall(r'name="release" value="(\d+)"><p><bdi>([^<]+)</bdi>[^<]*<bdi>([^<]+)</bdi>', page)
        return {number: (release, company) for release, number, company in rows}

    def tell(self, release):
        self._done(self.reviewer, "counter", "counter/told", release=release)

    def pass_page(self, number):
        """How a pass stands, for the staff."""
        found = self._page(self.reviewer, f"passes?q={number}").body.decode()
        address = re.search(r'href="/staff/(passes/[0-9a-f]+)"', found)[1]
        return self._page(self.reviewer, address).body.decode()
