import Foundation
import PassFormat
import PassVerify
import Testing

@Suite("Decisions as JSON lines")
struct DecisionLineTests {
    /// The line read back by Foundation's parser, which has nothing of ours.
    private func object(_ decision: GateDecision, isSimulated: Bool = false) throws -> [String: Any] {
        var line = DecisionLine()
        line.write(decision, isSimulated: isSimulated)
        #expect(line.bytes.last == UInt8(ascii: "\n"))
        #expect(line.bytes.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7F })
        return try #require(JSONSerialization.jsonObject(with: Data(line.bytes)) as? [String: Any])
    }

    private func text(_ decision: GateDecision, isSimulated: Bool = false) -> String {
        var line = DecisionLine()
        line.write(decision, isSimulated: isSimulated)
        return String(decoding: line.bytes, as: UTF8.self)
    }

    private func reason(_ change: (inout World) throws -> Void) throws -> [String: Any] {
        let object = try object(try World.decision(change))
        let reasons = try #require(object["reasons"] as? [[String: Any]])
        return try #require(reasons.first)
    }

    @Test("The line of the design, to the byte")
    func exact() throws {
        let decision = try World.decision {
            $0.claims.name = nil
            $0.claims.access = [PortAccess(port: "TWKEL", zones: 0b101)]
            $0.statusLists[7]?.set(.revoked, at: 48)
            $0.issued = World.now - 123
        }
        #expect(
            text(decision)
                == """
                {"verdict":"deny","reasons":[{"code":"revoked"}],"pass":{"id":"8f3a1c5e7b902d46",\
                "number":"KEL-P-26-000123","kind":"person","term":"periodic","notBefore":1769900000,\
                "notAfter":1770100000,"access":{"TWKEL":["A","C"]}},"trust":{"age":123}}

                """)
    }

    @Test("A text that is no pass has a reason and no pass")
    func malformed() {
        #expect(
            text(World().decide(on: "PP1:GGW"))
                == #"{"verdict":"deny","reasons":[{"code":"malformed","problem":"base45"}],"trust":{"age":60}}"# + "\n")
        var world = World()
        world.hasTrust = false
        #expect(
            text(world.decide(on: "X"), isSimulated: true)
                == #"{"verdict":"deny","reasons":[{"code":"no-trust"},{"code":"unsupported","#
                + #""problem":"unsupported-prefix"}],"simulated":true}"# + "\n")
    }

    @Test("Everything a pass says is there, and no secret")
    func everyMember() throws {
        let decision = try World.decision {
            $0.goLive()
            $0.claims.idHint = "6789"
            $0.claims.organisation = "基隆港埠裝卸股份有限公司"
            $0.claims.kind = .vehicle
            $0.claims.term = .singleVisit
            $0.claims.plates = ["ABC1234", "XYZ9999"]
            $0.claims.photoSecret = [UInt8](repeating: 0x5A, count: 16)
            $0.claims.vesselCall = "V-1"
            $0.claims.vehicleClass = .lorry
            $0.claims.endorsements = [Endorsement(name: "DG", expires: 5)]
            $0.claims.schedule = 3
            $0.claims.escortRequired = true
            $0.claims.access = [PortAccess(port: "TWKEL", zones: 1 << 63 | 1), PortAccess(port: "TWZZZ", zones: 0b11)]
        }
        let object = try object(decision, isSimulated: true)
        #expect(Set(object.keys) == ["verdict", "reasons", "pass", "live", "trust", "simulated"])
        #expect(object["live"] as? Bool == true)
        #expect(object["simulated"] as? Bool == true)
        let pass = try #require(object["pass"] as? [String: Any])
        #expect(
            Set(pass.keys) == [
                "id", "number", "name", "idHint", "organisation", "kind", "term", "notBefore", "notAfter", "access",
                "plates", "vesselCall", "vehicleClass", "endorsements", "schedule", "escort",
            ])
        #expect(pass["name"] as? String == "王小明")
        #expect(pass["idHint"] as? String == "6789")
        #expect(pass["organisation"] as? String == "基隆港埠裝卸股份有限公司")
        #expect(pass["kind"] as? String == "vehicle")
        #expect(pass["term"] as? String == "single-visit")
        #expect(pass["notBefore"] as? Int64 == World.goodClaims.notBefore)
        #expect(pass["notAfter"] as? Int64 == World.goodClaims.expires)
        #expect(pass["access"] as? [String: [String]] == ["TWKEL": ["A", "#63"], "TWZZZ": ["#0", "#1"]])
        #expect(pass["plates"] as? [String] == ["ABC1234", "XYZ9999"])
        #expect(pass["vesselCall"] as? String == "V-1")
        #expect(pass["vehicleClass"] as? String == "lorry")
        #expect(pass["endorsements"] as? [String: Int64] == ["DG": 5])
        #expect(pass["schedule"] as? Int64 == 3)
        #expect(pass["escort"] as? Bool == true)
        #expect(!text(decision).contains("WlpaWlpa") && !text(decision).contains("5a5a5a5a"))
    }

    @Test("A note says that it is one, others do not")
    func effects() throws {
        #expect(try reason { $0.isClockSuspect = true }["effect"] as? String == "note")
        #expect(try reason { $0.history.barred = true }["effect"] == nil)
        #expect(try reason { $0.context.photo = .missing }["effect"] == nil)
    }

    @Test("Each detail has its member")
    func details() throws {
        #expect(try reason { $0.claims.expires = World.now - 100 }["date"] as? Int64 == World.now - 100)
        #expect(try reason { $0.issued = World.now - 3 * 86_400 }["days"] as? Int == 3)
        let ports = try reason { $0.claims.access = [PortAccess(port: "TWTPE", zones: 1)] }
        #expect(ports["ports"] as? [String] == ["TWTPE"])
        let gates = try reason { $0.claims.access = [PortAccess(port: "TWKEL", zones: 2)] }
        #expect(gates["gates"] as? [String] == ["KEL-E2", "KEL-W2"])
        let plate = try reason {
            $0.claims.plates = ["A1"]
            $0.context.plate = "B2"
        }
        #expect(plate["plate"] as? String == "B2")
        let names = try reason {
            $0.context.gateID = "KEL-C1"
            $0.claims.access = [PortAccess(port: "TWKEL", zones: 4)]
        }
        #expect(names["names"] as? [String] == ["DG", "SAFETY"])
        let conditions = try reason { $0.claims.schedule = 9 }
        #expect(conditions["conditions"] as? [Int] == [-1])
        #expect(try reason { $0.hasTrust = false }.count == 1)
    }

    @Test("Hours are written for people")
    func hours() throws {
        let reason = try reason {
            $0.claims.schedule = 1
            $0.policy = World.policy(schedules: [
                PolicySchedule(
                    id: 1,
                    windows: [
                        ScheduleWindow(weekdays: 0b100_0001, from: 0, to: 0),
                        ScheduleWindow(weekdays: 0b000_0010, from: 9 * 60 + 5, to: 1440),
                    ])
            ])
            $0.setTime(1_770_000_000 + 3 * 86_400)
            $0.claims.expires = .max / 1_000_000_000
        }
        let hours = try #require(reason["hours"] as? [[String: Any]])
        #expect(hours.map { $0["from"] as? String } == ["00:00", "09:05"])
        #expect(hours.map { $0["to"] as? String } == ["00:00", "24:00"])
        #expect(hours.map { $0["days"] as? [String] } == [["mon", "sun"], ["tue"]])
    }

    @Test("Numbers are written whole", arguments: [0, 9, 10, 99, 100, 1_000_000, Int64.max])
    func numbers(number: Int64) throws {
        let decision = try World.decision { $0.claims.schedule = number }
        let pass = try #require(try object(decision)["pass"] as? [String: Any])
        #expect(pass["schedule"] as? Int64 == number)
    }

    @Test("Negative numbers are written whole", arguments: [-3, -10, -1_000_001, Int64.min])
    func negativeNumbers(number: Int64) throws {
        let reason = try reason { $0.claims.unknownPassEntries = [UnknownEntry(key: number, value: [1])] }
        #expect(reason["conditions"] as? [Int64] == [number])
    }

    @Test(
        "Hostile names come back as they were, on one line and without control characters",
        arguments: [
            "\"", "\\", "\\\"", "a\"b\\c", "\n", "\r\n", "\u{0}", "\u{1F}", "\u{7F}", "\u{80}", "\u{9B}31m", "\u{85}",
            "\u{9F}", "\u{A0}", "\u{2028}", "\u{2029}", "x\u{202E}evil\u{202C}y", "\u{2066}a\u{2069}",
            "\u{200E}\u{200F}",
            "😀👩‍👩‍👧‍👦", "é e\u{301}", "\u{2000}–€", "</script>", "\u{FFFD}\u{FFFF}", "\u{10FFFF}", "王小明\t\u{8}\u{C}",
            "\u{C2}\u{E2}", "z\u{E2}",
        ])
    func hostile(name: String) throws {
        for (field, path) in [("name", "name"), ("organisation", "organisation")] {
            let decision = try World.decision {
                if field == "name" { $0.claims.name = WireText(name) } else { $0.claims.organisation = WireText(name) }
            }
            let pass = try #require(try object(decision)["pass"] as? [String: Any])
            #expect((pass[path] as? String)?.utf8.elementsEqual(name.utf8) == true)
            let line = text(decision)
            #expect(
                line.unicodeScalars.dropLast().allSatisfy { scalar in
                    let value = scalar.value
                    return !(0x7F...0x9F).contains(value) && !(0x2028...0x202E).contains(value)
                        && !(0x2066...0x2069).contains(value) && value >= 0x20
                })
        }
    }

    @Test("Names of the policy, the endorsements and the plates are escaped too")
    func hostileElsewhere() throws {
        let evil = "\"\\\u{1B}\u{202E}"
        let decision = try World.decision {
            $0.policy = World.policy(ports: [
                PolicyPort(id: "TWKEL", name: "K", zones: [PolicyZone(name: WireText(evil), bit: 0)])
            ])
            $0.claims.endorsements = [Endorsement(name: WireText(evil), expires: 1)]
            $0.claims.number = WireText(evil)
            $0.claims.idHint = "\"\"\"\""
            $0.claims.plates = ["AB1"]
            $0.context.plate = WireText(evil)
        }
        let object = try object(decision)
        let pass = try #require(object["pass"] as? [String: Any])
        #expect(pass["access"] as? [String: [String]] == ["TWKEL": [evil], "TWTPE": ["#1"]])
        #expect(pass["endorsements"] as? [String: Int64] == [evil: 1])
        #expect(pass["number"] as? String == evil)
        #expect(pass["idHint"] as? String == "\"\"\"\"")
        let reasons = try #require(object["reasons"] as? [[String: Any]])
        #expect(reasons.first?["plate"] as? String == evil)
    }

    @Test("A buffer is used again without a trace of what it held")
    func reuse() throws {
        var line = DecisionLine()
        let (long, short) = (try World().decide(), World().decide(on: ""))
        line.write(long)
        let first = line.bytes
        line.write(short)
        #expect(line.bytes == Array(text(short).utf8))
        line.write(long)
        #expect(line.bytes == first)
    }
}
