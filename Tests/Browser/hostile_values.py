"""What no honest person types, by what is wrong with it; and bodies that no browser sends."""

import urllib.parse

from walker import BOUNDARY, FORM_TYPE, encoded

MARK = "h0stile"

#: Nobody needs these anywhere: they are refused wherever they are typed, or what can't be seen of them is left out.
NEVER = {
    "five thousand letters": "A" * 5_000,
    "too many characters for anything": "字" * 4_001,
    "right to left from here on": f"{MARK}\u202egpj.exe",
    "an isolate that never ends": f"{MARK}\u2067abc",
    "a bell and a colour": f"{MARK}\x07\x1b[31m",
    "a delete": f"{MARK}\x7f",
    "a control of before Unicode": f"{MARK}\x85\x9b31m",
    "no character at all": f"{MARK}\ufffe\U0001ffff",
}
#: Nothing but text: a field that takes any text may take them, and then shows them as they are.
TEXT = {
    "a script": f"<script>{MARK}(1)</script>",
    "an end of an attribute": f"\"'><img src=x onerror={MARK}>",
    "a place of a template": f"{{{{csrf}}}}{{{{>csrf}}}}[[site.title]]{MARK}",
    "a formula": f"=HYPERLINK(\"http://x.example\",\"{MARK}\")",
    "another formula": f"@SUM({MARK})",
    "a path": f"../../../../etc/{MARK}",
    "a path with a drive": f"C:\\Windows\\{MARK}",
    "an end of a statement": f"{MARK}'); DROP TABLE pass;--",
    "numbers of elsewhere": "٠١٢٣४५६７８９",
    "a number too great": "9" * 40,
    "less than nothing": "-1",
    "no number": "NaN",
    "letters that look alike": f"Аdmin{MARK}",
    # Rare characters of names are still written so.
    "a place for private use": f"{MARK}\ue000",
}
#: A line in a field of one line: it is refused, or becomes a space.
LINES = {"a second line": f"{MARK}\r\nBcc: everybody@example.org"}


def bodies(form, pairs):
    """Whole bodies that are refused as they are: (what, type, body, status)."""
    kind, good = encoded(pairs, form.is_multipart)
    names = [name for name, _ in pairs]
    without = [(name, value) for name, value in pairs if name != "csrf"]
    token = dict(pairs).get("csrf", "")
    yield "without its token", kind, encoded(without, form.is_multipart)[1], 403
    yield "with a token of nobody", kind, encoded(without + [("csrf", "A" * len(token))], form.is_multipart)[1], 403
    yield "with half of its token", kind, encoded(without + [("csrf", token[:-2])], form.is_multipart)[1], 403
    yield "with its token twice", kind, encoded(pairs + [("csrf", token)], form.is_multipart)[1], 400
    yield "with a field that it has not", kind, encoded(pairs + [("isAdmin", "1")], form.is_multipart)[1], 400
    yield "as JSON", "application/json", b'{"csrf":"x"}', 415
    yield "as text", "text/plain", good, 415
    yield "without a type", "", good, 415
    if form.is_multipart:
        yield "as another form", FORM_TYPE, urllib.parse.urlencode({"csrf": token}).encode(), 415
        yield "without its end", kind, good[:-len(BOUNDARY) - 8], 400
        yield "with nothing in it", kind, b"", 400
        yield "with a boundary of two words", 'multipart/form-data; boundary="a b"', good, 415
        yield "within another one", kind, nested(good), 400
        yield "with two hundred parts", kind, encoded(pairs + [(f"x{count}", "") for count in range(200)], True)[1], 400
        yield "with a head of a part without end", kind, good.replace(
            b"Content-Disposition", b"X: " + b"y" * 5_000 + b"\r\nContent-Disposition", 1), 400
        yield "with two names for a part", kind, good.replace(b'name="csrf"', b'name="csrf"; name="other"', 1), 400
    else:
        yield "as a form with files", *encoded(pairs, True), 415
        yield "with nothing where a character is", kind, good + b"&" + names[-1].encode() + b"=%00", 400
        yield "with half a character", kind, good.replace(b"csrf=", b"csrf=%E4%BD", 1), 400
        yield "with a character written too long", kind, good.replace(b"csrf=", b"csrf=%C0%AE", 1), 400
        yield "with half a surrogate", kind, good.replace(b"csrf=", b"csrf=%ED%A0%80", 1), 400
        yield "with a broken escape", kind, good.replace(b"csrf=", b"csrf=%zz", 1), 400
        yield "in Big5", kind, good.replace(b"csrf=", b"csrf=" + "王".encode("big5"), 1), 400
        yield "with a name only", kind, good + b"&csrf", 400
        yield "with two hundred fields", kind, good + b"&x=" * 2_000, 400
        yield "of two megabytes", kind, good + b"&" + names[-1].encode() + b"=" + b"A" * (2 << 20), 413


def nested(body):
    """Parts within parts, each of the same boundary's kind."""
    for level in range(40):
        inner = f"{BOUNDARY}{level}"
        body = (f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"csrf\"\r\nContent-Type: multipart/mixed; boundary={inner}\r\n\r\n"
                ).encode() + body + f"\r\n--{BOUNDARY}--\r\n".encode()
    return body


def typed(name, value):
    """Bodies of one field with bytes that are no text: pairs of what it is and what is sent for it."""
    yield "nothing within a word", urllib.parse.quote(value) + "a%00b"
    yield "half a character", "%E4%BD"
    yield "a character written too long", "%C0%AE%C0%AE%C0%AF"
    yield "half a surrogate", "%ED%A0%80"
    yield "bytes of Big5", "%A4%FD"
