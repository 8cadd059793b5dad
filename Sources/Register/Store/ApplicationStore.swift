import PassFormat
import SQLStore

/// Applications in the database; their records only sealed.
enum ApplicationStore {
    /// One that waits.
    struct Open: Sendable {
        let id: ApplicationID
        let createdAt: Int64
        /// Sealed.
        let record: [UInt8]
    }

    /// - Returns: false when the id is taken.
    static func insert(
        _ id: ApplicationID, record: [UInt8], at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            INSERT INTO application (id, state, record, created_at) VALUES (?, 'submitted', ?, ?)
            ON CONFLICT DO NOTHING
            """, .blob(id.bytes), .blob(record), .integer(now)) == 1
    }

    static func summary(_ id: ApplicationID, _ database: any SQLReading) throws -> ApplicationSummary? {
        guard
            let row = try database.row(
                """
                SELECT state, created_at, decided_at, decided_by, reason, pass FROM application WHERE id = ?
                """, .blob(id.bytes))
        else { return nil }
        guard let state = ApplicationState(rawValue: try row.text(0)) else {
            throw RegisterError.damaged("an application")
        }
        return ApplicationSummary(
            id: id, state: state, createdAt: try row.integer(1), decidedAt: try row.optionalInteger(2),
            decidedBy: try row.optionalText(3), reason: try row.optionalText(4),
            pass: try row.optionalInteger(5).map { PassID(rawValue: UInt64(bitPattern: $0)) })
    }

    /// The sealed record.
    static func record(_ id: ApplicationID, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row("SELECT record FROM application WHERE id = ?", .blob(id.bytes))?.blob(0)
    }

    /// Those that wait, the oldest first.
    static func open(limit: Int, _ database: any SQLReading) throws -> [Open] {
        try database.rows(
            """
            SELECT id, created_at, record FROM application WHERE state = 'submitted' ORDER BY created_at, id LIMIT ?
            """, .integer(Int64(limit))
        ).map { row in
            guard let id = ApplicationID(try row.blob(0)) else { throw RegisterError.damaged("an application") }
            return Open(id: id, createdAt: try row.integer(1), record: try row.blob(2))
        }
    }

    /// - Returns: false when it was decided already.
    static func approve(
        _ id: ApplicationID, pass: PassID, at now: Int64, by principal: Principal, _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            UPDATE application SET state = 'approved', decided_at = ?, decided_by = ?, pass = ?
            WHERE id = ? AND state = 'submitted'
            """, .integer(now), .text(principal.name), .integer(Int64(bitPattern: pass.rawValue)), .blob(id.bytes)) == 1
    }

    /// - Returns: false when it was decided already.
    static func reject(
        _ id: ApplicationID, reason: String, at now: Int64, by principal: Principal, _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            UPDATE application SET state = 'rejected', decided_at = ?, decided_by = ?, reason = ?
            WHERE id = ? AND state = 'submitted'
            """, .integer(now), .text(principal.name), .text(reason), .blob(id.bytes)) == 1
    }
}
