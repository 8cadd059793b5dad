import PassCrypto
import PassFormat
import SQLStore

/// The public halves of all keys the register ever signed with.
enum KeyStore {
    private static func key(_ row: SQLRow) throws -> RegisterKey {
        guard let use = RegisterKey.Use(rawValue: try row.text(1)),
            let state = RegisterKey.State(rawValue: try row.text(5))
        else { throw RegisterError.damaged("a key") }
        return RegisterKey(
            number: try row.integer(0), use: use, publicKey: try PublicKey(row.blob(2)), notBefore: try row.integer(3),
            expires: try row.integer(4), state: state)
    }

    static func all(_ database: any SQLReading) throws -> [RegisterKey] {
        try database.rows("SELECT seq, use, public_key, not_before, expires, state FROM signing_key ORDER BY seq")
            .map(key)
    }

    static func add(
        _ publicKey: PublicKey, use: RegisterKey.Use, notBefore: Int64, expires: Int64,
        state: RegisterKey.State = .current, _ database: any SQLWriting
    ) throws {
        let added = try database.execute(
            """
            INSERT INTO signing_key (use, public_key, kid, not_before, expires, state)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .text(use.rawValue), .blob(publicKey.bytes), .integer(Int64(bitPattern: publicKey.keyID)),
            .integer(notBefore), .integer(expires), .text(state.rawValue))
        guard added == 1 else {
            throw RegisterError(.wrongKeys, "this key is known to the register already: a key has one use, once")
        }
    }

    static func setState(_ state: RegisterKey.State, of number: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE signing_key SET state = ? WHERE seq = ?", .text(state.rawValue), .integer(number))
    }
}
