package import PassFormat
import SQLStore

// After a pass key was condemned: what it signed, and the same passes under another key. The old ones stay good by `issued/KID`
// until the new ones take their place, so nobody is turned away in between.
extension Register {
    /// Why passes are issued anew after a compromise, as records and pages have it.
    package static let compromiseReason = "key-compromise"
    /// Two weeks: until then the pass in a pocket is good, and the new one is fetched or printed.
    package static let reissueTime: Int64 = 14 * 86_400

    /// Which passes a key signed, and how far they are issued anew.
    /// - Throws: ``RegisterError`` with code `notFound` for a key that is none for passes.
    package func compromise(of id: KeyID, now: Int64) async throws -> Compromise {
        let key = try await passKey(id)
        return try await engine.read { database in
            let counts = try SignerStore.counts(of: key.number, now: now, database)
            let (waiting, replaced) = try SignerStore.succession(of: key.number, now: now, database)
            let good = counts.filter { $0.state == .active }.reduce(0) { $0 + $1.count }
            return Compromise(
                key: id, state: key.state,
                counts: counts.map { Compromise.Count(kind: $0.kind, state: $0.state, count: $0.count) },
                ports: try SignerStore.ports(of: key.number, now: now, database), remaining: good - waiting,
                waiting: waiting, replaced: replaced)
        }
    }

    /// The numbers of the good passes that a key signed, in their order of issue.
    /// - Parameter place: what the call before returned; 0 to begin.
    package func goodPasses(
        signedBy id: KeyID, after place: Int64, limit: Int, now: Int64
    ) async throws -> (numbers: [String], place: Int64?) {
        let key = try await passKey(id)
        let rows = try await engine.read {
            try SignerStore.goodNumbers(of: key.number, after: place, limit: limit, now: now, $0)
        }
        return (rows.map(\.number), rows.count == limit ? rows.last?.seq : nil)
    }

    private func passKey(_ id: KeyID) async throws -> RegisterKey {
        guard let key = try await engine.read({ try KeyStore.all($0) }).last(where: { $0.id == id && $0.use == .pass })
        else { throw RegisterError(.notFound, "the register has no key \(id.hex) for passes: see portpass keys list") }
        return key
    }

    /// Issues the good passes of a condemned key anew under the key that signs now: the same particulars, number and phone.
    ///
    /// A pass is taken up once: what has a successor, waiting or in its place, is left alone, so the call may be cut off and
    /// made again. Suspended ones stay suspended; given back, they are taken up by the next call.
    /// - Parameters:
    ///   - activation: when a new pass takes the place of the old one.
    ///   - progress: told after each batch, which is durable then.
    /// - Throws: ``RegisterError`` with code `impossibleChange` for a key that is not condemned, `missingKey` without another.
    package func reissue(
        signedBy id: KeyID, activation: Activation, by principal: Principal, now: () -> Int64,
        progress: (BulkReissue) -> Void = { _ in }
    ) async throws -> BulkReissue {
        let key = try await passKey(id)
        guard key.state == .compromised else {
            throw RegisterError(
                .impossibleChange, "\(id.hex) is not condemned: its passes stay good, and nothing has to be issued anew"
            )
        }
        try seeds.reason(Self.compromiseReason, for: PassAct.supersede.rawValue)
        _ = try await signer(.pass, now: now())
        var result = BulkReissue()
        var place: Int64 = 0
        while true {
            try Task.checkCancellation()
            let (time, after) = (now(), place)
            let rows = try await engine.read {
                try SignerStore.withoutSuccessor(
                    of: key.number, after: after, limit: Self.batchSize, now: time, $0)
            }
            guard let last = rows.last else { return result }
            place = last.seq
            try await reissue(rows, activation: activation, by: principal, now: time, into: &result)
            progress(result)
            changes.notify()
        }
    }

    private func reissue(
        _ rows: [PassRow], activation: Activation, by principal: Principal, now: Int64, into result: inout BulkReissue
    ) async throws {
        let prepared = try await prepared(rows, activation: activation, now: now)
        defer { notices.notify() }
        do {
            let outcomes = try await pipeline().issue(prepared, by: principal, now: now)
            for (row, outcome) in zip(rows, outcomes) { result.count(outcome, row.number) }
        } catch let error as RegisterError where error.code == .impossibleChange {
            // One of them was changed after it was looked at. Each by itself: the others go on.
            guard rows.count > 1 else {
                result.changed += 1
                return
            }
            for row in rows {
                try await reissue([row], activation: activation, by: principal, now: now, into: &result)
            }
        }
    }

    private func prepared(_ rows: [PassRow], activation: Activation, now: Int64) async throws -> [PreparedPass] {
        let identities = try await engine.read { database in
            try rows.map { try PassStore.identity(of: $0.seq, database) }
        }
        var told: [Notice?] = []
        for row in rows { told.append(try await noticeOfReissue(row.number, activation)) }
        return try prepare(zip(rows, zip(identities, told)), activation: activation, now: now)
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func prepare(
        _ rows: Zip2Sequence<[PassRow], Zip2Sequence<[SealedIdentity?], [Notice?]>>, activation: Activation, now: Int64
    ) throws -> [PreparedPass] {
        try vault.keepingOpen {
            try rows.map { row, known in
                let holderKey = try PassClaims(decoding: row.payload).holderKey
                let plan = try plan(.holderKey(holderKey), photo: nil, from: row, now: now)
                let predecessor = PreparedPass.Predecessor(
                    seq: row.seq, id: row.id, number: row.number, activation: activation, reason: Self.compromiseReason,
                    notice: known.1)
                return try PreparedPass(
                    plan, vault: vault, random: random, predecessor: predecessor, identity: known.0)
            }
        }
    }
}

extension BulkReissue {
    fileprivate mutating func count(_ outcome: IssueOutcome, _ number: String) {
        switch outcome {
        case .issued, .already: issued += 1
        case .refused(let refusal):
            let rule = refusal.problems.first?.rule ?? "unknown"
            if rule == "predecessor-changed" {
                changed += 1
            } else {
                refused.append(Refusal(number: number, rule: rule))
            }
        }
    }
}
