"""Passes for the differential test: good, wrong in what they say, and broken in how they are written.

Everything comes from one seeded generator. Most broken ones are signed after they were broken, so that the signature
does not hide what lies behind it.
"""

import random

import nacl.signing

import pp1

PORTS = ["TWKEL", "TWTPE", "TWKHH", "TWXXX", "KEL"]
TEXTS = ["", "A", "KEL-P-26-000001", "王小明", "é", "e\u0301", "x" * 23, "x" * 24, "x" * 25, "名" * 30, "名" * 31]


class Generator:
    def __init__(self, seed, pass_seed, template, uris, special, now):
        """`template`: claims of a good pass. `special`: indices that are revoked, suspended or outside the list."""
        self.random = random.Random(seed)
        self.pass_seed = pass_seed
        self.template = template
        self.uris = uris
        self.special = special
        self.now = now
        self.holder_seed = bytes(range(32))
        self.holder = bytes(nacl.signing.SigningKey(self.holder_seed).verify_key)
        self.kid = pp1.key_id(bytes(nacl.signing.SigningKey(pass_seed).verify_key))
        self.protected = pp1.encode({1: -19, 4: self.kid})
        self.count = 0

    def texts(self, count):
        makers = [self.good, self.said_wrong, self.said_wrong, self.live, self.broken_claims, self.broken_bytes,
                  self.broken_header, self.broken_envelope, self.broken_text]  # fmt: skip
        return [makers[index % len(makers)]() for index in range(count)]

    def chance(self, part):
        return self.random.random() < part

    # ------------------------------------------------------------------ passes that are written well

    def claims(self):
        """The template with particulars of its own."""
        self.count += 1
        chosen = self.random
        claims = dict(self.template)
        claims[7] = chosen.randbytes(8)
        entry = dict(claims[-65537])
        entry[1] = f"KEL-P-26-{self.count:06d}"
        entry[5] = chosen.choice([1, 1, 1, 2, 3])
        entry[6] = chosen.choice([1, 2, 3])
        if self.chance(0.3):
            entry[4] = chosen.choice(["範例股份有限公司", "Example Co.", "x" * 90])
        if self.chance(0.3):
            entry[8] = chosen.sample(["ABC1234", "KLA0001", "HB77", "A"], chosen.randrange(1, 5))
        if self.chance(0.2):
            entry[9] = chosen.randbytes(16)
        if self.chance(0.2):
            entry[13] = chosen.randrange(1, 8)
        if self.chance(0.2):
            entry[14] = {name: self.now + chosen.choice([-90_000, 90_000, -59, -60, -61])
                         for name in chosen.sample(["DG", "SAFETY", "CRANE"], chosen.randrange(1, 4))}  # fmt: skip
        if self.chance(0.1):
            entry[chosen.choice([10, 12, 15, 99, 70000])] = chosen.choice([1, "x", [1, {1: 2}], True, b"x"])
        if self.chance(0.1):
            claims[chosen.choice([2, 3, 9, 99, -1, -70000])] = chosen.choice([1, "x", [[]], {}, True])
        claims[-65537] = entry
        return claims

    def good(self):
        return pp1.pass_text(pp1.make_pass(self.pass_seed, self.claims(), self.random.choice([-19, -19, -8])))

    def said_wrong(self, claims=None):
        """One or two claims that a rule has something to say about, at the edges of the rule."""
        claims = claims or self.claims()
        entry = claims[-65537]
        edge = [-86_400, -61, -60, -59, -1, 0, 1, 59, 60, 61, 86_400]
        for _ in range(self.random.randrange(1, 3)):
            match self.random.randrange(13):
                case 0:
                    claims[4] = self.now + self.random.choice(edge)
                    claims[5] = min(claims[5], claims[4] - 1)
                case 1:
                    claims[5] = self.now + self.random.choice(edge)
                    claims[4] = max(claims[4], claims[5] + 1)
                case 2:
                    claims[6] = self.random.choice([0, claims[6] - 400 * 86_400, claims[6], 253_402_300_799])
                case 3:
                    claims[1] = self.random.choice(["twport ", "Twport", "other", "twpörtx"])
                case 4:
                    entry[7] = {port: self.random.choice([0, 1, 2, 3, 4, 6, 7, 8, 2**63, 2**64 - 1])
                                for port in self.random.sample(PORTS[:4], self.random.randrange(1, 4))}  # fmt: skip
                case 5:
                    entry[-1] = self.random.choice([1, 2, 3, 4, 5, 0, 2**40])
                case 6:
                    entry[-2] = True
                case 7:
                    entry[self.random.choice([-3, -4, -100, -70_000])] = self.random.choice([1, "x", [True], {}])
                case 8:
                    claims[8] = {1: {1: 1, -1: 6, -2: self.holder}}
                case 9 | 10:
                    index = self.random.choice([*self.special, 131_071, 131_072, 2**40, 2**63 - 1])
                    claims[65535] = {"status_list": {"idx": index, "uri": self.random.choice(self.uris)}}
                case 11:
                    prefix, _, number = self.uris[0].rpartition("/")
                    uri = self.random.choice([f"{prefix}/0{number}", f"{prefix}/{number} ", f"{prefix}/", "x",
                                              f"{prefix}/99", f"{prefix}//{number}", f"{prefix}/18446744073709551617",
                                              f"{prefix.upper()}/{number}", f"{prefix}/+{number}"])  # fmt: skip
                    claims[65535] = {"status_list": {"idx": self.template[65535]["status_list"]["idx"], "uri": uri}}
                case 12:
                    entry[7] = {"TWKEL": self.random.choice([4, 5, 7, 6])}
        return pp1.pass_text(pp1.make_pass(self.pass_seed, claims))

    def live(self):
        claims = self.claims()
        claims[8] = {1: {1: 1, -1: 6, -2: self.holder}}
        if self.chance(0.2):
            claims[6] = self.now - self.random.choice([0, 10, 30])
        if self.chance(0.1):
            claims[4] = self.now + self.random.choice([0, 5, 10])
        if self.chance(0.1):
            claims[8] = {1: {1: 1, -1: 6, -2: self.random.choice([bytes(32), b"\x01" + bytes(31), b"\xff" * 32])}}
        if self.chance(0.05):
            del claims[8]
        cose = pp1.make_pass(self.pass_seed, claims)
        issued = self.now + self.random.choice([-3600, -61, -60, -59, -15, 0, 0, 0, 14, 15, 16, 3600])
        audience = self.random.choice(["twport"] * 8 + ["other", "twport\u200b"])
        seed = self.holder_seed if self.chance(0.9) else bytes(32)
        text = pp1.make_live(seed, cose, audience, issued)
        if self.chance(0.2):
            parsed = pp1.envelope(pp1.base45_decode(text[4:]))
            protected, payload = parsed.protected, parsed.payload
            match self.random.randrange(4):
                case 0:
                    protected = self.mutate(protected)
                case 1:
                    payload = self.mutate(payload)
                case 2:
                    protected = protected.replace(b"\x10\x19\x01\x26", self.random.choice(
                        [b"\x10\x19\x01\x27", b"\x10\x61x", b"\x11\x19\x01\x26", b""]))  # fmt: skip
                case 3:
                    payload = pp1.encode({3: audience, 6: issued, self.random.choice([4, 99, -5]): 1})
            text = b"PL1:" + pp1.base45_encode(pp1.sign(seed, protected, payload).encoded())
        return text

    # ------------------------------------------------------------------ passes that are written badly

    def mutate(self, data):
        """A byte changed, removed, added or doubled, or a piece moved."""
        data = bytearray(data)
        for _ in range(self.random.choice([1, 1, 1, 2])):
            at = self.random.randrange(len(data)) if data else 0
            match self.random.randrange(7) if data else 2:
                case 0:
                    data[at] ^= 1 << self.random.randrange(8)
                case 1:
                    del data[at]
                case 2:
                    data.insert(at, self.random.choice([0, 0x40, 0x60, 0x80, 0xA0, 0xF5, 0xF6, 0xFF, 0x18]))
                case 3:
                    data[at] = self.random.randrange(256)
                case 4:
                    size = self.random.randrange(1, 9)
                    data[at:at] = data[at : at + size]
                case 5:
                    del data[at:]
                case 6:
                    data += self.random.randbytes(self.random.randrange(1, 4))
        return bytes(data)

    def broken_claims(self):
        """One value of the wrong type, length or range; or a claim that is missing."""
        claims = self.claims()
        entry = claims[-65537]
        values = [0, 1, -1, 23, 2**32, 2**63 - 1, 2**63, 2**64 - 1, -(2**63), True, b"", b"12345678", bytes(16), [], {},
                  [1], {1: 1}, ["ABC1234"], {"TWKEL": 1}, {"TWKEL": -1}, {"twkel": 1}, {"DG": 1}, ("tag", 1),
                  *TEXTS]  # fmt: skip
        target = self.random.choice([claims, entry, entry])
        key = self.random.choice([key for key in target] + [8, 9, 11, 13, 14, 3, -1, -2])
        if key == -65537 and self.chance(0.5):
            key = 65535
        if self.chance(0.15):
            target.pop(key, None)
        elif key == 65535:
            status = dict(claims[65535]["status_list"])
            status[self.random.choice(["idx", "uri", "aud"])] = self.random.choice(values)
            claims[65535] = self.random.choice([{"status_list": status}, {"status": status}, status])
        elif key == 8 and self.chance(0.8):
            cose_key = {1: 1, -1: 6, -2: self.holder}
            cose_key[self.random.choice([1, -1, -2, -4, 2])] = self.random.choice(values)
            claims[8] = self.random.choice([{1: cose_key}, {2: cose_key}, cose_key, {1: cose_key, 3: b"x"}])
        else:
            target[key] = self.random.choice(values)
        if self.chance(0.05):
            entry[7] = {f"TWA{number:02d}": 1 for number in range(self.random.choice([9, 10, 11, 30]))}
        if self.chance(0.05):
            entry[8] = ["AB1"] * self.random.choice([4, 5])
        if self.chance(0.05):
            entry[14] = {f"E{number:02d}": 1 for number in range(self.random.choice([16, 17]))}
        if self.chance(0.05):
            value = True
            for _ in range(self.random.choice([5, 6, 7, 8, 9])):
                value = self.random.choice([[value], {1: value}, ("tag", value)])
            self.random.choice([claims, entry])[77] = value
        return pp1.pass_text(pp1.make_pass(self.pass_seed, claims))

    def broken_bytes(self):
        payload = self.mutate(pp1.encode(self.claims()))
        return pp1.pass_text(pp1.sign(self.pass_seed, self.protected, payload))

    def broken_header(self):
        labels = {1: -19, 4: self.kid}
        match self.random.randrange(4):
            case 0:
                protected = self.mutate(self.protected)
            case 1:
                labels[self.random.choice([1, 4])] = self.random.choice(
                    [-8, -7, -19, -65537, 2**63, "Ed25519", b"x" * 8, b"x" * 7, self.kid, [], True, 5])  # fmt: skip
                protected = pp1.encode(labels)
            case 2:
                labels[self.random.choice([2, 3, 5, 13, 16, 33, -1, 0, "alg"])] = self.random.choice([294, "x", [1]])
                protected = pp1.encode(labels)
            case 3:
                labels.pop(self.random.choice([1, 4]))
                protected = self.random.choice([pp1.encode(labels), b"", b"\xa0"])
        return pp1.pass_text(pp1.sign(self.pass_seed, protected, pp1.encode(self.claims())))

    def broken_envelope(self):
        cose = pp1.make_pass(self.pass_seed, self.claims())
        data = cose.encoded()
        if self.chance(0.5):
            return b"PP1:" + pp1.base45_encode(self.mutate(data))
        kid = b"\xa1\x04" + pp1.encode(self.kid)
        middle = self.random.choice([kid, b"\xa1\x01\x32", b"\x80", b"\xbf\xff", b"\xa0"])
        start = self.random.choice([b"\xd2\x84", b"\x84", b"\xd1\x84", b"\xd8\x12\x84", b"\xd2\x9f", b"\xd2\xd2\x84"])
        written = start + pp1.encode(cose.protected) + middle + pp1.encode(cose.payload) + pp1.encode(cose.signature)
        return b"PP1:" + pp1.base45_encode(written + self.random.choice([b"", b"", b"\x00", b"\xff"]))

    def broken_text(self):
        text = bytearray(self.good())
        match self.random.randrange(6):
            case 0:
                at = self.random.randrange(len(text))
                text[at] = self.random.choice([value for value in range(256) if value not in (10, 13)])
            case 1:
                del text[self.random.randrange(len(text))]
            case 2:
                text.insert(self.random.randrange(len(text)), self.random.choice(pp1.ALPHABET))
            case 3:
                text[:4] = self.random.choice([b"PP2:", b"PL1:", b"pp1:", b"PP1", b"", b" PP1:", b"PP1: ", b"HC1:"])
            case 4:
                text = text[: self.random.randrange(12)]
            case 5:
                text += self.random.choice([b"0", b"00", b"000", b" ", b"0" * (1400 - len(text)), b"0" * 1401])
        return bytes(text)
