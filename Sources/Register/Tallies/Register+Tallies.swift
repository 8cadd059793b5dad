package import Identifiers
import PassFormat
import PassVerify
import SQLStore

// What came and went at the gates, counted by the hour from their journals: no upload waits for it.
extension Register {
    /// Records that are counted in one transaction.
    private static let talliedAtOnce: Int64 = 5_000
    /// Days of one look.
    package static let mostEntryDays: Int64 = 92

    /// Counts records that came since.
    ///
    /// - Parameter limit: how many at most, give or take; a page does not wait for a million.
    package func tallyJournals(limit: Int64 = .max) async throws {
        guard restored == nil else { return }
        var left = limit
        while left > 0, try await engine.read({ try TallyStore.waiting($0) }) != nil {
            try await engine.write { database in
                if let waiting = try TallyStore.waiting(database) {
                    try TallyStore.take(waiting, limit: Self.talliedAtOnce, database)
                }
            }
            left -= Self.talliedAtOnce
        }
    }

    /// What came and went at a port's gates.
    ///
    /// - Parameter days: at most ``mostEntryDays``.
    /// - Throws: ``RegisterError``: no such port, or too many days.
    package func entryFigures(port: String, days: ClosedRange<CivilDate>) async throws -> EntryFigures {
        let (gates, hours, offset) = (try gates(of: port), try hours(of: days), utcOffset)
        let range = days.lowerBound.daysSinceEpoch...days.upperBound.daysSinceEpoch
        return try await engine.read { database in
            var counter = EntryCounter(utcOffset: offset)
            for gate in gates {
                counter.begin(gate)
                try TallyStore.rows(of: gate, hours, database) { counter.add($0) }
            }
            var figures = counter.finished(days: range)
            figures.waiting = try TallyStore.waitingCount(database)
            return figures
        }
    }

    /// The same as lines, by gate, hour and reason.
    package func entryLines(port: String, days: ClosedRange<CivilDate>) async throws -> [EntryFigures.Line] {
        let (gates, hours, offset) = (try gates(of: port), try hours(of: days), utcOffset)
        return try await engine.read { database in
            let counter = EntryCounter(utcOffset: offset)
            var lines: [EntryFigures.Line] = []
            for gate in gates {
                try TallyStore.rows(of: gate, hours, database) { row in
                    let (day, hour) = counter.place(row.hour)
                    lines.append(
                        EntryFigures.Line(
                            day: CivilDate(daysSinceEpoch: day), hour: hour, gate: gate,
                            direction: row.direction == 1 ? "in" : row.direction == 2 ? "out" : "patrol",
                            outcome: row.outcome, reason: row.reason, count: row.count))
                }
            }
            return lines
        }
    }

    private func gates(of port: String) throws(RegisterError) -> [String] {
        try checkPort(port)
        return seeds.policy.gates.filter { $0.port == WireText(port) }.map(\.id.string).sorted()
    }

    /// The hours since 1970 of some days by the port's clock.
    private func hours(of days: ClosedRange<CivilDate>) throws(RegisterError) -> Range<Int64> {
        let (first, last) = (days.lowerBound.daysSinceEpoch, days.upperBound.daysSinceEpoch)
        guard last - first < Self.mostEntryDays else {
            throw RegisterError(.invalidArgument, "at most \(Self.mostEntryDays) days at a time")
        }
        // Offsets are whole hours nearly everywhere; where they are not, the first half hour is the day's before.
        return (first * 86_400 - utcOffset) / 3_600..<((last + 1) * 86_400 - utcOffset) / 3_600
    }
}
