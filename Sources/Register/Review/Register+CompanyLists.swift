import PassFormat
import SQLStore

// A company's applications side by side: those that are ticked are decided in one act, each for itself.
extension Register {
    /// Applications of one list, and of one act on it.
    package static let mostInList = 100

    /// The companies that have applications with the staff, those with the most first.
    package func companyQueues() async throws -> [CompanyQueue] {
        let found = try await engine.read { database in
            try CompanyListStore.counts(database).compactMap { counts -> (CompanyRow, CompanyListStore.Counts)? in
                try CompanyStore.company(seq: counts.company, database).map { ($0, counts) }
            }
        }
        return try queues(found)
    }

    @inline(never)
    private func queues(_ found: [(CompanyRow, CompanyListStore.Counts)]) throws -> [CompanyQueue] {
        try found.map { row, counts in
            CompanyQueue(
                company: try company(row), submitted: counts.submitted, withPolice: counts.withPolice,
                answered: counts.answered)
        }
    }

    /// What waits of a company, the oldest first, as whoever decides it sees it.
    /// - Returns: nil for a company that there is not; how many there are beside those that are given.
    package func companyList(
        _ id: CompanyID, by principal: Principal, now: Int64
    ) async throws -> (company: Company, cases: [ReviewCase], more: Int)? {
        let found = try await engine.read { database -> (CompanyRow, [ApplicationID])? in
            guard let row = try CompanyStore.company(id, database) else { return nil }
            return (row, try CompanyListStore.waiting(of: row.seq, database))
        }
        guard let (row, waiting) = found else { return nil }
        var cases: [ReviewCase] = []
        for application in waiting.prefix(Self.mostInList) {
            guard let opened = try await opened(application),
                let number = ApplicationNumber(typed: opened.application.number),
                let one = try await reviewCase(number, by: principal, now: now)
            else { continue }
            cases.append(one)
        }
        return (try company(row), cases, max(0, waiting.count - Self.mostInList))
    }

    /// Approves those that are ticked, after the seconds in which they can be undone together; what each was when it was shown, it still is.
    ///
    /// All that can be done is done in one transaction. What cannot be is left, and told: nothing is decided of what nobody has seen.
    package func approveSoon(
        _ listed: [ListedCase], of company: CompanyID, undo: Int64 = approvalUndo, by principal: Principal, now: Int64
    ) async throws -> ListOutcome {
        var (outcome, cases) = try await asSeen(listed, of: company, by: principal, now: now)
        var approvable: [PassApplication] = []
        for one in cases {
            let application = one.opened.application
            if let reason = Self.reasonAgainstApproval(of: one) {
                outcome.leave(application.number, reason)
            } else {
                approvable.append(application)
            }
        }
        guard !approvable.isEmpty else { return outcome }
        let due = now + undo
        defer { approvals.notify() }
        let applications = approvable
        let (done, changed) = try await engine.write { database -> ([String], [String]) in
            var (done, changed): ([String], [String]) = ([], [])
            for application in applications {
                guard let current = try ApplicationStore.application(application.id, database),
                    current.version == application.version, current.state.isWithStaff,
                    try PendingApprovalStore.pending(current.seq, database) == nil,
                    try ReviewConflict.between(principal, current, database) == nil
                else {
                    changed.append(application.number)
                    continue
                }
                try PendingApprovalStore.put(current, by: principal, at: now, due: due, database)
                done.append(application.number)
            }
            return (done, changed)
        }
        outcome.done = done
        for number in changed { outcome.leave(number, .changed) }
        outcome.undoUntil = done.isEmpty ? nil : due
        return outcome
    }

    /// Hands those that are ticked to the police.
    package func sendToPolice(
        _ listed: [ListedCase], of company: CompanyID, by principal: Principal, now: Int64
    ) async throws -> ListOutcome {
        var (outcome, cases) = try await asSeen(listed, of: company, by: principal, now: now)
        for one in cases {
            let application = one.opened.application
            if let conflict = one.conflict {
                outcome.leave(application.number, .conflict(conflict))
            } else if !one.isAskable {
                outcome.leave(application.number, .police)
            } else {
                do {
                    try await sendToPolice(application.id, by: principal, now: now)
                    outcome.done.append(application.number)
                } catch let error as RegisterError where error.code == .impossibleChange || error.code == .denied {
                    outcome.leave(application.number, .changed)
                }
            }
        }
        return outcome
    }

    /// Takes back what somebody approved of a company in one act, as long as it was not carried out.
    /// - Parameter until: what the act answered.
    /// - Returns: how many are in the queue again.
    package func undoApprovals(
        of company: CompanyID, until: Int64, by principal: Principal, now: Int64
    ) async throws -> Int {
        try await deciding.run { [self] in
            try await engine.write { database in
                guard let row = try CompanyStore.company(company, database) else { throw RegisterError.unknownCompany }
                var count = 0
                for seq in try CompanyListStore.approved(of: row.seq, by: principal, due: until, database)
                where try PendingApprovalStore.remove(seq, database) { count += 1 }
                return count
            }
        }
    }

    /// What was ticked, as it stands, where it is what was shown and this company's; the others are left.
    private func asSeen(
        _ listed: [ListedCase], of company: CompanyID, by principal: Principal, now: Int64
    ) async throws -> (ListOutcome, [ReviewCase]) {
        guard listed.count <= Self.mostInList else {
            throw RegisterError(.invalidArgument, "a list has at most \(Self.mostInList) applications")
        }
        let seq = try await engine.read { try CompanyStore.company(company, $0)?.seq }
        guard let seq else { throw RegisterError.unknownCompany }
        var outcome = ListOutcome()
        var cases: [ReviewCase] = []
        var named: Set<String> = []
        for one in listed where named.insert(one.number.text).inserted {
            guard let found = try await reviewCase(one.number, by: principal, now: now),
                found.opened.application.company == seq, found.seen == one.seen
            else {
                outcome.leave(one.number.text, .changed)
                continue
            }
            cases.append(found)
        }
        return (outcome, cases)
    }

    private static func reasonAgainstApproval(of one: ReviewCase) -> ListOutcome.Reason? {
        if let conflict = one.conflict { return .conflict(conflict) }
        guard one.opened.application.state.isWithStaff, one.undoUntil == nil else { return .changed }
        guard one.obstacles.isEmpty else { return .obstacles(one.obstacles) }
        return one.isCleared ? nil : .police
    }
}
