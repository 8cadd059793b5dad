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
                row: row, kind: row.kind, company: company, subjects: [row.subject], pass: nil, made: nil,
                applications: try RosterStore.applications(of: row.subject, company: company.seq, database))
        }
        guard let leaver = found else { return nil }
        return try await release(leaver, by: actor, now: now) { _, _ in }
    }

    /// The same for whoever has a pass that came of the company's applications, whether they stand in its roster or not.
    /// - Returns: nil when the company has no such pass.
    package func release(
        pass number: String, by call: ProgramCall, now: Int64,
        answer: @escaping @Sendable (LeaverOutcome) -> ProgramAnswer
    ) async throws -> LeaverOutcome? {
        let actor = call.holder.account
        let found = try await engine.read { database -> Leaver? in
            let company = try ActingMember(actor, .release, database).company
            guard company.seq == call.holder.companySeq else { throw RegisterError.denied }
            return try Self.leaver(pass: number, company, database)
        }
        guard let leaver = found else { return nil }
        return try await release(leaver, by: actor, now: now) { outcome, database in
            try call.note(.release, answer(outcome), at: now, database)
        }
    }

    private static func leaver(
        pass number: String, _ company: CompanyRow, _ database: any SQLReading
    ) throws -> Leaver? {
        guard let place = try CompanyPassStore.place(number: number, of: company.seq, database),
            let pass = try PassStore.pass(seq: place.seq, database)
        else { return nil }
        let subjects = try CompanyPassStore.subjects(of: pass.seq, database)
        let kind: RosterKind = pass.kind == .vehicle ? .vehicle : .person
        var applications: [ApplicationID] = []
        for subject in subjects {
            for id in try RosterStore.applications(of: subject, company: company.seq, database)
            where !applications.contains(id) {
                applications.append(id)
            }
        }
        let made = try BatchStore.application(ofPass: number, company: company.seq, database)
        return Leaver(
            row: try subjects.lazy.compactMap { try RosterStore.entry(subject: $0, kind, of: company.seq, database) }
                .first, kind: kind, company: company, subjects: subjects, pass: pass.id, made: made?.id,
            applications: applications)
    }

    private func release(
        _ leaver: Leaver, by actor: AccountID, now: Int64,
        also: @escaping @Sendable (LeaverOutcome, any SQLWriting) throws -> Void
    ) async throws -> LeaverOutcome {
        let principal = try actor.principal
        var withdrawn: [String] = []
        var order: OrderNumber?
        for application in leaver.applications {
            guard let end = try await end(application, by: principal, now: now) else { continue }
            withdrawn.append(end.number)
            order = end.order ?? order
        }
        let reason = leaver.kind == .person ? "left-employer" : "sponsor-request"
        var ended: [String] = []
        for pass in try await passes(of: leaver, now: now) {
            guard let current = try await self.pass(pass), current.state != .intended,
                !current.isExpired(at: now)
            else { continue }
            guard [.active, .waiting, .suspended].contains(current.state) else { continue }
            if case .changed(let summary) = try await change(.revoke, pass, reason: reason, by: principal, now: now) {
                ended.append(summary.number)
            }
        }
        let outcome = LeaverOutcome(passes: ended, applications: withdrawn, order: order)
        let told = try await notices(of: leaver, ended)
        try await engine.write { [vault] database in
            let member = try ActingMember(actor, .release, database)
            guard member.company.id == leaver.company.id else { throw RegisterError.denied }
            if let row = leaver.row { try RosterStore.remove(row.seq, database) }
            try AuditStore.append(
                [
                    .company(
                        .leaverReleased(
                            member.company.id, passes: outcome.passes, applications: outcome.applications))
                ], at: now, by: actor.principal, database)
            for notice in told { try NoticeStore.enqueue(notice, at: now, vault, database) }
            try also(outcome, database)
        }
        self.notices.notify()
        return outcome
    }

    /// What is to be ended. Asked for when the applications are, and not before: what was paid for became a pass.
    private func passes(of leaver: Leaver, now: Int64) async throws -> [PassID] {
        try await engine.read { database in
            var passes = leaver.pass.map { [$0] } ?? []
            for subject in leaver.subjects {
                for row in try RosterStore.passes(of: subject, company: leaver.company.seq, at: now, database)
                where !passes.contains(row.id) {
                    passes.append(row.id)
                }
            }
            return passes
        }
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
        /// Nil for who stands in no roster.
        let row: RosterStore.Row?
        let kind: RosterKind
        let company: CompanyRow
        let subjects: [[UInt8]]
        /// The pass by which they were named.
        let pass: PassID?
        /// The application that it came of.
        let made: ApplicationID?
        let applications: [ApplicationID]
    }

    private func notices(of leaver: Leaver, _ passes: [String]) async throws -> [Notice] {
        guard leaver.kind == .person, !passes.isEmpty else { return [] }
        if let row = leaver.row { return try notices(of: row, passes) }
        guard let made = leaver.made, let opened = try await opened(made), let contact = opened.contact else {
            return []
        }
        return try passes.map {
            try Notice(.passChanged, to: contact, language: opened.application.language, facts: ["pass": $0])
        }
    }

    @inline(never)
    private func notices(of row: RosterStore.Row, _ passes: [String]) throws -> [Notice] {
        let values = try opened(row)
        let entry = RosterEntry(
            id: row.id, kind: row.kind, values: values, hasPhoto: false, pass: nil, application: nil)
        guard let contact = entry.contact else { return [] }
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
