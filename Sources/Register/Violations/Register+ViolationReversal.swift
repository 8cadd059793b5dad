import PassCrypto
import SQLStore

// Taking a violation back: everything is then as if it had never been, and nothing else changes.
extension Register {
    /// - Parameters:
    ///   - reason: a code of `reasons.json` for giving a pass back.
    ///   - text: why, for who is asked later.
    package func reverse(
        _ number: ViolationNumber, reason: String, _ text: String, by principal: Principal, now: Int64
    ) async throws -> ViolationReversal {
        try seeds.reason(reason, for: PassAct.reinstate.rawValue)
        let text = OpinionText.plain(text)
        if let fault = OpinionText.fault(in: text, longest: Self.longestEvidence) { return .refused([fault]) }
        guard !Notice.holdsIdentityNumber(text) else { return .refused([Fault("text", "identity")]) }
        let file = try await fileOf(violation: number)
        defer { changes.notify() }
        let outcome = try await engine.write { [self] database -> ViolationReversal in
            guard let violation = try ViolationStore.violation(number, database) else {
                throw RegisterError.unknownViolation
            }
            return try reverse(violation, reason: reason, text, tell: file, by: principal, now: now, database)
        }
        notices.notify()
        return outcome
    }

    /// To whom the messages about a violation go; nil for nobody.
    func fileOf(violation number: ViolationNumber) async throws -> ContactOnFile? {
        guard let pass = try await violation(number)?.pass,
            let id = try await engine.read({ try PassStore.passes(number: pass, $0).last?.id })
        else { return nil }
        return try await fileOf(pass: id)
    }

    /// Within a transaction of the caller's, who tells ``changes`` when it is over.
    func reverse(
        _ violation: Violation, reason: String, _ text: String, tell file: ContactOnFile?, by principal: Principal,
        now: Int64, _ database: any SQLWriting
    ) throws -> ViolationReversal {
        if violation.isReversed { return .already }
        guard violation.recordedBy != principal else { return .needsAnother }
        var note = try note(of: violation)
        note.reversal = text
        let box = try vault.seal(
            repeatably: note.padded, context: ViolationNote.context(violation.number, isReversed: true))
        guard
            try ViolationStore.reverse(violation, reason: reason, document: box, by: principal, at: now, database)
        else { return .already }
        let effects = effects(by: principal, now: now)
        var events: [AuditEvent] = [.violation(.reversed(violation.number, reason: reason))]
        // Others first: what they hold, too, is not in force for a moment.
        events += try effects.settle(violation.subject, database)
        for hold in try ViolationHoldStore.holds(of: violation.seq, database) where hold.end == nil {
            events += try effects.free(hold, .reversed, reason: reason, database)
        }
        try AuditStore.append(events, at: now, by: principal, database)
        if let file, let pass = violation.pass {
            try NoticeStore.enqueue(
                Notice(
                    .violationReversed, to: file.contact, language: file.language,
                    facts: ["pass": pass, "number": violation.number.text]), at: now, vault, database)
        }
        try tellCompany(violation.company, at: now, database) { name in
            (.companyViolationReversed, ["company": name, "number": violation.number.text])
        }
        return .reversed
    }

    // MARK: Appeals

    /// The violation that an appeal is against, when it was not reversed and its time is not over.
    func appealed(_ number: ViolationNumber, pass: String, _ database: any SQLReading) throws -> Violation? {
        guard let violation = try ViolationStore.violation(number, database), violation.pass == pass,
            !violation.isReversed
        else { return nil }
        return violation
    }

    /// The violation that holds a pass back since last, or for which it was revoked; nil where there is none.
    func holding(pass number: String, _ database: any SQLReading) throws -> Violation? {
        guard let row = try PassStore.passes(number: number, database).last(where: { $0.state != .void }),
            let hold = try ViolationHoldStore.open(on: row.seq, database).last
                ?? ViolationHoldStore.final(on: row.seq, database)
        else { return nil }
        return try ViolationStore.violation(seq: hold.violation, database)
    }

    // MARK: By the clock

    /// Gives back what was suspended long enough, and revokes what nobody appealed against in time.
    /// - Returns: how many passes changed.
    @discardableResult
    package func settleViolations(now: Int64) async throws -> Int {
        let principal = try Principal("rules")
        let effects = effects(by: principal, now: now)
        let most = 200
        let kept = now - service.keepDays * 86_400
        if try await engine.read({ try ViolationStore.hasNotes(recordedBefore: kept, $0) }) {
            try await engine.write { try ViolationStore.forgetNotes(recordedBefore: kept, $0) }
        }
        guard try await !engine.read({ try ViolationHoldStore.due(at: now, limit: 1, $0) }).isEmpty else { return 0 }
        defer { changes.notify() }
        return try await engine.write { database in
            var events: [AuditEvent] = []
            for hold in try ViolationHoldStore.due(at: now, limit: most, database) {
                if !hold.isFinal {
                    events += try effects.free(hold, .served, reason: "served", database)
                } else if try !Self.isAppealed(hold, database) {
                    events += try effects.finish(hold, database)
                }
            }
            if !events.isEmpty { try AuditStore.append(events, at: now, by: principal, database) }
            return events.count
        }
    }

    /// Whether an answer is owed to an appeal against a violation of the same: without that one, this may not cancel.
    private static func isAppealed(_ hold: ViolationHold, _ database: any SQLReading) throws -> Bool {
        guard let violation = try ViolationStore.violation(seq: hold.violation, database) else { return false }
        return try ViolationStore.standing(of: violation.subject, database).contains { one in
            try ViolationStore.appeals(against: one.seq, database).contains { $0.state.isOpen }
        }
    }
}

extension RegisterError {
    static let unknownViolation = RegisterError(.notFound, "there is no such violation: check its number")
}
