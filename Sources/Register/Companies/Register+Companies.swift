import Identifiers
import PassCrypto
import SQLStore

// Companies: founding them, deciding about them, looking them up.
extension Register {
    package var companyRules: CompanyRules { seeds.companies }

    /// What somebody says of a company.
    package struct CompanyDetails: Hashable, Sendable {
        package let name: String
        package let contactName: String
        package let telephone: String

        package init(name: String, contactName: String, telephone: String) {
            self.name = name
            self.contactName = contactName
            self.telephone = telephone
        }
    }

    /// Who founds a company's account.
    package enum Founder: Sendable {
        /// Somebody without an account.
        case new(NewAccount)
        /// Somebody who is signed in and acts for no company.
        case account(AccountID)
    }

    package enum FoundingOutcome: Hashable, Sendable {
        case founded(CompanyID, AccountID)
        /// Nothing changed.
        case refused([Fault])
        /// More are being served than can be.
        case busy
    }

    /// Founds a company's account: its first member is its owner. Until staff approve it, it prepares and sends nothing.
    package func foundCompany(
        number typed: String, _ details: CompanyDetails, by founder: Founder, now: Int64
    ) async throws -> FoundingOutcome {
        var faults = Self.faults(in: details)
        var number = ""
        do throws(IdentifierError) { number = try CompanyNumber(typed).digits } catch {
            faults.append(Fault("companyNumber", error.rule.rawValue))
        }
        if case .new(let account) = founder { faults += self.faults(in: account, own: [details.name, number]) }
        guard faults.isEmpty else { return .refused(faults) }
        let id = try newCompanyID()
        let document = try sealedCompany(details, of: id)
        var account: AccountStore.New?
        if case .new(let new) = founder {
            do { account = try await prepared(new) } catch is PasswordHasher.Busy { return .busy }
        }
        let (digits, newAccount) = (number, account)
        return try await engine.write { database in
            if try CompanyStore.isActive(number: digits, database) {
                return .refused([Fault("companyNumber", "company-exists")])
            }
            let seq: Int64
            let owner: AccountID
            switch (founder, newAccount) {
            case (.account(let known), _):
                guard let row = try AccountStore.account(known, database) else { throw RegisterError.unknownAccount }
                (seq, owner) = (row.seq, known)
            case (.new, let new?):
                guard let made = try AccountStore.insert(new, at: now, database) else {
                    return .refused([Fault("email", "account-exists")])
                }
                (seq, owner) = (made, new.id)
                try AuditStore.append([.company(.accountMade(new.id))], at: now, by: new.id.principal, database)
            case (.new, nil): throw RegisterError(.selfCheck, "an account was not readied")
            }
            if try MemberStore.member(seq, database) != nil {
                return .refused([Fault("companyNumber", "member-already")])
            }
            let company = try CompanyStore.insert(id, number: digits, document: document, at: now, database)
            guard try MemberStore.add(seq, to: company, as: .owner, at: now, database) else {
                throw RegisterError.damaged("a member")
            }
            try AuditStore.append(
                [.company(.founded(id)), .company(.memberJoined(id, owner, .owner))], at: now, by: owner.principal,
                database)
            return .founded(id, owner)
        }
    }

    private func newCompanyID() throws -> CompanyID {
        guard let id = CompanyID(random.bytes(CompanyID.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        return id
    }

    @inline(never)
    private func sealedCompany(_ details: CompanyDetails, of id: CompanyID) throws -> [UInt8] {
        var values = FieldValues()
        values["name"] = TextNormalisation.trimmed(details.name)
        values["contactName"] = TextNormalisation.trimmed(details.contactName)
        values["telephone"] = TextNormalisation.trimmed(details.telephone)
        return try SealedValues.seal(
            values, "company", of: id.bytes, nonce: random.bytes(SecretBox.nonceByteCount), vault)
    }

    static func faults(in details: CompanyDetails) -> [Fault] {
        [
            ("organisation", details.name, 90), ("contactName", details.contactName, 90),
            ("telephone", details.telephone, 40),
        ].compactMap { field, text, most in
            let text = TextNormalisation.trimmed(text)
            if text.isEmpty { return Fault(field, "required") }
            if text.utf8.count > most { return Fault(field, "too-long", ["most": String(most / 3)]) }
            return TextNormalisation.isPlain(text) ? nil : Fault(field, "forbidden-character")
        }
    }

    // MARK: Looking up

    /// Not inlined into asynchronous code: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    func company(_ row: CompanyRow) throws -> Company {
        let values = try SealedValues.open(row.document, "company", of: row.id.bytes, vault)
        return Company(
            id: row.id, number: row.number, name: values["name"], contactName: values["contactName"],
            telephone: values["telephone"], state: row.state, createdAt: row.createdAt, decidedAt: row.decidedAt,
            reason: row.reason, seq: row.seq)
    }

    package func company(_ id: CompanyID) async throws -> Company? {
        try await engine.read { try CompanyStore.company(id, $0) }.map(company)
    }

    /// Whom an account acts for; nil for nobody.
    package func membership(of id: AccountID) async throws -> Membership? {
        let rules = seeds.companies
        let found = try await engine.read { database -> (CompanyRow, CompanyRole, Bool, Bool)? in
            guard let account = try AccountStore.account(id, database),
                let member = try MemberStore.member(account.seq, database),
                let company = try CompanyStore.company(seq: member.company, database)
            else { return nil }
            return (
                company, member.role,
                try MemberStore.asksSecondFactor(company: company.seq, rules, database), account.factorTakenAt != nil
            )
        }
        return try found.map { row, role, asks, lacks in
            Membership(
                account: id, company: try company(row), role: role, asksSecondFactor: asks, lacksTimeCodes: lacks)
        }
    }

    /// The companies that wait for staff, the oldest first.
    package func appliedCompanies(limit: Int = 100) async throws -> [Company] {
        try await engine.read { try CompanyStore.applied(limit: limit, $0) }.map(company)
    }

    // MARK: Changing

    /// Changes what is known of a company.
    package func changeCompany(
        _ details: CompanyDetails, by actor: AccountID, now: Int64
    ) async throws -> [Fault] {
        let faults = Self.faults(in: details)
        guard faults.isEmpty else { return faults }
        let id = try await engine.read { try ActingMember(actor, .edit, $0).company.id }
        let document = try sealedCompany(details, of: id)
        try await engine.write { database in
            let member = try ActingMember(actor, .edit, database)
            guard member.company.id == id else { throw RegisterError.denied }
            try CompanyStore.setDocument(document, of: member.company.seq, database)
            try AuditStore.append([.company(.changed(id))], at: now, by: actor.principal, database)
        }
        return []
    }

    /// Lets a company send applications.
    /// - Throws: ``RegisterError`` with code `notFound` or `impossibleChange`: another company of this number is active.
    package func approveCompany(_ id: CompanyID, by principal: Principal, now: Int64) async throws {
        let owner = try await ownerContacts(of: id)
        let name = try await company(id)?.name ?? ""
        try await engine.write { [vault] database in
            guard let row = try CompanyStore.company(id, database) else { throw RegisterError.unknownCompany }
            if row.state == .active { return }
            guard row.state == .applied, try !CompanyStore.isActive(number: row.number, database),
                try CompanyStore.decide(row, as: .active, reason: nil, by: principal, at: now, database)
            else { throw RegisterError.impossible("approve", "the company", row.state.rawValue) }
            try AuditStore.append([.company(.approved(id))], at: now, by: principal, database)
            for (contact, language) in owner {
                let notice = try Notice(.companyApproved, to: contact, language: language, facts: ["company": name])
                try NoticeStore.enqueue(notice, at: now, vault, database)
            }
        }
        notices.notify()
    }

    /// Turns a company down, or ends what it may do. Its passes stay what they are.
    /// - Parameter reason: a code of `reasons.json`.
    package func closeCompany(
        _ id: CompanyID, reason: String, by principal: Principal, now: Int64
    ) async throws {
        try seeds.reason(reason, for: "reject")
        try await engine.write { database in
            guard let row = try CompanyStore.company(id, database) else { throw RegisterError.unknownCompany }
            if row.state == .closed { return }
            guard try CompanyStore.decide(row, as: .closed, reason: reason, by: principal, at: now, database) else {
                throw RegisterError.impossible("close", "the company", row.state.rawValue)
            }
            try AuditStore.append([.company(.closed(id, reason: reason))], at: now, by: principal, database)
        }
    }

    /// How the owners of a company are reached.
    func ownerContacts(of id: CompanyID) async throws -> [(Contact, SiteLanguage)] {
        let rows = try await engine.read { database -> [AccountRow] in
            guard let company = try CompanyStore.company(id, database) else { throw RegisterError.unknownCompany }
            return try MemberStore.members(of: company.seq, database).filter { $0.role == .owner }.compactMap {
                try AccountStore.account(seq: $0.account, database)
            }
        }
        return try rows.map { (try opened($0).email, $0.language) }
    }
}

extension RegisterError {
    static let unknownCompany = RegisterError(.notFound, "there is no such company")
}
