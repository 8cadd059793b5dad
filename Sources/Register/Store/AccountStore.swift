import PassCrypto
import SQLStore

/// Accounts in the database.
enum AccountStore {
    /// One about to be made: all that needs chance or time is done.
    struct New: Sendable {
        let id: AccountID
        let email: [UInt8]
        let document: [UInt8]
        let language: SiteLanguage
        let password: SecretHash
    }

    /// - Returns: its number; nil when the address has an account already.
    static func insert(_ new: New, at now: Int64, _ database: any SQLWriting) throws -> Int64? {
        let stored = try database.execute(
            """
            INSERT INTO account (id, email, document, language, salt, operations, memory, digest, password_at, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .blob(new.id.bytes), .blob(new.email), .blob(new.document), .text(new.language.rawValue),
            .blob(new.password.salt), .integer(Int64(new.password.cost.operations)),
            .integer(Int64(new.password.cost.memoryKiB)), .blob(new.password.digest), .integer(now), .integer(now))
        guard stored == 1 else { return nil }
        return try database.integer("SELECT seq FROM account WHERE id = ?", .blob(new.id.bytes))
    }

    static func account(_ id: AccountID, _ database: any SQLReading) throws -> AccountRow? {
        try database.row(
            """
            SELECT seq, id, email, document, language, salt, operations, memory, digest, password_at, time_secret,
                time_step, new_time_secret, created_at, factor_taken_at,
                time_hash
            FROM account WHERE id = ?
            """, .blob(id.bytes)
        ).map(AccountRow.init)
    }

    static func account(seq: Int64, _ database: any SQLReading) throws -> AccountRow? {
        try database.row("SELECT id FROM account WHERE seq = ?", .integer(seq)).flatMap(id).flatMap {
            try account($0, database)
        }
    }

    static func account(email: [UInt8], _ database: any SQLReading) throws -> AccountRow? {
        try database.row("SELECT id FROM account WHERE email = ?", .blob(email)).flatMap(id).flatMap {
            try account($0, database)
        }
    }

    private static func id(_ row: SQLRow) throws -> AccountID? { AccountID(try row.blob(0)) }

    // MARK: Changing

    static func setPassword(
        _ password: SecretHash, of seq: Int64, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE account SET salt = ?, operations = ?, memory = ?, digest = ?, password_at = ? WHERE seq = ?",
            .blob(password.salt), .integer(Int64(password.cost.operations)),
            .integer(Int64(password.cost.memoryKiB)), .blob(password.digest), .integer(now), .integer(seq))
    }

    static func setDocument(
        _ document: [UInt8], language: SiteLanguage, of seq: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE account SET document = ?, language = ? WHERE seq = ?", .blob(document),
            .text(language.rawValue), .integer(seq))
    }

    static func setNewTimeSecret(_ secret: [UInt8]?, of seq: Int64, _ database: any SQLWriting) throws {
        try database.execute("UPDATE account SET new_time_secret = ? WHERE seq = ?", .blob(secret), .integer(seq))
    }

    static func setTimeSecret(
        _ secret: [UInt8]?, hash: TimeCode.HashFunction = .sha256, step: Int64?, of seq: Int64,
        _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            UPDATE account SET time_secret = ?, time_hash = ?, time_step = ?, new_time_secret = NULL,
                factor_taken_at = NULL
            WHERE seq = ?
            """, .blob(secret), .text(hash.rawValue), .integer(step), .integer(seq))
    }

    /// Takes the app off, whoever has it, until another is set up.
    static func takeTimeSecret(of seq: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try setTimeSecret(nil, step: nil, of: seq, database)
        try setRecoveryCodes([], of: seq, database)
        try database.execute("UPDATE account SET factor_taken_at = ? WHERE seq = ?", .integer(now), .integer(seq))
    }

    static func setTimeStep(_ step: Int64, of seq: Int64, _ database: any SQLWriting) throws {
        try database.execute("UPDATE account SET time_step = ? WHERE seq = ?", .integer(step), .integer(seq))
    }

    static func setRecoveryCodes(_ codes: [ShortSecret], of seq: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM account_recovery_code WHERE account = ?", .integer(seq))
        try database.execute("DELETE FROM recovery_hash WHERE account = ?", .integer(seq))
        try database.executeEach(
            """
            INSERT INTO recovery_hash (account, selector, salt, operations, memory, digest) VALUES (?, ?, ?, ?, ?, ?)
            """,
            codes.map {
                [
                    .integer(seq), .blob($0.selector), .blob($0.hash.salt),
                    .integer(Int64($0.hash.cost.operations)), .integer(Int64($0.hash.cost.memoryKiB)),
                    .blob($0.hash.digest),
                ]
            })
    }

    /// Those that a code may be.
    static func recoveryCodes(
        of seq: Int64, selector: [UInt8], _ database: any SQLReading
    ) throws -> [ShortSecret.Stored] {
        try database.rows(
            "SELECT salt, operations, memory, digest FROM recovery_hash WHERE account = ? AND selector = ?",
            .integer(seq), .blob(selector)
        ).map { try ShortSecret.Stored($0) }
    }

    /// - Returns: whether there was one, which is used up now.
    static func useRecoveryCode(digest: [UInt8], of seq: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "DELETE FROM recovery_hash WHERE account = ? AND digest = ?", .integer(seq), .blob(digest)) == 1
    }

    /// The same of one that was kept as a keyed hash.
    static func useRecoveryCode(_ verifier: [UInt8], of seq: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "DELETE FROM account_recovery_code WHERE account = ? AND verifier = ?", .integer(seq), .blob(verifier)) == 1
    }

    static func recoveryCodes(of seq: Int64, _ database: any SQLReading) throws -> Int64 {
        let kept = try database.integer("SELECT COUNT(*) FROM recovery_hash WHERE account = ?", .integer(seq)) ?? 0
        let before = try database.integer(
            "SELECT COUNT(*) FROM account_recovery_code WHERE account = ?", .integer(seq))
        return kept + (before ?? 0)
    }
}
