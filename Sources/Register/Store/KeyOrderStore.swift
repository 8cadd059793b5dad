import SQLStore

/// Orders about keys that two people gave, in the database.
enum KeyOrderStore {
    static func insert(_ change: ChangeID, _ database: any SQLWriting) throws {
        try database.execute("INSERT INTO key_order (change) VALUES (?)", .blob(change.bytes))
    }

    /// Those that are not carried out yet, the oldest first.
    static func open(_ database: any SQLReading) throws -> [KeyOrder] {
        try database.rows("SELECT change, ended_at, failure FROM key_order WHERE ended_at IS NULL ORDER BY seq").map {
            try order($0, database)
        }
    }

    static func order(_ change: ChangeID, _ database: any SQLReading) throws -> KeyOrder? {
        try database.row("SELECT change, ended_at, failure FROM key_order WHERE change = ?", .blob(change.bytes)).map {
            try order($0, database)
        }
    }

    static func end(_ change: ChangeID, failure: String?, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE key_order SET ended_at = ?, failure = ? WHERE change = ? AND ended_at IS NULL", .integer(now),
            .text(failure), .blob(change.bytes))
    }

    private static func order(_ row: SQLRow, _ database: any SQLReading) throws -> KeyOrder {
        guard let id = ChangeID(try row.blob(0)), let change = try ChangeStore.change(id, database) else {
            throw RegisterError.damaged("an order about keys")
        }
        return KeyOrder(change: change, endedAt: try row.optionalInteger(1), failure: try row.optionalText(2))
    }
}
