import PassFormat
import SQLStore

/// Carries out what two people agreed on, within the transaction in which the second one agrees.
struct ChangeExecution {
    let seeds: Seeds
    let keys: KeyChange
    let principal: Principal
    let now: Int64

    /// Whether it could be carried out now.
    /// - Throws: ``RegisterError`` that says why not.
    func check(_ body: ChangeBody, _ database: any SQLReading) throws {
        switch body {
        case .revoke(let passes, let reason):
            guard !passes.isEmpty, passes.count <= Register.mostPassesInChange, Set(passes).count == passes.count
            else {
                throw RegisterError(
                    .invalidArgument, "a change names 1 to \(Register.mostPassesInChange) passes, each once")
            }
            try seeds.reason(reason, for: PassAct.revoke.rawValue)
            for pass in passes { _ = try revocable(pass, database) }
        case .reinstate(let pass, let reason):
            try seeds.reason(reason, for: PassAct.reinstate.rawValue)
            let row = try Register.existing(pass, database)
            guard case .becomes = PassStateMachine.answer(to: .reinstate, in: row.state, isExpired: row.expires <= now)
            else { throw RegisterError.impossible("reinstate", row.number, row.stateName(at: now)) }
            // What a violation holds back comes back with the violation: reversed by another, or served.
            guard try !ViolationHoldStore.isHeld(row.seq, database) else {
                throw RegisterError.heldByViolation(row.number)
            }
        case .setRoles(let handle, let roles):
            guard try Register.staff(handle, database).state != .left else { throw RegisterError.staffLeft(handle) }
            guard !roles.isEmpty else { throw RegisterError(.invalidArgument, "name a role at least") }
        case .putInForce(let kind, let bytes): _ = try checkRules(kind, bytes, database)
        case .announceKey, .useKey, .withdrawKey, .replaceRoleKey, .takeRoot, .condemnKey, .reissuePasses:
            try keys.check(body, now: now, database)
        }
    }

    func run(_ body: ChangeBody, of change: ChangeID, _ database: any SQLWriting) throws {
        try check(body, database)
        switch body {
        case .revoke(let passes, let reason):
            let mass = MassChange(principal: principal, now: now)
            try mass.apply(.revoke, try passes.compactMap { try revocable($0, database) }, reason: reason, database)
        case .reinstate(let pass, let reason):
            _ = try Register.change(
                .reinstate, Register.existing(pass, database), reason: reason, by: principal, now: now, database)
        case .setRoles(let handle, let roles):
            try Register.setStaffRoles(roles, of: handle, by: principal, now: now, database)
        case .putInForce(let kind, let bytes):
            let file = try checkRules(kind, bytes, database)
            try RuleSetStore.insert(file, by: principal, at: now, database)
            try AuditStore.append(
                [.violation(.rulesPutInForce(kind, digest: file.digest, from: file.from))], at: now, by: principal,
                database)
        case .announceKey, .useKey, .withdrawKey, .replaceRoleKey, .takeRoot, .condemnKey, .reissuePasses:
            try keys.run(body, of: change, by: principal, now: now, database)
        }
    }

    /// A pass that is to be revoked; nil for one that is over, or revoked, so that nothing is left to do.
    /// - Throws: for one that another pass took the place of: that one is meant, and nobody agreed on it.
    private func revocable(_ id: PassID, _ database: any SQLReading) throws -> PassRow? {
        let row = try Register.existing(id, database)
        switch PassStateMachine.answer(to: .revoke, in: row.state, isExpired: row.expires <= now) {
        case .becomes: return row
        case .already: return nil
        case .impossible where row.expires <= now: return nil
        case .impossible: throw RegisterError.impossible("revoke", row.number, row.stateName(at: now))
        }
    }
}
