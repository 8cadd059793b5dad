import PassFormat
import PassVerify
import Testing
import TrustFiles

@Suite("policy.json")
struct PolicyFileTests {
    @Test("Everything the design lists is read")
    func read() throws {
        let policy = try PolicyFile.decode(Array(Files.policy.utf8))
        #expect(policy.issuer == "twport")
        #expect(policy.statusPrefix == "https://pass.example/status/")
        #expect(policy.clockSkew == 60)
        #expect(policy.graceMinutes == 15)
        #expect(policy.utcOffset == 28_800)
        #expect(policy.liveCode == LiveCodeWindow(age: 60, ahead: 15))
        #expect(policy.paper == ByLevel(one: .admit, two: .check, three: .check))
        #expect(policy.history == HistoryModes(alreadyInside: .record, notInside: .check, alreadyUsed: .deny))
        #expect(
            policy.staleness
                == ByLevel(
                    one: StalenessBands(noteAfter: 86_400, checkAfter: 604_800, denyAfter: 1_209_600),
                    two: StalenessBands(noteAfter: 3_600, checkAfter: 86_400, denyAfter: 172_800),
                    three: StalenessBands(noteAfter: 60, checkAfter: 61, denyAfter: 62)))
        #expect(
            policy.ports == [
                PolicyPort(
                    id: "TWKEL", name: "基隆港",
                    zones: [
                        PolicyZone(name: "A", bit: 0),
                        PolicyZone(name: "B", bit: 1, endorsements: ["DG", "SAFETY"]), PolicyZone(name: "Z", bit: 63),
                    ]), PolicyPort(id: "TWTPE", name: "臺北港", zones: [PolicyZone(name: "A", bit: 4)]),
            ])
        #expect(
            policy.gates == [
                PolicyGate(id: "KEL-E1", port: "TWKEL", zones: 1 << 63 | 1, allowsIn: true, allowsOut: true),
                PolicyGate(id: "KEL-W2", port: "TWKEL", zones: 0b10, allowsIn: true, allowsOut: false),
                PolicyGate(id: "TPE-N1", port: "TWTPE", zones: 0b10000, allowsIn: false, allowsOut: true),
            ])
        #expect(
            policy.schedules == [
                PolicySchedule(id: 2, windows: [ScheduleWindow(weekdays: 0b100_0001, from: 1320, to: 390)]),
                PolicySchedule(id: 3, windows: [ScheduleWindow(weekdays: 0b010_0000, from: 0, to: 1440)]),
            ])
        #expect(policy.gate("KEL-W2")?.zones == 0b10)
        #expect(policy.gate("KEL-X") == nil)
        #expect(policy.port("TWTPE")?.zone(bit: 4)?.name == "A")
        #expect(policy.port("TWTPE")?.zone(bit: 0) == nil)
        #expect(policy.port("TWTPE")?.zone(named: "A")?.bit == 4)
        #expect(policy.schedule(3)?.id == 3)
    }

    @Test("What is written is read back, the same bytes every time")
    func roundTrip() throws {
        let policy = try PolicyFile.decode(Array(Files.policy.utf8))
        let written = PolicyFile.encode(policy)
        #expect(try PolicyFile.decode(written) == policy)
        #expect(PolicyFile.encode(try PolicyFile.decode(written)) == written)
    }

    @Test("Hours tables may be absent, and unknown members are ignored")
    func optional() throws {
        let policy = try PolicyFile.decode(Files.policy.changing(#""schedules""#, #""later""#))
        #expect(policy.schedules.isEmpty)
    }

    @Test(
        "Every other member must be there",
        arguments: [
            "issuer", "statusPrefix", "clockSkew", "graceMinutes", "utcOffset", "liveCode", "paper", "history",
            "staleness", "ports", "gates",
        ])
    func missing(member: String) throws {
        let bytes = try Files.policy.changing("\"\(member)\":", "\"x\":")
        let error = try #require(throws: TrustFileError.self) { try PolicyFile.decode(bytes) }
        #expect(error.code == .missing)
        #expect(error.description == "policy.json has no member \(member).")
    }

    @Test(
        "What is wrong is named",
        arguments: [
            (#""clockSkew": 60"#, #""clockSkew": -1"#, "clockSkew", .invalid),
            (#""clockSkew": 60"#, #""clockSkew": 3601"#, "clockSkew", .invalid),
            (#""clockSkew": 60"#, #""clockSkew": 1e1"#, "clockSkew", .wrongType),
            (#""graceMinutes": 15"#, #""graceMinutes": 721"#, "graceMinutes", .invalid),
            (#""utcOffset": 28800"#, #""utcOffset": 50401"#, "utcOffset", .invalid),
            (#""utcOffset": 28800"#, #""utcOffset": true"#, "utcOffset", .wrongType),
            (#""age": 60"#, #""age": 0"#, "liveCode.age", .invalid),
            (#""ahead": 15"#, #""ahead": 601"#, "liveCode.ahead", .invalid),
            (#""2": "check""#, #""2": "deny""#, "paper.2", .invalid),
            (#", "3": "check"}"#, "}", "paper.3", .missing),
            (#""alreadyInside": "record""#, #""alreadyInside": "admit""#, "history.alreadyInside", .invalid),
            (#""notInside""#, #""x""#, "history.notInside", .missing),
            (#""alreadyUsed": "deny""#, #""alreadyUsed": null"#, "history.alreadyUsed", .wrongType),
            (#""checkAfter": 61"#, #""checkAfter": 59"#, "staleness.3", .invalid),
            (#""denyAfter": 62"#, #""denyAfter": 60"#, "staleness.3", .invalid),
            (#""noteAfter": 60,"#, "", "staleness.3.noteAfter", .missing),
            (#""issuer": "twport""#, #""issuer": """#, "issuer", .invalid),
            (#""statusPrefix": "https://pass.example/status/""#, #""statusPrefix": """#, "statusPrefix", .invalid),
            (#""id": "TWKEL""#, #""id": "twkel""#, "ports[0].id", .invalid),
            (#""id": "TWKEL""#, #""id": "TWKE""#, "ports[0].id", .invalid),
            (#""id": "TWTPE""#, #""id": "TWKEL""#, "ports[1].id", .duplicate),
            (#""name": "基隆港""#, #""name": """#, "ports[0].name", .invalid),
            (#""name": "B""#, #""name": "A""#, "ports[0].zones[1].name", .duplicate),
            (#""name": "B""#, "\"name\": \"#B\"", "ports[0].zones[1].name", .invalid),
            (#""bit": 1"#, #""bit": 0"#, "ports[0].zones[1].bit", .duplicate),
            (#""bit": 63"#, #""bit": 64"#, "ports[0].zones[2].bit", .invalid),
            (#""bit": 63"#, #""bit": -1"#, "ports[0].zones[2].bit", .invalid),
            (#"["DG", "SAFETY"]"#, #"["DG", ""]"#, "ports[0].zones[1].endorsements[1]", .invalid),
            (#""id": "KEL-W2""#, #""id": "KEL-E1""#, "gates[1].id", .duplicate),
            (#""id": "KEL-W2""#, #""id": """#, "gates[1].id", .invalid),
            (#""port": "TWTPE""#, #""port": "TWKHH""#, "gates[2].port", .invalid),
            (#""zones": ["B"]"#, #""zones": ["C"]"#, "gates[1].zones[0]", .invalid),
            (#""zones": ["B"]"#, #""zones": []"#, "gates[1].zones", .invalid),
            (#""directions": ["in"]"#, #""directions": []"#, "gates[1].directions", .invalid),
            (#""directions": ["in"]"#, #""directions": ["check"]"#, "gates[1].directions[0]", .invalid),
            (#""id": 3"#, #""id": 2"#, "schedules[1].id", .duplicate),
            (#""id": 3"#, #""id": -1"#, "schedules[1].id", .invalid),
            (#"["mon", "sun"]"#, #"["mon", "monday"]"#, "schedules[0].windows[0].days[1]", .invalid),
            (#"["mon", "sun"]"#, #"[]"#, "schedules[0].windows[0].days", .invalid),
            ("22:00", "24:00", "schedules[0].windows[0].from", .invalid),
            ("22:00", "22.00", "schedules[0].windows[0].from", .invalid),
            ("06:30", "24:01", "schedules[0].windows[0].to", .invalid),
            ("06:30", "06:60", "schedules[0].windows[0].to", .invalid),
            ("06:30", "6:30", "schedules[0].windows[0].to", .invalid),
            ("06:30", "0630", "schedules[0].windows[0].to", .invalid),
            ("06:30", "-6:30", "schedules[0].windows[0].to", .invalid),
            (#"[{"days": ["sat"], "from": "00:00", "to": "24:00"}]"#, "[]", "schedules[1].windows", .invalid),
        ] as [(String, String, String, TrustFileError.Code)])
    func refused(old: String, new: String, member: String, code: TrustFileError.Code) throws {
        let bytes = try Files.policy.changing(old, new)
        let error = try #require(throws: TrustFileError.self) { try PolicyFile.decode(bytes) }
        #expect(error.code == code)
        #expect(error.member == member)
        #expect(error.description.contains("policy.json") && error.description.contains(member))
        #expect(error.description.hasSuffix(".") && !error.description.contains("\n"))
    }

    @Test("The limits themselves are allowed")
    func limits() throws {
        for (old, new) in [
            (#""clockSkew": 60"#, #""clockSkew": 3600"#), (#""clockSkew": 60"#, #""clockSkew": 0"#),
            (#""graceMinutes": 15"#, #""graceMinutes": 720"#), (#""utcOffset": 28800"#, #""utcOffset": -50400"#),
            (#""utcOffset": 28800"#, #""utcOffset": 50400"#), (#""age": 60"#, #""age": 1"#),
            (#""checkAfter": 61"#, #""checkAfter": 60"#), (#""denyAfter": 62"#, #""denyAfter": 61"#),
            ("22:00", "23:59"), ("06:30", "00:00"),
        ] {
            _ = try PolicyFile.decode(Files.policy.changing(old, new))
        }
    }

    @Test("A file that is too large is refused before it is read")
    func tooLarge() throws {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: PolicyFile.largest + 1)
        let error = try #require(throws: TrustFileError.self) { try PolicyFile.decode(bytes) }
        #expect(error.code == .tooLarge)
    }
}
