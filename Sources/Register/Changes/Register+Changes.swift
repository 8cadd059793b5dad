import Identifiers
import SQLStore

// Changes that two people make together: bound to their exact content, and over after two days.
extension Register {
    /// Seconds in which somebody else decides.
    package static let changeLasts: Int64 = 172_800
    /// Passes that one change names.
    package static let mostPassesInChange = 20_000
    private static let noteBytes = 400

    /// - Parameter note: a sentence for whoever decides; no personal data belong in it.
    /// - Throws: ``RegisterError`` when it could not be carried out as things stand.
    package func propose(
        _ body: ChangeBody, note: String, by principal: Principal, now: Int64
    ) async throws -> StaffChange {
        guard note.utf8.count <= Self.noteBytes, TextNormalisation.isPlain(note) else {
            throw RegisterError(.invalidArgument, "the sentence is too long")
        }
        guard let id = ChangeID(random.bytes(ChangeID.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        let change = StaffChange(
            id: id, body: body, digest: body.digest, note: note, proposedBy: principal, proposedAt: now,
            expires: now + Self.changeLasts, state: .proposed, decidedBy: nil, decidedAt: nil)
        let execution = ChangeExecution(seeds: seeds, keys: try keyChange(body), principal: principal, now: now)
        try await engine.write { database in
            try execution.check(body, database)
            try ChangeStore.insert(change, database)
            try AuditStore.append(
                [.change(.proposed(id, body.kind, digest: change.digest))], at: now, by: principal, database)
        }
        return change
    }

    package enum ChangeDecision: Hashable, Sendable {
        case becomes(StaffChange)
        case already(StaffChange)
        case impossible(ChangeMachine.Refusal)
    }

    /// Decides a change. Agreeing carries it out in the same transaction: exactly as it was shown, or not at all.
    /// - Parameter seen: the digest of what the person was shown.
    /// - Throws: ``RegisterError`` when it cannot be carried out any more; it stays proposed.
    package func decide(
        _ act: ChangeMachine.Act, _ id: ChangeID, seen: [UInt8], by principal: Principal, now: Int64
    ) async throws -> ChangeDecision {
        // Also after a failure: what was thrown may not say whether the commit is on the disk.
        defer { changes.notify() }
        guard act == .agree, let change = try await change(id), change.body.kind.isAboutKeys else {
            let execution = ChangeExecution(seeds: seeds, keys: .none, principal: principal, now: now)
            let decision = try await decided(act, id, seen: seen, execution)
            if case .becomes(let change) = decision, change.state == .done, change.body.kind == .putInForce {
                try await loadRules()
            }
            return decision
        }
        // The files are as they are while it is decided: nobody makes or moves another key meanwhile.
        return try await keyFiles.run {
            let execution = ChangeExecution(
                seeds: seeds, keys: try keyChange(change.body), principal: principal, now: now)
            let decision = try await decided(act, id, seen: seen, execution)
            if case .becomes(let change) = decision, change.state == .done { moveFiles(after: change.body) }
            return decision
        }
    }

    private func decided(
        _ act: ChangeMachine.Act, _ id: ChangeID, seen: [UInt8], _ execution: ChangeExecution
    ) async throws -> ChangeDecision {
        let (principal, now) = (execution.principal, execution.now)
        return try await engine.write { database -> ChangeDecision in
            guard let change = try ChangeStore.change(id, database) else { throw RegisterError.unknownChange }
            switch ChangeMachine.answer(to: act, by: principal.name, seen: seen, change.standing, now: now) {
            case .already: return .already(change)
            case .impossible(let refusal): return .impossible(refusal)
            case .becomes(let state):
                guard try ChangeStore.decide(id, as: state, by: principal, at: now, database) else {
                    throw RegisterError.unknownChange
                }
                // The decision first: what follows from it stands after it in the log.
                try AuditStore.append(
                    [.change(.decided(id, state, digest: change.digest))], at: now, by: principal, database)
                if state == .done {
                    try Self.stillProposed(change, database)
                    try execution.run(change.body, of: id, database)
                }
                guard let decided = try ChangeStore.change(id, database) else { throw RegisterError.unknownChange }
                return .becomes(decided)
            }
        }
    }

    /// Two people stand behind a change when it is carried out: who of the staff proposed it has not left since, is not locked out, and
    /// may still propose such a thing.
    private static func stillProposed(_ change: StaffChange, _ database: any SQLReading) throws {
        guard let handle = StaffHandle(change.proposedBy), let member = try StaffStore.member(handle, database) else {
            return
        }
        guard member.state == .active, member.roles.permissions.contains(change.body.permission) else {
            throw RegisterError(.impossibleChange, "\(handle.text), who proposed it, may not any more: propose it anew")
        }
    }

    package func change(_ id: ChangeID) async throws -> StaffChange? {
        try await engine.read { try ChangeStore.change(id, $0) }
    }

    /// The newest first.
    package func recentChanges(limit: Int = 100) async throws -> [StaffChange] {
        try await engine.read { try ChangeStore.recent(limit: limit, $0) }
    }

    package func waitingChanges(now: Int64) async throws -> Int64 {
        try await engine.read { try ChangeStore.waiting(at: now, $0) }
    }
}

extension RegisterError {
    static let unknownChange = RegisterError(.notFound, "there is no such change")
}
