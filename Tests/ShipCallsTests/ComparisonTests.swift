import Identifiers
import ShipCalls
import Testing

@Suite("What changed between two moments")
struct ComparisonTests {
    private static func kinds(_ old: [ShipCall], _ new: [ShipCall]) -> [CallChange.Kind] {
        SnapshotComparison.changes(from: ShipSnapshot(old), to: ShipSnapshot(new)).map(\.kind)
    }

    private static func changed(_ change: (inout ShipCall) -> Void) -> [CallChange.Kind] {
        let old = Calls.expected(1)
        var new = old
        change(&new)
        return kinds([old], [new])
    }

    @Test func `nothing changed is nothing told`() throws {
        let calls = try [Calls.whole(1), Calls.expected(2)]
        #expect(Self.kinds(calls, calls.reversed()) == [])
    }

    @Test func `each change is told as what it is`() {
        let (eta, hour) = (Calls.morning, Calls.hour)
        #expect(Self.kinds([], [Calls.expected(1)]) == [.appeared])
        #expect(Self.kinds([Calls.expected(1)], []) == [.gone])
        #expect(Self.changed { $0.eta = eta + hour } == [.rescheduled(.eta, from: eta, to: eta + hour)])
        #expect(Self.changed { $0.eta = nil } == [.rescheduled(.eta, from: eta, to: nil)])
        #expect(Self.changed { $0.etb = eta } == [.rescheduled(.etb, from: nil, to: eta)])
        #expect(Self.changed { $0.ata = eta } == [.arrived(eta)])
        #expect(Self.changed { ($0.ata, $0.atd) = (eta, eta + hour) } == [.arrived(eta), .departed(eta + hour)])
        #expect(Self.changed { $0.callSign = "VRWC7" } == [.renamed])
        #expect(
            Self.changed { $0.berthName = "#2碼頭" } == [
                .moved(from: .init(code: nil, name: "#1碼頭"), to: .init(code: nil, name: "#2碼頭"))
            ])
        // The other shape tells of the code too: the ship has not moved.
        #expect(Self.changed { $0.berthCode = "KHHX001X" } == [])
    }

    @Test func `a delay has its length`() {
        let old = Calls.expected(1)
        var new = old
        new.eta = Calls.morning + 5 * Calls.hour
        let changes = SnapshotComparison.changes(from: ShipSnapshot([old]), to: ShipSnapshot([new]))
        #expect(changes.map(\.delay) == [5 * Calls.hour])
    }

    @Test func `an actual time that changes or is taken back is a correction`() {
        var old = Calls.expected(1)
        old.ata = Calls.morning
        var new = old
        new.ata = Calls.morning + 60
        #expect(Self.kinds([old], [new]) == [.corrected(.ata, from: Calls.morning, to: Calls.morning + 60)])
        new.ata = nil
        #expect(Self.kinds([old], [new]) == [.corrected(.ata, from: Calls.morning, to: nil)])
    }

    @Test func `a departed ship leaves the feed without a word, one in port does not`() {
        var call = Calls.expected(1)
        call.ata = Calls.morning
        #expect(Self.kinds([call], []) == [.gone])
        call.atd = Calls.morning + 60
        #expect(Self.kinds([call], []) == [])
    }

    @Test func `a ship that got its number is the same call`() throws {
        var nameless = Calls.expected(1)
        nameless.imo = try IMONumber("9281346")
        nameless.visaNumber = nil
        var numbered = nameless
        numbered.visaNumber = "AKHH115000001"
        numbered.eta = Calls.morning + Calls.hour
        let changes = SnapshotComparison.changes(from: ShipSnapshot([nameless]), to: ShipSnapshot([numbered]))
        let key = try #require(nameless.key)
        #expect(
            changes.map(\.kind) == [
                .numbered(from: key), .rescheduled(.eta, from: Calls.morning, to: Calls.morning + Calls.hour),
            ])
        // A week later it is another visit.
        numbered.eta = Calls.morning + 7 * 86_400
        #expect(Set(Self.kinds([nameless], [numbered])) == [.appeared, .gone])
    }

    @Test func `rows of one call are one, the furthest counts, and what differs is named`() throws {
        let expected = Calls.expected(1)
        var arrived = expected
        arrived.ata = Calls.morning
        arrived.etd = nil
        for rows in [[expected, arrived], [arrived, expected]] {
            let snapshot = ShipSnapshot(rows)
            let call = try #require(snapshot.sorted.first)
            #expect(snapshot.calls.count == 1 && call.ata == Calls.morning && call.etd == expected.etd)
            #expect(snapshot.disputed.isEmpty)
        }
        var other = expected
        other.berthName = "#9碼頭"
        #expect(ShipSnapshot([expected, other]).disputed == [try #require(expected.key)])
        #expect(ShipSnapshot([expected, other]).sorted[0].berthName == "#9碼頭")
    }

    @Test func `a row without a number joins the call it can only be of`() throws {
        var numbered = Calls.expected(1)
        numbered.imo = try IMONumber("9281346")
        var nameless = ShipCall(port: .kaohsiung)
        nameless.imo = numbered.imo
        nameless.ata = Calls.morning + 47 * Calls.hour
        let snapshot = ShipSnapshot([nameless, numbered])
        #expect(snapshot.sorted.map(\.visaNumber) == [numbered.visaNumber] && snapshot.sorted[0].ata == nameless.ata)
        // With two it could be of, it stays for itself.
        var second = Calls.expected(2)
        second.imo = numbered.imo
        #expect(ShipSnapshot([nameless, numbered, second]).calls.count == 3)
        nameless.ata = Calls.morning + 49 * Calls.hour
        #expect(ShipSnapshot([nameless, numbered]).calls.count == 2)
        nameless.port = .keelung
        nameless.ata = Calls.morning
        #expect(ShipSnapshot([nameless, numbered]).calls.count == 2)
    }

    // Each of 2,500 rows may be of any of 2,500 calls; looking at every pair would take minutes.
    @Test(.timeLimit(.minutes(1)))
    func `a feed whose ships all have one name costs no more than another`() {
        let rows = (0..<5_000).map { number in
            var call = Calls.expected(number)
            call.englishName = "EVER GIVEN"
            if number % 2 == 0 {
                call.visaNumber = nil
                call.callSign = "V\(10_000 + number)"
            }
            return call
        }
        let snapshot = ShipSnapshot(rows)
        #expect(snapshot.calls.count == 5_000)
        let other = ShipSnapshot(
            rows.map { row in
                var call = row
                call.visaNumber = row.visaNumber.map { $0 + "B" }
                return call
            })
        #expect(SnapshotComparison.changes(from: snapshot, to: other).count == 5_000)
    }

    // Told changes, and only they, lead from the old to the new.
    @Test func `over days of a port, changes are complete and in order`() throws {
        var sea = SimulatedSea(seed: 3, port: .kaohsiung, start: Calls.morning, days: 4, daily: 12)
        var old = ShipSnapshot([])
        var seen: Set<String> = []
        for step in 0..<(4 * 144) {
            let new = ShipSnapshot(sea.calls(at: Calls.morning + Int64(step) * 600))
            let changes = SnapshotComparison.changes(from: old, to: new)
            #expect(changes.map(\.key) == changes.map(\.key).sorted())
            #expect(SnapshotComparison.changes(from: new, to: new).isEmpty)
            var keys = Set(old.calls.filter { $0.value.state != .departed || new.calls[$0.key] != nil }.keys)
            for change in changes {
                switch change.kind {
                case .appeared: #expect(keys.insert(change.key).inserted)
                case .numbered(let from):
                    #expect(keys.remove(from) != nil)
                    keys.insert(change.key)
                case .gone: #expect(keys.remove(change.key) != nil && old.calls[change.key]?.state != .departed)
                case .arrived(let time): #expect(new.calls[change.key]?.ata == time)
                case .departed(let time): #expect(new.calls[change.key]?.atd == time)
                case .rescheduled(let kind, let from, let to): #expect(from != to && new.calls[change.key]?[kind] == to)
                case .corrected, .moved, .renamed: break
                }
                seen.insert("\(change.kind)".prefix { $0.isLetter }.description)
            }
            #expect(keys == Set(new.calls.keys))
            old = new
        }
        #expect(seen.isSuperset(of: ["appeared", "rescheduled", "arrived", "departed", "moved", "gone", "numbered"]))
    }
}
