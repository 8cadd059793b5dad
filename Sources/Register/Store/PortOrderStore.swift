import PassFormat
import PassVerify
import SQLStore
import TrustFiles

/// What the gates of each port were told, and with which publication.
enum PortOrderStore {
    struct New: Sendable {
        let port: String
        let content: PortOrder.Content
        var reason: LevelReason?
        var note: String?
    }

    private static func order(_ row: SQLRow) throws -> PortOrder {
        let content: PortOrder.Content
        if let level = try row.optionalInteger(3) {
            guard let level = SecurityLevel(rawValue: Int(level)) else { throw RegisterError.damaged("a level") }
            content = .level(level)
        } else {
            content = .hotList(subject: try row.optionalBlob(4) ?? [])
        }
        return PortOrder(
            place: try row.integer(0), port: try row.text(1), content: content,
            reason: try row.optionalText(5).flatMap { LevelReason(rawValue: $0) },
            note: try row.optionalBlob(6).map { String(decoding: $0, as: UTF8.self) },
            madeBy: try Principal(row.text(7)), madeAt: try row.integer(8), version: try row.optionalInteger(9),
            publishedAt: try row.optionalInteger(10))
    }

    static func add(_ new: New, by principal: Principal, at now: Int64, _ database: any SQLWriting) throws {
        var (kind, level, subject): (String, Int64?, [UInt8]?) = ("hot-list", nil, nil)
        switch new.content {
        case .level(let value): (kind, level) = ("level", Int64(value.rawValue))
        case .hotList(let hash): subject = hash
        }
        try database.execute(
            """
            INSERT INTO port_order (port, kind, level, subject, reason, note, made_by, made_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, .text(new.port), .text(kind), .integer(level), .blob(subject), .text(new.reason?.rawValue),
            .blob(new.note.map { Array($0.utf8) }), .text(principal.name), .integer(now))
    }

    /// The newest of a kind, the newest first.
    static func orders(
        _ port: String, kind: String, limit: Int, _ database: any SQLReading
    ) throws -> [PortOrder] {
        try database.rows(
            """
            SELECT seq, port, kind, level, subject, reason, note, made_by, made_at, version, published_at
            FROM port_order WHERE port = ? AND kind = ? ORDER BY seq DESC LIMIT ?
            """, .text(port), .text(kind), .integer(Int64(limit))
        ).map(order)
    }

    /// The level of every port of the policy.
    static func levels(_ policy: GatePolicy, _ database: any SQLReading) throws -> SecurityLevels {
        guard let text = try SettingStore.value(.level, database),
            let common = Int(text).flatMap({ SecurityLevel(rawValue: $0) })
        else { throw RegisterError.damaged("no security level") }
        var ports: [WireText: SecurityLevel] = [:]
        for port in policy.ports {
            let newest = try database.integer(
                "SELECT level FROM port_order WHERE port = ? AND kind = 'level' ORDER BY seq DESC LIMIT 1",
                .text(port.id.string))
            ports[port.id] = newest.flatMap { SecurityLevel(rawValue: Int($0)) } ?? common
        }
        return SecurityLevels(everyPort: ports, otherwise: common)
    }

    // MARK: Publishing

    static func newest(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT MAX(seq) FROM port_order") ?? 0
    }

    /// Notes that what was ordered up to a place was published.
    ///
    /// - Parameter withHotLists: whether the ports' lists were made: where they were not, gates have the last ones.
    static func markPublished(
        through place: Int64, withHotLists: Bool, in version: Int64, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            UPDATE port_order SET version = ?, published_at = ?
            WHERE version IS NULL AND seq <= ? AND (kind = 'level' OR ? = 1)
            """, .integer(version), .integer(now), .integer(place), .integer(withHotLists ? 1 : 0))
    }
}
