import PassFormat
import SQLStore

/// Brings what violations do to passes in line with what follows from them, within a transaction: a pass is held back by as many as
/// hold it, comes back with the last of them, and to where it was before.
struct ViolationEffects {
    /// What a pass that a violation holds is suspended for.
    static let reason = "violation"

    let engine: ViolationEngine
    let principal: Principal
    let now: Int64
    /// When a cancellation that begins now is final: the time to appeal is over.
    let finalAt: Int64

    /// Holds what is to be held of a person or vehicle, and frees what is not.
    /// - Returns: what belongs into the audit log.
    func settle(_ subject: [UInt8], _ database: any SQLWriting) throws -> [AuditEvent] {
        let standing = try ViolationStore.standing(of: subject, database)
        let measures = engine.measures(of: standing.map(\.asCase)).filter {
            ViolationMeasure.Kind.stopping.contains($0.kind)
        }
        var events: [AuditEvent] = []
        for violation in standing {
            let own = measures.filter { $0.violation == violation.seq }
            let isFinal = own.contains { $0.kind != .suspension }
            let until = own.compactMap { $0.kind == .suspension ? $0.until : nil }.max()
            guard isFinal || (until ?? .min) > now else { continue }
            for pass in try passes(of: violation, database) {
                events += try hold(pass, by: violation, isFinal: isFinal, until: until ?? now, database)
            }
        }
        // What is freed comes last, so that a pass that another one holds never is in force in between.
        for violation in standing {
            let isStopping = measures.contains { $0.violation == violation.seq }
            guard !isStopping else { continue }
            for hold in try ViolationHoldStore.holds(of: violation.seq, database) where hold.end == nil {
                events += try free(hold, .milder, reason: "cleared", database)
            }
        }
        return events
    }

    /// The passes that a violation holds back: whoever's it is, of the terms that the rules name; and the one it was seen with.
    private func passes(of violation: Violation, _ database: any SQLReading) throws -> [PassRow] {
        Self.passes(
            try ViolationStore.passesInForce(of: violation.subject, now: now, database)
                + (violation.pass.map { try PassStore.passes(number: $0, database) } ?? []),
            of: violation.pass, terms: engine.rules(violation.rules)?.terms ?? [], now: now)
    }

    static func passes(_ rows: [PassRow], of number: String?, terms: Set<PassTerm>, now: Int64) -> [PassRow] {
        var seen: Set<Int64> = []
        return rows.filter { row in
            (row.state == .active || row.state == .suspended) && row.expires > now
                && (terms.contains(row.term) || row.number == number) && seen.insert(row.seq).inserted
        }
    }

    private func hold(
        _ pass: PassRow, by violation: Violation, isFinal: Bool, until: Int64, _ database: any SQLWriting
    ) throws -> [AuditEvent] {
        if let known = try ViolationHoldStore.hold(of: violation.seq, on: pass.seq, database) {
            switch known.end {
            case nil:
                // A cancellation goes on from when it began.
                let end = isFinal ? (known.isFinal ? known.until : finalAt) : until
                if known.isFinal != isFinal || known.until != end {
                    try ViolationHoldStore.set(known, isFinal: isFinal, until: end, database)
                }
                return []
            case .served where !isFinal, .reversed, .final, .over: return []
            case .served, .milder: break
            }
        }
        let others = try ViolationHoldStore.open(on: pass.seq, database)
        var (before, loss): (String?, LossKind?) = (nil, nil)
        if let other = others.first {
            (before, loss) = (other.beforeReason, other.beforeLoss)
        } else if pass.state == .suspended {
            before = pass.reason ?? "other"
            loss = try LossStore.isSelfReported(pass, database) ? before.flatMap(LossKind.init) : nil
        }
        try ViolationHoldStore.open(
            violation.seq, on: pass, isFinal: isFinal, until: isFinal ? finalAt : until, beforeReason: before,
            beforeLoss: loss, at: now, database)
        guard try others.isEmpty || !ViolationHoldStore.isNewest(on: pass, database) else { return [] }
        // Also of one that was suspended already: what it was suspended for gives it back no more.
        let events = try Register.set(
            .suspended, by: .suspend, pass, reason: Self.reason, by: principal, now: now, database)
        try ViolationHoldStore.noteChange(of: pass, by: violation.seq, database)
        return events
    }

    /// Ends what holds a pass. With the last of them it goes back to where it was before, unless somebody did something else to it.
    func free(
        _ hold: ViolationHold, _ end: ViolationHold.End, reason: String, _ database: any SQLWriting
    ) throws -> [AuditEvent] {
        try ViolationHoldStore.end(hold, end, at: now, database)
        guard try !ViolationHoldStore.isHeld(hold.passSeq, database),
            let pass = try PassStore.pass(seq: hold.passSeq, database), pass.state == .suspended, pass.expires > now,
            try ViolationHoldStore.isNewest(on: pass, database)
        else { return [] }
        guard let before = hold.beforeReason else {
            return try Register.set(.active, by: .reinstate, pass, reason: reason, by: principal, now: now, database)
        }
        let events = try Register.set(
            .suspended, by: .suspend, pass, reason: before, by: principal, now: now, database)
        if let loss = hold.beforeLoss { try LossStore.open(pass, loss, at: now, database) }
        return events
    }

    /// Revokes a pass whose cancellation nobody appealed against in time.
    func finish(_ hold: ViolationHold, _ database: any SQLWriting) throws -> [AuditEvent] {
        guard let pass = try PassStore.pass(seq: hold.passSeq, database), pass.state == .suspended, pass.expires > now
        else {
            try ViolationHoldStore.end(hold, .over, at: now, database)
            return []
        }
        try ViolationHoldStore.end(hold, .final, at: now, database)
        for other in try ViolationHoldStore.open(on: pass.seq, database) {
            try ViolationHoldStore.end(other, .over, at: now, database)
        }
        return try Register.set(.revoked, by: .revoke, pass, reason: Self.reason, by: principal, now: now, database)
    }
}

extension RegisterError {
    static func heldByViolation(_ number: String) -> RegisterError {
        RegisterError(
            .impossibleChange, "a violation holds \(number) back: it comes back when that is reversed, or served")
    }
}
