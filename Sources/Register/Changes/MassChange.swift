import SQLStore

/// The same done to many passes in one transaction: what each pass needs, and one addition to the audit log.
struct MassChange {
    let principal: Principal
    let now: Int64

    func apply(_ act: PassAct, _ rows: [PassRow], reason: String, _ database: any SQLWriting) throws {
        var events: [AuditEvent] = []
        for row in rows {
            guard
                case .becomes(let state) = PassStateMachine.answer(
                    to: act, in: row.state, isExpired: row.expires <= now)
            else { throw RegisterError.impossible(act.rawValue, row.number, row.stateName(at: now)) }
            events += try Register.set(state, by: act, row, reason: reason, by: principal, now: now, database)
        }
        try AuditStore.append(events, at: now, by: principal, database)
    }
}
