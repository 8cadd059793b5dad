import SQLStore

extension Register {
    /// Between two records of where the journals end: each names every journal that grew.
    private static let holdingInterval: Int64 = 3_600

    /// Writes into the audit log how far the journals that grew are here, once an hour: the next check point binds it.
    package func holdJournals(by principal: Principal, now: Int64) async throws {
        let isDue = try await engine.read { database in
            guard try JournalStore.hasUnheld(database) else { return false }
            // Also when the clock was set back.
            let last = try SettingStore.value(.journalsHeld, database).flatMap { Int64($0) }
            return last.map { now < $0 || now - $0 >= Self.holdingInterval } ?? true
        }
        guard isDue else { return }
        try await engine.write { database in
            let ends = try JournalStore.unheld(database)
            let pieces = stride(from: 0, to: ends.count, by: Self.endsInRecord).map {
                AuditEvent.journalsHeld(Array(ends[$0..<min($0 + Self.endsInRecord, ends.count)]))
            }
            try AuditStore.append(pieces, at: now, by: principal, database)
            try JournalStore.markHeld(database)
            try SettingStore.set(.journalsHeld, String(now), database)
        }
    }

    /// A record of the log stays short enough to be looked at.
    private static let endsInRecord = 50
}
