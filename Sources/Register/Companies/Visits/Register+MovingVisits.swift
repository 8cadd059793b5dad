import Identifiers
import PassCrypto
import PassFormat
import SQLStore
import StrictJSON

// A visit whose days move: the ship is late.
extension Register {
    package enum MoveOutcome: Hashable, Sendable {
        /// The same passes, under their numbers and at their addresses, for other days.
        case moved([String])
        case refused([Fault])
    }

    /// A visit that was approved for a company, and what is known of it.
    package struct CompanyVisit: Hashable, Sendable {
        package let number: String
        package let purpose: String
        /// Empty where none was named.
        package let ship: String
        package let people: Int
        /// The days, as ``DateText`` reads them.
        package let from: String
        package let until: String
    }

    /// The visits of a company whose days can be moved: those of which a pass is in force, the newest first.
    package func movableVisits(limit: Int = 20, by actor: AccountID, now: Int64) async throws -> [CompanyVisit] {
        let applications = try await engine.read { database in
            try BatchStore.movableVisits(
                of: ActingMember(actor, .receive, database).company.seq, at: now, limit: limit, database)
        }
        var visits: [CompanyVisit] = []
        for application in applications {
            guard let values = try await opened(application.id)?.values else { continue }
            visits.append(
                CompanyVisit(
                    number: application.number, purpose: values["purpose"], ship: values["shipName"],
                    people: values.rows(of: VisitForm.people), from: values["from"], until: values["until"]))
        }
        return visits
    }

    /// Moves the days of a visit that was approved, as a member of the company that answers for it.
    package func moveVisit(
        _ id: ApplicationID, from: String, until: String, by actor: AccountID, now: Int64
    ) async throws -> MoveOutcome {
        let isTheirs = try await engine.read { database in
            let company = try ActingMember(actor, .receive, database).company
            return try ApplicationStore.application(id, database)?.company == company.seq
        }
        guard isTheirs else { throw RegisterError.unknownApplication }
        return try await moveVisit(id, from: from, until: until, by: actor.principal, now: now)
    }

    /// Moves the days of a visit that was approved, within what the rules allow for one. Each of its passes that is in force is
    /// issued anew under its number.
    ///
    /// It may be asked for again after a power cut in the middle: passes that have the days already stay.
    /// - Parameter change: of a ship's call, that it follows from: whoever asked for the visit is told. Nil where people choose the days.
    func moveVisit(
        _ id: ApplicationID, from: String, until: String, because change: Int64? = nil, by principal: Principal,
        now: Int64
    ) async throws -> MoveOutcome {
        guard let opened = try await opened(id) else { throw RegisterError.unknownApplication }
        let application = opened.application
        guard application.kind == .visit, application.state == .issued else {
            throw RegisterError.impossible(.issue, application)
        }
        var values = opened.values
        // What has begun goes on from the day it began.
        values["from"] = from.isEmpty ? values["from"] : from
        values["until"] = until
        let context = FormContext(opened, seeds: seeds, now: now)
        let faults = try await moveFaults(values, opened, context, now: now)
        guard faults.isEmpty else { return .refused(faults) }
        let demands = application.kind.rules.records(values, context)
        let passes = try await passesInForce(of: application, now: now)
        guard !passes.isEmpty else { return .refused([Fault("until", "expired")]) }
        var moved: [IssuedPass] = []
        for (place, row) in passes where demands.indices.contains(place) {
            switch try await move(row, to: demands[place], by: principal, now: now) {
            case .issued(let pass), .already(let pass): moved.append(pass)
            case .refused(let refusal): return .refused(refusal.problems.map { demands[place].fault(for: $0) })
            }
        }
        let document = try ApplicationDocument(values: values, contact: opened.contact).sealed(
            for: id, vault: vault, random: random)
        let ids = moved.map(\.id)
        try await engine.write { database in
            try database.execute(
                "UPDATE application SET document = ?, version = version + 1, changed_at = ? WHERE seq = ?",
                .blob(document), .integer(now), .integer(application.seq))
            try AuditStore.append(
                [.company(.visitMoved(application: application.number, passes: ids))], at: now, by: principal,
                database)
            try ShipVisitStore.follow(application.seq, through: change, database)
            if change != nil { try self.tell(.visitMoved, opened, until: until, at: now, database) }
        }
        return .moved(moved.map(\.number))
    }

    /// The days are held against the day the visit was sent only where they stay: a new last day is not in the past.
    private func moveFaults(
        _ values: FieldValues, _ opened: OpenedApplication, _ context: FormContext, now: Int64
    ) async throws -> [Fault] {
        let today = CivilDate(of: now, utcOffset: utcOffset)
        if let last = FormCheck.day(values["until"]), last < today { return [Fault("until", "past")] }
        if values["from"] != opened.values["from"] {
            // The first day moves only while it has not come.
            guard let old = FormCheck.day(opened.values["from"]), let new = FormCheck.day(values["from"]) else {
                return [Fault("from", "format")]
            }
            if new < today { return [Fault("from", "past")] }
            if old < today { return [Fault("from", "begun")] }
        }
        switch try PreparedApplication.prepare(values, of: .visit, context, vault: vault) {
        case .failure(let faults): return faults.faults
        case .success(let prepared):
            return try await engine.read { [seeds, bans = bans(at: now)] database in
                try StandingRules(seeds: seeds, application: opened.application, bans: bans, database: database)
                    .faults(of: prepared, renewing: "", for: .staff)
            }
        }
    }

    /// Of each pass of an application, the one of its number that is in force, with its place in the application.
    private func passesInForce(of application: PassApplication, now: Int64) async throws -> [(Int, PassRow)] {
        try await engine.read { database in
            try ApplicationStore.passes(of: application.seq, database).enumerated().compactMap { place, seq in
                guard let first = try PassStore.pass(seq: seq, database),
                    let row = try PassStore.passes(number: first.number, database).last(where: {
                        $0.state == .active && $0.expires > now
                    })
                else { return nil }
                return (place, row)
            }
        }
    }

    private func move(
        _ row: PassRow, to demand: PassDemand, by principal: Principal, now: Int64
    ) async throws -> IssueOutcome {
        var record = demand.record
        let claims = try PassClaims(decoding: row.payload)
        // Whose phone it is bound to stays.
        if let key = claims.holderKey { record["holderKey"] = .base64URL(key.x) }
        let bytes = JSONWriter.compact(.object(record))
        let wanted = try? RecordDecoder.decode(bytes)
        if wanted?.notBefore?.resolved(from: now, utcOffset: utcOffset) == row.notBefore,
            wanted?.notAfter?.resolved(from: now, utcOffset: utcOffset) == row.expires
        {
            return .already(try await issued(row))
        }
        return try await reissue(
            row.id, .record(bytes), activation: .now, reason: "data-changed", by: principal, now: now)
    }

    private func issued(_ row: PassRow) async throws -> IssuedPass {
        try await engine.read { try PassTexts(keys: KeyStore.all($0)).issued(row) }
    }
}
