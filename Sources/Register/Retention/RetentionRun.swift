/// A run of the retention rules that was carried out, as the audit log has it.
package struct RetentionRun: Hashable, Sendable {
    /// Seconds since 1970.
    package let at: Int64
    /// Who let it run: the service by itself, or somebody at its command line.
    package let by: String
    package let counts: [RetentionRules.Class: Int64]

    /// Nil for another record.
    init?(_ entry: AuditEntry) {
        guard entry.event == "retention-ran" else { return nil }
        at = entry.at
        by = entry.by
        let parts = entry.details.first { $0.name == "erased" }?.values ?? []
        var counts: [RetentionRules.Class: Int64] = [:]
        for place in stride(from: 0, to: parts.count - 1, by: 2) {
            guard let kind = RetentionRules.Class(rawValue: parts[place]) else { continue }
            counts[kind] = Int64(parts[place + 1])
        }
        self.counts = counts
    }
}

extension Register {
    /// The last runs of the retention rules, the newest first.
    package func retentionRuns(limit: Int) async throws -> [RetentionRun] {
        try await auditPage(before: nil, limit: limit, filter: .event("retention-ran")).entries.compactMap(
            RetentionRun.init)
    }
}
