import SQLStore

/// Somebody of whom it was looked up, in the transaction that they act in, that they may.
struct ActingMember: Sendable {
    let account: AccountRow
    let company: CompanyRow
    let role: CompanyRole

    /// - Throws: ``RegisterError`` with code `denied` for who is no member, or not one who may.
    init(_ id: AccountID, _ act: CompanyAct, _ database: any SQLReading) throws {
        guard let account = try AccountStore.account(id, database),
            let member = try MemberStore.member(account.seq, database),
            let company = try CompanyStore.company(seq: member.company, database),
            CompanyAccess.allows(act, member.role, in: company.state)
        else { throw RegisterError.denied }
        self.account = account
        self.company = company
        role = member.role
    }
}

extension RegisterError.Code {
    /// Who asks may not.
    package static let denied = RegisterError.Code(rawValue: "denied")
}

extension RegisterError {
    static let denied = RegisterError(.denied, "this account may not do that for this company")
}
