import SQLStore

/// Sessions of browsers in the database, by the SHA-256 of their tokens.
enum SessionStore {
    struct Row: Hashable, Sendable {
        let seq: Int64
        let createdAt: Int64
        let seenAt: Int64
        let idle: Int64
        let expiresAt: Int64
    }

    struct Grant: Hashable, Sendable {
        let kind: SessionGrant.Kind
        let subject: [UInt8]
        /// Where the subject does not say all.
        let sealed: [UInt8]?
    }

    /// - Returns: nil when there is none that is still good.
    static func session(_ digest: [UInt8], at now: Int64, _ database: any SQLReading) throws -> Row? {
        try database.row(
            """
            SELECT seq, created_at, seen_at, idle, expires_at FROM web_session
            WHERE digest = ? AND expires_at > ? AND seen_at + idle >= ?
            """, .blob(digest), .integer(now), .integer(now)
        ).map { row in
            Row(
                seq: try row.integer(0), createdAt: try row.integer(1), seenAt: try row.integer(2),
                idle: try row.integer(3), expiresAt: try row.integer(4))
        }
    }

    /// Those that are still good at a moment, the newest first.
    static func grants(of session: Row, at now: Int64, _ database: any SQLReading) throws -> [Grant] {
        try database.rows(
            """
            SELECT kind, subject, sealed FROM web_session_grant
            WHERE session = ? AND expires_at > ? AND ? + idle >= ? ORDER BY granted_at DESC, kind, subject
            """, .integer(session.seq), .integer(now), .integer(session.seenAt), .integer(now)
        ).map { row in
            guard let kind = SessionGrant.Kind(rawValue: try row.text(0)) else {
                throw RegisterError.damaged("a session")
            }
            return Grant(kind: kind, subject: try row.blob(1), sealed: try row.optionalBlob(2))
        }
    }

    static func insert(
        _ digest: [UInt8], limits: SessionLimits, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "INSERT INTO web_session (digest, created_at, seen_at, idle, expires_at) VALUES (?, ?, ?, ?, ?)",
            .blob(digest), .integer(now), .integer(now), .integer(limits.idle), .integer(now + limits.absolute))
    }

    /// Notes that it was seen. What was over by then goes first: being seen must not bring it back.
    static func touch(_ session: Row, at now: Int64, _ database: any SQLWriting) throws {
        try removeLapsed(of: session, at: now, database)
        try database.execute(
            "UPDATE web_session SET seen_at = ? WHERE seq = ? AND seen_at < ?", .integer(now), .integer(session.seq),
            .integer(now))
    }

    /// The same, under another token, which from now on is the only one.
    static func rotate(_ session: Row, to digest: [UInt8], at now: Int64, _ database: any SQLWriting) throws {
        try touch(session, at: now, database)
        try database.execute(
            "UPDATE web_session SET digest = ? WHERE seq = ?", .blob(digest), .integer(session.seq))
    }

    private static func removeLapsed(of session: Row, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "DELETE FROM web_session_grant WHERE session = ? AND (expires_at <= ? OR ? + idle < ?)",
            .integer(session.seq), .integer(now), .integer(session.seenAt), .integer(now))
    }

    /// Lets a session do something; anew where it may already. The session lasts as long as what it may do.
    static func grant(
        _ grant: Grant, to session: Int64, limits: SessionLimits, origin: SessionOrigin?, at now: Int64,
        _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO web_session_grant (session, kind, subject, sealed, granted_at, idle, expires_at, client, agent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (session, kind, subject) DO UPDATE SET sealed = excluded.sealed,
                granted_at = excluded.granted_at, idle = excluded.idle, expires_at = excluded.expires_at,
                client = excluded.client, agent = excluded.agent
            """, .integer(session), .text(grant.kind.rawValue), .blob(grant.subject), .blob(grant.sealed),
            .integer(now), .integer(limits.idle), .integer(now + limits.absolute), .text(origin?.client),
            .text(origin?.agent))
        try database.execute(
            """
            UPDATE web_session SET idle = CASE WHEN idle < ? THEN ? ELSE idle END,
                expires_at = CASE WHEN expires_at < ? THEN ? ELSE expires_at END
            WHERE seq = ?
            """, .integer(limits.idle), .integer(limits.idle), .integer(now + limits.absolute),
            .integer(now + limits.absolute), .integer(session))
        // The oldest make room: nobody proves so much in one session.
        try database.execute(
            """
            DELETE FROM web_session_grant WHERE session = ? AND granted_at < (
                SELECT MIN(granted_at) FROM (
                    SELECT granted_at FROM web_session_grant WHERE session = ? ORDER BY granted_at DESC LIMIT 64) AS newest)
            """, .integer(session), .integer(session))
    }

    static func remove(_ digest: [UInt8], _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM web_session WHERE digest = ?", .blob(digest))
    }

    /// Takes a grant away from every session.
    static func remove(kind: SessionGrant.Kind, subject: [UInt8], _ database: any SQLWriting) throws {
        try database.execute(
            "DELETE FROM web_session_grant WHERE kind = ? AND subject = ?", .text(kind.rawValue), .blob(subject))
    }

    /// Where an account is signed in, the newest first.
    static func sessions(ofAccount subject: [UInt8], at now: Int64, _ database: any SQLReading) throws
        -> [AccountSession]
    {
        try database.rows(
            """
            SELECT s.seq, g.granted_at, s.seen_at, g.client, g.agent FROM web_session_grant g
            JOIN web_session s ON s.seq = g.session
            WHERE g.kind = 'account' AND g.subject = ? AND g.expires_at > ? AND s.seen_at + g.idle >= ?
                AND s.expires_at > ?
            ORDER BY g.granted_at DESC, s.seq DESC
            """, .blob(subject), .integer(now), .integer(now), .integer(now)
        ).map { row in
            AccountSession(
                number: try row.integer(0), since: try row.integer(1), seenAt: try row.integer(2),
                origin: SessionOrigin(
                    client: try row.optionalText(3) ?? "", agent: try row.optionalText(4) ?? ""))
        }
    }

    /// - Returns: whether an account was signed in there.
    static func remove(account subject: [UInt8], from session: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "DELETE FROM web_session_grant WHERE session = ? AND kind = 'account' AND subject = ?",
            .integer(session), .blob(subject)) == 1
    }

    static func remove(account subject: [UInt8], exceptFrom session: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "DELETE FROM web_session_grant WHERE session <> ? AND kind = 'account' AND subject = ?",
            .integer(session), .blob(subject))
    }

    /// Takes away what is over.
    static func purge(at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "DELETE FROM web_session WHERE expires_at <= ? OR seen_at + idle < ?", .integer(now), .integer(now))
    }
}
