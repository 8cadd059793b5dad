import SQLStore
import ShipCalls

/// The feeds of each port as they were last good.
enum ShipFeedStore {
    struct Content: Hashable, Sendable {
        let digest: [UInt8]
        let rows: Int
        let oddities: Int
        /// As ``StoredShipCall`` writes them.
        let calls: [UInt8]
        let told: [UInt8]
    }

    static func statuses(_ database: any SQLReading) throws -> [ShipFeedStatus] {
        try database.rows(
            """
            SELECT port, name, tried_at, read_at, row_count, oddity_count, fault, fault_since FROM ship_feed
            ORDER BY port, name
            """
        ).map { row in
            guard let port = PortCode(rawValue: try row.text(0)) else { throw RegisterError.damaged("a feed of ships") }
            return ShipFeedStatus(
                port: port, name: try row.text(1), triedAt: try row.integer(2), readAt: try row.optionalInteger(3),
                rows: Int(clamping: try row.integer(4)), oddities: Int(clamping: try row.integer(5)),
                fault: try row.optionalText(6), faultSince: try row.optionalInteger(7))
        }
    }

    static func count(_ port: PortCode, _ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM ship_feed WHERE port = ?", .text(port.rawValue)) ?? 0
    }

    /// Every row of every feed of a port, and when the oldest of them was read.
    static func calls(_ port: PortCode, _ database: any SQLReading) throws -> (calls: [ShipCall], asOf: Int64?) {
        let rows = try database.rows(
            "SELECT calls, read_at FROM ship_feed WHERE port = ? AND read_at IS NOT NULL ORDER BY read_at, name",
            .text(port.rawValue))
        return (
            try rows.flatMap { try StoredShipCall.decode(try $0.blob(0)) },
            try rows.first.map { try $0.integer(1) }
        )
    }

    /// When the feed of a port was last good that has been silent the longest; nil without one that ever was.
    static func oldestReading(_ port: PortCode, _ database: any SQLReading) throws -> Int64? {
        try database.integer("SELECT MIN(read_at) FROM ship_feed WHERE port = ?", .text(port.rawValue))
    }

    /// The digest of the last good one, and how many ships it has; nil when there is none of this name.
    static func last(_ port: PortCode, _ name: String, _ database: any SQLReading) throws -> (
        digest: [UInt8], rows: Int
    )? {
        guard
            let row = try database.row(
                "SELECT digest, row_count FROM ship_feed WHERE port = ? AND name = ? AND read_at IS NOT NULL",
                .text(port.rawValue), .text(name))
        else { return nil }
        return (try row.blob(0), Int(clamping: try row.integer(1)))
    }

    static func exists(_ port: PortCode, _ name: String, _ database: any SQLReading) throws -> Bool {
        try database.row("SELECT 1 FROM ship_feed WHERE port = ? AND name = ?", .text(port.rawValue), .text(name))
            != nil
    }

    static func put(
        _ content: Content, port: PortCode, name: String, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO ship_feed (port, name, tried_at, read_at, digest, row_count, oddity_count, calls, oddities)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (port, name) DO UPDATE SET tried_at = excluded.tried_at, read_at = excluded.read_at,
                digest = excluded.digest, row_count = excluded.row_count, oddity_count = excluded.oddity_count,
                calls = excluded.calls, oddities = excluded.oddities, fault = NULL, fault_since = NULL
            """,
            .text(port.rawValue), .text(name), .integer(now), .integer(now), .blob(content.digest),
            .integer(Int64(content.rows)), .integer(Int64(content.oddities)), .blob(content.calls), .blob(content.told))
    }

    /// The same came again.
    static func confirm(_ port: PortCode, _ name: String, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE ship_feed SET tried_at = ?, read_at = ?, fault = NULL, fault_since = NULL
            WHERE port = ? AND name = ?
            """,
            .integer(now), .integer(now), .text(port.rawValue), .text(name))
    }

    /// What came was not good: what is there stays.
    static func fail(
        _ port: PortCode, _ name: String, fault: String, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO ship_feed (port, name, tried_at, row_count, oddity_count, calls, oddities, fault, fault_since)
            VALUES (?, ?, ?, 0, 0, ?, ?, ?, ?)
            ON CONFLICT (port, name) DO UPDATE SET tried_at = excluded.tried_at, fault = excluded.fault,
                fault_since = COALESCE(ship_feed.fault_since, excluded.fault_since)
            """,
            .text(port.rawValue), .text(name), .integer(now), .blob(Array("[]".utf8)), .blob(Array("[]".utf8)),
            .text(fault), .integer(now))
    }

    static func remove(_ port: PortCode, _ name: String, _ database: any SQLWriting) throws {
        try database.execute(
            "DELETE FROM ship_feed WHERE port = ? AND name = ?", .text(port.rawValue), .text(name))
    }
}
