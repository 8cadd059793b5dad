package import Identifiers
package import PassFormat
import PassVerify
import SQLStore

// What the office changes of a pass that is out: lost, damaged, other particulars, a later end, another port. It is issued anew
// under its number, and its holder is told.
extension Register {
    /// Issues a pass anew with what is changed, and tells its holder in the transaction in which it is.
    ///
    /// One that is lost and still good is reported as lost first, as its holder would: it opens nothing until the new one does.
    /// - Throws: ``RegisterError``: unknown pass or reason, a pass that cannot be reissued, another reissue waiting already.
    package func amend(
        _ id: PassID, _ amendment: PassAmendment, activation: Activation, by principal: Principal, now: Int64
    ) async throws -> IssueOutcome {
        try seeds.reason(amendment.reason, for: PassAct.supersede.rawValue)
        let row = try await engine.read { try Self.existing(id, $0) }
        guard PassReplacement.isPossible(row, activation, seeds: seeds, now: now) else {
            throw RegisterError.impossible("reissue", row.number, row.stateName(at: now))
        }
        let check = AmendmentCheck(
            seeds: seeds, fees: fees, bans: bans(at: now), principal: principal, now: now)
        if let problem = try await engine.read({ try check.problem(with: amendment, of: row, $0) }) {
            return .refused(RecordRefusal([problem]))
        }
        var amended = amendment
        // Whoever reported it as lost has lost the phone that it was on, whatever it is issued anew for.
        if row.state == .suspended, row.reason.flatMap(LossKind.init(rawValue:)) != nil { amended.isUnbound = true }
        let content = Reissue.amended(amended)
        // Before anything is done.
        if let refusal = refusal(of: content, row, now: now) { return .refused(refusal) }
        if let loss = amendment.loss, row.state == .active {
            _ = try await reportLost(id, loss, by: principal, now: now)
        }
        let outcome = try await reissue(
            id, content, activation: activation, reason: amendment.reason, tellsHolder: true, by: principal, now: now)
        notices.notify()
        return outcome
    }

    @inline(never)
    private func refusal(of content: Reissue, _ row: PassRow, now: Int64) -> RecordRefusal? {
        do throws(RecordRefusal) {
            _ = try plan(content, photo: nil, from: row, now: now)
            return nil
        } catch {
            return error
        }
    }

    /// The last day to which a pass may be extended: nil for one that cannot be. To be shown; it is looked at again when it is done.
    package func latestDay(of id: PassID, now: Int64) async throws -> CivilDate? {
        let check = AmendmentCheck(
            seeds: seeds, fees: fees, bans: bans(at: now), principal: nil, now: now)
        return try await engine.read { [seeds] database in
            let row = try Self.existing(id, database)
            guard PassReplacement.isPossible(row, .now, seeds: seeds, now: now),
                let end = try check.latestEnd(of: row, database)
            else { return nil }
            // Its last whole day: a pass may have begun in the middle of one.
            let offset = seeds.policy.utcOffset
            let last = CivilDate(daysSinceEpoch: CivilDate(of: end, utcOffset: offset).daysSinceEpoch - 1)
            return last.next.start(utcOffset: offset) > row.expires ? last : nil
        }
    }

    /// Whether a pass may be issued anew now: no other reissue of it waits, and no suspension stands against it.
    package func mayReissue(_ id: PassID, now: Int64) async throws -> Bool {
        try await engine.read { [seeds] database in
            let row = try Self.existing(id, database)
            return try PassReplacement.isPossible(row, .now, seeds: seeds, now: now)
                && PassStore.successors(of: row.seq, database).isEmpty
        }
    }

    /// What a printed card costs by the fee table in force; nil where it has no fee for such a pass.
    package func cardFee(_ kind: PassKind, _ term: PassTerm, now: Int64) -> Int64? {
        fees.cardFee(kind, term, at: now)
    }

    // MARK: Telling the holder

    /// What a holder is told when a pass is issued anew, in the transaction in which it is; nil where nobody's address is on file.
    func noticeOfReissue(_ number: String, _ activation: Activation) async throws -> Notice? {
        let file: ContactOnFile?
        do {
            file = try await self.file(number: number)
        } catch is RegisterError {
            // An application that can't be read stops no reissue.
            return nil
        }
        guard let file else { return nil }
        return try Self.noticeOfReissue(number, activation, to: file, utcOffset: utcOffset)
    }

    @inline(never)
    private static func noticeOfReissue(
        _ number: String, _ activation: Activation, to file: ContactOnFile, utcOffset: Int64
    ) throws -> Notice {
        switch activation {
        case .now, .nowIfActive:
            return try Notice(.passReissued, to: file.contact, language: file.language, facts: ["pass": number])
        case .whenActivated:
            return try Notice(.passReady, to: file.contact, language: file.language, facts: ["pass": number])
        case .at(let time):
            let last = DateText.iso(CivilDate(of: time - 1, utcOffset: utcOffset))
            return try Notice(
                .passReplaced, to: file.contact, language: file.language, facts: ["pass": number, "until": last])
        }
    }

    /// Why a pass is issued anew without a message of its own: what its holder did on their phone, and a renewal, which has one.
    static let untoldReissues: Set<String> = ["new-phone", "renewal"]
}
