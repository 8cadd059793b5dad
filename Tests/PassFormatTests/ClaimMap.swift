import PassFormat

/// The bound example taken apart into its encoded claims, so that one of them can be made wrong.
struct ClaimMap {
    private var claims: [CBORWriter.Entry] = []
    private var pass: [CBORWriter.Entry] = []
    private var passIsRemoved = false

    static var example: ClaimMap {
        get throws(FormatError) { try ClaimMap(PassClaims.boundExample.encoded()) }
    }

    private static let names: [String: Int64] = [
        "iss": 1, "exp": 4, "nbf": 5, "iat": 6, "cti": 7, "cnf": 8, "status": 65_535, "port pass": -65_537,
    ]

    private static let passNames: [String: Int64] = [
        "number": 1, "name": 2, "id hint": 3, "organisation": 4, "kind": 5, "term": 6, "access": 7, "plates": 8,
        "photo secret": 9, "vessel call": 11, "vehicle class": 13, "endorsements": 14, "schedule": -1, "escort": -2,
    ]

    private init(_ payload: [UInt8]) throws(FormatError) {
        var reader = CBORReader(payload.span)
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            let key = try reader.readItem()
            if key == Self.key(-65_537) {
                var inner = try reader.readMap()
                while try reader.nextKey(in: &inner) {
                    pass.append(.init(key: try reader.readItem(), value: try reader.readItem()))
                }
            } else {
                claims.append(.init(key: key, value: try reader.readItem()))
            }
        }
    }

    func encoded() throws(FormatError) -> [UInt8] {
        var all = claims
        if let pass = try encodedPass() {
            all.append(.init(key: Self.key(-65_537), value: pass))
        }
        var writer = CBORWriter()
        try writer.write(map: all)
        return writer.bytes
    }

    func removing(_ name: String) -> ClaimMap {
        var copy = self
        if let key = Self.names[name].map(Self.key) {
            copy.claims.removeAll { $0.key == key }
            copy.passIsRemoved = name == "port pass"
        } else if let key = Self.passNames[name].map(Self.key) {
            copy.pass.removeAll { $0.key == key }
        }
        return copy
    }

    func replacing(_ name: String, by value: [UInt8]) -> ClaimMap {
        var copy = removing(name)
        if let key = Self.names[name].map(Self.key) {
            copy.claims.append(.init(key: key, value: value))
        } else if let key = Self.passNames[name].map(Self.key) {
            copy.pass.append(.init(key: key, value: value))
        }
        return copy
    }

    func adding(key: [UInt8]) -> ClaimMap {
        var copy = self
        copy.claims.append(.init(key: key, value: [0x00]))
        return copy
    }

    func addingToPass(key: [UInt8]) -> ClaimMap {
        var copy = self
        copy.pass.append(.init(key: key, value: [0x00]))
        return copy
    }

    private func encodedPass() throws(FormatError) -> [UInt8]? {
        guard !passIsRemoved else { return nil }
        var writer = CBORWriter()
        try writer.write(map: pass)
        return writer.bytes
    }

    private static func key(_ key: Int64) -> [UInt8] {
        var writer = CBORWriter()
        writer.write(key)
        return writer.bytes
    }
}

extension ClaimMap {
    private static func text(_ count: Int) -> String {
        (count < 24 ? hex([0x60 + UInt8(count)]) : hex([0x78, UInt8(count)])) + String(repeating: "41", count: count)
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func key(of count: Int) -> String {
        "a1 01 a3 01 01 20 06 21 58" + hex([UInt8(count)]) + String(repeating: "5a", count: count)
    }

    /// `access` with so many ports.
    private static func ports(_ count: UInt8) -> String {
        hex([0xA0 + count]) + (0..<count).map { "65 54574b 30" + hex([0x30 + $0]) + "01" }.joined()
    }

    /// Claims with a value, in hexadecimal, that makes the pass malformed.
    static let refusals: [(String, String)] =
        [
            ("iss", "00"), ("iss", "40"), ("iss", "60"), ("iss", text(25)), ("iss", "61ff"),
            ("exp", "00"), ("exp", "61 30"), ("exp", "fb41da000000000000"), ("exp", "1b7fffffffffffffff"),
            ("exp", "20"),
            ("exp", "1b0000003afff44180"), ("nbf", "1a6b367c00"), ("nbf", "1a6b367c01"), ("nbf", "20"), ("nbf", "f5"),
            ("iat", "20"), ("iat", "1bffffffffffffffff"), ("iat", "c100"),
            ("cti", "40"), ("cti", "47 00000000000000"), ("cti", "49 000000000000000000"),
            ("cti", "68 4141414141414141"),
            ("cnf", "a0"), ("cnf", "a1 02 40"), ("cnf", key(of: 31)), ("cnf", key(of: 33)), ("cnf", "a1 01 a0"),
            ("cnf", "f5"),
            ("cnf", "a1 01 a3 01 02 20 06 21 40"), ("cnf", "a1 01 a2 01 01 20 06"),
            ("cnf", key(of: 32).replacing("20 06", with: "20 01")),
            ("cnf", key(of: 32).replacing("a3 01 01", with: "a3 01 02")),
            ("cnf", key(of: 32).replacing("a1 01 a3", with: "a2 01 a3") + "02 00"),
            ("cnf", key(of: 32).replacing("a3 01 01", with: "a4 01 01 02 40")),
            ("status", "a0"), ("status", "a1 6161 00"), ("status", "a1 6b7374617475735f6c697374 a0"),
            ("status", "a1 6b7374617475735f6c697374 a1 63696478 00"),
            ("status", "a1 6b7374617475735f6c697374 a2 63696478 20 63757269 6141"),
            ("status", "a1 6b7374617475735f6c697374 a2 63696478 00 63757269 60"),
            ("status", "a1 6b7374617475735f6c697374 a2 63696478 00 63757269 00"),
            ("status", "a1 6b7374617475735f6c697374 a2 63696478 1b8000000000000000 63757269 6141"),
            ("status", "a1 6b7374617475735f6c697374 a3 63696478 00 63757269 6141 63757a7a 00"),
            ("status", "a2 6161 00 6b7374617475735f6c697374 a2 63696478 00 63757269 6141"),
            ("port pass", "80"), ("port pass", "a0"), ("port pass", "f5"),
            ("number", "60"), ("number", text(25)), ("number", "41 41"), ("name", text(91)), ("name", "60"),
            ("organisation", text(91)), ("organisation", "60"), ("vessel call", text(33)), ("vessel call", "60"),
            ("id hint", text(3)), ("id hint", text(5)), ("id hint", "64 c3a9c3a9"), ("id hint", "64 36373820"),
            ("id hint", "44 36373839"), ("id hint", "64 36370a39"),
            ("kind", "00"), ("kind", "04"), ("kind", "20"), ("kind", "1901 01"), ("kind", "61 31"), ("term", "00"),
            ("term", "04"), ("term", "20"), ("vehicle class", "00"), ("vehicle class", "08"),
            ("vehicle class", "1b0000000100000001"),
            ("access", "a0"), ("access", "80"), ("access", ports(11)), ("access", "a1 64 54574b45 01"),
            ("access", "a1 66 54574b454c41 01"), ("access", "a1 65 74574b454c 01"), ("access", "a1 65 54574b4520 01"),
            ("access", "a1 65 54574b454c 20"), ("access", "a1 65 54574b454c f5"), ("access", "a1 45 54574b454c 01"),
            ("access", "a1 05 01"), ("access", "a2 65 54574b454c 01 65 54574b454c 02"),
            ("access", "a2 65 5457545045 01 65 54574b454c 01"),
            ("plates", "80"), ("plates", "60"), ("plates", "85 6141 6142 6143 6144 6145"), ("plates", "81 60"),
            ("plates", "81 6161"), ("plates", "81 62412d"), ("plates", "81 624120"), ("plates", "81 62c384"),
            ("plates", "81 41 41"),
            ("plates", "81" + text(17)), ("plates", "a0"),
            ("photo secret", "40"), ("photo secret", "4f" + String(repeating: "00", count: 15)),
            ("photo secret", "51" + String(repeating: "00", count: 17)), ("photo secret", text(16)),
            ("endorsements", "a0"), ("endorsements", "a1 60 00"), ("endorsements", "a1" + text(25) + "00"),
            ("endorsements", "a1 6141 20"),
            ("endorsements", "a1 01 00"), ("endorsements", "a1 6141 6141"), ("endorsements", "80"),
            ("endorsements", "b1" + (0..<17).map { "61" + hex([0x41 + $0]) + "00" }.joined()),
            ("schedule", "20"), ("schedule", "1b8000000000000000"), ("schedule", "61 31"), ("schedule", "f5"),
            ("escort", "f4"), ("escort", "00"), ("escort", "01"), ("escort", "f6"), ("escort", "a0"),
        ]

    /// Those of them that no reader of the profile accepts in any place.
    static let refusedAsCBOR: Set<String> = [
        "61ff", "fb41da000000000000", "c100", "f4", "f6", "a2 65 54574b454c 01 65 54574b454c 02",
        "a2 65 5457545045 01 65 54574b454c 01",
    ]

    /// Claims with a value, in hexadecimal, that is just inside.
    static let edges: [(String, String)] =
        [
            ("iss", text(1)), ("iss", text(24)), ("exp", "1b0000003afff4417f"), ("nbf", "00"), ("nbf", "1a6b367bff"),
            ("iat", "00"), ("iat", "1b0000003afff4417f"), ("cti", "48 0000000000000000"),
            ("cti", "48 ffffffffffffffff"),
            ("cnf", key(of: 32)),
            ("status", "a1 6b7374617475735f6c697374 a2 63696478 1b7fffffffffffffff 63757269 6141"),
            ("number", text(1)), ("number", text(24)), ("name", text(90)), ("name", text(1)),
            ("organisation", text(90)),
            ("vessel call", text(32)), ("id hint", text(4)), ("id hint", "64 2d61412e"), ("kind", "01"), ("kind", "03"),
            ("term", "01"),
            ("term", "03"), ("vehicle class", "01"), ("vehicle class", "07"), ("access", ports(1)),
            ("access", ports(10)),
            ("access", "a1 65 54574b454c 00"), ("access", "a1 65 54574b454c 1bffffffffffffffff"), ("plates", "81 6141"),
            ("plates", "84 6141 6142 6143 6144"), ("plates", "81" + text(16)), ("plates", "81 6139"),
            ("endorsements", "a1" + text(24) + "00"),
            ("endorsements", "b0" + (0..<16).map { "61" + hex([0x41 + $0]) + "00" }.joined()),
            ("schedule", "00"), ("schedule", "1b7fffffffffffffff"),
        ]
}
