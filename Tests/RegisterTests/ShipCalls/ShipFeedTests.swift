import Register
import ShipCalls
import Testing

@Suite("Feeds of ships in the register")
struct ShipFeedTests {
    private static let now = ScratchRegister.now
    private static let port = PortCode.kaohsiung
    private let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private static func call(_ number: Int, _ change: (inout ShipCall) -> Void = { _ in }) -> ShipCall {
        var call = ShipCall(port: port)
        call.visaNumber = "AKHH11500\(1000 + number)"
        call.chineseName = "功許蓋\(number)號"
        call.eta = now - now % 60
        call.etd = now - now % 60 + 86_400
        call.berthName = "#1碼頭"
        change(&call)
        return call
    }

    private static func feed(_ name: String, _ calls: [ShipCall], acceptsEmpty: Bool = false) throws -> ShipFeedBytes {
        let bytes = FeedWriter(shape: .openData).bytes(calls.map { FeedRow($0, in: .openData) })
        return ShipFeedBytes(name: name, bytes: try #require(bytes), acceptsEmpty: acceptsEmpty)
    }

    private func take(
        _ register: Register, _ feeds: [ShipFeedBytes], after seconds: Int64 = 0
    ) async throws -> ShipImport {
        try await register.takeShipFeeds(feeds, port: Self.port, by: scratch.by, now: Self.now + seconds)
    }

    private static func isRefused(_ report: ShipImport, _ code: String) -> Bool {
        if case .refused(code, _)? = report.feeds.first?.outcome { true } else { false }
    }

    @Test func `what was read is there after opening again, with its age`() async throws {
        let register = try await scratch.create()
        let calls = [Self.call(1), Self.call(2)]
        let report = try await take(register, [try Self.feed("5", calls)])
        #expect(report.feeds.map(\.outcome) == [.taken(rows: 2, calls: 2, oddities: [], further: 0)])
        #expect(report.changes.map(\.kind) == [.appeared, .appeared])
        register.close()
        let again = try await scratch.open(now: Self.now + 100)
        defer { again.close() }
        let ships = try await again.ships(port: Self.port)
        #expect(ships.snapshot == ShipSnapshot(calls) && ships.asOf == Self.now)
        #expect(try await again.ships(port: .keelung).asOf == nil)
    }

    @Test func `all that a call has survives the register`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        var sea = SimulatedSea(seed: 5, port: Self.port, start: Self.now - Self.now % 60, days: 2, daily: 10)
        let calls = sea.calls(at: Self.now - Self.now % 60)
        for shape in FeedShape.allCases {
            let told = calls.map { $0.told(in: shape) }
            let bytes = try #require(FeedWriter(shape: shape).bytes(told.map { FeedRow($0, in: shape) }))
            _ = try await take(register, [ShipFeedBytes(name: "one", bytes: bytes)])
            #expect(try await register.ships(port: Self.port).snapshot == ShipSnapshot(told))
        }
    }

    @Test func `a delay is told and recorded in the history of its call`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        let old = Self.call(1)
        let new = Self.call(1) { $0.eta = $0.eta.map { $0 + 3600 } }
        _ = try await take(register, [try Self.feed("5", [old])])
        let report = try await take(register, [try Self.feed("5", [new])], after: 600)
        #expect(report.changes.map(\.delay) == [3600])
        let key = try #require(old.key)
        let history = try await register.shipHistory(of: key)
        #expect(history.map(\.kind) == ["appeared", "eta-rescheduled"])
        #expect(history.map(\.at) == [Self.now, Self.now + 600])
        #expect(history[1].from == old.eta && history[1].to == new.eta && history[1].call == new)
        let last = try #require(try await register.auditRecord(try await register.auditSize() - 1))
        let record = String(decoding: last, as: UTF8.self)
        #expect(record.contains("\"event\":\"ship-feed-taken\"") && record.contains("\"changes\":1"))
        // What came again changed nothing and leaves no record.
        let size = try await register.auditSize()
        _ = try await take(register, [try Self.feed("5", [new])], after: 1_200)
        #expect(try await register.auditSize() == size)
    }

    @Test func `a ship that goes from one feed to another of the same moment is not gone`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        let other = Self.call(2)
        _ = try await take(register, [try Self.feed("5", [Self.call(1), other]), try Self.feed("6", [Self.call(3)])])
        let arrived = Self.call(1) { $0.ata = $0.eta }
        let report = try await take(
            register, [try Self.feed("5", [other]), try Self.feed("6", [Self.call(3), arrived])], after: 600)
        #expect(report.changes.map(\.kind) == [.arrived(try #require(arrived.ata))])
        let gone = try await take(register, [try Self.feed("5", [Self.call(9)])], after: 1_200)
        #expect(gone.changes.map(\.kind) == [.gone, .appeared])
    }

    @Test(arguments: ["<html>", "<!DOCTYPE x><OPEN_DATA/>", "", "<html>down</html>", "<OPEN_DATA><SHIPS/></OPEN_DATA>"])
    func `what is no feed leaves what was known, with its age and an alarm`(text: String) async throws {
        let register = try await scratch.create()
        defer { register.close() }
        let calls = [Self.call(1)]
        _ = try await take(register, [try Self.feed("5", calls)])
        for minute in [10, 20] as [Int64] {
            let report = try await take(
                register, [ShipFeedBytes(name: "5", bytes: Array(text.utf8))], after: minute * 60)
            guard case .refused(let code, let words)? = report.feeds.first?.outcome else {
                Issue.record("it was taken")
                return
            }
            #expect(report.changes.isEmpty && !code.isEmpty && !words.isEmpty)
        }
        let ships = try await register.ships(port: Self.port)
        #expect(ships.snapshot == ShipSnapshot(calls) && ships.asOf == Self.now)
        let status = try #require(try await register.shipFeeds().first)
        #expect(status.readAt == Self.now && status.triedAt == Self.now + 1_200 && status.faultSince == Self.now + 600)
        #expect(status.alarms(now: Self.now + 1_800).map(\.kind) == [.refused])
        #expect(status.alarms(now: Self.now + 1_801).map(\.kind) == [.silent, .refused])
        // Good again, and all is well.
        let report = try await take(register, [try Self.feed("5", calls)], after: 3_600)
        #expect(report.feeds.map(\.outcome) == [.unchanged])
        #expect(try await register.shipFeeds().flatMap { $0.alarms(now: Self.now + 3_600) }.isEmpty)
        #expect(try await register.ships(port: Self.port).asOf == Self.now + 3_600)
    }

    @Test func `a feed without ships is taken when somebody says so`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        _ = try await take(register, [try Self.feed("5", [Self.call(1)])])
        let report = try await take(register, [try Self.feed("5", [], acceptsEmpty: true)], after: 60)
        #expect(report.changes.map(\.kind) == [.gone])
        #expect(try await register.ships(port: Self.port).snapshot.calls.isEmpty)
    }

    @Test func `a feed most of which is no ship is refused, and one with oddities raises an alarm`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        func nameless() -> ShipCall { Self.call(8) { ($0.visaNumber, $0.chineseName) = (nil, nil) } }
        let bad = try await take(register, [try Self.feed("5", [Self.call(1), nameless(), nameless()])])
        #expect(Self.isRefused(bad, "mostly-unusable"))
        let odd = try await take(register, [try Self.feed("5", [Self.call(1), nameless()])], after: 60)
        #expect(
            odd.feeds.map(\.outcome) == [
                .taken(rows: 2, calls: 1, oddities: [FeedOddity(.unidentifiable, row: 2)], further: 0)
            ])
        #expect(try await register.shipFeeds().flatMap { $0.alarms(now: Self.now + 60) }.map(\.kind) == [.odd])
    }

    @Test func `a feed that comes no more is forgotten with its ships`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        _ = try await take(register, [try Self.feed("5", [Self.call(1)]), try Self.feed("old", [Self.call(2)])])
        #expect(try await register.forgetShipFeed("old", port: Self.port, by: scratch.by, now: Self.now + 60))
        #expect(try await register.forgetShipFeed("old", port: Self.port, by: scratch.by, now: Self.now + 60) == false)
        #expect(try await register.ships(port: Self.port).snapshot == ShipSnapshot([Self.call(1)]))
        let key = try #require(Self.call(2).key)
        #expect(try await register.shipHistory(of: key).map(\.kind) == ["appeared", "gone"])
    }

    @Test func `names and numbers of feeds have limits`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        for name in ["", String(repeating: "a", count: 65), "a\nb"] {
            await #expect(throws: RegisterError.self) {
                try await take(register, [try Self.feed(name, [Self.call(1)])])
            }
        }
        await #expect(throws: RegisterError.self) {
            try await take(register, try (0..<21).map { try Self.feed("\($0)", [Self.call(1)]) })
        }
        #expect(try await register.shipFeeds().isEmpty)
    }
}
