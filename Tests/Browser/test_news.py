"""Announcements from the desk to the reader: written, published, corrected with its reason, withdrawn; and the feed, as a program
that reads feeds has it. axe looks at every page and state, the public ones in every language.
"""

import datetime
import json
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree

import pytest

pytest.importorskip("axe_playwright_python.sync_playwright")
feedparser = pytest.importorskip("feedparser")
import atom  # noqa: E402
from demo import demo_service, team  # noqa: E402
from processes import demo_world  # noqa: E402
from public_pages import LANGUAGES, LOOKED_AT, visiting  # noqa: E402
from test_serve import serving  # noqa: E402
from test_site_access import look, look_at_every_size  # noqa: E402

ATOM = "{http://www.w3.org/2005/Atom}"
TEXTS = {
    "title-zh-Hant": "東岸道路施工", "text-zh-Hant": "12 月起封閉一線道。\n\n地圖見 https://port.example/map?a=1&b=2。",
    "title-en": "Works on the <East> road", "text-en": "One lane is closed.\n\nSee https://port.example/map.",
}


@pytest.fixture(scope="module")
def service(programs, tmp_path_factory):
    with demo_service(programs, tmp_path_factory.mktemp("news")) as service:
        yield service


@pytest.fixture(scope="module")
def colleagues(service, chromium):
    with team(chromium, service, clerk=("zh-Hant", "clerk"), anna=("en", "supervisor")) as found:
        yield found


def fetched(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def feed(service, language):
    status, headers, body = fetched(f"{service.url}/feeds/news.{language}.atom")
    assert status == 200
    return headers, body


def checked(body):
    """What RFC 4287 asks for, sections 4.1.1 and 4.1.2, by hand; and what feedparser makes of it."""
    assert atom.broken(body) == set()
    root = ElementTree.fromstring(body)
    assert root.tag == f"{ATOM}feed"

    def one(node, name):
        found = node.findall(ATOM + name)
        assert len(found) == 1, (node.tag, name)
        return found[0]

    def time(node):
        moment = datetime.datetime.fromisoformat(node.text)
        assert moment.tzinfo
        return moment

    ids = [one(root, "id").text]
    assert one(root, "title").text and one(root, "author").find(f"{ATOM}name").text
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"self", "alternate"}
    updated = time(one(root, "updated"))
    for entry in root.findall(f"{ATOM}entry"):
        ids.append(one(entry, "id").text)
        assert one(entry, "title").text
        assert time(one(entry, "published")) <= time(one(entry, "updated")) <= updated
        assert one(entry, "link").get("href").startswith("https://")
        content = one(entry, "content")
        assert content.get("type") == "xhtml" and [child.tag for child in content] == ["{http://www.w3.org/1999/xhtml}div"]
    assert len(set(ids)) == len(ids) and all(name.startswith("tag:pass.example,2026:news/") for name in ids)
    parsed = feedparser.parse(body)
    assert not parsed.bozo and parsed.version == "atom10", parsed.get("bozo_exception")
    return parsed


def everywhere(chromium, service, path, expected):
    with visiting(chromium, service.url) as page:
        for language in LOOKED_AT:
            assert page.goto(f"/{language}/{path}").status == expected
            look_at_every_size(page, f"{language} {path}")


def test_from_the_desk_to_the_reader(chromium, service, colleagues):
    clerk, anna = colleagues["clerk"], colleagues["anna"]
    headers, empty = feed(service, "en")
    assert checked(empty).entries == []

    clerk.go("news")
    look(clerk.page, "no announcements")
    clerk.page.get_by_role("link", name=clerk.word("news-new")).click()
    clerk.page.locator("[name=title-en]").fill("only this")
    clerk.press("news-keep")
    assert len(clerk.errors) == 3
    look(clerk.page, "an announcement that lacks something")
    for name, text in TEXTS.items():
        clerk.page.locator(f"[name={name}]").fill(text)
    clerk.page.locator("[name=ports]").first.check()
    clerk.page.locator("[name=important]").check()
    clerk.press("news-keep")
    path = clerk.path
    number = path.removeprefix("news/")
    look(clerk.page, "a draft")
    # Writing is a clerk's, publishing is not.
    assert clerk.page.locator("[action$=publish]").count() == 0
    assert fetched(f"{service.url}/en/news/{number}")[0] == 404

    with visiting(chromium, service.url) as page:
        page.goto("/en/")
        assert page.locator("ul.news").count() == 0, "an empty box"

    anna.go(path)
    anna.press("news-publish")
    look(anna.page, "published")
    everywhere(chromium, service, f"news/{number}", 200)
    everywhere(chromium, service, "news", 200)
    everywhere(chromium, service, "", 200)
    with visiting(chromium, service.url) as page:
        page.goto("/en/")
        page.get_by_role("link", name=TEXTS["title-en"]).click()
        assert page.locator("h1").inner_text() == TEXTS["title-en"]
        assert page.locator("main p a").first.get_attribute("href") == "https://port.example/map"
        assert page.locator("link[type='application/atom+xml']").get_attribute("href") == "/feeds/news.en.atom"

    # The check bites: each rule, broken in this very feed, is found.
    tried = list(atom.mutations(feed(service, "en")[1]))
    for rule, mutated in tried:
        assert rule in atom.broken(mutated.encode()), rule
    assert len({rule for rule, _ in tried}) > 25

    first, names = None, {}
    for language in LANGUAGES:
        headers, body = feed(service, language)
        parsed = checked(body)
        assert len(parsed.entries) == 1
        names[language] = parsed.entries[0].id
        if language == "en":
            first = headers["ETag"]
            assert parsed.entries[0].title == TEXTS["title-en"]
            assert fetched(f"{service.url}/feeds/news.en.atom", **{"If-None-Match": first})[0] == 304
            assert fetched(f"{service.url}/feeds/news.en.atom", **{"If-Modified-Since": headers["Last-Modified"]})[0] == 304

    clerk.go(f"{path}/edit")
    clerk.page.locator("[name=title-en]").fill("Works on the West road")
    clerk.press("news-keep")
    look(clerk.page, "a correction that waits")
    anna.go(path)
    look(anna.page, "a correction to be published")
    anna.press("news-correct")
    assert len(anna.errors) == 1
    anna.page.locator("#correct-zh").fill("寫錯路名")
    anna.page.locator("#correct-en").fill("The road was named wrongly")
    anna.press("news-correct")
    assert not anna.errors
    everywhere(chromium, service, f"news/{number}", 200)
    with visiting(chromium, service.url) as page:
        page.goto(f"/en/news/{number}")
        assert "The road was named wrongly" in page.locator("main").inner_text()
        page.locator("main details summary").click()
        assert TEXTS["title-en"] in page.locator("main details").inner_text()
        look(page, "what it said before")
    headers, body = feed(service, "en")
    entry = checked(body).entries[0]
    assert entry.title == "Works on the West road" and entry.id == names["en"] and headers["ETag"] != first

    anna.go(path)
    anna.page.locator("details.act summary").last.click()
    anna.page.locator("#withdraw-zh").fill("停止施工")
    anna.page.locator("#withdraw-en").fill("The works were called off")
    anna.press("news-withdraw")
    look(anna.page, "withdrawn")
    everywhere(chromium, service, f"news/{number}", 410)
    assert checked(feed(service, "en")[1]).entries == []


def test_pages_and_the_home_page(chromium, programs, tmp_path_factory):
    """45 announcements from a file, of which one is important: three pages, from one to the next; the home page has four of them."""
    world = demo_world(programs, tmp_path_factory.mktemp("pages"))
    lines = [
        {"title": {"zh-Hant": f"公告{number}", "en": f"Notice {number}."}, "text": {"zh-Hant": "內容", "en": "Text"}, "important": number == 7}
        for number in range(1, 46)]
    path = world.folder / "news.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    published = programs.done("portpass", "news", "publish", "--jsonl", path, "--data", world.data)
    assert len(published.output.split()) == 45
    wrong = world.folder / "wrong.jsonl"
    wrong.write_text(json.dumps({"title": {"zh-Hant": "x", "en": "x"}, "text": {"zh-Hant": "x"}}) + "\n")
    refused = programs.portpass("news", "publish", "--jsonl", wrong, "--data", world.data)
    assert refused.status != 0 and "text-en (required)" in refused.errors
    with serving(world) as service:
        with visiting(chromium, service.url) as page:
            for language in LOOKED_AT:
                for address, items in (("", 4), ("news", 20), ("news?page=2", 20), ("news?page=3", 5)):
                    assert page.goto(f"/{language}/{address}").status == 200
                    assert page.locator("ul.news li").count() == items, address
                    look_at_every_size(page, f"{language} {address}")
        with visiting(chromium, service.url) as page:
            page.goto("/en/")
            titles = [title.strip() for title in page.locator("ul.news a").all_inner_texts()]
            assert titles == ["Notice 7.", "Notice 45.", "Notice 44.", "Notice 43."]
            page.locator("main a[href='/en/news']").first.click()
            seen = []
            while True:
                seen += [title.strip() for title in page.locator("ul.news a").all_inner_texts()]
                following = page.locator("a[rel=next]")
                if not following.count():
                    break
                following.click()
            assert seen == [f"Notice {number}." for number in range(45, 0, -1)]
            page.locator("a[rel=prev]").click()
            assert page.url.endswith("/en/news?page=2")
            for number in ("0", "4", "02", "x", ""):
                assert page.goto(f"/en/news?page={number}").status == 404, number
