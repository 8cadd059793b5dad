package import PassCrypto
package import PassFormat
import PassVerify
import SQLStore

extension Register {
    /// Issues a pass anew under its number: with changed particulars, or bound to another phone.
    ///
    /// It takes the old one's place in one transaction, at once or later: never two valid, never none. While it waits, gates see
    /// it as suspended.
    /// - Parameters:
    ///   - photo: a new one, with a whole new record.
    ///   - reason: a code of `reasons.json`.
    ///   - tellsHolder: whether there is a message of its own for its holder.
    /// - Throws: ``RegisterError``: unknown pass or reason, a pass that cannot be reissued, another reissue waiting already.
    package func reissue(
        _ id: PassID, _ content: Reissue, photo: PhotoCipher.SealedPhoto? = nil, activation: Activation,
        reason: String, tellsHolder: Bool = false, by principal: Principal, now: Int64
    ) async throws -> IssueOutcome {
        try seeds.reason(reason, for: PassAct.supersede.rawValue)
        let (old, identity) = try await engine.read { database -> (PassRow, SealedIdentity?) in
            guard let row = try PassStore.pass(id, database) else { throw RegisterError.unknownPass(id.hex) }
            return (row, try PassStore.identity(of: row.seq, database))
        }
        guard PassReplacement.isPossible(old, activation, seeds: seeds, now: now) else {
            throw RegisterError.impossible("reissue", old.number, old.stateName(at: now))
        }
        let plan: PassPlan
        do throws(RecordRefusal) {
            plan = try self.plan(content, photo: photo, from: old, now: now)
        } catch {
            return .refused(error)
        }
        let predecessor = PreparedPass.Predecessor(
            seq: old.seq, id: old.id, number: old.number, activation: activation, reason: reason,
            notice: tellsHolder ? try await noticeOfReissue(old.number, activation) : nil)
        let prepared = try PreparedPass(
            plan, vault: vault, random: random, predecessor: predecessor, identity: identity)
        if let identity, let new = prepared.identity, new.subject != identity.subject {
            let problem = FieldProblem("idNumber", "another-person", "a pass is not handed on: issue a new one")
            return .refused(RecordRefusal([problem]))
        }
        defer { changes.notify() }
        return try await pipeline().issue([prepared], by: principal, now: now)[0]
    }

    func plan(
        _ content: Reissue, photo: PhotoCipher.SealedPhoto?, from old: PassRow, now: Int64
    ) throws(RecordRefusal) -> PassPlan {
        switch content {
        case .record(let bytes):
            // The register knows the person; the number need not be typed again.
            let plan = try RecordValidator.plan(
                RecordDecoder.decode(bytes), seeds: seeds, now: now, known: ["idNumber"], photo: photo)
            guard plan.template.kind == old.kind else {
                throw RecordRefusal([
                    FieldProblem("kind", "another-kind", "a reissue is of the same kind: issue a new pass")
                ])
            }
            guard plan.identity == nil else { return plan }
            return plan.with(idHint: (try? PassClaims(decoding: old.payload))?.idHint)
        case .amended(let amendment):
            guard let claims = try? PassClaims(decoding: old.payload) else {
                throw RecordRefusal([FieldProblem("record", "damaged", "the old pass cannot be read")])
            }
            var record = try PassRecord(claims, seeds: seeds)
            record.amend(amendment, utcOffset: utcOffset)
            return try RecordValidator.plan(record, seeds: seeds, now: now, known: ["idNumber"]).with(
                idHint: claims.idHint)
        case .holderKey(let key):
            guard var claims = try? PassClaims(decoding: old.payload), let rules = seeds.rules.kinds[old.kind] else {
                throw RecordRefusal([FieldProblem("record", "damaged", "the old pass cannot be read")])
            }
            claims.holderKey = key
            claims.issuedAt = now
            claims.issuer = seeds.policy.issuer
            return PassPlan(
                template: claims, series: "", identity: nil, subject: rules.onePeriodicPer, reference: nil, warnings: []
            )
        }
    }
}
