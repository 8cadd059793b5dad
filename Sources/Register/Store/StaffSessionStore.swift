import SQLStore

/// Where the staff are signed in, by the SHA-256 of the tokens.
enum StaffSessionStore {
    struct Row: Hashable, Sendable {
        let staff: Int64
        let session: StaffSession
    }

    private static func row(_ row: SQLRow) throws -> Row {
        Row(
            staff: try row.integer(1),
            session: StaffSession(
                number: try row.integer(0), createdAt: try row.integer(2), seenAt: try row.integer(3),
                provedAt: try row.integer(4), client: try row.text(5), agent: try row.text(6)))
    }

    /// One that is good at a moment: seen lately, and not begun too long ago.
    static func session(_ digest: [UInt8], at now: Int64, _ database: any SQLReading) throws -> Row? {
        try database.row(
            """
            SELECT seq, staff, created_at, seen_at, proved_at, client, agent FROM staff_session
            WHERE digest = ? AND created_at > ? AND seen_at >= ?
            """, .blob(digest), .integer(now - StaffSession.limits.absolute), .integer(now - StaffSession.limits.idle)
        ).map(row)
    }

    /// Those of one person, the newest first.
    static func sessions(of staff: Int64, at now: Int64, _ database: any SQLReading) throws -> [StaffSession] {
        try database.rows(
            """
            SELECT seq, staff, created_at, seen_at, proved_at, client, agent FROM staff_session
            WHERE staff = ? AND created_at > ? AND seen_at >= ? ORDER BY seq DESC
            """, .integer(staff), .integer(now - StaffSession.limits.absolute),
            .integer(now - StaffSession.limits.idle)
        ).map { try row($0).session }
    }

    static func insert(
        _ digest: [UInt8], of staff: Int64, client: String, agent: String, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "DELETE FROM staff_session WHERE created_at <= ? OR seen_at < ?",
            .integer(now - StaffSession.limits.absolute), .integer(now - StaffSession.limits.idle))
        try database.execute(
            """
            INSERT INTO staff_session (digest, staff, created_at, seen_at, proved_at, client, agent)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, .blob(digest), .integer(staff), .integer(now), .integer(now), .integer(now), .text(client),
            .text(agent))
    }

    static func touch(_ seq: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE staff_session SET seen_at = ? WHERE seq = ? AND seen_at < ?", .integer(now), .integer(seq),
            .integer(now))
    }

    static func prove(_ seq: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute("UPDATE staff_session SET proved_at = ? WHERE seq = ?", .integer(now), .integer(seq))
    }

    /// - Returns: whether there was one of this person.
    static func end(_ seq: Int64, of staff: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "DELETE FROM staff_session WHERE seq = ? AND staff = ?", .integer(seq), .integer(staff)) == 1
    }

    static func endAll(of staff: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM staff_session WHERE staff = ?", .integer(staff))
    }

    /// When somebody was seen last; nil for never within what is kept.
    static func seen(_ staff: Int64, _ database: any SQLReading) throws -> Int64? {
        try database.row("SELECT MAX(seen_at) FROM staff_session WHERE staff = ?", .integer(staff))?
            .optionalInteger(0)
    }
}
