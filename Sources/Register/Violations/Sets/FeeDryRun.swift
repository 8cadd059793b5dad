import Identifiers
import PassFormat
import SQLStore

/// The passes of a year under another fee table. What a table asks for is looked up on its first day: there is none before.
struct FeeDryRun {
    let file: RuleSetFile
    let other: FeeTable
    let fees: FeeTable
    let since: Int64
    let utcOffset: Int64

    /// One pass that was applied for.
    struct Sold: Hashable, Sendable {
        let kind: PassKind
        let term: PassTerm
        let at: Int64
        let hasCard: Bool
    }

    /// Passes that applications led to since a time: when they were decided, and whether a card was to be paid for.
    static func sold(since time: Int64, _ database: any SQLReading) throws -> [Sold] {
        try database.rows(
            """
            SELECT pass.kind, pass.term, COALESCE(application.decided_at, pass.issued_at),
                COALESCE((SELECT MAX(has_card) FROM payment_line WHERE payment_line.application = application.id), 0)
            FROM application_pass JOIN pass ON pass.seq = application_pass.pass
                JOIN application ON application.seq = application_pass.application
            WHERE pass.issued_at >= ?
            """, .integer(time)
        ).map { row in
            guard let kind = UInt8(exactly: try row.integer(0)).flatMap(PassKind.init),
                let term = UInt8(exactly: try row.integer(1)).flatMap(PassTerm.init)
            else { throw RegisterError.damaged("a pass") }
            return Sold(kind: kind, term: term, at: try row.integer(2), hasCard: try row.integer(3) == 1)
        }
    }

    func run(_ sold: [Sold]) -> RuleDryRun {
        let day = file.from.start(utcOffset: utcOffset)
        var lines: [RuleDryRun.Fees] = []
        for kind in PassKind.allCases {
            for term in PassTerm.allCases {
                let passes = sold.filter { $0.kind == kind && $0.term == term }
                guard !passes.isEmpty else { continue }
                let then = passes.map { other.amount(kind, term, deliveredCard: $0.hasCard, at: day) }
                lines.append(
                    RuleDryRun.Fees(
                        kind: kind, term: term, count: passes.count,
                        before: passes.reduce(0) {
                            $0 + (fees.amount(kind, term, deliveredCard: $1.hasCard, at: $1.at) ?? 0)
                        }, after: then.reduce(0) { $0 + ($1 ?? 0) }, missing: then.count { $0 == nil }))
            }
        }
        return RuleDryRun(
            file: file, count: sold.count, since: since, cases: [], unchanged: sold.count, harder: 0, milder: 0,
            lacking: [:], fees: lines)
    }
}
