import Identifiers
import PassFormat
import SQLStore

// What came of a company's applications, and what it does about that.
extension Register {
    /// How a company stands, for its first page.
    package struct CompanyOverview: Sendable {
        package let people: Int64
        package let vehicles: Int64
        package let applications: [ApplicationState: Int64]
        /// Passes that end within the first of the reminders' days.
        package let expiring: Int
        /// Passes that their holders freed of it, and to which of them it can still object.
        package let releases: Int
        package let objectable: Int
    }

    package func companyOverview(by actor: AccountID, now: Int64) async throws -> CompanyOverview {
        let within = (seeds.companies.remindBeforeDays.first ?? 60) * 86_400
        return try await engine.read { database in
            let company = try ActingMember(actor, .view, database).company.seq
            let releases = try ReleaseStore.of(company: company, limit: 100, database)
            return CompanyOverview(
                people: try RosterStore.count(.person, of: company, database),
                vehicles: try RosterStore.count(.vehicle, of: company, database),
                applications: try BatchStore.counts(of: company, database),
                expiring: try CompanyPassStore.ending(of: company, after: now, by: now + within, database).count,
                releases: releases.count,
                objectable: releases.count { $0.objection == nil && $0.objectUntil > now })
        }
    }

    /// A company's applications, the one changed last first.
    package func companyApplications(
        _ state: ApplicationState? = nil, batch: Int64? = nil, from start: Int = 0, limit: Int = 50, by actor: AccountID
    ) async throws -> [PassApplication] {
        try await engine.read { database in
            let company = try ActingMember(actor, .view, database).company.seq
            return try BatchStore.applications(
                of: company, state, batch: batch, from: max(0, start), limit: limit, database)
        }
    }

    /// Whether an application is the company's, and the actor may do something with it.
    package func mayHandle(_ id: ApplicationID, _ act: CompanyAct, by actor: AccountID) async throws -> Bool {
        try await engine.read { database in
            guard let member = try? ActingMember(actor, act, database) else { return false }
            return try ApplicationStore.application(id, database)?.company == member.company.seq
        }
    }

    /// A company's passes that are not over, those that end first first.
    package func companyPasses(
        from start: Int = 0, limit: Int = 50, by actor: AccountID, now: Int64
    ) async throws -> [PassSummary] {
        try await engine.read { database in
            let company = try ActingMember(actor, .view, database).company.seq
            return try CompanyPassStore.all(of: company, at: now, from: max(0, start), limit: limit, database).map {
                try Self.summary($0, database)
            }
        }
    }

    // MARK: Somebody left

    package struct LeaverOutcome: Hashable, Sendable {
        /// The numbers of the passes that ended now.
        package let passes: [String]
        /// And of the applications that were taken back.
        package let applications: [String]
        /// The order of many that one of them stood in, and that ended so: another sum is due now.
        package let order: OrderNumber?
    }

    /// Ends what the company got for somebody who left, or for a vehicle that is no longer theirs, at once: passes, applications, and
    /// the entry in the roster. Whoever left is told, where they can be reached.
    ///
    /// It may be asked for again: what has ended stays so, and the entry goes last.
    /// - Returns: nil when there is no such entry.
    package func release(
        _ id: RosterEntryID, by actor: AccountID, now: Int64
    ) async throws -> LeaverOutcome? {
        let found = try await engine.read { database -> Leaver? in
            let company = try ActingMember(actor, .release, database).company
            guard let row = try RosterStore.entry(id, of: company.seq, database) else { return nil }
            return Leaver(
                row: row, company: company,
                applications: try RosterStore.applications(of: row.subject, company: company.seq, database))
        }
        guard let leaver = found else { return nil }
        let principal = try actor.principal
        var withdrawn: [String] = []
        var order: OrderNumber?
        for application in leaver.applications {
            guard let end = try await end(application, by: principal, now: now) else { continue }
            withdrawn.append(end.number)
            order = end.order ?? order
        }
        let reason = leaver.row.kind == .person ? "left-employer" : "sponsor-request"
        var ended: [String] = []
        // Now, and not before: what was paid for became a pass.
        let passes = try await engine.read { database in
            try RosterStore.passes(of: leaver.row.subject, company: leaver.company.seq, at: now, database)
        }
        for pass in passes {
            guard let current = try await self.pass(pass.id), current.state != .intended else { continue }
            if case .changed(let summary) = try await change(.revoke, pass.id, reason: reason, by: principal, now: now)
            {
                ended.append(summary.number)
            }
        }
        let outcome = LeaverOutcome(passes: ended, applications: withdrawn, order: order)
        let told = try notices(of: leaver, ended)
        try await engine.write { [vault] database in
            let member = try ActingMember(actor, .release, database)
            guard member.company.id == leaver.company.id else { throw RegisterError.denied }
            try RosterStore.remove(leaver.row.seq, database)
            try AuditStore.append(
                [
                    .company(
                        .leaverReleased(
                            member.company.id, passes: outcome.passes, applications: outcome.applications))
                ], at: now, by: actor.principal, database)
            for notice in told { try NoticeStore.enqueue(notice, at: now, vault, database) }
        }
        self.notices.notify()
        return outcome
    }

    /// Ends an application of somebody who left. One that was paid for meanwhile becomes a pass, which ends as the others do.
    /// - Returns: nil where it was over; and the order of many that ended with it.
    private func end(
        _ id: ApplicationID, by principal: Principal, now: Int64
    ) async throws -> (number: String, order: OrderNumber?)? {
        for _ in 0..<3 {
            if try await withdraw(id, endingOrderOfMany: true, by: principal, now: now) {
                guard let application = try await application(id) else { return nil }
                guard let order = try await order(of: id), order.lines.count > 1, order.state == .cancelled else {
                    return (application.number, nil)
                }
                return (application.number, order.number)
            }
            _ = try await takePaid(by: principal, now: now)
            guard let application = try await application(id), !application.state.isFinal else { return nil }
            if application.state == .approved { _ = try await settle(id, by: principal, now: now) }
        }
        throw RegisterError.changedMeanwhile
    }

    private struct Leaver: Sendable {
        let row: RosterStore.Row
        let company: CompanyRow
        let applications: [ApplicationID]
    }

    @inline(never)
    private func notices(of leaver: Leaver, _ passes: [String]) throws -> [Notice] {
        let values = try opened(leaver.row)
        let entry = RosterEntry(
            id: leaver.row.id, kind: leaver.row.kind, values: values, hasPhoto: false, pass: nil, application: nil)
        guard let contact = entry.contact, leaver.row.kind == .person else { return [] }
        let language = NationalityLanguage.language(of: values["nationality"]) ?? .zhHant
        return try passes.map { try Notice(.passChanged, to: contact, language: language, facts: ["pass": $0]) }
    }

    // MARK: By the clock

    /// Tells companies of passes that end soon: each pass once for each of the rules' days, all of a company in one message.
    /// - Returns: how many companies were told.
    @discardableResult
    package func remindCompanies(now: Int64) async throws -> Int {
        let days = seeds.companies.remindBeforeDays
        guard let most = days.first else { return 0 }
        var told = 0
        for row in try await engine.read({ try CompanyStore.active($0) }) {
            let ending = try await engine.read { database in
                try CompanyPassStore.ending(of: row.seq, after: now, by: now + most * 86_400, database).filter { pass in
                    let due = days.filter { pass.expires <= now + $0 * 86_400 }.min() ?? most
                    return try !CompanyPassStore.isReminded(pass.seq, days: due, database)
                }
            }
            guard let first = ending.map(\.expires).min() else { continue }
            let owners = try await ownerContacts(of: row.id)
            let notices = try reminders(row, owners, count: ending.count, until: first)
            try await engine.write { [vault] database in
                for pass in ending {
                    // Those of a longer time are past, too.
                    for day in days where pass.expires <= now + day * 86_400 {
                        try CompanyPassStore.remind(pass.seq, days: day, at: now, database)
                    }
                }
                for notice in notices { try NoticeStore.enqueue(notice, at: now, vault, database) }
            }
            told += 1
        }
        if told > 0 { notices.notify() }
        return told
    }

    @inline(never)
    private func reminders(
        _ row: CompanyRow, _ owners: [(Contact, SiteLanguage)], count: Int, until: Int64
    ) throws -> [Notice] {
        let name = try company(row).name
        return try owners.map { contact, language in
            try Notice(
                .companyExpiring, to: contact, language: language,
                facts: ["company": name, "count": String(count), "until": day(until)])
        }
    }
}
