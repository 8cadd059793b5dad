import SQLStore

/// Changes that two people make, in the database.
enum ChangeStore {
    static func insert(_ change: StaffChange, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO staff_change (id, kind, document, digest, reason, proposed_by, proposed_at, expires, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'proposed')
            """, .blob(change.id.bytes), .text(change.body.kind.rawValue), .blob(change.body.document),
            .blob(change.digest), .text(change.note), .text(change.proposedBy.name), .integer(change.proposedAt),
            .integer(change.expires))
    }

    static func change(_ id: ChangeID, _ database: any SQLReading) throws -> StaffChange? {
        try database.row(
            """
            SELECT id, kind, document, digest, reason, proposed_by, proposed_at, expires, state, decided_by, decided_at
            FROM staff_change WHERE id = ?
            """, .blob(id.bytes)
        ).map(change)
    }

    /// The newest first.
    static func recent(limit: Int, _ database: any SQLReading) throws -> [StaffChange] {
        try database.rows(
            """
            SELECT id, kind, document, digest, reason, proposed_by, proposed_at, expires, state, decided_by, decided_at
            FROM staff_change ORDER BY seq DESC LIMIT ?
            """, .integer(Int64(limit))
        ).map(change)
    }

    /// Those that wait for somebody, at a moment.
    static func waiting(at now: Int64, _ database: any SQLReading) throws -> Int64 {
        try database.integer(
            "SELECT COUNT(*) FROM staff_change WHERE state = 'proposed' AND expires > ?", .integer(now)) ?? 0
    }

    /// - Returns: false when it was decided meanwhile.
    static func decide(
        _ id: ChangeID, as state: ChangeState, by principal: Principal, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            UPDATE staff_change SET state = ?, decided_by = ?, decided_at = ? WHERE id = ? AND state = 'proposed'
            """, .text(state.rawValue), .text(principal.name), .integer(now), .blob(id.bytes)) == 1
    }

    private static func change(_ row: SQLRow) throws -> StaffChange {
        guard let id = ChangeID(try row.blob(0)), let kind = ChangeBody.Kind(rawValue: try row.text(1)),
            let body = ChangeBody(kind, try row.blob(2)), let state = ChangeState(rawValue: try row.text(8))
        else { throw RegisterError.damaged("a change that two people make") }
        return StaffChange(
            id: id, body: body, digest: try row.blob(3), note: try row.text(4),
            proposedBy: try Principal(row.text(5)), proposedAt: try row.integer(6), expires: try row.integer(7),
            state: state, decidedBy: try row.optionalText(9).map { try Principal($0) },
            decidedAt: try row.optionalInteger(10))
    }
}
