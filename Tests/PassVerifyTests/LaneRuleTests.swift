import PassFormat
import PassVerify
import Testing

@Suite("What the guard looks at in the lane")
struct LaneRuleTests {
    private let hotKey = [UInt8](repeating: 9, count: 32)

    @Test("The plate at the gate is one of the pass's")
    func vehicleMismatch() throws {
        let reasons = try World.reasons {
            $0.claims.plates = ["ABC1234", "XYZ9999"]
            $0.context.plate = "ABC1235"
        }
        #expect(reasons == [Reason(.vehicleMismatch, .check, .plate("ABC1235"))])
        for plate in ["ABC1234", "XYZ9999"] as [WireText] {
            let good = try World.reasons {
                $0.claims.plates = ["ABC1234", "XYZ9999"]
                $0.context.plate = plate
            }
            #expect(good.isEmpty)
        }
    }

    @Test("Without plates on the pass, or a look at the vehicle, there is no mismatch")
    func noPlates() throws {
        #expect(try World.reasons { $0.context.plate = "ABC1234" }.isEmpty)
        #expect(try World.reasons { $0.claims.plates = ["ABC1234"] }.isEmpty)
    }

    @Test(
        "A vehicle has a driver, where somebody looked",
        arguments: [
            (PassKind.vehicle, Bool?.none, false), (.vehicle, true, false), (.vehicle, false, true),
            (.person, false, false),
        ] as [(PassKind, Bool?, Bool)])
    func driver(kind: PassKind, present: Bool?, isMissing: Bool) throws {
        let reasons = try World.reasons {
            $0.claims.kind = kind
            $0.context.driverPresent = present
        }
        #expect(reasons == (isMissing ? [Reason(.driverMissing, .check)] : []))
    }

    @Test(
        "Who needs an escort has one; nobody having looked is not enough",
        arguments: [(Bool?.none, true), (false, true), (true, false)] as [(Bool?, Bool)])
    func escort(present: Bool?, isMissing: Bool) throws {
        let byClaim = try World.reasons {
            $0.claims.escortRequired = true
            $0.context.escortPresent = present
        }
        let byKind = try World.reasons {
            $0.claims.kind = .visitorCard
            $0.context.escortPresent = present
        }
        let expected = isMissing ? [Reason(.escortRequired, .check)] : []
        #expect(byClaim == expected)
        #expect(byKind == expected)
        #expect(try World.reasons { $0.context.escortPresent = present }.isEmpty)
    }

    private func endorsed(
        _ endorsements: [Endorsement], gate: WireText = "KEL-C1", zones: UInt64 = 0b100, direction: Direction = .in
    ) throws -> [Reason] {
        try World.reasons {
            $0.context = GateContext(gateID: gate, direction: direction)
            $0.claims.access = [PortAccess(port: "TWKEL", zones: zones)]
            $0.claims.endorsements = endorsements
        }
    }

    @Test("A zone's endorsements must be on the pass")
    func endorsements() throws {
        let (dg, safety) = (
            Endorsement(name: "DG", expires: World.now + 1), Endorsement(name: "SAFETY", expires: World.now + 1)
        )
        #expect(try endorsed([dg, safety]).isEmpty)
        #expect(try endorsed([dg]) == [Reason(.endorsementMissing, .check, .names(["SAFETY"]))])
        #expect(try endorsed([safety]) == [Reason(.endorsementMissing, .check, .names(["DG"]))])
        #expect(try endorsed([]) == [Reason(.endorsementMissing, .check, .names(["DG", "SAFETY"]))])
        #expect(try endorsed([], direction: .check) == [Reason(.endorsementMissing, .check, .names(["DG", "SAFETY"]))])
    }

    @Test("An endorsement ends with the skew, to the second", arguments: [(-60, true), (-59, false)])
    func endorsementExpiry(offset: Int64, isMissing: Bool) throws {
        let reasons = try endorsed([
            Endorsement(name: "DG", expires: World.now + offset), Endorsement(name: "SAFETY", expires: World.now + 99),
        ])
        #expect(reasons == (isMissing ? [Reason(.endorsementMissing, .check, .names(["DG"]))] : []))
    }

    @Test("Zones that the gate does not lead to, or the pass does not open, ask for nothing")
    func otherZones() throws {
        // The pass opens C too, but this gate leads to A only.
        #expect(try endorsed([], gate: "KEL-E1", zones: 0b101).isEmpty)
        // This gate leads to C, but the pass opens only A behind it.
        let reasons = try World.reasons {
            $0.policy = World.policy(gates: [
                PolicyGate(id: "KEL-X", port: "TWKEL", zones: 0b101, allowsIn: true, allowsOut: true)
            ])
            $0.context.gateID = "KEL-X"
        }
        #expect(reasons.isEmpty)
    }

    @Test("Who leaves needs no endorsement")
    func endorsementLeaving() throws {
        #expect(try endorsed([], direction: .out).isEmpty)
    }

    @Test("An endorsement asked by two zones is named once")
    func endorsementTwice() throws {
        let reasons = try World.reasons {
            $0.policy = World.policy(
                ports: [
                    PolicyPort(
                        id: "TWKEL", name: "K",
                        zones: [
                            PolicyZone(name: "A", bit: 0, endorsements: ["DG"]),
                            PolicyZone(name: "B", bit: 1, endorsements: ["DG"]),
                        ])
                ])
            $0.context.gateID = "KEL-E2"
            $0.claims.access = [PortAccess(port: "TWKEL", zones: 0b011)]
        }
        #expect(reasons == [Reason(.endorsementMissing, .check, .names(["DG"]))])
    }

    @Test("A person has a photo to compare, where somebody looked")
    func photo() throws {
        #expect(try World.reasons { $0.context.photo = .missing } == [Reason(.photoMissing, .check)])
        #expect(try World.reasons { $0.context.photo = .available }.isEmpty)
        let vehicle = try World.reasons {
            $0.claims.kind = .vehicle
            $0.context.photo = .missing
        }
        #expect(vehicle.isEmpty)
    }

    @Test("A restriction that this gate does not know is a check, a claim above zero is not")
    func conditions() throws {
        let unknown = try World.reasons {
            $0.claims.unknownPassEntries = [
                UnknownEntry(key: -3, value: [0x01]), UnknownEntry(key: 99, value: [0x01]),
                UnknownEntry(key: -70_000, value: [0x01]),
            ]
        }
        #expect(unknown == [Reason(.conditionUnknown, .check, .conditions([-3, -70_000]))])
        let ignored = try World.reasons {
            $0.claims.unknownPassEntries = [UnknownEntry(key: 99, value: [0x01])]
            $0.claims.unknownClaims = [UnknownEntry(key: -70_000, value: [0x01])]
        }
        #expect(ignored.isEmpty)
        let both = try World.reasons {
            $0.claims.unknownPassEntries = [UnknownEntry(key: -3, value: [0x01])]
            $0.claims.schedule = 77
        }
        #expect(both == [Reason(.conditionUnknown, .check, .conditions([-1, -3]))])
    }

    private func hotList(numbers: Set<WireText> = [], plates: [WireText] = []) throws -> HotList {
        let hashes = plates.compactMap { HotList.plateHash($0, key: hotKey) }
        return try #require(HotList(numbers: numbers, plateKey: hotKey, plateHashes: SixteenByteTable(hashes)))
    }

    @Test("The police list is met by the number, by a plate of the pass and by the plate at the gate")
    func hotList() throws {
        let hit = [Reason(.hotlist, .check)]
        #expect(try World.reasons { $0.hotList = try hotList(numbers: ["KEL-P-26-000123"]) } == hit)
        let plates = try World.reasons {
            $0.hotList = try hotList(plates: ["XYZ9999"])
            $0.claims.plates = ["ABC1234", "XYZ9999"]
        }
        #expect(plates == hit)
        let seen = try World.reasons {
            $0.hotList = try hotList(plates: ["XYZ9999"])
            $0.context.plate = "XYZ9999"
        }
        #expect(seen == hit)
        let others = try World.reasons {
            $0.hotList = try hotList(numbers: ["KEL-P-26-000124"], plates: ["ABC1235"])
            $0.claims.plates = ["ABC1234"]
            $0.context.plate = "ABC1234"
        }
        #expect(others.isEmpty)
    }

    @Test("A plate's hash is keyed, 16 bytes, and a wrong key is no key")
    func plateHashes() {
        let hash = HotList.plateHash("ABC1234", key: hotKey)
        #expect(hash?.count == 16)
        #expect(hash != HotList.plateHash("ABC1234", key: [UInt8](repeating: 8, count: 32)))
        #expect(HotList.plateHash("ABC1234", key: []) == nil)
        #expect(HotList(numbers: [], plateKey: [1], plateHashes: SixteenByteTable([])) == nil)
        #expect(HotList.empty.numbers.isEmpty && HotList.empty.plateHashes.isEmpty)
    }
}
