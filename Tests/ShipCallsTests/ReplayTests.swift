import Foundation
import ShipCalls
import Testing

/// Feeds of a port, one every ten minutes, written in Big5 and read again. Three days; `PORTPASS_SHIP_DAYS=365` for a year
/// (`scripts/replay-ships`).
@Suite("A port's feeds, day after day")
struct ReplayTests {
    private static let days = ProcessInfo.processInfo.environment["PORTPASS_SHIP_DAYS"].flatMap { Int($0) } ?? 3

    private struct Count {
        var feeds = 0
        var rows = 0
        var bytes = 0
        var changes = 0
        var told = 0
    }

    @Test(.timeLimit(.minutes(60)))
    func `is read exactly as it was made, with every oddity told`() throws {
        let clock = ContinuousClock()
        let (start, daily) = (Calls.morning, 20)
        var sea = SimulatedSea(seed: 2026, port: .kaohsiung, start: start, days: Self.days, daily: daily)
        var random = SeededRandom(seed: 115)
        var count = Count()
        var reading = Duration.zero
        var snapshot = ShipSnapshot([])
        for step in 0..<(Self.days * 144) {
            let calls = sea.calls(at: start + Int64(step) * 600)
            let shape: FeedShape = step % 2 == 0 ? .openData : .shipList
            let made = Self.made(calls, in: shape, &random)
            let bytes = try #require(made.bytes)
            var feed: ShipFeed?
            try reading += clock.measure {
                feed = try FeedReader.read(bytes, port: .kaohsiung)
                // The two shapes tell of different things: compared is what both do.
                let next = ShipSnapshot((feed?.calls ?? []).map { $0.told(in: .openData).told(in: .shipList) })
                count.changes += SnapshotComparison.changes(from: snapshot, to: next).count
                snapshot = next
            }
            // One comparison a feed: an expectation a row would take longer than the reading.
            #expect(feed?.calls == made.calls && feed?.rows == calls.count)
            #expect(Self.tally(feed?.oddities.map(\.kind) ?? []) == Self.tally(made.told))
            count.feeds += 1
            count.rows += calls.count
            count.bytes += bytes.count
            count.told += made.told.count
        }
        #expect(
            count.feeds == Self.days * 144 && count.rows > count.feeds * daily && count.changes > 0 && count.told > 0)
        print(
            "ship feeds: \(count.feeds) feeds, \(count.rows) rows, \(count.bytes >> 20) MiB, \(count.told) oddities,",
            "\(count.changes) changes; read and compared in \(reading)")
    }

    private static func tally(_ kinds: [FeedOddity.Kind]) -> [FeedOddity.Kind: Int] {
        Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +)
    }

    /// A feed in which about one ship in fifty is odd.
    private static func made(
        _ calls: [ShipCall], in shape: FeedShape, _ random: inout SeededRandom
    ) -> (bytes: [UInt8]?, calls: [ShipCall], told: [FeedOddity.Kind]) {
        var writer = FeedWriter(shape: shape)
        writer.empties = random.pick(FeedWriter.Empties.allCases) ?? .element
        writer.hasBareAmpersands = random.chance(100)
        writer.hasLineBreaks = random.chance(500)
        var rows: [FeedRow] = []
        var expected: [ShipCall] = []
        var told: [FeedOddity.Kind] = []
        if random.chance(100) {
            writer.declaredName = nil
            told.append(.encodingUndeclared)
        }
        for call in calls.map({ $0.told(in: shape) }) {
            var (row, read) = (FeedRow(call, in: shape), Optional(call))
            if random.chance(20), call.visaNumber != nil, call.imo != nil, call.agent != nil, call.englishName != nil,
                let oddity = random.pick(RowOddity.allCases), oddity.isPossible(in: .big5, shape),
                oddity != .unknownElement
            {
                (row, read) = oddity.made(of: call, in: shape)
                if let kind = oddity.told { told.append(kind) }
            } else if call.visaNumber == nil {
                told.append(.missingVisa)
            }
            if writer.hasBareAmpersands, row.hasAmpersand { told.append(.bareAmpersand) }
            rows.append(row)
            if let read { expected.append(read) }
        }
        return (writer.bytes(rows), expected, told)
    }
}

extension FeedRow {
    fileprivate var hasAmpersand: Bool {
        fields.contains { if case .text(let text) = $0.content { text.contains("&") } else { false } }
    }
}
