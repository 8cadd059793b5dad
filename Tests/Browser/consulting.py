"""A consultation that is open, made by somebody of the staff with requests alone."""

import datetime

from clerk import Clerk
from visitor import hidden

#: The ports' clock.
PORT = datetime.timezone(datetime.timedelta(hours=8))
TEXTS = {
    "title-zh-Hant": "東岸車道要幾線", "question-zh-Hant": "您希望東岸有幾線道？", "background-zh-Hant": "現在只有一線。\n\n計畫見 https://port.example/plan。",
    "title-en": "Lanes of the <East> road", "question-en": "How many lanes should it have?",
    "background-en": "There is one now.\n\nThe plan: https://port.example/plan.",
}


def day(later):
    return (datetime.datetime.now(PORT).date() + datetime.timedelta(days=later)).isoformat()


def open_consultation(url, world, name="consult"):
    """Its number."""
    clerk = Clerk(url, name).join(world, "supervisor")
    page = clerk.get("/staff/consultations-new")
    kept = clerk.send(page, "consultations-new", **TEXTS, **{"from": day(0), "until": day(20)})
    assert kept.status == 303, kept.body.decode()
    path = kept.headers["Location"].removeprefix("/staff/")
    page = clerk.get(f"/staff/{path}")
    done = clerk.send(page, f"{path}/publish", seen=hidden(page, "seen"), **{"reason-zh": "", "reason-en": ""})
    assert done.status == 303, done.body.decode()
    return path.removeprefix("consultations/")
