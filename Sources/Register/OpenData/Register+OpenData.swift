import Identifiers
package import OpenData
import PassCrypto
import SQLStore

// Figures for everybody: one release a quarter, some days after its end.
extension Register {
    /// Releases of a register older than this are not made: a clock that was wrong would make hundreds.
    private static let mostQuarters = 40

    /// Who publishes, and what the office adds; nil where a register's seeds are older than the file: then nothing is published.
    package var openDataRules: OpenDataRules? { seeds.openData }

    /// What ports and gates are called in the figures.
    package var dataLabels: DataLabels { seeds.dataLabels }

    /// Every revision of every quarter, the oldest first.
    package func dataReleases() async throws -> [DataRelease] {
        try await engine.read { try OpenDataStore.releases($0) }
    }

    /// How many releases there are.
    package func dataReleaseCount() async throws -> Int64 {
        try await engine.look { try OpenDataStore.count($0) }
    }

    /// Everything for download, as it is now.
    package func dataFiles() async throws -> DataFiles? {
        guard let rules = openDataRules else { return nil }
        let offset = utcOffset
        return DataFiles(try await dataReleases(), labels: dataLabels, publisher: rules.publisher) {
            Timestamp.plain($0, utcOffset: offset)
        }
    }

    /// Quarters whose release should be there and is not, the oldest first.
    package func dueQuarters(now: Int64) async throws -> [Quarter] {
        guard let rules = openDataRules else { return [] }
        let (beginning, known) = try await engine.read {
            (try OpenDataStore.beginning($0), try OpenDataStore.periods($0))
        }
        guard let beginning, var quarter = Quarter(of: CivilDate(of: beginning, utcOffset: utcOffset)) else {
            return []
        }
        var due: [Quarter] = []
        while isOver(quarter, rules, now: now), quarter.next != quarter {
            if !known.contains(quarter.description) { due.append(quarter) }
            quarter = quarter.next
        }
        return Array(due.suffix(Self.mostQuarters))
    }

    /// Makes every release that is due.
    @discardableResult
    package func makeOpenData(by principal: Principal, now: Int64) async throws -> [DataRelease] {
        guard restored == nil else { return [] }
        var made: [DataRelease] = []
        for quarter in try await dueQuarters(now: now) {
            try Task.checkCancellation()
            made.append(try await makeRelease(quarter, by: principal, now: now))
        }
        return made
    }

    /// Makes the release of a quarter, or another revision of it.
    ///
    /// - Parameter reason: why there is another; nil for the first. What was kept back stays it, and what changed by a few people is
    ///   kept back: two revisions side by side tell no more than each.
    /// - Throws: ``RegisterError``: the quarter is not over for long enough, or there is a release already, or none to correct.
    package func makeRelease(
        _ quarter: Quarter, correcting reason: DataText? = nil, by principal: Principal, now: Int64
    ) async throws -> DataRelease {
        guard let rules = openDataRules else {
            throw RegisterError(.notFound, "the seeds have no open-data.json: nothing is published")
        }
        guard isOver(quarter, rules, now: now) else {
            throw RegisterError(
                .invalidArgument, "\(quarter) can be counted \(rules.waitDays) days after its last day, and not before")
        }
        if let reason, reason.chinese.isEmpty || reason.english.isEmpty {
            throw RegisterError(.invalidArgument, "say why, in Chinese and in English")
        }
        let counter = QuarterCounter(seeds: seeds, labels: dataLabels)
        let (counted, before) = try await engine.read { database in
            var counter = counter
            try counter.count(quarter, database)
            return (counter, try OpenDataStore.releases(database).filter { $0.period == quarter })
        }
        guard before.isEmpty == (reason == nil) else {
            throw RegisterError(
                before.isEmpty ? .notFound : .alreadyExists,
                before.isEmpty
                    ? "\(quarter) was not published yet" : "\(quarter) was published already, and stays as it is")
        }
        let release = DataRelease(
            period: quarter, revision: (before.map(\.revision).max() ?? 0) + 1, madeAt: now,
            reason: reason ?? DataText("", ""), tables: try counted.published(before: before))
        let content = release.content
        let isNew = try await engine.write { database in
            guard try OpenDataStore.insert(release, content: content, database) else { return false }
            try AuditStore.append(
                [
                    .openDataMade(
                        period: quarter.description, revision: release.revision, digest: Hash.sha256(content))
                ], at: now, by: principal, database)
            return true
        }
        guard isNew else {
            throw RegisterError(.alreadyExists, "\(quarter) was published already, and stays as it is")
        }
        return release
    }

    private func isOver(_ quarter: Quarter, _ rules: OpenDataRules, now: Int64) -> Bool {
        now >= quarter.endDay.start(utcOffset: utcOffset) + rules.waitDays * 86_400
    }
}
