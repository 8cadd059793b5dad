import PassFormat

extension PassClaims {
    /// A pass with every claim but the holder key, which `boundExample` adds.
    static let example = PassClaims(
        issuer: "twport", expires: 1_798_732_800, notBefore: 1_767_225_600, issuedAt: 1_767_222_000,
        id: PassID(rawValue: 0x8F3A_1C5E_7B90_2D46),
        status: StatusReference(index: 48_312, uri: "https://pass.example/status/7"), number: "KEL-P-26-000123",
        name: "王小明", idHint: "6789", organisation: "基隆港埠裝卸股份有限公司", kind: .person, term: .periodic,
        access: [PortAccess(port: "TWKEL", zones: 4101), PortAccess(port: "TWTPE", zones: 1)],
        plates: ["ABC1234", "KLA0001"],
        photoSecret: Array(0..<16), vesselCall: "V26-0815", vehicleClass: .lorry,
        endorsements: [
            Endorsement(name: "DG", expires: 1_793_462_400), Endorsement(name: "SAFETY", expires: 1_793_462_400),
        ],
        schedule: 2, escortRequired: true)

    static var boundExample: PassClaims {
        var claims = example
        claims.holderKey = HolderKey([UInt8](repeating: 0x5A, count: 32))
        return claims
    }

    /// Any claims the format can hold: some of the optional ones, lengths up to the limits.
    static func random(using random: inout SeededGenerator) -> PassClaims {
        let notBefore = Int64.random(in: 0...4_000_000_000, using: &random)
        return PassClaims(
            issuer: random.text(1...24), expires: notBefore + .random(in: 1...4_000_000_000, using: &random),
            notBefore: notBefore, issuedAt: .random(in: PassLimits.time, using: &random),
            id: PassID(rawValue: random.next()),
            holderKey: random.maybe { HolderKey($0.bytes(32)) } ?? nil,
            status: StatusReference(index: .random(in: 0...200_000, using: &random), uri: random.text(1...60)),
            number: random.text(1...24), name: random.maybe { $0.text(1...90) },
            idHint: random.maybe { $0.plate(4...4) },
            organisation: random.maybe { $0.text(1...90) }, kind: random.one(of: PassKind.allCases),
            term: random.one(of: PassTerm.allCases),
            access: Dictionary(
                (0..<Int.random(in: 1...10, using: &random)).map { _ in (random.plate(5...5), random.next() >> 32) },
                uniquingKeysWith: { first, _ in first }
            ).map { PortAccess(port: $0.key, zones: $0.value) },
            plates: (0..<Int.random(in: 0...4, using: &random)).map { _ in random.plate(1...16) },
            photoSecret: random.maybe { $0.bytes(16) }, vesselCall: random.maybe { $0.text(1...32) },
            vehicleClass: random.maybe { $0.one(of: VehicleClass.allCases) },
            endorsements: Dictionary(
                (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    (random.text(1...24), Int64.random(in: PassLimits.time, using: &random))
                }, uniquingKeysWith: { first, _ in first }
            ).map { Endorsement(name: $0.key, expires: $0.value) },
            schedule: random.maybe { .random(in: 0 ... .max, using: &$0) }, escortRequired: .random(using: &random),
            unknownClaims: random.unknown(keys: [0, 2, 3, 9, 39, 65_534, 65_536, -1, -65_536, -65_538, .max, .min]),
            unknownPassEntries: random.unknown(keys: [0, 10, 12, 15, 23, 24, 70_000, .max, -3, -24, -25, -70_000, .min])
        )
    }
}

extension SeededGenerator {
    fileprivate mutating func maybe<Value>(_ make: (inout SeededGenerator) -> Value) -> Value? {
        Bool.random(using: &self) ? make(&self) : nil
    }

    fileprivate mutating func one<Value>(of values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &self)]
    }

    fileprivate mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in .random(in: .min ... .max, using: &self) }
    }

    /// A text of so many bytes, of one to four bytes a character.
    fileprivate mutating func text(_ limit: ClosedRange<Int>) -> WireText {
        let count = Int.random(in: limit, using: &self)
        var text = ""
        while text.utf8.count < count {
            text.append(one(of: ["A", "z", "0", "-", "é", "e\u{301}", "王", "𐅑", "\u{202E}", "\0"]))
        }
        while text.utf8.count > count {
            text.unicodeScalars.removeLast()
        }
        return WireText(text.isEmpty ? "x" : text)
    }

    fileprivate mutating func plate(_ limit: ClosedRange<Int>) -> WireText {
        let count = Int.random(in: limit, using: &self)
        return WireText(String((0..<count).map { _ in one(of: Array("ABCXYZ0189")) }))
    }

    fileprivate mutating func unknown(keys: [Int64]) -> [UnknownEntry] {
        keys.filter { _ in Int.random(in: 0..<8, using: &self) == 0 }.map { key in
            UnknownEntry(
                key: key,
                value: one(
                    of: ["00", "f5", "6161", "82 01 a1 20 40", "d2 80", "3bffffffffffffffff"].map { [UInt8](hex: $0) }))
        }
    }
}
