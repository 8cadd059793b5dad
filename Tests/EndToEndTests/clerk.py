"""Somebody of the staff at the back office, as far as a program can be one: signed in with a password and an app's code."""

import html
import json
import re
import time

from time_codes import time_code
from visitor import Visitor, hidden

PASSWORD = "blaue Kühe schwimmen hoch"


class Clerk(Visitor):
    SAME_SITE = "Strict"

    def __init__(self, url, name):
        super().__init__(url)
        self.name = name
        self.secret = None
        #: The step of the last code: one is good once, and so is none of before it.
        self.at = 0

    def code(self):
        """The next code: of now, or of the next half minute, which the service takes as well."""
        self.at = max(time.time(), self.at + 30)
        return time_code(self.secret, self.at)

    def send(self, page, path, **fields):
        return self.post(f"/staff/{path}", {"csrf": hidden(page, "csrf"), **fields})

    def upload(self, page, path, name, content):
        """Sends a form with a file."""
        boundary = "----clerk7MA4YWxkTrZu0gW"
        body = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{hidden(page, "csrf")}\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}.csv"\r\n'
            "Content-Type: text/csv\r\n\r\n").encode() + content + f"\r\n--{boundary}--\r\n".encode()
        return self._ask("POST", f"/staff/{path}", body, **{
            "Content-Type": f"multipart/form-data; boundary={boundary}", "Origin": self.url})

    def join(self, world, *roles):
        """From an invitation of the command line to being signed in."""
        said = world.programs.done(
            "portpass", "users", "invite", self.name, "--name", f"同仁{self.name}", "--email", f"{self.name}@port.example",
            *[part for role in roles for part in ("--role", role)], "--data", world.data)
        code = json.loads(said.output.splitlines()[0])["code"]
        page = self.send(self.get("/staff/join"), "join", invitation=code, password=PASSWORD)
        self.secret = html.unescape(re.search(r"<strong><bdi>([^<]*)</bdi>", page.body.decode())[1])
        done = self.send(page, "join/app", pending=hidden(page, "pending"), code=self.code())
        assert 'class="codes"' in done.body.decode(), done.body.decode()
        self.sign_in()
        return self

    def sign_in(self):
        page = self.send(self.get("/staff/sign-in"), "sign-in", email=f"{self.name}@port.example", password=PASSWORD, then="")
        answer = self.send(page, "sign-in/code", pending=hidden(page, "pending"), code=self.code(), then="")
        assert answer.status == 303, answer.body.decode()

    def act(self, page, path, **fields):
        """Sends a form, and an app's code along when one is asked for."""
        answer = self.send(page, path, **fields)
        if answer.status == 200 and b'name="proof"' in answer.body:
            answer = self.send(answer, path, proof=self.code(), **fields)
        return answer
