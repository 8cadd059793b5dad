import PassFormat
import SQLStore

/// Suspensions of many passes at once, in the database: which passes, and which of their changes each was.
enum MassSuspensionStore {
    static func insert(
        _ id: ChangeID, company: String, reason: String, by principal: Principal, passes: [PassRow], at now: Int64,
        _ database: any SQLWriting
    ) throws {
        try database.execute(
            "INSERT INTO mass_suspension (id, company, reason, made_by, made_at) VALUES (?, ?, ?, ?, ?)",
            .blob(id.bytes), .text(company), .text(reason), .text(principal.name), .integer(now))
        try database.executeEach(
            """
            INSERT INTO mass_suspension_pass (suspension, pass, change)
            SELECT (SELECT seq FROM mass_suspension WHERE id = ?), ?, MAX(seq) FROM status_change WHERE pass = ?
            """,
            passes.map { [.blob(id.bytes), .integer($0.seq), .integer(Int64(bitPattern: $0.id.rawValue))] })
    }

    /// Those whose newest change is still that suspension.
    static func standing(_ id: ChangeID, _ database: any SQLReading) throws -> [PassRow] {
        try database.rows(
            """
            SELECT mass_suspension_pass.pass FROM mass_suspension_pass
                JOIN mass_suspension ON mass_suspension.seq = mass_suspension_pass.suspension
                JOIN pass ON pass.seq = mass_suspension_pass.pass
            WHERE mass_suspension.id = ? AND pass.state = 3
                AND mass_suspension_pass.change =
                    (SELECT MAX(seq) FROM status_change WHERE status_change.pass = pass.id)
            ORDER BY mass_suspension_pass.pass
            """, .blob(id.bytes)
        ).compactMap { try PassStore.pass(seq: $0.integer(0), database) }
    }

    static func suspension(_ id: ChangeID, _ database: any SQLReading) throws -> MassSuspension? {
        try database.row(
            """
            SELECT company, reason, made_by, made_at, undone_at,
                (SELECT COUNT(*) FROM mass_suspension_pass WHERE suspension = mass_suspension.seq)
            FROM mass_suspension WHERE id = ?
            """, .blob(id.bytes)
        ).map { row in
            MassSuspension(
                id: id, company: try row.text(0), reason: try row.text(1), madeBy: try Principal(row.text(2)),
                madeAt: try row.integer(3), undoneAt: try row.optionalInteger(4), count: try row.integer(5),
                standing: Int64(try standing(id, database).count))
        }
    }

    /// The newest first.
    static func recent(limit: Int, _ database: any SQLReading) throws -> [MassSuspension] {
        try database.rows("SELECT id FROM mass_suspension ORDER BY seq DESC LIMIT ?", .integer(Int64(limit)))
            .compactMap { row in try ChangeID(row.blob(0)).flatMap { try suspension($0, database) } }
    }

    /// - Returns: false when it was undone already.
    static func undo(_ id: ChangeID, by principal: Principal, at now: Int64, _ database: any SQLWriting) throws -> Bool
    {
        try database.execute(
            "UPDATE mass_suspension SET undone_by = ?, undone_at = ? WHERE id = ? AND undone_at IS NULL",
            .text(principal.name), .integer(now), .blob(id.bytes)) == 1
    }
}
