"""What RFC 4287 requires (MUST) of a feed document, and what we require of ours beyond it: a structural check that names each rule that is broken."""

import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: RFC 3339 with an upper-case T, and Z where there is no offset (section 3.3).
DATE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)")
#: type "/" subtype (section 3.1 of RFC 4288, by 4.1.3.1, 4.2.7.3).
MEDIA = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$&.+^_-]*/[A-Za-z0-9][A-Za-z0-9!#$&.+^_-]*")
#: Those that stand in a feed or an entry once at most, and those that must (4.1.1, 4.1.2).
ONCE = {
    "feed": ({"generator", "icon", "logo", "id", "rights", "subtitle", "title", "updated"}, {"id", "title", "updated"}),
    "entry": ({"content", "id", "published", "rights", "source", "summary", "title", "updated"}, {"id", "title", "updated"}),
}
KNOWN = {
    "feed": {"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights", "subtitle", "title", "updated", "entry"},
    "entry": {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary", "title", "updated"},
}
#: What we write in an xhtml content.
MARKUP = {"div": set(), "p": set(), "a": {"href"}}


def is_iri(text):
    """Absolute, with nothing that no IRI has."""
    parts = urllib.parse.urlsplit(text or "")
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"[\s<>\"{}|\\^`]", text)


def broken(body):
    """The rules that a feed breaks, by section and name; empty for one that breaks none."""
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError:
        return {"2 well-formed"}
    if root.tag != f"{ATOM}feed":
        return {"2 feed"}
    found = set()
    if not root.get(LANG):
        found.add("2 language")
    elements(root, "feed", found)
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        elements(entry, "entry", found)
        # 4.1.2: an author of its own, where the feed has none.
        if entry.find(f"{ATOM}author") is None and root.find(f"{ATOM}author") is None:
            found.add("4.1.2 author")
        if entry.find(f"{ATOM}content") is None and not links(entry, "alternate"):
            found.add("4.1.2 content or alternate")
    if root.find(f"{ATOM}author") is None and not all(entry.find(f"{ATOM}author") is not None for entry in entries):
        found.add("4.1.1 author")
    if not links(root, "self"):
        found.add("4.1.1 self")
    # 4.2.6: one name for one entry, and no other's.
    names = [node.findtext(f"{ATOM}id") for node in [root, *entries]]
    if len(set(names)) != len(names):
        found.add("4.2.6 unique")
    return found


def links(node, relation):
    return [link for link in node.findall(f"{ATOM}link") if link.get("rel", "alternate") == relation]


def elements(node, kind, found):
    once, needed = ONCE[kind]
    section = {"feed": "4.1.1", "entry": "4.1.2"}[kind]
    for name in once:
        count = len(node.findall(ATOM + name))
        if count > 1 or count == 0 and name in needed:
            found.add(f"{section} {name}")
    for child in node:
        name = child.tag.removeprefix(ATOM)
        if not child.tag.startswith(ATOM) or name not in KNOWN[kind]:
            found.add("6 foreign")
            continue
        if name in ("title", "subtitle", "rights", "summary"):
            text(child, found)
        elif name == "id":
            if not is_iri(child.text):
                found.add("4.2.6 absolute")
        elif name in ("updated", "published"):
            if not DATE.fullmatch(child.text or ""):
                found.add("3.3 date")
        elif name in ("author", "contributor"):
            person(child, found)
        elif name == "link":
            if not is_iri(child.get("href")):
                found.add("4.2.7.1 href")
            if child.get("type") is not None and not MEDIA.fullmatch(child.get("type")):
                found.add("4.2.7.3 type")
        elif name == "category":
            if not child.get("term"):
                found.add("4.2.2.1 term")
        elif name == "content":
            content(child, found)
    # One alternate for each type and language.
    alternates = [(link.get("type"), link.get("hreflang")) for link in links(node, "alternate")]
    if len(set(alternates)) != len(alternates):
        found.add(f"{section} alternate")


def text(node, found):
    """3.1: text and html have no elements in them; xhtml has one div."""
    kind = node.get("type", "text")
    if kind not in ("text", "html", "xhtml"):
        found.add("3.1.1 type")
    elif kind == "xhtml":
        markup(node, found)
    elif len(node):
        found.add("3.1.1 elements")


def person(node, found):
    """3.2: one name, an address and a mail address at most."""
    if len(node.findall(f"{ATOM}name")) != 1 or not node.findtext(f"{ATOM}name"):
        found.add("3.2.1 name")
    if len(node.findall(f"{ATOM}uri")) > 1 or len(node.findall(f"{ATOM}email")) > 1:
        found.add("3.2 person")
    if any(child.tag not in (f"{ATOM}name", f"{ATOM}uri", f"{ATOM}email") for child in node):
        found.add("6 foreign")


def content(node, found):
    kind = node.get("type", "text")
    if node.get("src") is not None:
        if len(node) or (node.text or "").strip():
            found.add("4.1.3.2 src")
    elif kind == "xhtml":
        markup(node, found)
    elif kind in ("text", "html"):
        if len(node):
            found.add("4.1.3.3 elements")
    elif not MEDIA.fullmatch(kind) or kind.lower().startswith(("multipart/", "message/")):
        found.add("4.1.3.1 type")


def markup(node, found):
    """3.1.1.3, 4.1.3.3: one div and nothing beside it; in it only what we write."""
    if [child.tag for child in node] != [f"{XHTML}div"] or (node.text or "").strip() or (node[0].tail or "").strip():
        found.add("3.1.1.3 div")
        return
    for child in node[0].iter():
        name = child.tag.removeprefix(XHTML)
        if not child.tag.startswith(XHTML) or name not in MARKUP or set(child.attrib) - MARKUP[name]:
            found.add("6 markup")
        if name == "a" and not is_iri(child.get("href")):
            found.add("6 markup")


def mutations(body):
    """A feed that has an entry, broken by one rule each: the rule and the bytes."""
    feed = body.decode()
    head, _, rest = feed.partition("<entry")

    def sub(pattern, other, text=feed):
        changed, count = re.subn(pattern, other, text, count=1, flags=re.S)
        assert count == 1, pattern
        return changed

    def in_entry(pattern, other):
        return head + sub(pattern, other, "<entry" + rest)

    def twice(name, where=sub):
        return where(rf"<{name}>.*?</{name}>", lambda found: found[0] * 2)

    yield "2 well-formed", feed.replace("</feed>", "")
    yield "2 feed", feed.replace("<feed ", "<channel ").replace("</feed>", "</channel>")
    yield "2 language", sub(r' xml:lang="[^"]*"', "")
    for name in ("id", "title", "updated"):
        for where, section in ((sub, "4.1.1"), (in_entry, "4.1.2")):
            yield f"{section} {name}", where(rf"<{name}>.*?</{name}>", "")
            yield f"{section} {name}", twice(name, where)
    yield "4.1.2 published", twice("published", in_entry)
    yield "4.1.2 content", in_entry(r"<content.*?</content>", lambda found: found[0] * 2)
    yield "4.1.1 author", sub(r"<author>.*?</author>", "")
    yield "4.1.2 author", sub(r"<author>.*?</author>", "")
    yield "3.2.1 name", sub(r"<author>.*?</author>", "<author></author>")
    yield "3.2 person", sub(r"</author>", "<email>a@b.example</email><email>c@d.example</email></author>")
    yield "4.1.1 self", sub(r'rel="self"', 'rel="related"')
    yield "4.1.1 alternate", sub(r'rel="alternate"[^>]*/>', lambda found: f"{found[0]}<link {found[0]}")
    yield "4.1.2 alternate", in_entry(r'rel="alternate"[^>]*/>', lambda found: f"{found[0]}<link {found[0]}")
    yield "4.1.2 content or alternate", in_entry(r'<link .*?</content>', "")
    yield "4.2.6 unique", in_entry(r"<id>.*?</id>", re.search(r"<id>.*?</id>", head)[0])
    yield "4.2.6 absolute", in_entry(r"<id>.*?</id>", "<id>news/1</id>")
    yield "4.2.7.1 href", in_entry(r'href="https://[^/"]*', 'href="')
    yield "4.2.7.1 href", sub(r' href="[^"]*"', "")
    yield "4.2.7.3 type", sub(r'type="text/html"', 'type="html"')
    yield "4.2.2.1 term", in_entry(r"</entry>", "<category/></entry>")
    for wrong in ("2026-12-01", "2026-12-01T08:00:00", "2026-12-01 08:00:00Z", "2026-13-01T08:00:00Z", "Tue, 01 Dec 2026 00:00:00 GMT"):
        yield "3.3 date", in_entry(r"<updated>.*?</updated>", f"<updated>{wrong}</updated>")
    yield "3.1.1 type", sub(r"<title>", '<title type="text/plain">')
    yield "3.1.1 elements", in_entry(r"<title>", "<title><b/>")
    yield "4.1.3.2 src", in_entry(r'<content type="xhtml"', '<content type="xhtml" src="https://a.example/"')
    yield "4.1.3.1 type", in_entry(r'<content type="xhtml"', '<content type="multipart/mixed"')
    yield "4.1.3.3 elements", in_entry(r'<content type="xhtml"', '<content type="html"')
    yield "3.1.1.3 div", in_entry(r"</div></content>", "</div>more</content>")
    yield "6 markup", in_entry(r"<p>", "<p><script>1</script>")
    yield "6 markup", in_entry(r"<p>", '<p onclick="1">')
    yield "6 markup", in_entry(r'<a href="https:', '<a href="')
    yield "6 foreign", in_entry(r"</entry>", '<x xmlns="https://other.example/">1</x></entry>')
    yield "6 foreign", sub(r"</author>", "<phone>1</phone></author>")
