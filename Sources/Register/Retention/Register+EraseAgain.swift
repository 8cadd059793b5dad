import SQLStore

extension Register {
    /// Erases again whom the list names: those that a database put back from a backup still knows.
    /// - Returns: of how many people there was something.
    static func eraseAgain(_ list: ErasureList, _ eraser: Eraser) async throws -> Int {
        var count = 0
        for entry in try list.entries() {
            let isKnown = try await eraser.engine.read { database in
                try !RetentionStore.passes(of: entry.subject, database).isEmpty
                    || !RetentionStore.applications(of: entry.subject, database).isEmpty
            }
            guard isKnown else { continue }
            let report = try await erase(entry.subject, endedBy: entry.erasedAt, eraser)
            if report.passes + report.applications + report.rosters > 0 { count += 1 }
        }
        return count
    }
}
