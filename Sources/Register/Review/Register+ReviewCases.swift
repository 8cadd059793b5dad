import SQLStore

// What whoever decides looks at.
extension Register {
    /// One of those that wait, for the queue.
    package struct QueuedApplication: Hashable, Sendable {
        package let application: PassApplication
        /// Until when it should be decided: the days that are told to applicants, from when it was sent.
        package let target: Int64

        /// Whether nobody of the office can go on with it.
        package var waitsForPolice: Bool { application.state == .checking && application.verdict == nil }

        /// Whether its turn is later than another's.
        package func comes(after other: PassApplication) -> Bool {
            (application.submittedAt ?? 0, application.seq) > (other.submittedAt ?? 0, other.seq)
        }
    }

    /// The applications that staff decide, the oldest first; those whose approval waits to be undone are not among them.
    package func reviewQueue(limit: Int = 200) async throws -> [QueuedApplication] {
        let waiting = try await engine.read { database in
            let all =
                try ApplicationStore.queue(.submitted, limit: limit, database)
                + ApplicationStore.queue(.checking, limit: limit, database)
            return try all.filter { try PendingApprovalStore.pending($0.seq, database) == nil }
        }
        return waiting.sorted { ($0.submittedAt ?? 0, $0.seq) < ($1.submittedAt ?? 0, $1.seq) }.prefix(limit).map {
            QueuedApplication(application: $0, target: target(of: $0))
        }
    }

    private func target(of application: PassApplication) -> Int64 {
        let days = seeds.site.procedures.filter { $0.kind == application.kind }.map(\.days).max() ?? 7
        // Working days, as weeks have them.
        return (application.submittedAt ?? application.createdAt) + Int64(days + 2 * (days / 5)) * 86_400
    }

    package func reviewCase(
        _ number: ApplicationNumber, by principal: Principal, now: Int64
    ) async throws -> ReviewCase? {
        guard let id = try await application(number: number)?.id, let opened = try await opened(id) else { return nil }
        let application = opened.application
        let subjects = try subjects(of: opened, now: now)
        let renewed = try await renewed(opened)
        let obstacles = application.state.isWithStaff ? try await obstacles(to: id, now: now) : []
        return try await engine.read { [self] database in
            ReviewCase(
                opened: opened, obstacles: obstacles, steps: try ApplicationStore.steps(of: application.seq, database),
                present: try summaries(ReviewStore.passes(of: subjects, at: now, database), database),
                others: try ReviewStore.applications(of: subjects, otherThan: application.seq, database),
                renewed: renewed, conflict: try ReviewConflict.between(principal, application, database),
                undoUntil: try PendingApprovalStore.pending(application.seq, database)?.due,
                asksPolice: asksPolice(opened),
                company: try application.company.flatMap { try ReviewStore.company($0, database) },
                matters: try VisitMatterStore.all(of: application.seq, database))
        }
    }

    /// The keyed hashes of whom or what an application is about; empty where its answers are wrong.
    @inline(never)
    private func subjects(of opened: OpenedApplication, now: Int64) throws -> [[UInt8]] {
        let context = FormContext(opened, seeds: seeds, now: now)
        let prepared = try PreparedApplication.prepare(
            opened.values, of: opened.application.kind, context, vault: vault)
        guard case .success(let made) = prepared else { return [] }
        return made.subjects.flatMap { $0 }
    }

    /// What is renewed, as it was applied for; only where it is the same person's.
    func renewed(_ opened: OpenedApplication) async throws -> FieldValues? {
        let number = opened.values["renews"]
        guard !number.isEmpty, let former = try await application(ofPass: number),
            former.kind == opened.application.kind, let old = try await self.opened(former.id)
        else { return nil }
        return old.values
    }

    /// Whether nothing of a renewal has to be looked at once more: the same answers, and nothing sent with them but a company's own
    /// photo. Such a one needs the police verdict only (DESIGN section 7).
    func isUnchangedRenewal(_ opened: OpenedApplication) async throws -> Bool {
        guard let renewed = try await renewed(opened),
            ReviewCase.changes(opened.values, renewed).isEmpty
        else { return false }
        return opened.attachments.allSatisfy { $0.field == "photo" && opened.application.company != nil }
    }
}
