import GateMessages
import PassFormat
import SQLStore

// Who is inside each port.
extension Register {
    /// Those who are inside a port, whoever came first before the others. That somebody looked is written down.
    ///
    /// - Parameters:
    ///   - text: a number, a name, a plate, a company, or a part of one; empty for all.
    ///   - start: how many are left out; see ``InsideList/next``.
    package func inside(
        port: String, matching text: String, from start: Int = 0, limit: Int = 50, by principal: Principal, now: Int64
    ) async throws -> InsideList {
        try checkPort(port)
        let start = max(0, start)
        var wanted: [String]?
        if !text.isEmpty {
            var numbers = try await findPasses(text).map(\.number)
            if text.utf8.count <= PassLimits.number.upperBound, !text.utf8.contains(0) { numbers.append(text) }
            if let typed = PassNumber.typed(text) { numbers.append(typed) }
            wanted = Array(Set(numbers))
        }
        let list = try await engine.read { [self, wanted] database in
            var rows =
                try wanted.map { numbers in
                    try numbers.compactMap { try PresenceStore.inside(port, number: $0, database) }
                        .sorted { ($0.since, $0.number) < ($1.since, $1.number) }
                } ?? PresenceStore.inside(port, skipping: start, limit: limit + 1, database)
            let hasMore = wanted == nil && rows.count > limit
            if hasMore { rows.removeLast() }
            let passes = try rows.map { try PassStore.current(number: $0.number, database) }
            let summaries = try summaries(passes.compactMap { $0 }, database)
            let known = Dictionary(summaries.map { ($0.number, $0) }) { first, _ in first }
            return InsideList(
                total: try PresenceStore.insideCount(port, before: .max, database),
                long: try PresenceStore.insideCount(port, before: now - InsideEntry.longest, database),
                entries: rows.map { row in
                    InsideEntry(
                        number: row.number, since: row.since, gate: row.gate, epoch: row.epoch.hex,
                        sequence: row.sequence, pass: known[row.number])
                }, next: hasMore ? start + limit : nil)
        }
        if restored == nil {
            let count = list.entries.count
            try await engine.write { database in
                try AuditStore.append(
                    [.gateDesk(.presenceSeen(port: port, count: count))], at: now, by: principal, database)
            }
        }
        return list
    }
}
