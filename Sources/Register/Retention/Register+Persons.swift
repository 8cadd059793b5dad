import Identifiers
package import PassFormat
import SQLStore
import StrictJSON

extension Register {
    private static let inForce = (
        zh: "有效之通行證及進行中之申請：特定目的尚未消失（個人資料保護法第11條第3項）",
        en:
            "Passes in force and applications under way: the purpose is not gone (Personal Data Protection Act, article 11(3))"
    )

    /// The identity number of a pass's holder: opened for a named purpose, with a record of who did it.
    /// - Throws: ``RegisterError``: unknown pass, or one without an identity number, or whose number was erased.
    package func openIdentity(
        of id: PassID, purpose: IdentityPurpose, by principal: Principal, now: Int64
    ) async throws -> String {
        let sealed = try await engine.write { database in
            let row = try Self.existing(id, database)
            guard let sealed = try PassStore.identity(of: row.seq, database) else {
                throw RegisterError(.notFound, "no identity number is kept with \(row.number)")
            }
            // Before it is opened: nothing is seen that nobody could be asked about.
            try AuditStore.append(
                [.identityOpened(number: row.number, purpose: purpose.rawValue)], at: now, by: principal, database)
            if let subject = try DataAccessStore.subject(pass: id, database) {
                try DataAccessStore.insert(subject, .identity, principal, at: now, database)
            }
            return sealed
        }
        guard let number = try vault.open(sealed.sealed, subject: sealed.subject) else {
            throw RegisterError.damaged("a sealed identity number")
        }
        return number
    }

    /// What is kept of the person of an identity number, with a record of who asked.
    /// - Throws: ``RegisterError`` with code `invalidArgument` for what is no identity number.
    package func exportPerson(_ identity: String, by principal: Principal, now: Int64) async throws -> PersonFile {
        let subject = try subject(of: identity, now: now)
        let passes = try await engine.read { try RetentionStore.passes(of: subject, $0) }
        let eraser = Eraser(engine: engine, vault: vault, random: random, principal: principal, now: now)
        let own = try await engine.read { try RetentionStore.applications(of: subject, $0) }
        let vehicles = try await OwnVehicles.find(beside: own, passes, eraser)
        let found = own + vehicles.applications
        let violations = try await engine.read { try ViolationStore.all(of: subject, $0) }
        var applications: [JSONValue] = []
        for (application, state, changedAt, _) in found {
            guard let opened = try await opened(application.id) else { continue }
            applications.append(
                .object([
                    "number": .text(application.number), "state": .text(state.rawValue),
                    "changedAt": .integer(changedAt), "answers": opened.values.json,
                    "contact": opened.contact.map { .text($0.address) } ?? .null,
                    "attachments": .texts(opened.attachments.map(\.field)),
                ]))
        }
        let contacts = try await engine.read { database in
            Set(try found.compactMap { try RetentionStore.ownContact(of: $0.application.seq, subject, database) })
        }
        let contributions = try await contributions(of: contacts)
        let seminars = try await seminarsJSON(of: contacts)
        let file = PersonFile(
            json: .object([
                "seminars": .array(seminars), "passes": .array(try (passes + vehicles.passes).map(Self.json)),
                "applications": .array(applications),
                "violations": .array(try violations.map(json)),
                "contributions": .array(contributions),
            ]), passes: passes.count + vehicles.passes.count,
            applications: applications.count)
        let subjects = found.map {
            DataAccessStore.Subject(application: $0.application.seq, number: $0.application.number)
        }
        try await engine.write { database in
            try AuditStore.append(
                [.personExported(passes: file.passes, applications: file.applications)], at: now, by: principal,
                database)
            for subject in subjects { try DataAccessStore.insert(subject, .export, principal, at: now, database) }
        }
        return file
    }

    /// What was said to consultations with someone's own contacts.
    private func contributions(of contacts: Set<[UInt8]>) async throws -> [JSONValue] {
        let stored = try await engine.read { database in
            try contacts.flatMap { try ContributionStore.of(contact: $0, database) }
        }
        return try opened(stored.sorted { $0.contribution.seq < $1.contribution.seq }).map(Self.json)
    }

    @inline(never)
    private static func json(_ opened: OpenedContribution) -> JSONValue {
        .object([
            "number": .text(opened.contribution.number.text),
            "consultation": .integer(opened.contribution.consultation),
            "receivedAt": .integer(opened.contribution.receivedAt),
            "state": .text(opened.contribution.state.rawValue),
            "agreed": .bool(opened.contribution.isAgreed), "text": opened.text.map(JSONValue.text) ?? .null,
            "name": opened.name.map(JSONValue.text) ?? .null,
            "contact": opened.contact.map { .text($0.address) } ?? .null,
        ])
    }

    /// What they signed up for with their own contacts.
    private func seminarsJSON(of contacts: Set<[UInt8]>) async throws -> [JSONValue] {
        var seminars: [JSONValue] = []
        for contact in contacts {
            for trace in try await seminarTraces(of: contact) { seminars.append(Self.json(trace)) }
        }
        return seminars
    }

    @inline(never)
    private static func json(_ trace: SeminarTrace) -> JSONValue {
        .object([
            "title": .text(trace.title), "state": .text(trace.state.rawValue), "madeAt": .integer(trace.madeAt),
            "name": trace.details.map { .text($0.name) } ?? .null,
            "needs": trace.details.map { .text($0.needs) } ?? .null,
            "question": trace.details.map { .text($0.question) } ?? .null, "came": .bool(trace.came),
        ])
    }

    @inline(never)
    private func json(_ violation: Violation) throws -> JSONValue {
        let note = try note(of: violation)
        return .object([
            "number": .text(violation.number.text), "rule": .text(violation.rule),
            "grade": .text(violation.grade.rawValue), "at": .integer(violation.occurredAt),
            "recordedAt": .integer(violation.recordedAt), "place": .text(note.place),
            "evidence": .text(note.evidence), "reversedAt": violation.reversedAt.map(JSONValue.integer) ?? .null,
        ])
    }

    @inline(never)
    private static func json(_ row: PassRow) throws -> JSONValue {
        let claims = try PassClaims(decoding: row.payload)
        return .object([
            "number": .text(row.number), "state": .text(row.state.name),
            "name": (claims.name?.string).map(JSONValue.text) ?? .null,
            "idHint": (claims.idHint?.string).map(JSONValue.text) ?? .null,
            "organisation": (claims.organisation?.string).map(JSONValue.text) ?? .null,
            "plates": .texts(claims.plates.map(\.string)), "ports": .texts(claims.access.map(\.port.string)),
            "notBefore": .integer(row.notBefore), "expires": .integer(row.expires), "issuedAt": .integer(row.issuedAt),
            "reason": row.reason.map(JSONValue.text) ?? .null, "hasPhoto": .bool(claims.photoSecret != nil),
        ])
    }

    /// Forgets the person of an identity number as far as the law lets it: what is over goes; what is in force or under way stays,
    /// and is named. Kept apart from the database who was forgotten, so that one put back from a backup forgets again.
    package func erasePerson(_ identity: String, by principal: Principal, now: Int64) async throws -> ErasureReport {
        if restored != nil { throw RegisterError.isRestored }
        let subject = try subject(of: identity, now: now)
        try ErasureList(path: files.erasures).add(ErasureList.Entry(subject: subject, erasedAt: now))
        let eraser = Eraser(engine: engine, vault: vault, random: random, principal: principal, now: now)
        return try await Self.erase(subject, endedBy: now, eraser)
    }

    /// - Parameter time: what ended later stays: it came after the wish.
    static func erase(_ subject: [UInt8], endedBy time: Int64, _ eraser: Eraser) async throws -> ErasureReport {
        let passes = try await eraser.engine.read { try RetentionStore.passes(of: subject, $0) }
        let applications = try await eraser.engine.read { try RetentionStore.applications(of: subject, $0) }
        let vehicles = try await OwnVehicles.find(beside: applications, passes, eraser)
        var report = ErasureReport()
        func keep(_ what: String, until: Int64?) {
            report.kept.append(
                ErasureReport.Kept(
                    what: what, until: until, groundInChinese: inForce.zh, groundInEnglish: inForce.en))
        }
        var over: [PassRow] = []
        func sort(passes: [PassRow]) {
            for pass in passes {
                if pass.expires <= time { over.append(pass) } else { keep(pass.number, until: pass.expires) }
            }
        }
        var ended: [RetentionStore.Application] = []
        func sort(_ found: RetentionStore.Found) {
            let (application, state, changedAt, lastExpiry) = found
            let isOver: Bool =
                switch state {
                case .rejected, .withdrawn, .lapsed: changedAt <= time
                case .issued: (lastExpiry ?? 0) <= time
                default: false
                }
            if isOver { ended.append(application) } else { keep(application.number, until: lastExpiry) }
        }
        sort(passes: passes)
        applications.forEach(sort)
        // A company's list may name whom it has a pass in force for; a vehicle's is no reason.
        let isFree = report.kept.isEmpty
        sort(passes: vehicles.passes)
        vehicles.applications.forEach(sort)
        let counts = (passes: over.count, applications: ended.count, kept: report.kept.count)
        report.passes = over.count
        report.applications = ended.count
        report.rosters = try await eraser.erase(over, ended, rosterOf: isFree ? subject : nil, before: time) { roster in
            .personErased(
                passes: counts.passes, applications: counts.applications, rosters: roster, kept: counts.kept)
        }
        return report
    }

    private func subject(of identity: String, now: Int64) throws -> [UInt8] {
        guard let number = try? IdentityNumber(TextNormalisation.trimmed(identity), kind: nil, now: now) else {
            throw RegisterError(.invalidArgument, "this is no identity number: check it and give it again")
        }
        return try vault.subject(identity: number.normalised)
    }
}
