import SQLStore

/// Which expected visitors a company answers for.
enum CompanyVisitorStore {
    static func add(_ visitor: Int64, of company: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO company_visitor (visitor, company) VALUES (?, ?)", .integer(visitor), .integer(company))
    }

    static func isOf(_ company: Int64, _ visitor: Int64, _ database: any SQLReading) throws -> Bool {
        try database.row(
            "SELECT 1 FROM company_visitor WHERE visitor = ? AND company = ?", .integer(visitor), .integer(company))
            != nil
    }

    /// How many a company is expecting at a port.
    static func count(of company: Int64, _ port: String, _ database: any SQLReading) throws -> Int64 {
        try database.integer(
            """
            SELECT COUNT(*) FROM company_visitor
                JOIN expected_visitor ON expected_visitor.id = company_visitor.visitor
            WHERE company_visitor.company = ? AND expected_visitor.port = ?
            """, .integer(company), .text(port)) ?? 0
    }

    static func all(
        of company: Int64, _ database: any SQLReading
    ) throws -> [(port: String, ship: String?, row: VisitorStore.Row)] {
        try database.rows(
            """
            SELECT expected_visitor.port, expected_visitor.id, expected_visitor.context, expected_visitor.sealed,
                visitor_ship.ship
            FROM company_visitor JOIN expected_visitor ON expected_visitor.id = company_visitor.visitor
                LEFT JOIN visitor_ship ON visitor_ship.visitor = company_visitor.visitor
            WHERE company_visitor.company = ? ORDER BY expected_visitor.id
            """, .integer(company)
        ).map { row in
            (
                try row.text(0), try row.optionalText(4),
                VisitorStore.Row(id: try row.integer(1), context: try row.blob(2), sealed: try row.blob(3))
            )
        }
    }
}
