import Identifiers
import PassFormat
import PassVerify
import Register
import ShipCalls
import Testing

@Suite("What gates are told of ships")
struct PortShipListTests {
    private static let hour: Int64 = 3_600
    private static let day: Int64 = 86_400
    private static let now: Int64 = 1_800_000_000 - 1_800_000_000 % hour

    private static func call(_ number: String, _ change: (inout ShipCall) -> Void) -> ShipCall {
        var call = ShipCall(port: .keelung)
        call.visaNumber = number
        change(&call)
        return call
    }

    private static func list(
        _ calls: [ShipCall], after before: PortShipList = PortShipList(), at time: Int64 = now
    ) -> PortShipList {
        PortShipList(after: before, ShipSnapshot(calls), now: time)
    }

    private static func told(
        _ list: PortShipList, at time: Int64 = now, asOf: Int64? = nil
    ) -> [String: (Int64, Int64?)] {
        let calls = list.published(asOf: asOf ?? time, now: time)
        return Dictionary(uniqueKeysWithValues: calls.map { ($0.marks[0].string, ($0.from, $0.until)) })
    }

    @Test func `from two days before a forecast, from an arrival, to a departure; a forecast of that is nothing yet`() {
        let told = Self.told(
            Self.list([
                Self.call("A1") { ($0.eta, $0.etd) = (Self.now + 100, Self.now + Self.day) },
                Self.call("A2") { ($0.eta, $0.ata, $0.etd) = (1, Self.now + 100, Self.now + Self.day) },
                Self.call("A3") { ($0.ata, $0.atd) = (Self.now - Self.day, Self.now - 100) },
                Self.call("A4") { $0.atd = Self.now - 100 },
                Self.call("A5") { $0.etd = Self.now },
            ]))
        #expect(told["A1"]?.0 == Self.now - 2 * Self.day && told["A1"]?.1 == nil)
        #expect(told["A2"]?.0 == Self.now && told["A2"]?.1 == nil)
        #expect(told["A3"]?.0 == Self.now - Self.day && told["A3"]?.1 == Self.now)
        #expect(told["A4"]?.0 == Self.now - Self.hour && told["A4"]?.1 == Self.now)
        #expect(told.count == 4)
    }

    @Test func `a ship is known by each of its marks once`() throws {
        var call = Self.call("AKEL115012929") { $0.ata = Self.now }
        call.callSign = "H3RC"
        call.imo = try .init("9811000")
        let marks = Self.list([call]).published(asOf: Self.now, now: Self.now).first?.marks
        #expect(marks == ["AKEL115012929", "H3RC", "9811000"])
        call.visaNumber = "H3RC"
        #expect(Self.list([call]).published(asOf: Self.now, now: Self.now).first?.marks == ["H3RC", "9811000"])
    }

    @Test
    func `a departure is told for a month after the feed tells it no more; a ship that vanishes before it left is not`()
    {
        let first = Self.list([
            Self.call("A1") { ($0.ata, $0.atd) = (Self.now - Self.day, Self.now) },
            Self.call("A2") { $0.ata = Self.now - Self.day },
        ])
        #expect(first.entries.count == 2)
        let later = Self.now + 30 * Self.day
        let second = Self.list([], after: first, at: later)
        #expect(Self.told(second, at: later).keys.sorted() == ["A1"])
        let last = Self.now + 31 * Self.day
        #expect(Self.told(second, at: last).isEmpty)
        #expect(Self.list([], after: second, at: last).entries.isEmpty)
    }

    @Test func `what a feed takes back is taken back`() {
        let gone = Self.list([Self.call("A1") { ($0.ata, $0.atd) = (Self.now - Self.day, Self.now) }])
        let back = Self.list([Self.call("A1") { $0.ata = Self.now - Self.day }], after: gone)
        #expect(Self.told(back)["A1"]?.1 == nil && back.entries.count == 1)
    }

    @Test func `feeds that are silent for half a day keep nobody waiting`() {
        let list = Self.list([
            Self.call("A1") { $0.eta = Self.now + 9 * Self.day },
            Self.call("A2") { ($0.ata, $0.atd) = (Self.now - Self.day, Self.now) },
        ])
        #expect(Self.told(list, asOf: Self.now - 12 * Self.hour).count == 2)
        #expect(Self.told(list, asOf: Self.now - 12 * Self.hour - 1).keys.sorted() == ["A2"])
        #expect(list.published(asOf: nil, now: Self.now).count == 1)
    }

    @Test func `minutes make no other list, and what is stored is read`() throws {
        func told(_ minutes: Int64) -> PortShipList {
            Self.list([
                Self.call("A1") { $0.eta = Self.now + minutes * 60 },
                Self.call("A2") { ($0.ata, $0.atd) = (Self.now - Self.day, Self.now - minutes * 60) },
            ])
        }
        let list = told(0)
        #expect(told(59) == list && told(60) != list)
        #expect(try PortShipList(stored: list.stored) == list)
        #expect(throws: RegisterError.self) { try PortShipList(stored: Array("[{}]".utf8)) }
        #expect(throws: RegisterError.self) { try PortShipList(stored: Array("1".utf8)) }
    }
}
