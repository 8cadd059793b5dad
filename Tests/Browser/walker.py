"""Somebody whose browser is a program: it reads forms as a browser without scripts does, and can send what no browser would."""

import html.parser
import http.client
import json
import re
import urllib.parse
import urllib.request

from patience import SECONDS, until

FORM_TYPE = "application/x-www-form-urlencoded"
BOUNDARY = "----walker7MA4YWxkTrZu0gW"


class Field:
    def __init__(self, name, kind, value="", chosen=True):
        self.name, self.kind, self.value, self.chosen = name, kind, value, chosen

    def __repr__(self):
        return f"{self.kind} {self.name}={self.value!r}"


class Form:
    def __init__(self, attributes):
        self.action = attributes.get("action", "")
        self.method = attributes.get("method", "get").lower()
        self.is_multipart = attributes.get("enctype") == "multipart/form-data"
        self.fields = []

    @property
    def path(self):
        """Below the language."""
        return self.action.split("/", 2)[2] if self.action.count("/") > 1 else ""

    def sent(self, **answers):
        """Pairs as a browser sends them: what is there, but for what is answered otherwise. A file is (name, bytes)."""
        pairs, answered = [], set()
        for field in self.fields:
            if field.kind in ("submit", "button", "file"):
                continue
            if field.name in answers:
                if field.name not in answered:
                    value = answers[field.name]
                    pairs += [(field.name, one) for one in (value if isinstance(value, list) else [value])]
                answered.add(field.name)
            elif field.chosen:
                pairs.append((field.name, field.value))
        # Buttons, files, and what the form has not.
        pairs += [
            (name, one) for name, value in answers.items() if name not in answered
            for one in (value if isinstance(value, list) else [value])]
        return pairs

    def named(self, name):
        return [field for field in self.fields if field.name == name]


class Page(html.parser.HTMLParser):
    """What is looked at of a page: its forms, links, ids, what is said to be wrong, and what would run."""

    def __init__(self, answer, url):
        super().__init__()
        self.status, self.headers, self.url = answer.status, answer.headers, url
        self.body = answer.read()
        self.language, self.forms, self.links, self.ids, self.runs, self.errors, self.targets = "", [], [], [], [], [], []
        self._form = self._lines = self._select = None
        self._depth = self._errors_at = self._error = None
        self._open = []
        if self.is_page:
            self.text = self.body.decode()
            self.feed(self.text)

    @property
    def is_page(self):
        return (self.headers.get("Content-Type") or "").startswith("text/html")

    @property
    def path(self):
        return urllib.parse.urlsplit(self.url).path.split("/", 2)[-1]

    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        self.runs += [f"{tag} {name}" for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        self.runs += [f"{tag} {value}" for name, value in given.items() if name in ("href", "src", "action", "formaction")
                      and re.match(r"\s*(javascript:|data:(?!image/))", value, re.IGNORECASE)]
        if tag == "script" and "src" not in given or tag in ("iframe", "object", "embed", "base"):
            self.runs.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self._form = Form(given)
            self.forms.append(self._form)
        elif self._form is not None and given.get("name") and "disabled" not in given:
            self._control(tag, given)
        if tag == "option" and self._select is not None:
            value = given.get("value", "")
            first = not self._select[1]
            self._select[1].append(value)
            if first or "selected" in given:
                self._select[0].value = value
        if tag not in self.VOID:
            self._open.append(tag)
            if given.get("id") == "errors":
                self._errors_at = len(self._open)
        if self._errors_at and tag == "li":
            self._error = ""
        if self._errors_at and tag == "a" and self._error is not None:
            self.targets.append(given.get("href", ""))

    def _control(self, tag, given):
        kind = {"input": given.get("type", "text"), "button": given.get("type", "submit")}.get(tag, tag)
        field = Field(given["name"], kind, given.get("value", "on" if kind in ("checkbox", "radio") else ""))
        field.chosen = kind not in ("checkbox", "radio") or "checked" in given
        self._form.fields.append(field)
        if tag == "textarea":
            self._lines = field
        elif tag == "select":
            self._select = (field, [])

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._lines is not None:
            self._lines.value = self._lines.value.removeprefix("\n")
            self._lines = None
        elif tag == "select":
            self._select = None
        elif tag == "li" and self._error is not None:
            self.errors.append(self._error.strip())
            self._error = None
        if tag in self._open:
            while self._open.pop() != tag:
                pass
            if self._errors_at and len(self._open) < self._errors_at:
                self._errors_at = None

    def handle_data(self, text):
        if self._lines is not None:
            self._lines.value += text
        if self._error is not None:
            self._error += text


class Walker:
    def __init__(self, url, language="zh-Hant"):
        self.url, self.language = url, language
        self.cookies = {}
        self.page = None
        place = urllib.parse.urlsplit(url)
        self.host, self.port = place.hostname, place.port
        self._connection = None

    def ask(self, method, path, body=None, headers=()):
        """One request and its answer, whatever it is; cookies are kept."""
        headers = dict(headers)
        if self.cookies:
            headers.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        for last in (False, True):
            try:
                if self._connection is None:
                    self._connection = http.client.HTTPConnection(self.host, self.port, timeout=SECONDS)
                self._connection.request(method, path, body=body, headers=headers)
                answer = self._connection.getresponse()
                break
            except (http.client.HTTPException, ConnectionError):
                # It was cut, perhaps while a body that was refused went on.
                self._connection = None
                if last:
                    raise
        page = Page(answer, self.url + path)
        if answer.will_close:
            self._connection.close()
            self._connection = None
        for field in answer.headers.get_all("Set-Cookie") or []:
            pair, *attributes = field.split("; ")
            name, value = pair.split("=", 1)
            if "Max-Age=0" in attributes:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return page

    def get(self, path):
        """A page by its path below the language, wherever that leads."""
        address = path if path.startswith("/") else f"/{self.language}/{path}"
        for _ in range(5):
            page = self.ask("GET", address.partition("#")[0])
            if page.status not in (302, 303):
                return page
            address = page.headers["Location"]
        raise AssertionError(f"{path} leads nowhere")

    def go(self, path=""):
        self.page = self.get(path)
        assert self.page.status == 200, (path, self.page.status)
        return self.page

    def form(self, part=None, page=None):
        """The form of a page whose action ends so; else the one that goes to the page itself; else the last."""
        forms = [form for form in (page or self.page).forms if form.method == "post"]
        if part is not None:
            return next(form for form in forms if form.action.endswith(part))
        here = [form for form in forms if form.path == (page or self.page).path]
        return (here or [form for form in forms if not form.path.endswith("sign-out")])[-1]

    def post(self, form, pairs, **headers):
        """Sends pairs to a form's address, and goes nowhere from there. A file is (name, bytes)."""
        kind, body = encoded(pairs, form.is_multipart)
        return self.ask("POST", form.action, body, {"Content-Type": kind, "Origin": self.url, **headers})

    def send(self, part=None, **answers):
        """Fills in a form of the page that is open, sends it, and follows."""
        form = self.form(part)
        self.page = self.post(form, form.sent(**answers))
        if self.page.status in (302, 303):
            self.page = self.get(self.page.headers["Location"])
        assert self.page.status < 400, (form.action, self.page.status, self.page.errors)
        return self.page

    @property
    def step(self):
        return self.page.path.split("/")[-1]

    def pay(self):
        """On to the stand-in for the payment service, where it is paid."""
        form = next(form for form in self.page.forms if "/dev/ecpay/" in form.action)
        path = urllib.parse.urlsplit(form.action).path
        body = urllib.parse.urlencode(form.sent()).encode()
        page = self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        trade = page.headers["Location"] if page.status in (302, 303) else None
        if trade:
            page = self.get(urllib.parse.urlsplit(trade).path)
        choice = next(form.action for form in page.forms if form.action.endswith("/pay"))
        paid = self.ask("POST", choice, b"", {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.url})
        assert paid.status == 200, (paid.status, paid.body)

    def in_a_browser(self):
        """The cookies, as a browser takes them: it is this somebody then."""
        return [
            {"name": name, "value": value, "url": self.url.replace("http:", "https:"), "secure": True, "httpOnly": True, "sameSite": "Lax"}
            for name, value in self.cookies.items() if name.startswith("__Host-")]

    # MARK: Messages

    def messages(self):
        with urllib.request.urlopen(f"{self.url}/dev/messages.json") as answer:
            return json.load(answer)

    def told(self, pattern, to, after=0):
        """What the newest message to somebody has of a pattern."""
        def found():
            for message in reversed(self.messages()[after:]):
                if message["to"] == to and (said := re.search(pattern, message["text"])):
                    return said[1]
            return None

        return until(found, why=lambda: f"no message to {to} with {pattern}")

    CODE = r"(?<![\dA-Z-])(\d{3} ?\d{3})(?!\d)"

    def prove(self, address):
        before = len(self.messages())
        self.send("/prove", contact=address)
        self.send("/prove/code", code=self.told(self.CODE, address, before))

    # MARK: Applying

    def apply(self, kind, answers, files=(), address=None, send=True):
        """From the beginning to the end; returns the number."""
        self.go(f"apply/{kind}")
        self.send()
        while self.step != "confirm":
            step, before = self.step, self.page.url
            if self.page.path.startswith("prove"):
                self.prove(address)
                continue
            if step == "files":
                for field, content in files:
                    self.send(f"/attach/{field}", file=("picture.jpg", content))
                self.page = self.get(urllib.parse.urlsplit(before).path)
            self.send(**answers.get(step, {}))
            assert self.page.url != before, (step, self.page.errors)
        number = re.search(r"A\d\d-[0-9A-Z]{7}", self.page.url)[0]
        if send:
            self.send(agree="yes")
        return number


def encoded(pairs, is_multipart):
    """A form's body and its type."""
    if not is_multipart:
        return FORM_TYPE, urllib.parse.urlencode([(name, value) for name, value in pairs]).encode()
    body = b""
    for name, value in pairs:
        body += f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"".encode()
        if isinstance(value, tuple):
            body += f"; filename=\"{value[0]}\"\r\nContent-Type: application/octet-stream\r\n\r\n".encode() + value[1]
        else:
            body += b"\r\n\r\n" + (value if isinstance(value, bytes) else value.encode())
        body += b"\r\n"
    return f"multipart/form-data; boundary={BOUNDARY}", body + f"--{BOUNDARY}--\r\n".encode()
