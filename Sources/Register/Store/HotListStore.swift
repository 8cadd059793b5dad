import SQLStore

/// Whom the police look for, by port. What it is stands sealed beside a keyed hash by which it is found again.
enum HotListStore {
    struct Row: Hashable, Sendable {
        let subject: [UInt8]
        let sealed: [UInt8]
        let addedAt: Int64
        let addedBy: String
        let until: Int64?
    }

    private static func row(_ row: SQLRow) throws -> Row {
        Row(
            subject: try row.blob(0), sealed: try row.blob(1), addedAt: try row.integer(2), addedBy: try row.text(3),
            until: try row.optionalInteger(4))
    }

    static func all(_ port: String, _ database: any SQLReading) throws -> [Row] {
        try database.rows(
            "SELECT subject, sealed, added_at, added_by, until FROM hot_entry WHERE port = ? ORDER BY added_at, subject",
            .text(port)
        ).map(row)
    }

    static func newest(_ port: String, limit: Int, _ database: any SQLReading) throws -> [Row] {
        try database.rows(
            """
            SELECT subject, sealed, added_at, added_by, until FROM hot_entry WHERE port = ?
            ORDER BY added_at DESC, subject LIMIT ?
            """, .text(port), .integer(Int64(limit))
        ).map(row)
    }

    static func count(_ port: String, _ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM hot_entry WHERE port = ?", .text(port)) ?? 0
    }

    /// - Returns: false when it is there already.
    static func add(_ row: Row, to port: String, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            """
            INSERT INTO hot_entry (port, subject, sealed, added_at, added_by, until) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            .text(port), .blob(row.subject), .blob(row.sealed), .integer(row.addedAt), .text(row.addedBy),
            .integer(row.until)) > 0
    }

    /// - Returns: false when it was not there.
    static func remove(_ subject: [UInt8], from port: String, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "DELETE FROM hot_entry WHERE port = ? AND subject = ?", .text(port), .blob(subject)) > 0
    }

    /// Those whose time is over.
    static func ended(at now: Int64, _ database: any SQLReading) throws -> [(port: String, subject: [UInt8])] {
        try database.rows("SELECT port, subject FROM hot_entry WHERE until IS NOT NULL AND until <= ?", .integer(now))
            .map { (try $0.text(0), try $0.blob(1)) }
    }

    /// With which publication an entry was told last.
    static func version(_ subject: [UInt8], in port: String, _ database: any SQLReading) throws -> Int64? {
        try database.integer(
            """
            SELECT version FROM port_order WHERE port = ? AND kind = 'hot-list' AND subject = ? ORDER BY seq DESC LIMIT 1
            """, .text(port), .blob(subject))
    }
}
