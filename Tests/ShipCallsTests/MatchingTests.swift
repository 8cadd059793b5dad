import Identifiers
import ShipCalls
import Testing

@Suite("Calls by what a person types")
struct MatchingTests {
    private static let hour = Calls.hour
    private static let morning = Calls.morning

    private static func find(
        _ typed: String, in calls: [ShipCall], at visit: ClosedRange<Int64> = morning...morning + hour,
        asOf: Int64 = morning, port: PortCode? = nil
    ) throws -> [CallMatch] {
        let query = try #require(CallQuery(typed))
        return CallFinder(ShipSnapshot(calls), asOf: asOf).matches(query, during: visit, port: port)
    }

    private static func ever() throws -> ShipCall {
        var call = Calls.expected(1)
        call.imo = try IMONumber("9281346")
        call.callSign = "VRWC7"
        call.englishName = "Ever Given-2"
        call.chineseName = "台北8號"
        return call
    }

    @Test(
        arguments: [
            ("AKHH115001001", 0), ("akhh 115-001001", 0), ("ＡＫＨＨ１１５００１００１", 0), ("9281346", 1), ("IMO 9281346", 1),
            ("imo9281346", 1), ("vrwc7", 2), ("VRWC-7", 2), ("ever given 2", 3), ("EVER  GIVEN-2", 3),
            ("M/V Ever Given-2", 3),
            ("MV EVER GIVEN 2", 3), ("臺北8號", 3), ("台北 ８ 號", 3), ("ever", 4), ("臺北", 4),
        ])
    func `every way to write it finds it`(typed: String, mark: Int) throws {
        let found = try Self.find(typed, in: [try Self.ever(), Calls.expected(2)])
        #expect(found.map(\.mark.rawValue) == [mark])
        #expect(found.map(\.isAccepted) == [mark != 4])
    }

    @Test(arguments: ["9281347", "VRWC", "given", "AKHH11500100", "x", "北8號"])
    func `what is not its mark does not find it`(typed: String) throws {
        #expect(try Self.find(typed, in: [try Self.ever()]).isEmpty)
    }

    @Test func `a number with a wrong check digit is known as such`() throws {
        #expect(try #require(CallQuery("9281347")).isMistypedIMO)
        #expect(try #require(CallQuery("IMO 9281346")).isMistypedIMO == false)
        #expect(try #require(CallQuery("EVER GIVEN")).isMistypedIMO == false)
    }

    @Test(arguments: ["", "   ", "--", "\u{3000}", String(repeating: "A", count: 201)])
    func `nothing is no question`(typed: String) {
        #expect(CallQuery(typed) == nil)
    }

    @Test func `48 hours around a forecast are tolerated, to the second`() throws {
        let (from, until) = (Self.morning, Self.morning + 20 * Self.hour)
        let day2 = 48 * Self.hour
        for (visit, fit) in [
            (from...until, .within), (from - 1...until, .tolerated(1)), (from - day2...until, .tolerated(day2)),
            (from - day2 - 1...until, .outside(day2 + 1)), (until + day2...until + day2, .tolerated(day2)),
            (from...until + day2 + 1, .outside(day2 + 1)), (Int64.min...Int64.max, .outside(.max)),
        ] as [(ClosedRange<Int64>, CallWindow.Fit)] {
            #expect(try Self.find("AKHH115001001", in: [Calls.expected(1)], at: visit).map(\.fit) == [fit])
        }
    }

    @Test func `what has happened needs no tolerance`() throws {
        var call = Calls.expected(1)
        call.ata = Self.morning
        call.atd = Self.morning + 5 * Self.hour
        for (moment, fit) in [
            (Self.morning, .within), (Self.morning - 1, .outside(1)), (Self.morning + 5 * Self.hour, .within),
            (Self.morning + 5 * Self.hour + 1, .outside(1)),
        ] as [(Int64, CallWindow.Fit)] {
            #expect(try Self.find("AKHH115001001", in: [call], at: moment...moment).map(\.fit) == [fit])
        }
    }

    @Test func `a ship that has not left is there, whatever was forecast`() throws {
        var call = Calls.expected(1)
        call.ata = Self.morning
        let late = Self.morning + 10 * 86_400
        #expect(try Self.find("AKHH115001001", in: [call], at: late...late, asOf: late).map(\.fit) == [.within])
        // What was read before tells nothing of it.
        let found = try Self.find("AKHH115001001", in: [call], at: late...late, asOf: Self.morning)
        #expect(found.map(\.isAccepted) == [false])
    }

    @Test func `without a departure a ship is taken to stay a fortnight`() throws {
        let call = Calls.expected(1, etd: nil)
        let end = Self.morning + 14 * 86_400
        #expect(try Self.find("AKHH115001001", in: [call], at: end...end).map(\.fit) == [.within])
        #expect(try Self.find("AKHH115001001", in: [call], at: end + 1...end + 1).map(\.fit) == [.tolerated(1)])
    }

    @Test func `a call without times is found, and not accepted`() throws {
        var call = ShipCall(port: .kaohsiung)
        call.visaNumber = "AKHH115001001"
        let found = try Self.find("AKHH115001001", in: [call])
        #expect(found.map(\.fit) == [.undated] && found.map(\.isAccepted) == [false])
    }

    @Test func `of a ship's visits the one at the time comes first, and ports are kept apart`() throws {
        var first = try Self.ever()
        var second = first
        second.visaNumber = "AKHH115001002"
        second.eta = Self.morning + 20 * 86_400
        second.etd = Self.morning + 21 * 86_400
        let visit = Self.morning + 20 * 86_400...Self.morning + 20 * 86_400 + 60
        let found = try Self.find("9281346", in: [first, second], at: visit)
        #expect(found.map(\.call.visaNumber) == ["AKHH115001002", "AKHH115001001"])
        #expect(found.map(\.isAccepted) == [true, false])
        first.port = .keelung
        #expect(try Self.find("9281346", in: [first, second], at: visit, port: .keelung).map(\.key.port) == [.keelung])
    }

    @Test func `beginnings are offered, and not too many`() throws {
        let calls = (1...60).map { number in
            var call = Calls.expected(number)
            call.englishName = "OCEAN \(1000 + number)"
            return call
        }
        let found = try Self.find("ocean", in: calls)
        #expect(found.count == CallFinder.mostBeginnings)
        #expect(found.allSatisfy { !$0.isAccepted })
    }

    // Whatever a ship is called, its own marks find it.
    @Test func `every call of a port is found by each of its marks`() throws {
        var sea = SimulatedSea(seed: 11, port: .keelung, start: Self.morning, days: 1, daily: 30)
        let snapshot = ShipSnapshot(sea.calls(at: Self.morning))
        let finder = CallFinder(snapshot, asOf: Self.morning)
        #expect(snapshot.calls.count > 60)
        for (key, call) in snapshot.calls {
            let window = try #require(CallWindow(call, asOf: Self.morning, rules: .init()))
            for mark in [call.visaNumber, call.imo?.digits, call.callSign, call.englishName, call.chineseName] {
                guard let mark, let query = CallQuery(mark.lowercased()) else { continue }
                let found = finder.matches(query, during: window.from...window.until, port: .keelung)
                #expect(found.contains { $0.key == key && $0.isAccepted })
            }
        }
    }
}
