package import Identifiers

/// What came and went at the gates of a port in some days.
package struct EntryFigures: Hashable, Sendable {
    package struct Counts: Hashable, Sendable {
        package var entries: Int64 = 0
        package var exits: Int64 = 0
        package var refusals: Int64 = 0
        /// The guard was asked to look.
        package var checks: Int64 = 0

        package init() {}

        package var isEmpty: Bool { self == Counts() }

        mutating func add(_ row: TallyStore.Row) {
            // A patrol lets nobody in or out.
            switch (row.direction, row.outcome) {
            case (3, _): break
            case (1, let outcome) where outcome.isAdmission: entries += row.count
            case (2, let outcome) where outcome.isAdmission: exits += row.count
            case (_, let outcome) where outcome.isRefusal: refusals += row.count
            case (_, .asked): checks += row.count
            default: break
            }
        }
    }

    package struct Reason: Hashable, Sendable {
        /// As the gates wrote it: a code of DESIGN section 5, mostly.
        package let code: String
        package let refusals: Int64
        package let checks: Int64
    }

    /// One line of the table that is taken away.
    package struct Line: Hashable, Sendable {
        package let day: CivilDate
        package let hour: Int
        package let gate: String
        /// `in`, `out` or `patrol`.
        package let direction: String
        package let outcome: TallyOutcome
        package let reason: String
        package let count: Int64
    }

    package var total = Counts()
    /// By id, also those where nobody came.
    package var gates: [(gate: String, counts: Counts)] = []
    /// 24 of them, by the port's clock.
    package var hours = [Counts](repeating: Counts(), count: 24)
    package var days: [(day: CivilDate, counts: Counts)] = []
    /// The most frequent first.
    package var reasons: [Reason] = []
    /// Records that are not counted yet.
    package var waiting: Int64 = 0

    /// The reasons under other names, added up where two have one then.
    package func reasons(_ named: (String) -> String) -> [Reason] {
        var sums: [String: (refusals: Int64, checks: Int64)] = [:]
        for reason in reasons {
            sums[named(reason.code), default: (0, 0)].refusals += reason.refusals
            sums[named(reason.code), default: (0, 0)].checks += reason.checks
        }
        return Self.sorted(sums)
    }

    static func sorted(_ sums: [String: (refusals: Int64, checks: Int64)]) -> [Reason] {
        sums.map { Reason(code: $0, refusals: $1.refusals, checks: $1.checks) }
            .sorted { ($1.refusals, $1.checks, $0.code) < ($0.refusals, $0.checks, $1.code) }
    }

    package static func == (one: EntryFigures, other: EntryFigures) -> Bool {
        one.total == other.total && one.hours == other.hours && one.reasons == other.reasons
            && one.waiting == other.waiting && one.gates.elementsEqual(other.gates, by: ==)
            && one.days.elementsEqual(other.days, by: ==)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(total) }
}
