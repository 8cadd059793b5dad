import PassFormat
import Testing

struct `Pass claims` {
    @Test func `are the same after writing and reading, and are written the same again`() throws {
        var random = SeededGenerator(seed: 8392)
        for claims in [.example, .boundExample] + (0..<1000).map({ _ in PassClaims.random(using: &random) }) {
            let payload = try claims.encoded()
            let again = try PassClaims(decoding: payload)
            #expect(again == claims)
            #expect(try again.encoded() == payload)
        }
    }

    @Test func `are written in one order whatever order they were given in`() throws {
        var claims = PassClaims.example
        let payload = try claims.encoded()
        claims.access.reverse()
        claims.endorsements.reverse()
        #expect(try claims.encoded() == payload)
        // On the wire a shorter name comes first: DG before SAFETY, and B before AA.
        claims.endorsements = [Endorsement(name: "AA", expires: 1), Endorsement(name: "B", expires: 2)]
        #expect(try PassClaims(decoding: claims.encoded()).endorsements.map(\.name) == ["B", "AA"])
    }

    @Test func `keep what they do not know, and tell restrictions from the rest`() throws {
        var claims = PassClaims.example
        claims.unknownClaims = [UnknownEntry(key: 2, value: [0x61, 0x78]), UnknownEntry(key: -70_000, value: [0xF5])]
        claims.unknownPassEntries = [
            UnknownEntry(key: 10, value: [0x00]), UnknownEntry(key: 99, value: [0x82, 0x01, 0x02]),
            UnknownEntry(key: -3, value: [0xA1, 0x01, 0xF5]), UnknownEntry(key: -100, value: [0x00]),
        ]
        let payload = try claims.encoded()
        let again = try PassClaims(decoding: payload)
        #expect(again == claims)
        #expect(again.unknownRestrictions == [-3, -100])
        #expect(try again.encoded() == payload)
        #expect(PassClaims.example.unknownRestrictions.isEmpty)
    }

    @Test func `do not take a known key for an unknown one, nor what is no single item`() {
        for (key, value) in [
            (1 as Int64, [0x61, 0x78] as [UInt8]), (8, [0xF5]), (-65_537, [0xA0]), (9, []), (9, [0, 0]), (9, [0xF6]),
        ] {
            var claims = PassClaims.example
            claims.unknownClaims = [UnknownEntry(key: key, value: value)]
            #expect(throws: FormatError.self) { try claims.encoded() }
        }
        for key in [-1, -2, 1, 14, 3] as [Int64] {
            var claims = PassClaims.example
            claims.unknownPassEntries = [UnknownEntry(key: key, value: [0x01])]
            #expect(throws: FormatError.self) { try claims.encoded() }
        }
        var claims = PassClaims.example
        claims.escortRequired = false
        claims.unknownPassEntries = [UnknownEntry(key: -2, value: [0xF5])]
        #expect(throws: FormatError.invalid("claims", "they do not read back as they were written")) {
            try claims.encoded()
        }
    }

    @Test(arguments: ["iss", "exp", "nbf", "iat", "cti", "status", "port pass", "number", "kind", "term", "access"])
    func `must have`(claim: String) throws {
        let payload = try ClaimMap.example.removing(claim).encoded()
        #expect(throws: FormatError.missing(claim)) { try PassClaims(decoding: payload) }
    }

    @Test(arguments: [
        "cnf", "name", "id hint", "organisation", "plates", "photo secret", "vessel call", "vehicle class",
        "endorsements", "schedule", "escort",
    ])
    func `need not have`(claim: String) throws {
        let payload = try ClaimMap.example.removing(claim).encoded()
        let claims = try PassClaims(decoding: payload)
        #expect(claims != .boundExample)
        #expect(try claims.encoded() == payload)
    }

    @Test(arguments: ClaimMap.refusals)
    func `are refused with`(claim: String, value: String) throws {
        let payload = try ClaimMap.example.replacing(claim, by: [UInt8](hex: value)).encoded()
        #expect(throws: FormatError.self) { try PassClaims(decoding: payload) }
        // Refused for what it says, not for a slip in this table.
        if (try? recode(payload)) == nil {
            #expect(ClaimMap.refusedAsCBOR.contains(value))
        }
    }

    @Test(arguments: ClaimMap.edges)
    func `are accepted with`(claim: String, value: String) throws {
        let payload = try ClaimMap.example.replacing(claim, by: [UInt8](hex: value)).encoded()
        #expect(try PassClaims(decoding: payload).encoded() == payload)
    }

    @Test func `are refused with text or huge keys`() throws {
        for key in ["6161", "40", "f5", "1b8000000000000000", "3b8000000000000000", "80"] {
            let payload = try ClaimMap.example.adding(key: [UInt8](hex: key)).encoded()
            #expect(throws: FormatError.self) { try PassClaims(decoding: payload) }
            let inner = try ClaimMap.example.addingToPass(key: [UInt8](hex: key)).encoded()
            #expect(throws: FormatError.self) { try PassClaims(decoding: inner) }
        }
    }

    @Test func `are refused when exp does not lie after nbf`() {
        for (expires, notBefore) in [(100, 100), (99, 100), (0, 0)] as [(Int64, Int64)] {
            var claims = PassClaims.example
            (claims.expires, claims.notBefore) = (expires, notBefore)
            #expect(throws: FormatError.invalid("exp", "it must be later than nbf")) { try claims.encoded() }
        }
    }

    @Test func `name the field that breaks a rule on writing`() {
        func field(_ change: (inout PassClaims) -> Void) -> String? {
            var claims = PassClaims.boundExample
            change(&claims)
            do throws(FormatError) {
                _ = try claims.encoded()
                return nil
            } catch {
                return error.field
            }
        }
        #expect(field { _ in } == nil)
        #expect(field { $0.issuer = WireText(String(repeating: "x", count: 25)) } == "iss")
        #expect(field { $0.issuer = "" } == "iss")
        #expect(field { $0.expires = 253_402_300_800 } == "exp")
        #expect(field { $0.notBefore = -1 } == "nbf")
        #expect(field { $0.issuedAt = .max } == "iat")
        #expect(field { $0.status.uri = "" } == "uri")
        #expect(field { $0.number = WireText(String(repeating: "9", count: 25)) } == "number")
        #expect(field { $0.number = "" } == "number")
        #expect(field { $0.name = WireText(String(repeating: "王", count: 30) + "x") } == "name")
        #expect(field { $0.organisation = WireText(String(repeating: "x", count: 91)) } == "organisation")
        #expect(field { $0.idHint = "123" } == "id hint")
        #expect(field { $0.idHint = "王X" } == "id hint")
        #expect(field { $0.access = [] } == "access")
        #expect(field { $0.access = [PortAccess(port: "twkel", zones: 1)] } == "access")
        #expect(
            field { $0.access = (0..<11).map { PortAccess(port: WireText("TWK\(10 + $0)"), zones: 1) } } == "access")
        #expect(field { $0.plates = ["abc"] } == "plates")
        #expect(field { $0.plates = ["ABC-1234"] } == "plates")
        #expect(field { $0.plates = ["\u{FF21}BC"] } == "plates")
        #expect(field { $0.plates = ["A", "B", "C", "D", "E"] } == "plates")
        #expect(field { $0.photoSecret = [1] } == "photo secret")
        #expect(field { $0.vesselCall = "" } == "vessel call")
        #expect(field { $0.endorsements = [Endorsement(name: "", expires: 1)] } == "endorsements")
        #expect(field { $0.endorsements = [Endorsement(name: "X", expires: -1)] } == "endorsements")
        var twice = PassClaims.example
        twice.access.append(twice.access[0])
        #expect(throws: FormatError.duplicateKey) { try twice.encoded() }
        var negative = PassClaims.example
        negative.schedule = -1
        #expect(throws: FormatError.self) { try negative.encoded() }
        negative = .example
        negative.status.index = -1
        #expect(throws: FormatError.self) { try negative.encoded() }
    }

    @Test func `are compared as bytes, not as canonically equivalent strings`() {
        #expect(WireText("\u{E9}") != WireText("e\u{301}"))
        #expect("\u{E9}" == "e\u{301}")
        #expect(throws: FormatError.invalidText) { try WireText(validating: [0xC3]) }
        #expect(throws: FormatError.invalidText) { try WireText(validating: [0xED, 0xA0, 0x80]) }
    }
}
