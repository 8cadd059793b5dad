import SQLStore

/// Tokens of companies' programs, by what stands for them.
enum TokenStore {
    struct New: Sendable {
        let id: TokenID
        let name: String
        let scopes: Set<TokenScope>
        let digest: [UInt8]
        let hint: String
        let expires: Int64
    }

    /// - Returns: false when the id or the token is there already.
    static func insert(
        _ new: New, _ member: ActingMember, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        let seq = (try database.integer("SELECT MAX(seq) FROM company_token") ?? 0) + 1
        let scopes = new.scopes.map(\.rawValue).sorted().joined(separator: " ")
        return try database.execute(
            """
            INSERT INTO company_token (seq, id, company, account, name, scopes, digest, hint, made_at, expires)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """, .integer(seq), .blob(new.id.bytes), .integer(member.company.seq), .integer(member.account.seq),
            .text(new.name), .text(scopes), .blob(new.digest), .text(new.hint), .integer(now), .integer(new.expires))
            == 1
    }

    private static func scopes(_ text: String) -> Set<TokenScope> {
        Set(text.split(separator: " ").compactMap { TokenScope(rawValue: String($0)) })
    }

    /// How many of a company are good.
    static func count(of company: Int64, at now: Int64, _ database: any SQLReading) throws -> Int64 {
        try database.integer(
            "SELECT COUNT(*) FROM company_token WHERE company = ? AND revoked_at IS NULL AND expires > ?",
            .integer(company), .integer(now)) ?? 0
    }

    /// Those of a company that are good, or were until a while ago, the newest first.
    static func all(of company: Int64, overSince since: Int64, _ database: any SQLReading) throws -> [CompanyToken] {
        try database.rows(
            """
            SELECT token.id, token.name, token.scopes, token.hint, account.id, token.made_at, token.expires,
                token.used_at, token.revoked_at
            FROM company_token AS token JOIN account ON account.seq = token.account
            WHERE token.company = ? AND COALESCE(token.revoked_at, token.expires) > ? ORDER BY token.seq DESC
            """, .integer(company), .integer(since)
        ).map { row in
            guard let id = TokenID(try row.blob(0)), let account = AccountID(try row.blob(4)) else {
                throw RegisterError.damaged("a token")
            }
            return CompanyToken(
                id: id, name: try row.text(1), scopes: scopes(try row.text(2)), hint: try row.text(3),
                madeBy: account, madeAt: try row.integer(5), expires: try row.integer(6),
                usedAt: try row.optionalInteger(7), revokedAt: try row.optionalInteger(8))
        }
    }

    struct Found: Sendable {
        let seq: Int64
        let id: TokenID
        let company: Int64
        let account: Int64
        let accountID: AccountID
        let scopes: Set<TokenScope>
        let digest: [UInt8]
        let usedAt: Int64?
    }

    /// One that is good.
    static func find(_ digest: [UInt8], at now: Int64, _ database: any SQLReading) throws -> Found? {
        try database.row(
            """
            SELECT token.seq, token.id, token.company, token.account, account.id, token.scopes, token.digest,
                token.used_at
            FROM company_token AS token JOIN account ON account.seq = token.account
            WHERE token.digest = ? AND token.revoked_at IS NULL AND token.expires > ?
            """, .blob(digest), .integer(now)
        ).map { row in
            guard let id = TokenID(try row.blob(1)), let account = AccountID(try row.blob(4)) else {
                throw RegisterError.damaged("a token")
            }
            return Found(
                seq: try row.integer(0), id: id, company: try row.integer(2), account: try row.integer(3),
                accountID: account, scopes: scopes(try row.text(5)), digest: try row.blob(6),
                usedAt: try row.optionalInteger(7))
        }
    }

    static func isGood(_ seq: Int64, at now: Int64, _ database: any SQLReading) throws -> Bool {
        try database.row(
            "SELECT 1 FROM company_token WHERE seq = ? AND revoked_at IS NULL AND expires > ?", .integer(seq),
            .integer(now)) != nil
    }

    static func setUsed(_ seq: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute("UPDATE company_token SET used_at = ? WHERE seq = ?", .integer(now), .integer(seq))
    }

    /// Takes back what somebody made for a company.
    /// - Returns: those that were good.
    static func revokeAll(
        of company: Int64, by account: Int64, at now: Int64, _ database: any SQLWriting
    ) throws -> [TokenID] {
        let ids = try database.rows(
            """
            SELECT id FROM company_token WHERE company = ? AND account = ? AND revoked_at IS NULL AND expires > ?
            ORDER BY seq
            """, .integer(company), .integer(account), .integer(now)
        ).map { row in
            guard let id = TokenID(try row.blob(0)) else { throw RegisterError.damaged("a token") }
            return id
        }
        for id in ids { _ = try revoke(id, of: company, at: now, database) }
        return ids
    }

    /// - Returns: false when there is none that is good.
    static func revoke(
        _ id: TokenID, of company: Int64, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            UPDATE company_token SET revoked_at = ? WHERE id = ? AND company = ? AND revoked_at IS NULL AND expires > ?
            """, .integer(now), .blob(id.bytes), .integer(company), .integer(now)) == 1
    }
}
