import Identifiers
import PassCrypto
import PassFormat
import SQLStore
package import TrustFiles

// Visits that a company answers for.
extension Register {
    package enum VisitOutcome: Hashable, Sendable {
        /// The number of the application.
        case sent(String)
        case refused([Fault])
    }

    /// Applies for one visit of many people, with the company as its sponsor.
    /// - Parameter answers: of the form of a visit; who answers for it, and how they are reached, is filled in.
    package func applyForVisit(_ answers: FieldValues, by actor: AccountID, now: Int64) async throws -> VisitOutcome {
        let member = try await engine.read { try ActingMember(actor, .apply, $0) }
        let company = try company(member.company)
        let email = try opened(member.account).email
        var values = answers
        values["companyNumber"] = company.number
        values["organisation"] = company.name
        if values["sponsorContact"].isEmpty { values["sponsorContact"] = company.contactName }
        let prepared: PreparedApplication
        switch try PreparedApplication.prepare(
            values, of: .visit, FormContext(seeds: seeds, now: now, isVouched: true), vault: vault)
        {
        case .success(let right): prepared = right
        case .failure(let faults): return .refused(faults.faults)
        }
        let made = try visit(values, email, prepared, language: member.account.language, now: now)
        let due = now + 30 * 86_400
        return try await engine.write { [seeds, bans = bans(at: now)] database in
            let member = try ActingMember(actor, .apply, database)
            guard member.company.id == company.id else { throw RegisterError.denied }
            let faults = try Self.faults(made, company: company.seq, seeds: seeds, bans: bans, now: now, database)
            guard faults.isEmpty else { return .refused(faults) }
            let application = try Self.insert(made, company: company.seq, dueAt: due, now: now, database)
            try AuditStore.append(
                [.applicationChanged(number: application.number, act: .submit, reason: nil)], at: now,
                by: actor.principal, database)
            return .sent(application.number)
        }
    }

    @inline(never)
    private func visit(
        _ values: FieldValues, _ email: Contact, _ prepared: PreparedApplication, language: SiteLanguage, now: Int64
    ) throws -> BatchRow.Made {
        let year = CivilDate(of: now, utcOffset: utcOffset).year
        guard let id = ApplicationID(random.bytes(ApplicationID.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        return BatchRow.Made(
            id: id,
            numbers: (0..<3).compactMap { _ in
                ApplicationNumber(random: random.bytes(ApplicationNumber.randomByteCount), year: year)
            }, kind: .visit, language: language, contact: try vault.subject(contact: email),
            document: try ApplicationDocument(values: values, contact: email).sealed(
                for: id, vault: vault, random: random), prepared: prepared, renews: "", photo: nil)
    }

    // MARK: Whom gates expect

    /// Tells a port's gates of visitors that the company answers for.
    /// - Returns: how many; all or none.
    package func expect(
        _ visitors: [ExpectedVisitor], for ship: String? = nil, port: String, by actor: AccountID, now: Int64
    ) async throws -> Int {
        try await expect(visitors, for: ship, port: port, by: actor, now: now) { _ in }
    }

    /// - Parameters:
    ///   - ship: whose delays move the days.
    ///   - also: what else is done in the same transaction.
    func expect(
        _ visitors: [ExpectedVisitor], for ship: String?, port: String, by actor: AccountID, now: Int64,
        also: @escaping @Sendable (any SQLWriting) throws -> Void
    ) async throws -> Int {
        try checkPort(port)
        guard !visitors.isEmpty, visitors.count <= seeds.companies.visitors,
            visitors.allSatisfy({ $0.until > now && ($0.name.map { TextNormalisation.isPlain($0.string) } ?? true) })
        else { throw RegisterError(.invalidArgument, "a list has 1 to \(seeds.companies.visitors) visitors to come") }
        defer { changes.notify() }
        let boxes = try visitors.map { try sealed($0) }
        return try await engine.write { database in
            let company = try ActingMember(actor, .receive, database).company
            guard try VisitorStore.count(port, database) + Int64(boxes.count) <= Self.mostVisitors else {
                throw RegisterError(.invalidArgument, "\(port) expects as many visitors as it can already")
            }
            let own = try CompanyVisitorStore.count(of: company.seq, port, database)
            guard own + Int64(boxes.count) <= Self.mostVisitorsOfCompany else {
                throw RegisterError(
                    .invalidArgument, "a company tells a port of \(Self.mostVisitorsOfCompany) visitors at one time")
            }
            var events: [AuditEvent] = []
            for (visitor, box) in zip(visitors, boxes) {
                let entry = try VisitorStore.add(
                    context: box.context, sealed: box.sealed, port: port, until: visitor.until, at: now,
                    by: actor.principal.name, database)
                try CompanyVisitorStore.add(entry, of: company.seq, database)
                if let ship { try VisitorShipStore.add(ship, for: entry, database) }
                events.append(.visitorExpected(port: port, entry: entry))
            }
            try AuditStore.append(events, at: now, by: actor.principal, database)
            try also(database)
            return boxes.count
        }
    }

    /// Tells a port's gates of a list of visitors.
    package func expect(_ list: VisitorList, port: String, by actor: AccountID, now: Int64) async throws -> Int {
        try await expect(list.visitors, for: list.ship, port: port, by: actor, now: now)
    }

    /// A visitor that a company told the gates of.
    package struct CompanyVisitor: Hashable, Sendable {
        package let id: Int64
        package let port: String
        package let name: String?
        /// The last six characters of their document's number.
        package let hint: String
        /// Seconds since 1970: expected from then until before `until`.
        package let from: Int64
        package let until: Int64
        /// Which ship they come for, as it was typed.
        package let ship: String?
    }

    /// Whom the company told the gates of, by port.
    package func companyVisitors(by actor: AccountID) async throws -> [CompanyVisitor] {
        try await expectedVisitors(by: actor).map { port, ship, known in
            CompanyVisitor(
                id: known.id, port: port, name: known.visitor.name?.string, hint: known.visitor.hint.string,
                from: known.visitor.from, until: known.visitor.until, ship: ship)
        }
    }

    package func expectedVisitors(by actor: AccountID) async throws -> [(
        port: String, ship: String?, visitor: RegisteredVisitor
    )] {
        let rows = try await engine.read { database in
            try CompanyVisitorStore.all(of: ActingMember(actor, .view, database).company.seq, database)
        }
        return try zip(rows, opened(visitors: rows.map(\.row))).map { ($0.port, $0.ship, $1) }
    }

    /// Takes visitors of the company back.
    package func stopExpecting(_ ids: [Int64], by actor: AccountID, now: Int64) async throws -> Int {
        defer { changes.notify() }
        return try await engine.write { database in
            let company = try ActingMember(actor, .receive, database).company
            var events: [AuditEvent] = []
            for id in Set(ids) where try CompanyVisitorStore.isOf(company.seq, id, database) {
                guard let port = try VisitorStore.remove(id, database) else { continue }
                events.append(.visitorRemoved(port: port, entry: id))
            }
            if !events.isEmpty { try AuditStore.append(events, at: now, by: actor.principal, database) }
            return events.count
        }
    }
}
