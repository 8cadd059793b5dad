import PassFormat
import SQLStore

extension Register {
    /// The reason that a binding's reissue is recorded with.
    private static let bindingReason = "new-phone"

    /// Binds an active pass to a phone: it is issued anew with the phone's key, and in the transaction that makes the new one valid
    /// the former is superseded. A phone it was bound to before is so bound no longer.
    ///
    /// Bindings pass one at a time, so that the second of two at once finds what the first did. A pass that is suspended or revoked
    /// between the signature and that transaction stays what it became, and the new one is void.
    /// - Parameter number: of a pass that the caller has proved to be theirs.
    package func bind(
        number: String, to proof: HolderProof, by principal: Principal, now: Int64
    ) async throws -> BindingOutcome {
        guard proof.isGood(for: number) else { return .refused(.badProof) }
        return try await bind(number: number, to: proof.key, by: principal, now: now)
    }

    /// Gives a binding up: the pass is a plain one again, for a phone that can make no live codes.
    package func unbind(number: String, by principal: Principal, now: Int64) async throws -> BindingOutcome {
        try await bind(number: number, to: nil, by: principal, now: now)
    }

    private func bind(
        number: String, to key: HolderKey?, by principal: Principal, now: Int64
    ) async throws -> BindingOutcome {
        try seeds.reason(Self.bindingReason, for: PassAct.supersede.rawValue)
        return try await binding.run {
            let rows = try await engine.read { try PassStore.passes(number: number, $0) }
            switch try BindingCheck.answer(rows, to: key, rules: seeds.rules.binding, now: now) {
            case .refused(let refusal): return .refused(refusal)
            case .already(let row): return .already(try await held(row))
            case .replace(let row):
                guard try isWritable(row, with: key) else { return .refused(.tooLong) }
                return try await replace(row, with: key, by: principal, now: now)
            }
        }
    }

    private func replace(
        _ row: PassRow, with key: HolderKey?, by principal: Principal, now: Int64
    ) async throws -> BindingOutcome {
        let outcome: IssueOutcome
        do {
            outcome = try await reissue(
                row.id, .holderKey(key), activation: .nowIfActive, reason: Self.bindingReason, by: principal, now: now)
        } catch let error as RegisterError where error.code == .impossibleChange {
            // It was changed after it was looked at.
            return .refused(try await isReissueWaiting(for: row) ? .reissueWaiting : .notActive)
        }
        switch outcome {
        case .issued(let pass), .already(let pass):
            guard let new = try await engine.read({ try PassStore.pass(pass.id, $0) }) else {
                throw RegisterError.damaged("a pass that was just issued")
            }
            return .bound(try await held(new))
        case .refused(let refusal):
            guard refusal.problems.contains(where: { $0.rule == "predecessor-changed" }) else {
                throw RegisterError(.selfCheck, "\(row.number) could not be bound: \(refusal.problems)")
            }
            return .refused(.notActive)
        }
    }

    private func isReissueWaiting(for row: PassRow) async throws -> Bool {
        try await engine.read { database in
            try PassStore.pass(row.id, database)?.state == .active
                && !PassStore.successors(of: row.seq, database).isEmpty
        }
    }

    /// Whether the text stays within its limit: found out before a place in a status list is used up. Apart from the asynchronous
    /// part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func isWritable(_ row: PassRow, with key: HolderKey?) throws -> Bool {
        var claims = try PassClaims(decoding: row.payload)
        claims.holderKey = key
        claims.status = StatusReference(index: StatusList.standardCount - 1, uri: claims.status.uri)
        // The number of the list may have a digit more.
        let spare = 3
        do throws(FormatError) {
            let draft = try PassDraft(claims, keyID: KeyID(rawValue: 0))
            let text = try PassTextWriter.pass(draft.signed([UInt8](repeating: 0, count: 64)))
            return text.utf8.count + spare <= PassLimits.passTextWritten
        } catch {
            return false
        }
    }
}
