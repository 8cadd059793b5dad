import PassCrypto
import PassFormat
import SQLStore

/// Wrong PINs, by name. Names that this gate does not know share a few rows, so that nobody fills the disk with made-up ones.
enum PINTroubleStore {
    struct Key: Hashable, Sendable {
        let bytes: [UInt8]

        /// - Parameter isKnown: whether there is such a guard.
        init(_ name: WireText, isKnown: Bool) {
            // No name is longer than this, and none of those that are kept begins with a zero.
            bytes = isKnown ? name.utf8 : [0, (Hash.blake2b(name.utf8).first ?? 0) & 63]
        }
    }

    static func trouble(_ key: Key, _ database: any SQLReading) throws -> PINTrouble? {
        try database.row("SELECT wrong, boot, uptime FROM pin_trouble WHERE name = ?", .blob(key.bytes)).map { row in
            PINTrouble(count: max(1, try row.integer(0)), boot: try row.blob(1), uptime: try row.integer(2))
        }
    }

    static func put(_ trouble: PINTrouble, _ key: Key, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO pin_trouble (name, wrong, boot, uptime) VALUES (?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET wrong = excluded.wrong, boot = excluded.boot, uptime = excluded.uptime
            """,
            .blob(key.bytes), .integer(trouble.count), .blob(trouble.boot), .integer(trouble.uptime))
    }

    static func clear(_ key: Key, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM pin_trouble WHERE name = ?", .blob(key.bytes))
    }
}
