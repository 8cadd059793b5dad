import SQLStore

/// The keys of the ports' lists, and which gates have them.
enum PortKeyStore {
    struct Key: Hashable, Sendable {
        let port: String
        /// Grows each time the key is made anew.
        let version: Int64
        /// Under the register's vault.
        let sealed: [UInt8]
    }

    /// A port's key, sealed to one gate.
    struct Copy: Hashable, Sendable {
        let gate: String
        let boxKey: [UInt8]
        let sealed: [UInt8]
    }

    static func key(_ port: String, _ database: any SQLReading) throws -> Key? {
        try database.row("SELECT port, version, sealed FROM port_key WHERE port = ?", .text(port)).map { row in
            Key(port: try row.text(0), version: try row.integer(1), sealed: try row.blob(2))
        }
    }

    static func copies(_ port: String, _ database: any SQLReading) throws -> [Copy] {
        try database.rows(
            "SELECT gate, box_key, sealed FROM port_key_copy WHERE port = ? ORDER BY gate", .text(port)
        ).map { row in Copy(gate: try row.text(0), boxKey: try row.blob(1), sealed: try row.blob(2)) }
    }

    /// A new key in the place of any other; nobody has it yet.
    static func put(_ key: Key, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM port_key_copy WHERE port = ?", .text(key.port))
        try database.execute(
            """
            INSERT INTO port_key (port, version, sealed, made_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (port) DO UPDATE SET version = excluded.version, sealed = excluded.sealed,
                made_at = excluded.made_at
            """,
            .text(key.port), .integer(key.version), .blob(key.sealed), .integer(now))
    }

    static func add(_ copies: [Copy], of port: String, _ database: any SQLWriting) throws {
        try database.executeEach(
            "INSERT INTO port_key_copy (port, gate, box_key, sealed) VALUES (?, ?, ?, ?)",
            copies.map { [.text(port), .text($0.gate), .blob($0.boxKey), .blob($0.sealed)] })
    }
}
