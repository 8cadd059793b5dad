import SQLStore

/// Visits, and the changes of ships' calls that their days are of.
enum ShipVisitStore {
    struct Visit: Hashable, Sendable {
        let id: ApplicationID
        /// What became known until then was known to whoever chose the days.
        let chosenAt: Int64
        let followed: Int64
    }

    /// Approved visits of which a pass is in force, whoever asked for them.
    static func visits(at now: Int64, _ database: any SQLReading) throws -> [Visit] {
        try database.rows(
            """
            SELECT application.id, COALESCE(submitted_at, created_at), COALESCE(change, 0) FROM application
            LEFT JOIN ship_visit ON ship_visit.application = application.seq
            WHERE kind = 'visit' AND application.state = 'issued' AND EXISTS (
                SELECT 1 FROM application_pass JOIN pass AS first ON first.seq = application_pass.pass
                    JOIN pass AS current ON current.number = first.number
                WHERE application_pass.application = application.seq AND current.state = 1 AND current.expires > ?)
            ORDER BY application.seq
            """, .integer(now)
        ).compactMap { row in
            guard let id = ApplicationID(try row.blob(0)) else { throw RegisterError.damaged("an application") }
            return Visit(id: id, chosenAt: try row.integer(1), followed: try row.integer(2))
        }
    }

    /// - Parameter change: nil for all that is known.
    static func follow(_ application: Int64, through change: Int64?, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO ship_visit (application, change)
            VALUES (?, COALESCE(?, (SELECT COALESCE(MAX(seq), 0) FROM ship_change)))
            ON CONFLICT (application) DO UPDATE SET change = MAX(ship_visit.change, excluded.change)
            """, .integer(application), .integer(change))
    }
}
