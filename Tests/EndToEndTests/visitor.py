"""Somebody with a browser, as far as a program can be one: cookies, forms, and the headers that go along with them."""

import html
import http.client
import re
import urllib.parse

from kiosk import Answer
from patience import SECONDS


class Visitor:
    #: From where cookies go along.
    SAME_SITE = "Lax"

    def __init__(self, url):
        self.url = url
        self.cookies = {}

    def _ask(self, method, path, body=None, **headers):
        place = urllib.parse.urlsplit(self.url)
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=SECONDS)
        try:
            if self.cookies:
                headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            connection.request(method, path, body=body, headers=headers)
            reply = connection.getresponse()
            for field in reply.headers.get_all("Set-Cookie") or []:
                pair, *attributes = field.split("; ")
                name, value = pair.split("=", 1)
                if name == "__Host-lang":
                    continue  # Which language was chosen is no secret.
                assert name.startswith("__Host-")
                assert {"Path=/", "Secure", "HttpOnly", f"SameSite={self.SAME_SITE}"} <= set(attributes), attributes
                self.cookies[name] = value
            return Answer(reply)
        finally:
            connection.close()

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, fields, **headers):
        return self._ask("POST", path, urllib.parse.urlencode(fields, doseq=True), **{
            "Content-Type": "application/x-www-form-urlencoded", "Origin": self.url, **headers})

    def ask_for_code(self, contact, language="en"):
        """The page with the field for the code."""
        page = self.get(f"/{language}/prove")
        answer = self.post(f"/{language}/prove", {"csrf": hidden(page, "csrf"), "contact": contact, "then": ""})
        assert answer.status == 200, (answer.status, answer.body.decode())
        return answer

    def prove(self, page, code, language="en"):
        return self.post(f"/{language}/prove/code", {
            "code": code, **{name: hidden(page, name) for name in ("csrf", "handle", "contact", "then")}})


def hidden(answer, name):
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', answer.body.decode())[1])
