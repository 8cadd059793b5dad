import Identifiers
import PassFormat
import PassVerify
import SQLStore

/// What stands in the way of what the office would change of a pass, beside the rules that hold for every record.
struct AmendmentCheck {
    let seeds: Seeds
    let fees: FeeTable
    let bans: BanCheck
    /// Nil for nobody in particular.
    let principal: Principal?
    let now: Int64

    func problem(
        with amendment: PassAmendment, of row: PassRow, _ database: any SQLReading
    ) throws -> FieldProblem? {
        if try isOwn(row, database) {
            return FieldProblem("record", "own", "it is your own pass: somebody else does this")
        }
        if amendment.reason == "data-changed", amendment.changesNothing {
            return FieldProblem("record", "unchanged", "nothing is changed")
        }
        if amendment.plates != nil, row.kind == .vehicle {
            return FieldProblem("plates", "another-vehicle", "a pass is not handed on: issue a new one")
        }
        if amendment.hasCard {
            guard let fee = fees.cardFee(row.kind, row.term, at: now) else {
                return FieldProblem("card", "no-fee", "fees.json has no fee for such a pass")
            }
            // An order is an application's.
            guard fee == 0 else {
                return FieldProblem("card", "fee-due", "a card costs \(fee): it is applied for, and paid for there")
            }
        }
        guard amendment.widens else { return nil }
        if let end = try banned(row, database) {
            return FieldProblem("record", "banned", "there is a ban until \(day(end))")
        }
        return try amendment.lastDay.flatMap { try problem(with: $0, of: row, database) }
    }

    /// Nobody does it for themselves: with an address that is their own on the application that the pass came of.
    private func isOwn(_ row: PassRow, _ database: any SQLReading) throws -> Bool {
        guard let principal, let application = try ReleaseStore.application(ofPass: row.number, database) else {
            return false
        }
        return try ReviewConflict.between(principal, application, database) == .own
    }

    private func banned(_ row: PassRow, _ database: any SQLReading) throws -> Int64? {
        try PassStore.subjects(of: row.seq, database).compactMap {
            try bans.end(of: $0, term: row.term, database)
        }.max()
    }

    private func problem(with last: CivilDate, of row: PassRow, _ database: any SQLReading) throws -> FieldProblem? {
        let end = last.next.start(utcOffset: seeds.policy.utcOffset)
        guard end > row.expires else {
            return FieldProblem("until", "not-later", "the pass is good until then already")
        }
        guard let latest = try latestEnd(of: row, database), end <= latest else {
            return FieldProblem("until", "longest-extension", "for longer than that a renewal is applied for")
        }
        return nil
    }

    /// The latest moment at which it may end: so much after what was granted, however often it is extended, and within what the
    /// rules allow for its term.
    func latestEnd(of row: PassRow, _ database: any SQLReading) throws -> Int64? {
        let offset = seeds.policy.utcOffset
        // A renewal has the number of what it renews, and begins at another time.
        let granted = try PassStore.passes(number: row.number, database).first {
            $0.state != .void && $0.notBefore == row.notBefore
        }
        guard let longest = seeds.rules.terms[row.term]?.added(to: row.notBefore, utcOffset: offset) else { return nil }
        return min(
            longest, seeds.rules.longestExtension.added(to: (granted ?? row).expires, utcOffset: offset))
    }

    private func day(_ end: Int64) -> String {
        DateText.iso(CivilDate(of: end, utcOffset: seeds.policy.utcOffset))
    }
}
