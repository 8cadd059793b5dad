import SQLStore

/// Approvals that can still be undone, in the database.
enum PendingApprovalStore {
    struct Pending: Hashable, Sendable {
        let application: ApplicationID
        let version: Int64
        let by: String
        let due: Int64
    }

    static func put(
        _ application: PassApplication, by principal: Principal, at now: Int64, due: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO pending_approval (application, version, approved_by, approved_at, due) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (application) DO NOTHING
            """, .integer(application.seq), .integer(application.version), .text(principal.name), .integer(now),
            .integer(due))
    }

    /// - Returns: whether there was one.
    static func remove(_ application: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute("DELETE FROM pending_approval WHERE application = ?", .integer(application)) == 1
    }

    static func pending(_ application: Int64, _ database: any SQLReading) throws -> Pending? {
        try database.row(
            """
            SELECT application.id, pending_approval.version, pending_approval.approved_by, pending_approval.due
            FROM pending_approval JOIN application ON application.seq = pending_approval.application
            WHERE pending_approval.application = ?
            """, .integer(application)
        ).map(pending)
    }

    /// Those whose time to be undone is over, the oldest first.
    static func due(at now: Int64, limit: Int, _ database: any SQLReading) throws -> [Pending] {
        try database.rows(
            """
            SELECT application.id, pending_approval.version, pending_approval.approved_by, pending_approval.due
            FROM pending_approval JOIN application ON application.seq = pending_approval.application
            WHERE pending_approval.due <= ? ORDER BY pending_approval.due, pending_approval.application LIMIT ?
            """, .integer(now), .integer(Int64(limit))
        ).map(pending)
    }

    /// When the next is due; nil for none.
    static func next(_ database: any SQLReading) throws -> Int64? {
        try database.row("SELECT MIN(due) FROM pending_approval")?.optionalInteger(0)
    }

    private static func pending(_ row: SQLRow) throws -> Pending {
        guard let id = ApplicationID(try row.blob(0)) else { throw RegisterError.damaged("an application") }
        return Pending(
            application: id, version: try row.integer(1), by: try row.text(2), due: try row.integer(3))
    }
}
