import SQLStore

/// What a run of the retention rules came to: how many of each class.
package struct RetentionReport: Hashable, Sendable {
    package var counts: [RetentionRules.Class: Int] = [:]
    package var isDryRun = false

    package var total: Int { counts.values.reduce(0, +) }
}

extension Register {
    private static let erasedAtOnce = 200
    private static let day: Int64 = 86_400

    /// How long what is kept.
    package var retention: RetentionRules { seeds.retention }

    /// Deletes what was kept long enough. One record of the audit log says how many of each class.
    /// - Parameter isDryRun: counts, and deletes nothing.
    package func runRetention(
        isDryRun: Bool = false, by principal: Principal, now: Int64
    ) async throws -> RetentionReport {
        var report = RetentionReport(isDryRun: isDryRun)
        for kind in RetentionRules.Class.allCases {
            guard let limit = seeds.retention.limit(kind, at: now) else { continue }
            if kind == .windowReceipt {
                report.counts[kind] = try await removeReceipts(before: limit, isDryRun: isDryRun)
                continue
            }
            if kind == .contribution {
                report.counts[kind] = try await forgetContributors(before: limit, isDryRun: isDryRun)
                continue
            }
            if kind == .seminarSignUp {
                report.counts[kind] = try await removeSignUps(before: limit, isDryRun: isDryRun)
                continue
            }
            report.counts[kind] =
                try await isDryRun
                ? due(kind, before: limit, most: .max).count : erase(kind, before: limit, by: principal, now: now)
        }
        guard !isDryRun else { return report }
        let counts = Dictionary(uniqueKeysWithValues: report.counts.map { ($0.key.rawValue, $0.value) })
        try await engine.write { database in
            try SettingStore.set(.retentionRan, String(now), database)
            try AuditStore.append([.retentionRan(counts)], at: now, by: principal, database)
        }
        return report
    }

    /// The same once a day.
    /// - Returns: nil when the day is not over.
    @discardableResult
    package func runRetentionDaily(by principal: Principal, now: Int64) async throws -> RetentionReport? {
        let last = try await engine.read { try SettingStore.value(.retentionRan, $0) }.flatMap { Int64($0) }
        // Also when the clock was set back.
        if let last, now >= last, now - last < Self.day { return nil }
        guard !seeds.retention.rules.isEmpty else { return nil }
        return try await runRetention(by: principal, now: now)
    }

    private func removeReceipts(before limit: Int64, isDryRun: Bool) async throws -> Int {
        if isDryRun { return Int(try await engine.read { try WindowReceiptStore.count(before: limit, $0) }) }
        var count = 0
        while true {
            try Task.checkCancellation()
            let removed = try await engine.write {
                try WindowReceiptStore.remove(before: limit, most: Self.erasedAtOnce, $0)
            }
            guard removed > 0 else { return count }
            count += removed
        }
    }

    private func forgetContributors(before limit: Int64, isDryRun: Bool) async throws -> Int {
        if isDryRun { return Int(try await engine.read { try ContributionStore.dueCount(before: limit, $0) }) }
        var count = 0
        while true {
            try Task.checkCancellation()
            let forgotten = try await engine.write {
                try ContributionStore.forget(closedBefore: limit, most: Self.erasedAtOnce, $0)
            }
            guard forgotten > 0 else { return count }
            count += forgotten
        }
    }

    /// One seminar's after the other.
    private func removeSignUps(before limit: Int64, isDryRun: Bool) async throws -> Int {
        if isDryRun {
            return Int(try await engine.read { try SeminarStore.countSignUps(endedBefore: limit, $0) })
        }
        var count = 0
        while true {
            try Task.checkCancellation()
            let (seminars, removed) = try await engine.write { database in
                let seminars = try SeminarStore.kept(endedBefore: limit, most: 1, database)
                return (
                    seminars.count, try seminars.map { try SeminarStore.erasePeople(of: $0, database) }.reduce(0, +)
                )
            }
            guard seminars > 0 else { return count }
            count += removed
        }
    }

    private func due(
        _ kind: RetentionRules.Class, before limit: Int64, most: Int
    ) async throws -> (passes: [PassRow], applications: [RetentionStore.Application], count: Int) {
        try await engine.read { database in
            let passes = kind == .expiredPass ? try RetentionStore.passes(before: limit, most: most, database) : []
            let applications = try RetentionStore.applications(kind, before: limit, most: most, database)
            return (passes, applications, passes.count + applications.count)
        }
    }

    /// Some at a time: between two of them whoever else writes has their turn.
    private func erase(
        _ kind: RetentionRules.Class, before limit: Int64, by principal: Principal, now: Int64
    ) async throws -> Int {
        let eraser = Eraser(engine: engine, vault: vault, random: random, principal: principal, now: now)
        var count = 0
        while true {
            try Task.checkCancellation()
            let batch = try await due(kind, before: limit, most: Self.erasedAtOnce)
            guard batch.count > 0 else { return count }
            _ = try await eraser.erase(batch.passes, batch.applications)
            count += batch.count
        }
    }
}
