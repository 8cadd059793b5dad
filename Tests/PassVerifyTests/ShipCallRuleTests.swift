import PassFormat
import PassVerify
import Testing

@Suite("Who comes for a ship")
struct ShipCallRuleTests {
    private static let early = World.now + 3_600
    private static let gone = World.now - 3_600

    private func call(_ marks: [WireText], from: Int64, until: Int64? = nil) throws -> ShipTimes.Call {
        try #require(ShipTimes.Call(marks: marks, from: from, until: until))
    }

    private func reasons(
        _ calls: [ShipTimes.Call], pass: WireText? = "AKEL115012929", _ change: (inout World) -> Void = { _ in }
    ) throws -> [Reason] {
        try World.reasons {
            $0.ships = ShipTimes(calls)
            $0.claims.vesselCall = pass
            change(&$0)
        }
    }

    @Test func `comes while she is in port, from the second she may be there to the last before she is gone`() throws {
        for (from, until, reason) in [
            (World.now, World.now + 1, nil), (World.now, nil, nil),
            (World.now + 1, nil, Reason(.shipNotArrived, .check, .date(World.now + 1))),
            (World.now - 9, World.now, Reason(.shipDeparted, .check, .date(World.now))),
        ] as [(Int64, Int64?, Reason?)] {
            #expect(try reasons([call(["AKEL115012929"], from: from, until: until)]) == [reason].compactMap(\.self))
        }
    }

    @Test func `a ship that nothing is known of is no reason`() throws {
        #expect(try reasons([]).isEmpty)
        #expect(try reasons([call(["AKEL115012930"], from: Self.early)]).isEmpty)
        #expect(try reasons([call(["AKEL115012929"], from: Self.early)], pass: nil).isEmpty)
        #expect(try reasons([call(["AKEL115012929"], from: Self.early)], pass: "—").isEmpty)
    }

    @Test func `the same ship that comes again is expected, not gone`() throws {
        let calls = try [
            call(["AKEL115012929", "9811000"], from: 0, until: Self.gone),
            call(["AKEL115020000", "9811000"], from: Self.early),
        ]
        #expect(try reasons(calls, pass: "9811000") == [Reason(.shipNotArrived, .check, .date(Self.early))])
        #expect(try reasons(calls) == [Reason(.shipDeparted, .check, .date(Self.gone))])
        let here = try calls + [call(["9811000"], from: World.now - 1)]
        #expect(try reasons(here, pass: "9811000").isEmpty)
    }

    @Test(arguments: ["imo 9811000", "IMO9811000", "9811000", " 98-11000 "])
    func `a mark is read as people type it`(typed: String) throws {
        #expect(ShipTimes.mark(WireText(typed)) == "9811000")
        #expect(ShipTimes.mark("IMO981100") == "IMO981100" && ShipTimes.mark("  ") == nil)
        #expect(ShipTimes.mark(WireText(String(repeating: "A", count: 33))) == nil)
    }

    @Test func `who leaves is not asked, and old lists say nothing`() throws {
        let gone = [try call(["AKEL115012929"], from: 0, until: Self.gone)]
        #expect(try reasons(gone) { $0.context.direction = .check }.map(\.code) == [.shipDeparted])
        #expect(try reasons(gone) { $0.context.direction = .out }.isEmpty)
        #expect(try reasons(gone) { $0.issued = World.now - 86_400 }.map(\.code) == [.shipDeparted])
        #expect(try !reasons(gone) { $0.issued = World.now - 86_401 }.map(\.code).contains(.shipDeparted))
    }

    @Test func `a call has marks in one spelling, and times in order`() {
        #expect(ShipTimes.Call(marks: [], from: 0, until: nil) == nil)
        #expect(ShipTimes.Call(marks: ["a"], from: 0, until: nil) == nil)
        #expect(ShipTimes.Call(marks: ["A", "B", "C", "D"], from: 0, until: nil) == nil)
        #expect(ShipTimes.Call(marks: ["A"], from: 5, until: 4) == nil)
        #expect(ShipTimes.Call(marks: ["A"], from: 5, until: 5) != nil)
    }
}
