"""The gate's decision as docs/wire-format.md section 12 states it, for a gate without memory where nobody looked at a
plate, a driver, an escort or a photo. It goes by the published files alone."""

import hashlib
import json

import pp1

# Section 12.4: most serious first.
SERIOUSNESS = """
no-trust unsupported malformed bad-signature unknown-key wrong-issuer key-compromised key-not-valid barred revoked
superseded suspended status-unknown expired not-yet-valid wrong-port wrong-zone wrong-direction outside-hours
already-used already-inside not-inside status-stale condition-unknown live-code-replayed live-code-stale
holder-proof-missing paper vehicle-mismatch driver-missing escort-required endorsement-missing
ship-not-arrived ship-departed photo-missing clock-suspect hotlist
""".split()

NOTE, CHECK, DENY = range(3)
VERDICTS = ("admit", "check", "deny")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Trust:
    """What a gate goes by. `read` gives the content of a target, `issued` comes from timestamp.json."""

    def __init__(self, read, status_numbers, issued, compromised=()):
        self.keys = {}
        status_keys = {}
        for key in json.loads(read("keys.json"))["keys"]:
            if key["use"] not in ("pass", "status"):
                continue
            x = pp1.unbase64url(key["x"])
            uses = self.keys if key["use"] == "pass" else status_keys
            uses.setdefault(pp1.key_id(x), []).append((x, key["iss"], key["nbf"], key["exp"]))
        self.policy = json.loads(read("policy.json"))
        self.levels = json.loads(read("ops/level.json"))
        self.issued = issued
        self.lists = {}
        bare = {kid: [x for x, *_ in keys] for kid, keys in status_keys.items()}
        for number in status_numbers:
            token = pp1.parse_status_list(read(f"status/{number}"), bare)
            assert token.subject == self.policy["statusPrefix"] + str(number)
            self.lists[token.subject] = token
        self.issued_sets = {}
        for kid in compromised:
            content = read(f"issued/{kid.hex()}")
            self.issued_sets[kid] = {content[at : at + 16] for at in range(0, len(content), 16)}


def decide(text, trust, gate_id, direction, now):
    """(verdict, codes most serious first, the pass or None)."""
    try:
        parsed = pp1.parse_text(text)
    except pp1.Unsupported:
        return conclude([("unsupported", DENY)], direction, None)
    except pp1.Malformed:
        return conclude([("malformed", DENY)], direction, None)
    live = parsed if isinstance(parsed, pp1.LiveCode) else None
    shown = live.inner if live else parsed
    candidates = trust.keys.get(shown.key_id, [])
    if not candidates:
        return conclude([("unknown-key", DENY)], direction, None)
    message = shown.envelope.signed()
    key = next((key for key in candidates if pp1.verify(key[0], shown.envelope.signature, message)), None)
    if key is None:
        return conclude([("bad-signature", DENY)], direction, None)
    if live and not pp1.verify(shown.holder, live.envelope.signature, live.envelope.signed()):
        return conclude([("bad-signature", DENY)], direction, None)
    return conclude(list(reasons(shown, live, key, trust, gate_id, direction, now)), direction, shown)


def conclude(found, direction, shown):
    if direction == "out":
        found = [(code, min(effect, CHECK)) for code, effect in found]
    found.sort(key=lambda reason: (-reason[1], SERIOUSNESS.index(reason[0])))
    worst = found[0][1] if found else NOTE
    return VERDICTS[worst], [code for code, _ in found], shown


def reasons(shown, live, key, trust, gate_id, direction, now):
    policy, claims, entries = trust.policy, shown.claims, shown.entries
    gate = next(gate for gate in policy["gates"] if gate["id"] == gate_id)
    port = next(port for port in policy["ports"] if port["id"] == gate["port"])
    level = str(trust.levels.get("ports", {}).get(gate["port"], trust.levels["level"]))
    gate_zones = sum(1 << zone["bit"] for zone in port["zones"] if zone["name"] in gate["zones"])
    _, key_issuer, key_from, key_until = key
    issuer, skew = policy["issuer"], policy["clockSkew"]

    if claims["iss"] != issuer or key_issuer != issuer or (live and live.audience != issuer):
        yield "wrong-issuer", DENY
    if shown.key_id in trust.issued_sets:
        if hashlib.sha256(shown.envelope.payload).digest()[:16] not in trust.issued_sets[shown.key_id]:
            yield "key-compromised", DENY
    if not key_from <= claims["iat"] < key_until:
        yield "key-not-valid", DENY

    status_list = trust.lists.get(shown.status["uri"])
    status = status_list[shown.status["idx"]] if status_list else None
    if status != 0:
        yield {None: "status-unknown", 1: "revoked", 2: "suspended", 3: "superseded"}[status], DENY

    if now >= claims["exp"] + skew:
        yield "expired", DENY
    if now < claims["nbf"] - skew:
        yield "not-yet-valid", DENY

    zones = dict(entries["access"]).get(gate["port"])
    if zones is None:
        yield "wrong-port", DENY
    elif zones & gate_zones == 0:
        yield "wrong-zone", DENY
    if direction != "check" and direction not in gate["directions"]:
        yield "wrong-direction", DENY

    unknown = bool(shown.unknown_restrictions)
    if "schedule" in entries:
        schedule = next((table for table in policy["schedules"] if table["id"] == entries["schedule"]), None)
        if schedule is None:
            unknown = True
        elif not is_open(schedule, now + policy["utcOffset"], policy["graceMinutes"] * 60):
            yield "outside-hours", DENY
    if unknown:
        yield "condition-unknown", CHECK

    age = max(0, now - trust.issued)
    bands = policy["staleness"][level]
    for limit, effect in (("denyAfter", DENY), ("checkAfter", CHECK), ("noteAfter", NOTE)):
        if age > bands[limit]:
            yield "status-stale", effect
            break

    if live:
        window = policy["liveCode"]
        is_fresh = now - window["age"] <= live.issued_at <= now + window["ahead"]
        if not (is_fresh and claims["iat"] <= live.issued_at < claims["exp"]):
            yield "live-code-stale", CHECK
    elif shown.holder:
        yield "holder-proof-missing", CHECK
    if shown.holder is None and policy["paper"][level] == "check":
        yield "paper", CHECK

    if entries.get("escort") or entries["kind"] == 3:
        yield "escort-required", CHECK

    if direction != "out" and zones:
        asked = {
            name
            for zone in port["zones"]
            if 1 << zone["bit"] & zones & gate_zones
            for name in zone.get("endorsements", [])
        }
        held = dict(entries.get("endorsements", []))
        if any(name not in held or now >= held[name] + skew for name in asked):
            yield "endorsement-missing", CHECK


def is_open(schedule, local, grace):
    today = local // 86_400
    for day in range(today - 2, today + 2):
        weekday = DAYS[(day + 3) % 7]  # 1970-01-01 was a Thursday
        for window in schedule["windows"]:
            if weekday not in window["days"]:
                continue
            start, end = minutes(window["from"]), minutes(window["to"])
            if end <= start:
                end += 24 * 60
            midnight = day * 86_400
            if midnight + start * 60 - grace <= local < midnight + end * 60 + grace:
                return True
    return False


def minutes(text):
    hours, rest = text.split(":")
    return int(hours) * 60 + int(rest)
