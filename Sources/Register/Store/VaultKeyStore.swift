import PassCrypto
import SQLStore

/// The keys of the vault. None stand in it as long as there is the first only.
enum VaultKeyStore {
    struct Key: Hashable, Sendable {
        let number: UInt16
        let publicKey: PublicKey
        /// Nil for the first, which is as old as the register.
        let madeAt: Int64?
        let retiredAt: Int64?
    }

    static func all(_ database: any SQLReading) throws -> [Key] {
        try database.rows("SELECT number, public_key, made_at, retired_at FROM vault_key ORDER BY number").map { row in
            guard let number = UInt16(exactly: try row.integer(0)), let key = try? PublicKey(try row.blob(1)) else {
                throw RegisterError.damaged("a key of the vault")
            }
            return Key(
                number: number, publicKey: key, madeAt: try row.optionalInteger(2),
                retiredAt: try row.optionalInteger(3))
        }
    }

    static func insert(_ key: Key, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO vault_key (number, public_key, made_at, retired_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (number) DO NOTHING
            """, .integer(Int64(key.number)), .blob(key.publicKey.bytes), .integer(key.madeAt),
            .integer(key.retiredAt))
    }

    /// - Returns: false when it was retired before.
    static func retire(_ number: UInt16, at now: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "UPDATE vault_key SET retired_at = ? WHERE number = ? AND retired_at IS NULL", .integer(now),
            .integer(Int64(number))) == 1
    }
}
