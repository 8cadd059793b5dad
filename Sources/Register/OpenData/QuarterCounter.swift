import Identifiers
import OpenData
import PassFormat
import PassVerify
import SQLStore

/// Counts what happened in a quarter, into the tables of ``DataResource``.
struct QuarterCounter {
    /// The fewest cases that half of them, and nine in ten, are told of.
    private static let forMedian = 20
    private static let forNinth = 50

    private var tables: [CountTable] = []
    private var times: [String: (resource: DataResource, durations: [String: [Int64]], of: DataResource, key: String)] =
        [:]
    /// What the service itself did: nobody is in it, and nothing of it is kept back.
    private var own: [String: [DataRelease.Row]] = [:]
    /// What everybody can count on the consultations' pages: nothing of it is kept back.
    private var consultations: ConsultationFigures?
    /// By category; they add up to nothing, so that none can be calculated from the others.
    private var seminars: [String: Int64] = [:]
    private let labels: DataLabels
    private let seeds: Seeds
    private let utcOffset: Int64

    init(seeds: Seeds, labels: DataLabels) {
        self.seeds = seeds
        self.labels = labels
        utcOffset = seeds.policy.utcOffset
    }

    mutating func count(_ quarter: Quarter, _ database: any SQLReading) throws {
        let time = quarter.firstDay.start(utcOffset: utcOffset)..<quarter.endDay.start(utcOffset: utcOffset)
        try countPasses(time, database)
        try countApplications(time, database)
        try countOpinions(time, database)
        try countAnswers(time, database)
        try countGates(time, database)
        try countCalls(quarter.firstDay...quarter.lastDay, database)
        try countNews(time, database)
        consultations = try ConsultationStore.figures(time, database)
        seminars = try OpenDataStore.seminars(time, database)
    }

    /// What may be published of it.
    /// - Parameter before: what earlier revisions say.
    func published(before: [DataRelease]) throws -> [String: [DataRelease.Row]] {
        let system = try TableSystem(tables, same: same)
        let kept = try Protection.keptBack(system, before: keptBefore(before))
        var published = own
        for table in tables {
            published[table.id] = table.keys.map { key in
                let isKept = kept.contains(TableSystem.Cell(table.id, key))
                return DataRelease.Row(key: key, values: [isKept ? nil : table[key].value])
            }
        }
        for (id, times) in times {
            let axis = labels.categories(of: times.resource.axes[0]).map(\.code) + [CountTable.total]
            published[id] = axis.map { category in
                let cell = published[times.of.id]?.first { $0.key == [category, times.key] }
                return DataRelease.Row(
                    key: [category],
                    values: Self.deciles(times.durations[category] ?? [], among: cell?.values[0] ?? nil))
            }
        }
        if let consultations {
            published[ReportTable.consultations] = [
                DataRelease.Row(
                    key: [CountTable.total],
                    values: [
                        consultations.ended, consultations.contributions, consultations.answered,
                        consultations.usualDuration.map { ($0 + 1_800) / 3_600 },
                    ])
            ]
        }
        published[DataResource.seminars.id] = labels.categories(of: .attendance).map { category in
            DataRelease.Row(key: [category.code], values: [seminar(category.code, before)])
        }
        return published
    }

    /// Nil for so few people that somebody is known by it, or for a change by so few. Seminars and answers are nobody.
    private func seminar(_ code: String, _ before: [DataRelease]) -> Int64? {
        let count = seminars[code] ?? 0
        guard code == "signed-up" || code == "came" else { return count }
        let few = 1..<Protection.Rules().least
        let earlier = before.filter { $0.tables[DataResource.seminars.id] != nil }.map { $0[.seminars, [code]] }
        let isTold = earlier.contains { old in old.map { few.contains(abs(count - $0)) } ?? true }
        return few.contains(count) || isTold ? nil : count
    }

    /// Half of them and nine in ten, in hours; nil where there are few, or where how many there are is kept back: it would tell
    /// of that.
    private static func deciles(_ durations: [Int64], among published: Int64?) -> [Int64?] {
        guard let published else { return [nil, nil] }
        let sorted = durations.sorted()
        let count = min(sorted.count, Int(published))
        func hours(_ place: Int) -> Int64 { (max(0, sorted[place]) + 1_800) / 3_600 }
        return [
            count < forMedian ? nil : hours(sorted.count / 2), count < forNinth ? nil : hours(sorted.count * 9 / 10),
        ]
    }

    /// Cells that stay kept back because they were, and those that changed by so little that it tells of somebody.
    private func keptBefore(_ releases: [DataRelease]) -> Set<TableSystem.Cell> {
        var kept: Set<TableSystem.Cell> = []
        for release in releases {
            for table in tables {
                for row in release.tables[table.id] ?? [] {
                    let old = row.values.first ?? nil
                    let change = old.map { abs(table[row.key].value - $0) }
                    if change.map({ (1..<Protection.Rules().least).contains($0) }) ?? true {
                        kept.insert(TableSystem.Cell(table.id, row.key))
                    }
                }
            }
        }
        return kept
    }

    /// What stands in two tables.
    private var same: [(TableSystem.Cell, TableSystem.Cell)] {
        typealias Cell = TableSystem.Cell
        func pair(_ one: DataResource, _ key: [String], _ other: DataResource, _ second: [String]) -> (Cell, Cell) {
            (Cell(one.id, key), Cell(other.id, second))
        }
        func all(_ axis: DataAxis) -> [String] { labels.categories(of: axis).map(\.code) + [CountTable.total] }
        let total = CountTable.total
        return all(.kind).map { pair(.passesByTerm, [$0, total], .passesByPort, [$0, total]) }
            + all(.application).map { pair(.applications, [$0, total], .applicationsByChannel, [$0, total]) }
            + all(.application).map { pair(.applications, [$0, "rejected"], .rejections, [$0, total]) }
            + labels.gates.map { pair(.gateVolumes, [$0.code, total, "refused"], .gateRefusals, [$0.code, total]) }
    }

    private func builder(_ resource: DataResource, totals: Set<DataAxis>? = nil) -> CountBuilder {
        CountBuilder(
            axes: resource.axes.map { axis in
                CountTable.Axis(
                    axis.rawValue, labels.categories(of: axis).map(\.code), hasTotal: totals?.contains(axis) ?? true)
            })
    }

    // MARK: Each table

    private mutating func countPasses(_ time: Range<Int64>, _ database: any SQLReading) throws {
        // Ports and reasons are not added up over kinds: the fewer sums, the less has to be kept back.
        var (byTerm, byPort) = (builder(.passesByTerm), builder(.passesByPort, totals: [.port]))
        let ports = Set(labels.ports.map(\.code))
        try OpenDataStore.passes(time, database) { pass in
            guard let kind = UInt8(exactly: pass.kind).flatMap(PassKind.init(rawValue:)),
                let term = UInt8(exactly: pass.term).flatMap(PassTerm.init(rawValue:)),
                let claims = try? PassClaims(decoding: pass.payload)
            else { throw RegisterError.damaged("a pass") }
            byTerm.add([kind.jsonName, term.jsonName], by: pass.who)
            let first = claims.access.first?.port.string ?? ""
            // A port that the seeds have no more is none of the others.
            let isOne = claims.access.count == 1 && ports.contains(first)
            byPort.add([kind.jsonName, isOne ? first : DataAxis.severalPorts], by: pass.who)
        }
        var impossible: Set<[String]> = []
        for kind in PassKind.allCases {
            for term in PassTerm.allCases where !(seeds.rules.kinds[kind]?.terms.contains(term) ?? true) {
                impossible.insert([kind.jsonName, term.jsonName])
            }
        }
        tables += [
            byTerm.table(DataResource.passesByTerm.id, impossible: impossible),
            byPort.table(DataResource.passesByPort.id),
        ]
    }

    private mutating func countApplications(_ time: Range<Int64>, _ database: any SQLReading) throws {
        var (byOutcome, byChannel) = (builder(.applications), builder(.applicationsByChannel))
        var rejections = builder(.rejections, totals: [.reason])
        var durations: [String: [Int64]] = [:]
        try OpenDataStore.applications(time, database) { application in
            byOutcome.add([application.kind, application.state], by: application.who)
            byChannel.add([application.kind, application.channel], by: application.who)
            if application.state == "rejected" {
                rejections.add(
                    [application.kind, DataAxis.rejection(application.reason ?? "")], by: application.who)
            }
            if let duration = application.duration, application.state == "issued" {
                durations[application.kind, default: []].append(duration)
                durations[CountTable.total, default: []].append(duration)
            }
        }
        tables += [
            byOutcome.table(DataResource.applications.id), byChannel.table(DataResource.applicationsByChannel.id),
            rejections.table(DataResource.rejections.id),
        ]
        times[DataResource.processingTimes.id] = (.processingTimes, durations, .applications, "issued")
    }

    private mutating func countOpinions(_ time: Range<Int64>, _ database: any SQLReading) throws {
        var petitions = builder(.petitions)
        var durations: [String: [Int64]] = [:]
        try OpenDataStore.opinions(time, database) { opinion in
            let answer =
                opinion.state == "withdrawn"
                ? "withdrawn" : opinion.duration == nil ? "open" : opinion.wasLate ? "late" : "in-time"
            petitions.add([opinion.kind, answer], by: opinion.who)
            if let duration = opinion.duration, answer == "in-time" {
                durations[opinion.kind, default: []].append(duration)
                durations[CountTable.total, default: []].append(duration)
            }
        }
        tables.append(petitions.table(DataResource.petitions.id))
        times[DataResource.answerTimes.id] = (.answerTimes, durations, .petitions, "in-time")
    }

    private mutating func countAnswers(_ time: Range<Int64>, _ database: any SQLReading) throws {
        var satisfaction = builder(.satisfaction)
        try OpenDataStore.answers(time, database) { subject, kind, score, who in
            satisfaction.add([subject == "application" ? kind : "writing", String(score)], by: who)
        }
        tables.append(satisfaction.table(DataResource.satisfaction.id))
    }

    private mutating func countGates(_ time: Range<Int64>, _ database: any SQLReading) throws {
        // Gates are not added up: there is less to calculate with.
        var (volumes, refusals) = (
            builder(.gateVolumes, totals: [.hour]), builder(.gateRefusals, totals: [.gateReason])
        )
        try OpenDataStore.records(time, database) { gate, at, count, number in
            guard count.direction != 3 else { return }
            let seconds = at + utcOffset
            let hour = ((seconds % 86_400) + 86_400) % 86_400 / 3_600
            let name = hour < 10 ? "0\(hour)" : "\(hour)"
            if count.outcome.isAdmission {
                volumes.add([gate, name, count.direction == 2 ? "out" : "in"], by: number)
            } else if count.outcome.isRefusal {
                volumes.add([gate, name, "refused"], by: number)
                refusals.add([gate, DataAxis.gateReason(count.reason)], by: number)
            }
        }
        var impossible: Set<[String]> = []
        for gate in seeds.site.gates {
            for hour in labels.categories(of: .hour).map(\.code) + [CountTable.total] {
                if !gate.allowsIn { impossible.insert([gate.id, hour, "in"]) }
                if !gate.allowsOut { impossible.insert([gate.id, hour, "out"]) }
            }
        }
        tables += [
            volumes.table(DataResource.gateVolumes.id, impossible: impossible),
            refusals.table(DataResource.gateRefusals.id),
        ]
    }

    /// A quarter of which nobody entered anything has no figures: it is not one without calls.
    private mutating func countCalls(_ days: ClosedRange<CivilDate>, _ database: any SQLReading) throws {
        let tallies = try CallStore.newest(days, database)
        guard !tallies.isEmpty else { return }
        var calls = builder(.calls, totals: [.line])
        for tally in tallies {
            let figures = tally.figures
            for (code, count) in [
                ("came", figures.came), ("answered", figures.answered), ("in-time", figures.inTime),
                ("callbacks", figures.callbacks),
            ] {
                calls.add([tally.line.text, code], by: nil, count: count)
            }
        }
        own[DataResource.calls.id] = Self.rows(calls.table(DataResource.calls.id))
    }

    private mutating func countNews(_ time: Range<Int64>, _ database: any SQLReading) throws {
        var news = builder(.announcements, totals: [.importance])
        for revision in try NewsStore.revisions(made: time, database) {
            let importance = revision.content.isImportant ? "important" : "ordinary"
            news.add([importance, revision.act.rawValue], by: nil)
        }
        own[DataResource.announcements.id] = Self.rows(news.table(DataResource.announcements.id))
    }

    private static func rows(_ table: CountTable) -> [DataRelease.Row] {
        table.keys.map { DataRelease.Row(key: $0, values: [table[$0].value]) }
    }
}
