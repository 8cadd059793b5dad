import Identifiers
package import PassFormat
import SQLStore

// A pass belongs to its holder, not to who asked for it: they leave without anybody's leave, and are not blocked after it.
extension Register {
    /// Revokes a pass at the wish of its holder, because they left the company through which they have it, or their vehicle did.
    /// The company is told, and can object. That it is theirs has been proved to the caller.
    package func leaveEmployer(_ id: PassID, by principal: Principal, now: Int64) async throws -> LeavingOutcome {
        let standing = try await engine.read { database -> (PassSummary, PassApplication?) in
            let row = try Self.existing(id, database)
            return (try Self.summary(row, database), try ReleaseStore.application(ofPass: row.number, database))
        }
        guard let application = standing.1, let opened = try await opened(application.id),
            let reason = Self.reasonToLeave(opened)
        else { return .notThroughCompany(standing.0) }
        let number = (try? CompanyNumber(opened.values["companyNumber"]))?.digits
        let until = endOfDay(after: service.rule(.objection).within ?? 0, from: now)
        defer { changes.notify() }
        let outcome = try await engine.write { [self] database -> LeavingOutcome in
            let row = try Self.existing(id, database)
            let answer = HolderActs.answer(
                to: .cancel, in: row.state, isSelfReported: try LossStore.isSelfReported(row, database),
                isExpired: row.expires <= now)
            switch answer {
            case .already: return .already(try Self.summary(row, database))
            case .withStaff: return .withStaff(try Self.summary(row, database))
            case .over: return .over(try Self.summary(row, database))
            case .allowed: break
            }
            let pass = try Self.change(.revoke, row, reason: reason, by: principal, now: now, database).pass
            let company = try Self.company(of: application, number: number, database)
            let readers = try company.map { try contacts(ofCompany: $0, database) } ?? []
            let day = lastDay(before: until)
            for reader in readers {
                try NoticeStore.enqueue(
                    Notice(
                        .formerEmployer, to: reader.contact, language: reader.language,
                        facts: ["pass": row.number, "until": day]), at: now, vault, database)
            }
            if let contact = opened.contact {
                try NoticeStore.enqueue(
                    Notice(.passChanged, to: contact, language: application.language, facts: ["pass": row.number]),
                    at: now, vault, database)
            }
            let release = ReleaseStore.New(
                pass: row.seq, company: company, companyNumber: number, releasedBy: principal.name,
                objectUntil: until, messages: Int64(readers.count))
            guard try ReleaseStore.insert(release, at: now, database) != nil else {
                throw RegisterError.damaged("a pass that was freed before")
            }
            try endGrants(of: .pass(id), database)
            return .done(pass, objectUntil: until, companyWasTold: !readers.isEmpty)
        }
        if case .done = outcome { notices.notify() }
        return outcome
    }

    /// The reason under which a holder leaves; nil where no company stands between them and their pass.
    private static func reasonToLeave(_ opened: OpenedApplication) -> String? {
        switch opened.application.kind {
        case .person:
            opened.application.company != nil || !opened.values["companyNumber"].isEmpty
                || !opened.values["organisation"].isEmpty ? "left-employer" : nil
        case .vehicle: opened.values["ownership"] == "affiliated" ? "left-haulier" : nil
        case .visit: nil
        }
    }

    // MARK: The company's side

    package func release(_ id: Int64) async throws -> EmployerRelease? {
        try await engine.read { try ReleaseStore.release(id, $0) }
    }

    package func releases(ofCompany company: Int64, limit: Int = 100) async throws -> [EmployerRelease] {
        try await engine.read { try ReleaseStore.of(company: company, limit: limit, $0) }
    }

    /// Those of which somebody has to tell the company by letter: it has no account here.
    package func untoldReleases(limit: Int = 100) async throws -> [EmployerRelease] {
        try await engine.read { try ReleaseStore.untold(limit: limit, $0) }
    }

    /// Notes that a company was told by letter; its time to object begins then.
    /// - Returns: false when it was told before.
    package func noteTold(_ id: Int64, by principal: Principal, now: Int64) async throws -> Bool {
        let until = endOfDay(after: service.rule(.objection).within ?? 0, from: now)
        return try await engine.write { database in
            guard let release = try ReleaseStore.release(id, database) else {
                throw RegisterError(.notFound, "there is no such release of a pass")
            }
            let isNew = try ReleaseStore.setTold(
                id, by: principal.name, objectUntil: until, at: now, database)
            if isNew {
                try AuditStore.append([.companyTold(pass: release.passNumber)], at: now, by: principal, database)
            }
            return isNew
        }
    }

    /// Takes a company's objection: a case for the staff. The pass stays revoked meanwhile, as it is its holder's.
    package func object(
        to id: Int64, text: String, contact: Contact?, language: SiteLanguage,
        channel: PassApplication.Channel = .online, by principal: Principal, now: Int64
    ) async throws -> ObjectionOutcome {
        guard let release = try await release(id) else {
            throw RegisterError(.notFound, "there is no such release of a pass")
        }
        if let known = release.objection { return .already(known) }
        guard release.objectUntil > now else { return .tooLate }
        let draft = OpinionDraft(
            .objection, about: .pass(release.passNumber), text: text, contact: contact, language: language,
            channel: channel)
        let answer = try await store(
            draft, client: nil, limits: nil, decider: release.releasedBy, by: principal, now: now
        ) {
            opinion, database in
            guard try ReleaseStore.setOpinion(opinion, of: id, database) else {
                throw RegisterError(.alreadyExists, "the company has objected to this already")
            }
        }
        switch answer {
        case .received(let receipt): return .received(receipt)
        case .refused(let faults): return .refused(faults)
        case .tooMany: return .tooLate
        }
    }
}
