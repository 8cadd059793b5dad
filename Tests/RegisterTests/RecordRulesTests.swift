import Foundation
import PassFormat
import Register
import Testing

@Suite("Records and the rules of seeds/")
struct RecordRulesTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let changes: [String: (any Sendable)?]
        let field: String
        let rule: String
        var testDescription: String { "\(field) \(rule) \(changes)" }

        init(_ changes: [String: (any Sendable)?], _ field: String, _ rule: String) {
            self.changes = changes
            self.field = field
            self.rule = rule
        }
    }

    static let broken: [Case] = [
        Case(["kind": nil], "kind", "required"),
        Case(["kind": "ghost"], "kind", "unknown-value"),
        Case(["kind": 1], "kind", "type"),
        Case(["term": nil], "term", "required"),
        Case(["term": "forever"], "term", "unknown-value"),
        Case(["name": nil], "name", "required"),
        Case(["name": "   "], "name", "empty"),
        Case(["name": String(repeating: "王", count: 31)], "name", "too-long"),
        Case(["name": "王\u{202E}明"], "name", "forbidden-character"),
        Case(["name": "王\u{0}明"], "name", "forbidden-character"),
        Case(["name": 5], "name", "type"),
        Case(["organisation": String(repeating: "x", count: 91)], "organisation", "too-long"),
        Case(["idNumber": nil], "idNumber", "required"),
        Case(["idNumber": "A123456788"], "idNumber", "check-digit"),
        Case(["idNumber": "A800000015"], "idNumber", "check-digit"),
        Case(["idNumber": "AC01234568"], "idNumber", "check-digit"),
        Case(["idNumber": "A323456789"], "idNumber", "format"),
        Case(["idNumber": "A12"], "idNumber", "format"),
        Case(["idNumber": "王小明的號碼"], "idNumber", "format"),
        Case(["idNumber": "A123456789", "idKind": "resident"], "idNumber", "format"),
        Case(["idNumber": "A800000014", "idKind": "national"], "idNumber", "format"),
        Case(["idKind": "library"], "idKind", "unknown-value"),
        Case(["access": nil], "access", "required"),
        Case(["access": [String: [String]]()], "access", "empty"),
        Case(["access": ["TWKEL"]], "access", "type"),
        Case(["access": ["TWXXX": ["A"]]], "access.TWXXX", "unknown-port"),
        Case(["access": ["KEL": ["A"]]], "access.KEL", "unknown-port"),
        Case(["access": ["TWKEL": ["Q"]]], "access.TWKEL", "unknown-zone"),
        Case(["access": ["TWKEL": [String]()]], "access.TWKEL", "empty"),
        Case(["access": ["TWKEL": "A"]], "access.TWKEL", "type"),
        Case(["plates": "ABC-1234"], "plates", "type"),
        Case(["plates": ["A", "B", "C", "D", "E"]], "plates", "too-many"),
        Case(["plates": ["車"]], "plates", "format"),
        Case(["plates": ["ABCDEFGHIJKLMNOPQ"]], "plates", "format"),
        Case(["kind": "vehicle", "plates": nil], "plates", "required"),
        Case(["kind": "vehicle", "plates": [String]()], "plates", "required"),
        Case(["kind": "visitor-card"], "name", "not-for-kind"),
        Case(["vehicleClass": "boat"], "vehicleClass", "unknown-value"),
        Case(["notBefore": nil], "notBefore", "required"),
        Case(["notAfter": nil], "notAfter", "required"),
        Case(["notBefore": "tomorrow"], "notBefore", "format"),
        Case(["notAfter": "2027-12-01"], "notAfter", "format"),
        Case(["notAfter": 1_796_054_400], "notAfter", "format"),
        Case(["notAfter": "2026-12-01T00:00:00+08:00"], "notAfter", "after-not-before"),
        Case(["notAfter": "2026-11-01T00:00:00+08:00"], "notAfter", "after-not-before"),
        Case(
            ["notBefore": "2026-01-01T00:00:00+08:00", "notAfter": "2026-12-01T00:00:00+08:00"], "notAfter",
            "already-over"),
        Case(["notAfter": "2029-12-01T00:00:01+08:00"], "notAfter", "longest-validity"),
        Case(["term": "temporary", "notAfter": "2027-01-01T00:00:01+08:00"], "notAfter", "longest-validity"),
        Case(["term": "single-visit", "notAfter": "P8D"], "notAfter", "longest-validity"),
        Case(["endorsements": ["MAGIC": "P1Y"]], "endorsements", "unknown-value"),
        Case(["endorsements": ["DG": "2026-11-01T00:00:00+08:00"]], "endorsements.DG", "already-over"),
        Case(["endorsements": ["DG": true]], "endorsements.DG", "format"),
        Case(["endorsements": ["DG"]], "endorsements", "type"),
        Case(["schedule": "never"], "schedule", "unknown-value"),
        Case(["schedule": 99], "schedule", "unknown-value"),
        Case(["schedule": true], "schedule", "type"),
        Case(["escort": "yes"], "escort", "type"),
        Case(["vesselCall": String(repeating: "1", count: 33)], "vesselCall", "too-long"),
        Case(["holderKey": "AAAA"], "holderKey", "format"),
        Case(["photoSecret": "00"], "photoSecret", "format"),
        Case(["reference": String(repeating: "x", count: 65)], "reference", "too-long"),
        Case(["colour": "red"], "colour", "unknown-member"),
        Case(["notafter": "P1Y"], "notafter", "unknown-member"),
    ]

    @Test("a broken rule is refused with its field and its name", arguments: broken)
    func refusal(_ case: Case) throws {
        let problems = try Self.problems(Records.with(`case`.changes))
        #expect(problems.contains { $0.field == `case`.field && $0.rule == `case`.rule }, "\(problems)")
        #expect(problems.allSatisfy { !$0.message.isEmpty })
    }

    @Test("every problem is told at once")
    func allProblems() throws {
        let problems = try Self.problems(
            Records.with(["name": nil, "idNumber": "A123456788", "notAfter": "P4Y", "access": ["TWKEL": ["Q", "A"]]]))
        #expect(Set(problems.map(\.field)) == ["name", "idNumber", "notAfter", "access.TWKEL"])
    }

    @Test(
        "what the rules allow is accepted",
        arguments: [
            [:], ["idNumber": "A223456781"], ["idNumber": "A800000014"], ["idNumber": "AC01234567"],
            ["idNumber": "L898902C3"],
            ["idNumber": " ａ１２３４５６７８９ "], ["idNumber": "A323456789", "idKind": "passport"], ["idKind": "national"],
            ["notAfter": "2029-12-01T00:00:00+08:00"], ["notBefore": "P0D", "notAfter": "P3Y"],
            ["term": "temporary", "notAfter": "2027-01-01T00:00:00+08:00"],
            ["term": "single", "notAfter": "P7D", "idNumber": nil],
            ["term": "single-visit", "notAfter": "P1D", "vesselCall": "KEL2612010001"],
            ["endorsements": ["DG": "P1Y", "SAFETY": "2027-06-01T00:00:00+08:00"]], ["schedule": "night"],
            ["schedule": 2],
            ["escort": true], ["escort": false], ["plates": nil], ["organisation": nil],
            ["name": "Nguyễn Thị Hồng Nhung"],
            ["name": "𠮷野 Kacaw Fo'is"], ["photoSecret": "000102030405060708090a0b0c0d0e0f"],
            ["kind": "vehicle", "vehicleClass": "trailer"], ["access": ["TWKEL": ["A", "A"]]],
            ["kind": "visitorCard", "name": nil, "idNumber": nil],
        ] as [[String: (any Sendable)?]])
    func accepted(_ changes: [String: (any Sendable)?]) throws {
        #expect(try Self.problems(Records.with(changes)) == [])
    }

    @Test(
        "a member that stands twice, and a text that is no object, are refused",
        arguments: [
            #"{"kind":"person","kind":"vehicle"}"#, "[]", "null", "\"x\"", "{", "{}x", "",
        ])
    func shape(text: String) throws {
        #expect(try !Self.problems(Array(text.utf8)).isEmpty)
    }

    @Test("a record too long to be one is not even parsed")
    func length() throws {
        let problems = try Self.problems(
            Array(#"{"name":""#.utf8) + [UInt8](repeating: 0x41, count: 20_000) + Array("\"}".utf8))
        #expect(problems.map(\.rule) == ["too-long"])
    }

    @Test("the longest pass that the limits allow is refused when its code would not fit on a card, with the reason")
    func tooLongText() throws {
        let ports = ["TWKEL", "TWTPE", "TWSUO", "TWTXG", "TWKHH", "TWHUN", "TWANP", "TWMZG", "TWPUT"]
        let access = Dictionary(uniqueKeysWithValues: ports.map { ($0, [$0 == "TWTPE" ? "N" : "A"]) })
        let problems = try Self.problems(
            Records.with([
                "access": access, "name": String(repeating: "王", count: 30),
                "organisation": String(repeating: "港", count: 30),
                "plates": ["ABCDEFGHIJKLMNO1", "ABCDEFGHIJKLMNO2", "ABCDEFGHIJKLMNO3", "ABCDEFGHIJKLMNO4"],
                "endorsements": ["DG": "P1Y", "SAFETY": "P1Y", "CRANE": "P1Y"], "schedule": "night", "escort": true,
                "photoSecret": "000102030405060708090a0b0c0d0e0f", "vesselCall": String(repeating: "1", count: 32),
                "holderKey": "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw",
            ]))
        #expect(problems.count == 1)
    }

    @Test("no error tells the identity number", arguments: ["A123456788", "Z987654321", "A323456789", "秘密１２３４５６７"])
    func silence(number: String) throws {
        let refusal = RecordRefusal(try Self.problems(Records.with(["idNumber": number, "name": nil])))
        #expect(!refusal.description.contains(number))
        #expect(!String(decoding: refusal.json(line: 1), as: UTF8.self).contains(number))
    }

    @Test("fifty thousand mutated records are answered without a trap")
    func mutations() throws {
        var random = SplitMix(seed: 23)
        let seeds = try Register.decodeSeeds(ScratchRegister.seeds)
        let samples = [Records.wang, Records.with(["endorsements": ["DG": "P1Y"], "schedule": 3, "escort": true])]
        for round in 0..<50_000 {
            var bytes = samples[round % samples.count]
            for _ in 0...Int(random.next() % 4) {
                let place = Int(random.next() % UInt64(bytes.count))
                bytes[place] = UInt8(truncatingIfNeeded: random.next())
            }
            _ = RecordCheck.problems(bytes, seeds: seeds, now: ScratchRegister.now)
        }
    }

    static func problems(_ record: [UInt8]) throws -> [FieldProblem] {
        RecordCheck.problems(record, seeds: try Register.decodeSeeds(ScratchRegister.seeds), now: ScratchRegister.now)
    }
}
