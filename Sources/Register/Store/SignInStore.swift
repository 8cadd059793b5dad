import SQLStore

/// Attempts to sign in: those that count against an address or a client, and those that wait for a second factor.
enum SignInStore {
    /// Counts an attempt that is about to be made, before anything is looked at: many at once can't get past the count.
    /// - Parameters:
    ///   - account: the keyed hash of the address, whether there is an account or not.
    ///   - client: nil for one that is not counted.
    /// - Returns: its number; or in how many seconds there may be another.
    static func claim(
        account: [UInt8], client: [UInt8]?, _ limits: CompanyRules.SignInLimits, at now: Int64,
        _ database: any SQLWriting
    ) throws -> Result<Int64, TooMany> {
        let since = now - limits.window
        try database.execute("DELETE FROM sign_in_attempt WHERE at <= ?", .integer(since))
        var counts = [
            (
                try database.row(
                    "SELECT COUNT(*), MIN(at) FROM sign_in_attempt WHERE account = ? AND at > ?", .blob(account),
                    .integer(since)), limits.perAccount
            )
        ]
        if let client {
            counts.append(
                (
                    try database.row(
                        "SELECT COUNT(*), MIN(at) FROM sign_in_attempt WHERE client = ? AND at > ?", .blob(client),
                        .integer(since)), limits.perClient
                ))
            counts.append(
                (
                    try database.row(
                        "SELECT COUNT(*), MIN(at) FROM sign_in_attempt WHERE account = ? AND client = ? AND at > ?",
                        .blob(account), .blob(client), .integer(since)), limits.perAccountAndClient
                ))
        }
        var waits: [Int64] = []
        for (row, most) in counts {
            guard let row, try row.integer(0) >= most else { continue }
            waits.append(max(1, (try row.optionalInteger(1) ?? now) + limits.window - now))
        }
        if let wait = waits.max() { return .failure(TooMany(retryAfter: wait)) }
        let seq = (try database.integer("SELECT MAX(seq) FROM sign_in_attempt") ?? 0) + 1
        try database.execute(
            "INSERT INTO sign_in_attempt (seq, account, client, at) VALUES (?, ?, ?, ?)", .integer(seq),
            .blob(account), .blob(client), .integer(now))
        return .success(seq)
    }

    struct TooMany: Error { let retryAfter: Int64 }

    /// Takes one back that was right so far.
    static func forgive(_ seq: Int64, account: [UInt8], _ database: any SQLWriting) throws {
        try database.execute(
            "DELETE FROM sign_in_attempt WHERE seq = ? AND account = ?", .integer(seq), .blob(account))
    }

    /// Forgets all of an account: its owner is in.
    static func forget(account: [UInt8], _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM sign_in_attempt WHERE account = ?", .blob(account))
    }

    // MARK: Second factors

    struct Pending: Sendable {
        let account: Int64
        let failures: Int64
    }

    static func put(
        _ verifier: [UInt8], account: Int64, expires: Int64, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute("DELETE FROM pending_sign_in WHERE expires <= ?", .integer(now))
        try database.execute(
            "INSERT INTO pending_sign_in (verifier, account, failures, expires) VALUES (?, ?, 0, ?)",
            .blob(verifier), .integer(account), .integer(expires))
    }

    static func pending(_ verifier: [UInt8], at now: Int64, _ database: any SQLReading) throws -> Pending? {
        try database.row(
            "SELECT account, failures FROM pending_sign_in WHERE verifier = ? AND expires > ?", .blob(verifier),
            .integer(now)
        ).map { Pending(account: try $0.integer(0), failures: try $0.integer(1)) }
    }

    static func countFailure(_ verifier: [UInt8], _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE pending_sign_in SET failures = failures + 1 WHERE verifier = ?", .blob(verifier))
    }

    static func end(_ verifier: [UInt8], _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM pending_sign_in WHERE verifier = ?", .blob(verifier))
    }

    static func endAll(of account: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM pending_sign_in WHERE account = ?", .integer(account))
    }
}
