import SQLStore

/// Who acts for which company, and who is asked to.
enum MemberStore {
    struct Member: Sendable {
        let account: Int64
        let company: Int64
        let role: CompanyRole
        let joinedAt: Int64
    }

    private static func member(_ row: SQLRow) throws -> Member {
        guard let role = CompanyRole(rawValue: try row.text(2)) else { throw RegisterError.damaged("a member") }
        return Member(
            account: try row.integer(0), company: try row.integer(1), role: role, joinedAt: try row.integer(3))
    }

    static func member(_ account: Int64, _ database: any SQLReading) throws -> Member? {
        try database.row(
            "SELECT account, company, role, joined_at FROM company_member WHERE account = ?", .integer(account)
        ).map(member)
    }

    /// Those of a company, in the order they came.
    static func members(of company: Int64, _ database: any SQLReading) throws -> [Member] {
        try database.rows(
            "SELECT account, company, role, joined_at FROM company_member WHERE company = ? ORDER BY joined_at, account",
            .integer(company)
        ).map(member)
    }

    /// Whether the size of an account's company asks for a second factor.
    static func asksSecondFactor(
        account: Int64, _ rules: CompanyRules, _ database: any SQLReading
    ) throws -> Bool {
        guard let member = try member(account, database) else { return false }
        return try asksSecondFactor(company: member.company, rules, database)
    }

    static func asksSecondFactor(
        company: Int64, _ rules: CompanyRules, _ database: any SQLReading
    ) throws -> Bool {
        try RosterStore.count(.person, of: company, database) >= rules.secondFactorFrom
    }

    /// - Returns: false when the account acts for a company already.
    static func add(
        _ account: Int64, to company: Int64, as role: CompanyRole, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            INSERT INTO company_member (account, company, role, joined_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """, .integer(account), .integer(company), .text(role.rawValue), .integer(now)) == 1
    }

    static func hasOtherOwner(_ member: Member, _ database: any SQLReading) throws -> Bool {
        try database.row(
            "SELECT 1 FROM company_member WHERE company = ? AND role = 'owner' AND account <> ?",
            .integer(member.company), .integer(member.account)) != nil
    }

    static func setRole(_ role: CompanyRole, of account: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE company_member SET role = ? WHERE account = ?", .text(role.rawValue), .integer(account))
    }

    static func remove(_ account: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM company_member WHERE account = ?", .integer(account))
    }

    // MARK: Invitations

    struct Invitation: Sendable {
        let seq: Int64
        let company: Int64
        let role: CompanyRole
        let email: [UInt8]
        let sealed: [UInt8]
        let expires: Int64
    }

    private static func invitation(_ row: SQLRow) throws -> Invitation {
        guard let role = CompanyRole(rawValue: try row.text(2)) else { throw RegisterError.damaged("an invitation") }
        return Invitation(
            seq: try row.integer(0), company: try row.integer(1), role: role, email: try row.blob(3),
            sealed: try row.blob(4), expires: try row.integer(5))
    }

    static func invitations(of company: Int64, at now: Int64, _ database: any SQLReading) throws -> [Invitation] {
        try database.rows(
            """
            SELECT seq, company, role, email, sealed, expires FROM company_invitation
            WHERE company = ? AND expires > ? ORDER BY seq
            """, .integer(company), .integer(now)
        ).map(invitation)
    }

    static func invitation(_ verifier: [UInt8], at now: Int64, _ database: any SQLReading) throws -> Invitation? {
        try database.row(
            """
            SELECT seq, company, role, email, sealed, expires FROM company_invitation
            WHERE verifier = ? AND expires > ?
            """, .blob(verifier), .integer(now)
        ).map(invitation)
    }

    /// Puts an invitation in the place of any other of this address to this company.
    static func invite(
        _ email: [UInt8], sealed: [UInt8], verifier: [UInt8], to company: Int64, as role: CompanyRole,
        by account: Int64,
        expires: Int64, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute("DELETE FROM company_invitation WHERE expires <= ?", .integer(now))
        try database.execute(
            "DELETE FROM company_invitation WHERE company = ? AND email = ?", .integer(company), .blob(email))
        try database.execute(
            """
            INSERT INTO company_invitation (verifier, company, role, email, sealed, made_at, expires, made_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, .blob(verifier), .integer(company), .text(role.rawValue), .blob(email), .blob(sealed), .integer(now),
            .integer(expires), .integer(account))
    }

    /// - Returns: whether there was one of this company.
    static func endInvitation(_ seq: Int64, of company: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "DELETE FROM company_invitation WHERE seq = ? AND company = ?", .integer(seq), .integer(company)) == 1
    }

    /// Takes back what somebody who may no longer invite has asked.
    static func endInvitations(by account: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM company_invitation WHERE made_by = ?", .integer(account))
    }
}
