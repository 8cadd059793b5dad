import SQLStore

// Approving with some seconds in which it can be undone, in place of a question that everybody clicks away.
extension Register {
    /// Seconds in which it can be undone, where nobody said otherwise; and how many there may be.
    package static let approvalUndo: Int64 = 10
    package static let approvalUndos: ClosedRange<Int64> = 1...600

    package enum SoonOutcome: Hashable, Sendable {
        /// Until when it can be undone.
        case waits(until: Int64)
        case refused([Fault])
    }

    /// Approves an application after the seconds in which it can be undone. It is on the disk: whoever closes the window has approved.
    /// - Throws: ``RegisterError`` for one that is not with the staff, that waits for the police, or that is one's own.
    package func approveSoon(
        _ id: ApplicationID, undo: Int64 = approvalUndo, by principal: Principal, now: Int64
    ) async throws -> SoonOutcome {
        guard let opened = try await opened(id) else { throw RegisterError.unknownApplication }
        let application = opened.application
        guard application.state.isWithStaff else { throw RegisterError.impossible(.approve, application) }
        let obstacles = try await obstacles(to: id, now: now)
        guard obstacles.isEmpty else { return .refused(obstacles) }
        guard !asksPolice(opened) || application.verdict == .clear else {
            throw RegisterError(
                .impossibleChange, "application \(application.number) needs a police verdict that objects to nothing")
        }
        let due = now + undo
        defer { approvals.notify() }
        return try await engine.write { database in
            guard let current = try ApplicationStore.application(id, database),
                current.version == application.version
            else { throw RegisterError.impossible(.approve, application) }
            if let conflict = try ReviewConflict.between(principal, current, database) {
                throw RegisterError.conflict(conflict, current.number)
            }
            try PendingApprovalStore.put(current, by: principal, at: now, due: due, database)
            return .waits(until: try PendingApprovalStore.pending(current.seq, database)?.due ?? due)
        }
    }

    /// Takes an approval back that was not carried out yet.
    /// - Returns: false when it is too late.
    package func undoApproval(_ id: ApplicationID, by principal: Principal, now: Int64) async throws -> Bool {
        try await deciding.run { [self] in
            try await engine.write { database in
                guard let application = try ApplicationStore.application(id, database),
                    let pending = try PendingApprovalStore.pending(application.seq, database),
                    pending.by == principal.name, application.state.isWithStaff
                else { return false }
                return try PendingApprovalStore.remove(application.seq, database)
            }
        }
    }

    /// Carries out what nobody took back in time. One that cannot be any more goes back to the queue.
    /// - Returns: when the next is due; nil for none.
    package func carryOutApprovals(now: Int64) async throws -> Int64? {
        for pending in try await engine.read({ try PendingApprovalStore.due(at: now, limit: 500, $0) }) {
            do {
                if let current = try await application(pending.application), current.version == pending.version {
                    _ = try await approve(pending.application, by: Principal(pending.by), now: now)
                }
            } catch is RegisterError {
                // Somebody else decided it meanwhile, or a rule stands against it now: it is looked at once more.
            }
            try await engine.write { database in
                guard let application = try ApplicationStore.application(pending.application, database) else { return }
                _ = try PendingApprovalStore.remove(application.seq, database)
            }
        }
        return try await engine.read { try PendingApprovalStore.next($0) }
    }
}
