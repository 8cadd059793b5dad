import PassCrypto
import PassFormat
import PassVerify
import SQLStore

/// The road of a pass from an accepted plan to a released text: intent stored, signed, verified as a gate would, released.
struct IssuePipeline: Sendable {
    let engine: any SQLEngine
    let seeds: Seeds
    let vault: IdentityVault
    /// The key that signs, and what the register publishes about it.
    let key: KeyHandle
    let signer: RegisterKey
    let texts: PassTexts
    let random: RandomSource
    let lists: StatusListOpener

    /// Issues a batch, all of one moment. Records that break a rule are refused; the others are issued all the same.
    /// - Returns: one outcome for each plan, in order.
    func issue(
        _ plans: [Result<PassPlan, RecordRefusal>], by principal: Principal, now: Int64
    ) async throws -> [IssueOutcome] {
        var outcomes = try await issue(prepared(plans), by: principal, now: now)[...]
        return plans.compactMap { plan in
            switch plan {
            case .failure(let refusal): .refused(refusal)
            case .success: outcomes.popFirst()
            }
        }
    }

    private func prepared(_ plans: [Result<PassPlan, RecordRefusal>]) throws -> [PreparedPass] {
        try vault.keepingOpen {
            try plans.compactMap { plan in
                guard case .success(let plan) = plan else { return nil }
                return try PreparedPass(plan, vault: vault, random: random)
            }
        }
    }

    /// - Returns: one outcome for each pass, in order.
    func issue(_ passes: [PreparedPass], by principal: Principal, now: Int64) async throws -> [IssueOutcome] {
        guard !passes.isEmpty else { return [] }
        guard signer.state == .current, signer.notBefore <= now, now < signer.expires else {
            throw RegisterError(.missingKey, "the time of the key for passes is over or has not begun: make a new key")
        }
        let results = try await intend(passes, by: principal, now: now)
        let finished = try await finish(Self.stored(results), by: principal, now: now)
        return try outcomes(of: results, finished)
    }

    private static func stored(_ results: [IntentResult]) -> [StoredIntent] {
        results.compactMap { if case .stored(let intent) = $0 { intent } else { nil } }
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func outcomes(
        of results: [IntentResult], _ finished: [PassID: IssueOutcome]
    ) throws -> [IssueOutcome] {
        try results.map { result in
            switch result {
            case .refused(let refusal): return .refused(refusal)
            case .already(let row): return .already(try texts.issued(row))
            case .stored(let intent): return finished[intent.id] ?? .refused(RecordRefusal([]))
            }
        }
    }

    /// The first transaction, repeated with new random ids or after a new list was opened.
    private func intend(
        _ passes: [PreparedPass], by principal: Principal, now: Int64
    ) async throws -> [IntentResult] {
        var passes = passes
        for _ in 0..<8 {
            do {
                return try await engine.write { [seeds, signer, passes] database in
                    try IntentWriter(seeds: seeds, signer: signer, now: now, principal: principal, database: database)
                        .store(passes)
                }
            } catch is IntentWriter.ListsExhausted {
                try await lists.open(by: principal, now: now)
            } catch is IntentWriter.IdentifierTaken {
                passes = try passes.map { try $0.withNewID(vault: vault, random: random) }
            }
        }
        throw RegisterError(.selfCheck, "random ids repeat: the source of randomness is broken")
    }

    /// Signs, verifies and releases stored intents. An intent whose text does not verify is given up.
    func finish(
        _ intents: [StoredIntent], by principal: Principal, now: Int64
    ) async throws -> [PassID: IssueOutcome] {
        guard !intents.isEmpty else { return [:] }
        let (signed, failures) = signAndCheck(intents)
        let failed = failures.map(\.intent)
        var outcomes = Dictionary(
            uniqueKeysWithValues: signed.map { ($0.intent.id, IssueOutcome.issued($0.intent.issued($0.text))) })
        for (intent, error) in failures {
            outcomes[intent.id] = .refused(RecordRefusal([FieldProblem("record", "self-check", "\(error)")]))
        }
        let void = try await engine.write { [seeds, signed, failed] database in
            let events = try failed.map {
                try ReleaseWriter.void($0.seq, $0.id, $0.number, $0.place, now: now, database)
            }
            if !events.isEmpty { try AuditStore.append(events, at: now, by: principal, database) }
            return try ReleaseWriter(seeds: seeds, now: now, principal: principal, database: database).release(signed)
        }
        for id in void {
            outcomes[id] = .refused(
                RecordRefusal([
                    FieldProblem("record", "predecessor-changed", "the pass it replaces was changed meanwhile")
                ]))
        }
        return outcomes
    }

    /// Signs each intent and verifies its text as a gate would. Apart from the asynchronous part, as above.
    @inline(never)
    private func signAndCheck(
        _ intents: [StoredIntent]
    ) -> (signed: [ReleaseWriter.Signed], failed: [(intent: StoredIntent, error: any Error)]) {
        let published = TrustedKeys([
            TrustedKey(
                publicKey: signer.publicKey, use: .pass, issuer: seeds.policy.issuer, notBefore: signer.notBefore,
                expires: signer.expires)
        ])
        var signed: [ReleaseWriter.Signed] = []
        var failed: [(intent: StoredIntent, error: any Error)] = []
        signed.reserveCapacity(intents.count)
        key.keepingOpen {
            for intent in intents {
                do {
                    let signature = key.sign(intent.draft.signedBytes)
                    let text = try PassTextWriter.pass(intent.draft.signed(signature))
                    try PassSelfCheck.check(text, means: intent.claims, keys: published)
                    signed.append(ReleaseWriter.Signed(intent: intent, signature: signature, text: text))
                } catch {
                    failed.append((intent, error))
                }
            }
        }
        return (signed, failed)
    }
}
