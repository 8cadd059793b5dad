import SQLStore

/// Expected visitors who come for a ship, and the changes of ships' calls that their days are of.
enum VisitorShipStore {
    struct Row: Hashable, Sendable {
        let port: String
        let visitor: VisitorStore.Row
        let ship: String
        /// The last change that was known when the days were chosen or moved.
        let followed: Int64
    }

    static func add(_ ship: String, for visitor: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO visitor_ship (visitor, ship, change)
            VALUES (?, ?, (SELECT COALESCE(MAX(seq), 0) FROM ship_change))
            """, .integer(visitor), .text(ship))
    }

    /// Of those who are still expected.
    static func rows(at now: Int64, _ database: any SQLReading) throws -> [Row] {
        try database.rows(
            """
            SELECT port, id, context, sealed, ship, change FROM visitor_ship
            JOIN expected_visitor ON expected_visitor.id = visitor_ship.visitor
            WHERE expected_until > ? ORDER BY id
            """, .integer(now)
        ).map { row in
            Row(
                port: try row.text(0),
                visitor: VisitorStore.Row(
                    id: try row.integer(1), context: try row.blob(2), sealed: try row.blob(3)),
                ship: try row.text(4), followed: try row.integer(5))
        }
    }

    /// - Returns: false when the visitor was taken back, or moved already.
    static func follow(_ visitor: Int64, through change: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "UPDATE visitor_ship SET change = ? WHERE visitor = ? AND change < ?", .integer(change), .integer(visitor),
            .integer(change)) == 1
    }
}
