"""A seminar that people can sign up for, made by somebody of the staff with requests alone; and somebody who does so."""

import datetime

from clerk import Clerk
from visitor import hidden

#: The ports' clock.
PORT = datetime.timezone(datetime.timedelta(hours=8))
#: Where it is online: for who has a place.
LINK = "https://meet.example/port-passes?room=7,8;9"
TEXTS = {
    "title-zh-Hant": "通行證說明會", "title-en": "Port passes, <explained>; again",
    "text-zh-Hant": "說明如何申請、繳費與領證，並回答提問，請帶身分證明文件，現場有工作人員可以協助填寫。\n\n資料見 https://port.example/talk?a=1&b=2。",
    "text-en": "How to apply, pay and collect.\n\nSlides: https://port.example/talk?a=1&b=2.",
    "begins": "14:00", "ends": "16:00", "place-zh": "基隆港務大樓，三樓", "place-en": "Keelung, third floor; room 2", "link": LINK, "places": "1",
    "sign-up-until": "",
}
SIGN_UP_LINK = r"https?://\S+/(seminars/mine/[a-p]{32})"


def day(later):
    return datetime.datetime.now(PORT).date() + datetime.timedelta(days=later)


def open_seminar(url, world, name="planner", **other):
    """Its number."""
    clerk = Clerk(url, name).join(world, "supervisor")
    page = clerk.get("/staff/seminars-new")
    kept = clerk.send(page, "seminars-new", **{**TEXTS, "day": day(7).isoformat(), "spoken": "zh-Hant", **other})
    assert kept.status == 303, kept.body.decode()
    path = kept.headers["Location"].removeprefix("/staff/")
    page = clerk.get(f"/staff/{path}")
    done = clerk.send(page, f"{path}/publish", seen=hidden(page, "seen"), **{"reason-zh": "", "reason-en": ""})
    assert done.status == 303, done.body.decode()
    return path.removeprefix("seminars/")


def sign_up(walker, number, address, confirm=True):
    """The path of the page that the link of the mail opens, below the language."""
    walker.go(f"seminars/{number}/sign-up")
    walker.send(name="林訪客", email=address)
    path = walker.told(SIGN_UP_LINK, address)
    if confirm:
        walker.go(path)
        walker.send("/confirm")
    return path
