import SQLStore

/// Applications of companies that wait for the staff, in the database.
enum CompanyListStore {
    struct Counts: Hashable, Sendable {
        let company: Int64
        let submitted: Int64
        let withPolice: Int64
        let answered: Int64
    }

    /// Those with the most first. An approval that waits to be undone is no more with the staff.
    static func counts(_ database: any SQLReading) throws -> [Counts] {
        try database.rows(
            """
            SELECT company, SUM(CASE WHEN state = 'submitted' THEN 1 ELSE 0 END),
                SUM(CASE WHEN state = 'checking' AND verdict IS NULL THEN 1 ELSE 0 END),
                SUM(CASE WHEN state = 'checking' AND verdict IS NOT NULL THEN 1 ELSE 0 END)
            FROM application
            WHERE state IN ('submitted', 'checking') AND company IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM pending_approval WHERE pending_approval.application = application.seq)
            GROUP BY company ORDER BY COUNT(*) DESC, company LIMIT 200
            """
        ).map {
            Counts(
                company: try $0.integer(0), submitted: try $0.integer(1), withPolice: try $0.integer(2),
                answered: try $0.integer(3))
        }
    }

    /// The oldest first; those that the police have to answer last, for nobody of the office goes on with them.
    static func waiting(of company: Int64, _ database: any SQLReading) throws -> [ApplicationID] {
        try database.rows(
            """
            SELECT id FROM application
            WHERE state IN ('submitted', 'checking') AND company = ?
                AND NOT EXISTS (SELECT 1 FROM pending_approval WHERE pending_approval.application = application.seq)
            ORDER BY CASE WHEN state = 'checking' AND verdict IS NULL THEN 1 ELSE 0 END, submitted_at, seq
            """, .integer(company)
        ).map { row in
            guard let id = ApplicationID(try row.blob(0)) else { throw RegisterError.damaged("an application") }
            return id
        }
    }

    /// What somebody approved in one act, and was not carried out.
    static func approved(
        of company: Int64, by principal: Principal, due: Int64, _ database: any SQLReading
    ) throws -> [Int64] {
        try database.rows(
            """
            SELECT pending_approval.application FROM pending_approval
                JOIN application ON application.seq = pending_approval.application
            WHERE application.company = ? AND pending_approval.approved_by = ? AND pending_approval.due = ?
                AND application.state IN ('submitted', 'checking')
            """, .integer(company), .text(principal.name), .integer(due)
        ).map { try $0.integer(0) }
    }
}
