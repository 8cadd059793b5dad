import SQLStore

// The company that a pass was freed of, where it has an account here.
extension Register {
    /// The company of an application: the one that made it, else the one whose number it names.
    static func company(
        of application: PassApplication, number: String?, _ database: any SQLReading
    ) throws -> Int64? {
        if let company = application.company { return company }
        guard let number else { return nil }
        return try database.row(
            "SELECT seq FROM company WHERE number = ? AND state = 'active'", .text(number))?.integer(0)
    }

    /// Who of a company is told: its owners and managers, who also object.
    func contacts(ofCompany company: Int64, _ database: any SQLReading) throws -> [CompanyContact] {
        guard let row = try CompanyStore.company(seq: company, database) else { return [] }
        return try MemberStore.members(of: company, database)
            .filter { CompanyAccess.allows(.release, $0.role, in: row.state) }
            .compactMap { try AccountStore.account(seq: $0.account, database) }
            .map { CompanyContact(contact: try opened($0).email, language: $0.language) }
    }

    // MARK: By a member

    /// Those of an actor's company, the newest first.
    package func releases(by actor: AccountID, limit: Int = 100) async throws -> [EmployerRelease] {
        try await engine.read {
            try ReleaseStore.of(
                company: ActingMember(actor, .view, $0).company.seq, limit: limit, $0)
        }
    }

    /// Objects in a company's name to the release of one of its passes; the answer goes to who objects.
    /// - Throws: ``RegisterError`` with code `denied` for who may not.
    package func object(
        to id: Int64, text: String, by actor: AccountID, now: Int64
    ) async throws -> ObjectionOutcome {
        let account = try await engine.read { database -> AccountRow in
            let member = try ActingMember(actor, .release, database)
            guard try ReleaseStore.release(id, database)?.company == member.company.seq else {
                throw RegisterError.denied
            }
            return member.account
        }
        return try await object(
            to: id, text: text, contact: opened(account).email, language: account.language, by: actor.principal,
            now: now)
    }
}
