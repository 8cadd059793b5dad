/// A company as the register knows it.
package struct Company: Hashable, Sendable {
    package let id: CompanyID
    /// 統一編號, eight digits.
    package let number: String
    package let name: String
    /// Whom staff ask, and how.
    package let contactName: String
    package let telephone: String
    package let state: CompanyState
    /// Seconds since 1970.
    package let createdAt: Int64
    package let decidedAt: Int64?
    /// Why it was closed: a code.
    package let reason: String?
    /// In applications.
    let seq: Int64
}

/// Whom an account acts for, and as what.
package struct Membership: Hashable, Sendable {
    package let account: AccountID
    package let company: Company
    package let role: CompanyRole
    /// Whether the company's size asks every member for a second factor.
    package let asksSecondFactor: Bool
    /// Whether the account's app was taken off, so that another is set up before anything else.
    package let lacksTimeCodes: Bool

    package func may(_ act: CompanyAct) -> Bool { CompanyAccess.allows(act, role, in: company.state) }
}

/// Somebody who acts for a company, as its other members see them.
package struct CompanyMember: Hashable, Sendable {
    package let account: AccountID
    package let name: String
    package let email: Contact
    package let role: CompanyRole
    package let hasTimeCodes: Bool
    package let joinedAt: Int64
}

/// Somebody who was asked to act for a company and has not answered.
package struct CompanyInvitation: Hashable, Sendable {
    package let id: Int64
    package let email: Contact
    package let role: CompanyRole
    package let expires: Int64
}
