import PassCrypto
import PassFormat
import PassVerify
import SQLStore

/// The road of a pass from an accepted plan to a released text: intent stored, signed, verified as a gate would, released.
struct IssuePipeline: Sendable {
    let engine: any SQLEngine
    let seeds: Seeds
    let vault: IdentityVault
    let ring: KeyRing
    let random: RandomSource
    let lists: StatusListOpener
    /// What violations keep people from, at a time.
    let bans: @Sendable (Int64) -> BanCheck

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
        let intended = try await intend(passes, by: principal, now: now)
        let finished = try await finish(
            Self.stored(intended.results), with: intended.signer, by: principal, now: now)
        return try outcomes(of: intended, finished)
    }

    /// What the first transaction stored, and whose signature it named.
    private struct Intended: Sendable {
        let results: [IntentResult]
        let signer: CurrentSigner
        let texts: PassTexts
    }

    private static func stored(_ results: [IntentResult]) -> [StoredIntent] {
        results.compactMap { if case .stored(let intent) = $0 { intent } else { nil } }
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func outcomes(
        of intended: Intended, _ finished: [PassID: IssueOutcome]
    ) throws -> [IssueOutcome] {
        try intended.results.map { result in
            switch result {
            case .refused(let refusal): return .refused(refusal)
            case .already(let row): return .already(try intended.texts.issued(row))
            case .stored(let intent): return finished[intent.id] ?? .refused(RecordRefusal([]))
            }
        }
    }

    /// The first transaction, repeated with new random ids or after a new list was opened.
    private func intend(
        _ passes: [PreparedPass], by principal: Principal, now: Int64
    ) async throws -> Intended {
        var passes = passes
        for _ in 0..<8 {
            do {
                return try await engine.write { [seeds, ring, passes, bans = bans(now)] database in
                    let keys = try KeyStore.all(database)
                    let signer = try CurrentSigner.find(.pass, in: keys, ring, now: now)
                    let writer = IntentWriter(
                        seeds: seeds, signer: signer.key, bans: bans, now: now, principal: principal,
                        database: database)
                    return Intended(
                        results: try writer.store(passes), signer: signer, texts: PassTexts(keys: keys))
                }
            } catch is IntentWriter.ListsExhausted {
                try await lists.open(by: principal, now: now)
            } catch is IntentWriter.IdentifierTaken {
                passes = try passes.map { try $0.withNewID(vault: vault, random: random) }
            }
        }
        throw RegisterError(.selfCheck, "random ids repeat: the source of randomness is broken")
    }

    /// Signs, verifies and releases stored intents. An intent whose text does not verify is given up; so are those of a key that
    /// was condemned meanwhile, for `issued/KID` may be published without them.
    func finish(
        _ intents: [StoredIntent], with signer: CurrentSigner, by principal: Principal, now: Int64
    ) async throws -> [PassID: IssueOutcome] {
        guard !intents.isEmpty else { return [:] }
        let (signed, failures) = signAndCheck(intents, signer)
        let failed = failures.map(\.intent)
        var outcomes = Dictionary(
            uniqueKeysWithValues: signed.map { ($0.intent.id, IssueOutcome.issued($0.intent.issued($0.text))) })
        for (intent, error) in failures {
            outcomes[intent.id] = .refused(RecordRefusal([FieldProblem("record", "self-check", "\(error)")]))
        }
        let (void, condemned) = try await engine.write { [seeds, vault, signed, failed] database in
            let isCondemned = try KeyStore.state(of: signer.key.number, database) == .compromised
            let condemned = isCondemned ? signed.map(\.intent) : []
            let events = try (failed + condemned).map {
                try ReleaseWriter.void($0.seq, $0.id, $0.number, $0.place, now: now, database)
            }
            if !events.isEmpty { try AuditStore.append(events, at: now, by: principal, database) }
            let void = try ReleaseWriter(
                seeds: seeds, vault: vault, now: now, principal: principal, database: database
            )
            .release(isCondemned ? [] : signed)
            return (void, condemned.map(\.id))
        }
        for id in condemned {
            outcomes[id] = .refused(
                RecordRefusal([
                    FieldProblem("record", "key-condemned", "the key it was signed with was condemned meanwhile")
                ]))
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
        _ intents: [StoredIntent], _ signer: CurrentSigner
    ) -> (signed: [ReleaseWriter.Signed], failed: [(intent: StoredIntent, error: any Error)]) {
        let published = TrustedKeys([
            TrustedKey(
                publicKey: signer.key.publicKey, use: .pass, issuer: seeds.policy.issuer,
                notBefore: signer.key.notBefore, expires: signer.key.expires)
        ])
        var signed: [ReleaseWriter.Signed] = []
        var failed: [(intent: StoredIntent, error: any Error)] = []
        signed.reserveCapacity(intents.count)
        signer.handle.keepingOpen {
            for intent in intents {
                do {
                    let signature = signer.handle.sign(intent.draft.signedBytes)
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
