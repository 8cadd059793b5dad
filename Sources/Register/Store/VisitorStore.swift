import SQLStore

/// Expected visitors, sealed.
enum VisitorStore {
    struct Row: Hashable, Sendable {
        let id: Int64
        /// Random; the box opens with no other.
        let context: [UInt8]
        let sealed: [UInt8]
    }

    static func all(_ port: String, _ database: any SQLReading) throws -> [Row] {
        try database.rows("SELECT id, context, sealed FROM expected_visitor WHERE port = ? ORDER BY id", .text(port))
            .map { row in Row(id: try row.integer(0), context: try row.blob(1), sealed: try row.blob(2)) }
    }

    static func count(_ port: String, _ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM expected_visitor WHERE port = ?", .text(port)) ?? 0
    }

    /// - Returns: the new entry's number.
    static func add(
        context: [UInt8], sealed: [UInt8], port: String, until: Int64, at now: Int64, by person: String,
        _ database: any SQLWriting
    ) throws -> Int64 {
        let id = (try database.integer("SELECT COALESCE(MAX(id), 0) FROM expected_visitor") ?? 0) + 1
        try database.execute(
            """
            INSERT INTO expected_visitor (id, port, expected_until, context, sealed, added_at, added_by)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            .integer(id), .text(port), .integer(until), .blob(context), .blob(sealed), .integer(now), .text(person))
        return id
    }

    /// Puts other days in the place of those of a visitor.
    static func replace(
        _ id: Int64, context: [UInt8], sealed: [UInt8], until: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE expected_visitor SET context = ?, sealed = ?, expected_until = ? WHERE id = ?",
            .blob(context), .blob(sealed), .integer(until), .integer(id))
    }

    /// - Returns: the port it was for; nil when there is none.
    static func remove(_ id: Int64, _ database: any SQLWriting) throws -> String? {
        guard let row = try database.row("SELECT port FROM expected_visitor WHERE id = ?", .integer(id)) else {
            return nil
        }
        try database.execute("DELETE FROM expected_visitor WHERE id = ?", .integer(id))
        return try row.text(0)
    }

    /// Forgets who was expected before `limit`.
    static func removeExpected(before limit: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM expected_visitor WHERE expected_until < ?", .integer(limit))
    }
}
