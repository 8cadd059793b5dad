import GateMessages
import PassCrypto
import PassFormat
import SQLStore

/// Who may be on duty at this gate.
enum GuardStore {
    /// More than any gate has.
    static let most: Int64 = 200

    struct Row: Hashable, Sendable {
        let name: WireText
        let role: GuardsEvent.Role
        let hash: SecretHash
        let addedAt: Int64
    }

    private static func row(_ row: SQLRow) throws -> Row {
        guard let role = GuardsEvent.Role(rawValue: try row.integer(1)),
            let operations = UInt32(exactly: try row.integer(3)), let memory = UInt32(exactly: try row.integer(4)),
            let cost = try? SealingCost(operations: operations, memoryKiB: memory),
            let hash = SecretHash(salt: try row.blob(2), cost: cost, digest: try row.blob(5))
        else { throw StoreError.unexpectedValue(column: 1) }
        return Row(
            name: try WireText(validating: row.blob(0)), role: role, hash: hash, addedAt: try row.integer(6))
    }

    static func all(_ database: any SQLReading) throws -> [Row] {
        try database.rows(
            "SELECT name, role, salt, operations, memory, digest, added_at FROM guard ORDER BY name"
        ).map(row)
    }

    static func find(_ name: WireText, _ database: any SQLReading) throws -> Row? {
        try database.row(
            "SELECT name, role, salt, operations, memory, digest, added_at FROM guard WHERE name = ?",
            .blob(name.utf8)
        ).map(row)
    }

    static func count(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM guard") ?? 0
    }

    /// - Returns: false when the name is taken.
    static func add(_ row: Row, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            """
            INSERT INTO guard (name, role, salt, operations, memory, digest, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            .blob(row.name.utf8), .integer(row.role.rawValue), .blob(row.hash.salt),
            .integer(Int64(row.hash.cost.operations)), .integer(Int64(row.hash.cost.memoryKiB)),
            .blob(row.hash.digest), .integer(row.addedAt)) == 1
    }

    /// - Returns: false when there is no such guard.
    static func set(_ hash: SecretHash, of name: WireText, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "UPDATE guard SET salt = ?, operations = ?, memory = ?, digest = ? WHERE name = ?", .blob(hash.salt),
            .integer(Int64(hash.cost.operations)), .integer(Int64(hash.cost.memoryKiB)), .blob(hash.digest),
            .blob(name.utf8)) == 1
    }

    static func remove(_ name: WireText, _ database: any SQLWriting) throws -> Bool {
        try database.execute("DELETE FROM guard WHERE name = ?", .blob(name.utf8)) == 1
    }
}
