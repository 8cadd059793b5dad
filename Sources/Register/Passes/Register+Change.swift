import Identifiers
package import PassFormat
import PassVerify
import SQLStore

extension Register {
    // MARK: Looking up

    /// The pass of an id; nil when there is none.
    package func pass(_ id: PassID) async throws -> PassSummary? {
        try await engine.read { database in
            try PassStore.pass(id, database).map { try Self.summary($0, database) }
        }
    }

    /// The passes of these ids, in their order; those that there are.
    package func passes(_ ids: [PassID]) async throws -> [PassSummary] {
        try await engine.read { [self] database in
            try summaries(ids.compactMap { try PassStore.pass($0, database) }, database)
        }
    }

    /// All passes of a number, oldest first.
    package func passes(number: String) async throws -> [PassSummary] {
        try await engine.read { [self] database in
            try summaries(PassStore.passes(number: number, database), database)
        }
    }

    /// The pass that a person means: an id in 16 hexadecimal digits, or a number, which stands for its newest pass that is
    /// not waiting.
    /// - Throws: ``RegisterError`` with code `notFound`.
    package func passID(of text: String) async throws -> PassID {
        if let id = PassID(hex: text.lowercased()), try await pass(id) != nil { return id }
        let passes = try await passes(number: text.uppercased())
        let settled = passes.last { $0.state != .waiting && $0.state != .intended && $0.state != .void }
        guard let pass = settled ?? passes.last else {
            throw RegisterError.unknownPass(
                text.utf8.count <= 40 && TextNormalisation.isPlain(text) ? text : "of this name")
        }
        return pass.id
    }

    static func summary(_ row: PassRow, _ database: any SQLReading) throws -> PassSummary {
        try summary(row, PassTexts(keys: KeyStore.all(database)), database)
    }

    func summaries(_ rows: [PassRow], _ database: any SQLReading) throws -> [PassSummary] {
        try Self.summaries(rows, texts.knowing(rows, database), database)
    }

    static func summaries(
        _ rows: [PassRow], _ texts: PassTexts, _ database: any SQLReading
    ) throws -> [PassSummary] {
        try rows.map { try summary($0, texts, database) }
    }

    private static func summary(
        _ row: PassRow, _ texts: PassTexts, _ database: any SQLReading
    ) throws -> PassSummary {
        let replaces = try row.replaces.flatMap { try PassStore.pass(seq: $0, database)?.id }
        return try texts.summary(row, replaces: replaces)
    }

    // MARK: Changing

    /// Suspends, reinstates or revokes one pass, in one transaction with its audit record.
    /// - Parameter reason: a code of `reasons.json`.
    /// - Throws: ``RegisterError``: unknown pass, unknown reason, or a change its state does not allow.
    package func change(
        _ act: PassAct, _ id: PassID, reason: String, by principal: Principal, now: Int64
    ) async throws -> ChangeOutcome {
        guard act == .suspend || act == .reinstate || act == .revoke else {
            throw RegisterError(.invalidArgument, "a pass is superseded by reissuing it, and activated by activate")
        }
        try seeds.reason(reason, for: act.rawValue)
        defer { changes.notify() }
        return try await engine.write { database in
            try Self.change(act, Self.existing(id, database), reason: reason, by: principal, now: now, database)
        }
    }

    /// Within a transaction of the caller's, who tells ``changes`` when it is over.
    static func change(
        _ act: PassAct, _ row: PassRow, reason: String, by principal: Principal, now: Int64,
        _ database: any SQLWriting
    ) throws -> ChangeOutcome {
        let state: PassState
        switch PassStateMachine.answer(to: act, in: row.state, isExpired: row.expires <= now) {
        case .already:
            // Staff suspend what its holder had suspended: then it is theirs to lift, and the holder's no more.
            guard act == .suspend, row.expires > now, try LossStore.isSelfReported(row, database) else {
                return .already(try summary(row, database))
            }
            state = .suspended
        case .impossible: throw RegisterError.impossible(act.rawValue, row.number, row.stateName(at: now))
        case .becomes(let next): state = next
        }
        guard try act != .reinstate || !ViolationHoldStore.isHeld(row.seq, database) else {
            throw RegisterError.heldByViolation(row.number)
        }
        let events = try set(state, by: act, row, reason: reason, by: principal, now: now, database)
        try AuditStore.append(events, at: now, by: principal, database)
        return .changed(try summary(existing(row.id, database), database))
    }

    /// Everything that a new state brings with it, but for the audit log.
    /// - Returns: what belongs into that.
    static func set(
        _ state: PassState, by act: PassAct, _ row: PassRow, reason: String, by principal: Principal, now: Int64,
        _ database: any SQLWriting
    ) throws -> [AuditEvent] {
        try PassStore.setState(state, reason: reason, of: row.seq, database)
        try StatusStore.touch(row.place.list, database)
        try StatusChangeStore.note(state, of: row.id, reason, list: row.place.list, at: now, database)
        try DecisionStore.note(principal, of: row.id, database)
        try LossStore.end(row.seq, at: now, database)
        var events: [AuditEvent] = [
            .passChanged(act, row.id, number: row.number, reason: reason, successor: nil)
        ]
        if state == .revoked {
            try PhotoStore.withdraw(photoOf: row.seq, now: now, database)
            events += try revokeWaitingSuccessors(of: row, reason: reason, now: now, database)
        }
        return events
    }

    static func existing(_ id: PassID, _ database: any SQLReading) throws -> PassRow {
        guard let row = try PassStore.pass(id, database) else { throw RegisterError.unknownPass(id.hex) }
        return row
    }

    /// A revoked pass takes the reissues with it that were to take its place.
    private static func revokeWaitingSuccessors(
        of row: PassRow, reason: String, now: Int64, _ database: any SQLWriting
    ) throws -> [AuditEvent] {
        var events: [AuditEvent] = []
        for successor in try PassStore.successors(of: row.seq, database) where successor.state == .waiting {
            try PassStore.setState(.revoked, reason: reason, of: successor.seq, database)
            try StatusStore.touch(successor.place.list, database)
            try StatusChangeStore.note(
                .revoked, of: successor.id, reason, list: successor.place.list, at: now, database)
            try PhotoStore.withdraw(photoOf: successor.seq, now: now, database)
            events.append(
                .passChanged(.revoke, successor.id, number: successor.number, reason: reason, successor: nil))
        }
        return events
    }

    // MARK: Activating reissues

    /// A waiting reissue takes its predecessor's place: in one transaction one is superseded and the other active.
    package func activate(_ id: PassID, by principal: Principal, now: Int64) async throws -> ChangeOutcome {
        // Also after a failure: what was thrown may not say whether the commit is on the disk.
        defer { changes.notify() }
        return try await activateInSilence(id, by: principal, now: now)
    }

    /// Without telling the publisher, which calls this itself.
    private func activateInSilence(_ id: PassID, by principal: Principal, now: Int64) async throws -> ChangeOutcome {
        try await engine.write { [seeds] database in
            try Self.activate(id, seeds: seeds, by: principal, now: now, database)
        }
    }

    private static func activate(
        _ id: PassID, seeds: Seeds, by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws -> ChangeOutcome {
        let row = try existing(id, database)
        switch PassStateMachine.answer(to: .activate, in: row.state, isExpired: row.expires <= now) {
        case .already: return .already(try summary(row, database))
        case .impossible: throw RegisterError.impossible("activate", row.number, row.stateName(at: now))
        case .becomes(let state):
            guard let old = try row.replaces.flatMap({ try PassStore.pass(seq: $0, database) }) else {
                throw RegisterError.damaged("a reissue of nothing")
            }
            var events: [AuditEvent] = []
            let reason = row.reason ?? "other"
            if PassReplacement.isPossible(old, .whenActivated, seeds: seeds, now: now) {
                try PassStore.setState(.superseded, reason: reason, of: old.seq, database)
                try StatusStore.touch(old.place.list, database)
                try StatusChangeStore.note(
                    .superseded, of: old.id, reason, list: old.place.list, at: now, database)
                try PhotoStore.withdraw(photoOf: old.seq, now: now, database)
                events.append(.passChanged(.supersede, old.id, number: old.number, reason: reason, successor: row.id))
            } else if old.expires > now {
                // Suspended, for a reason that a new pass does not shake off.
                throw RegisterError.impossible("activate the reissue of", old.number, old.stateName(at: now))
            }
            try PassStore.setState(state, reason: reason, of: row.seq, database)
            try StatusStore.touch(row.place.list, database)
            try StatusChangeStore.note(state, of: row.id, reason, list: row.place.list, at: now, database)
            events.append(.passChanged(.activate, row.id, number: row.number, reason: reason, successor: nil))
            try DirectoryStore.takeIn(
                DirectoryStore.Released(
                    seq: row.seq, number: WireText(row.number), isWaiting: false, payload: row.payload), database)
            try AuditStore.append(events, at: now, by: principal, database)
            return .changed(try summary(existing(id, database), database))
        }
    }

    /// Activates the reissues whose date has come. One that cannot take its place yet (its predecessor is suspended) waits on.
    /// - Returns: the passes that became active.
    package func activateDue(by principal: Principal, now: Int64) async throws -> [PassID] {
        let waiting = try await engine.read { try PassStore.pending(.waiting, $0) }
        var activated: [PassID] = []
        for row in waiting {
            guard case .at(let time) = Activation(stored: row.activatesAt ?? .max), time <= now, row.expires > now
            else {
                continue
            }
            do {
                _ = try await activateInSilence(row.id, by: principal, now: now)
                activated.append(row.id)
            } catch let error as RegisterError where error.code == .impossibleChange {
                continue
            }
        }
        return activated
    }
}
