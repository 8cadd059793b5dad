import PassCrypto
import PassFormat
import SQLStore

/// The public halves of all keys the register ever signed with, or announced.
enum KeyStore {
    private static func key(_ row: SQLRow) throws -> RegisterKey {
        guard let use = RegisterKey.Use(rawValue: try row.text(1)),
            let state = RegisterKey.State(rawValue: try row.text(5))
        else { throw RegisterError.damaged("a key") }
        let announcement = try row.optionalInteger(6).map { madeAt in
            KeyAnnouncement(
                madeAt: madeAt, wait: try row.integer(7), version: try row.optionalInteger(8),
                publishedAt: try row.optionalInteger(9))
        }
        return RegisterKey(
            number: try row.integer(0), use: use, publicKey: try PublicKey(row.blob(2)), notBefore: try row.integer(3),
            expires: try row.integer(4), state: state, announcement: announcement,
            neededUntil: try row.optionalInteger(10))
    }

    static func all(_ database: any SQLReading) throws -> [RegisterKey] {
        try database.rows(
            """
            SELECT seq, use, public_key, not_before, expires, state, announced_at, wait, published_version, published_at,
                needed_until
            FROM signing_key ORDER BY seq
            """
        ).map(key)
    }

    static func state(of number: Int64, _ database: any SQLReading) throws -> RegisterKey.State? {
        try database.row("SELECT state FROM signing_key WHERE seq = ?", .integer(number))
            .flatMap { RegisterKey.State(rawValue: try $0.text(0)) }
    }

    /// - Parameter wait: nil for a key that signs at once.
    static func add(
        _ publicKey: PublicKey, use: RegisterKey.Use, notBefore: Int64, expires: Int64, announcedWith wait: Int64?,
        _ database: any SQLWriting
    ) throws {
        let added = try database.execute(
            """
            INSERT INTO signing_key (use, public_key, kid, not_before, expires, state, announced_at, wait)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .text(use.rawValue), .blob(publicKey.bytes), .integer(Int64(bitPattern: publicKey.keyID)),
            .integer(notBefore), .integer(expires),
            .text((wait == nil ? RegisterKey.State.current : .announced).rawValue),
            .integer(wait == nil ? nil : notBefore), .integer(wait))
        guard added == 1 else {
            throw RegisterError(.wrongKeys, "this key is known to the register already: a key has one use, once")
        }
    }

    /// Takes over a key that is public and that a restored register does not know.
    static func take(
        _ publicKey: PublicKey, use: RegisterKey.Use, notBefore: Int64, expires: Int64, isCurrent: Bool,
        _ database: any SQLWriting
    ) throws {
        let added = try database.execute(
            """
            INSERT INTO signing_key (use, public_key, kid, not_before, expires, state, needed_until)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .text(use.rawValue), .blob(publicKey.bytes), .integer(Int64(bitPattern: publicKey.keyID)),
            .integer(notBefore), .integer(expires),
            .text((isCurrent ? RegisterKey.State.current : .retired).rawValue),
            .integer(isCurrent ? nil : expires))
        guard added == 1 else {
            throw RegisterError(.wrongKeys, "this key is known to the register already: a key has one use, once")
        }
    }

    static func setState(_ state: RegisterKey.State, of number: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE signing_key SET state = ? WHERE seq = ?", .text(state.rawValue), .integer(number))
    }

    /// Notes which publication first told of announced keys.
    /// - Parameter numbers: those that were in it.
    static func markPublished(
        _ numbers: [Int64], in version: Int64, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.executeEach(
            """
            UPDATE signing_key SET published_version = ?, published_at = ?
            WHERE seq = ? AND announced_at IS NOT NULL AND published_version IS NULL
            """, numbers.map { [.integer(version), .integer(now), .integer($0)] })
    }

    /// Ends the time in which a key signs.
    /// - Parameter neededUntil: when the last thing it signed is over.
    static func retire(_ number: Int64, neededUntil: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE signing_key SET state = 'retired', needed_until = ? WHERE seq = ?", .integer(neededUntil),
            .integer(number))
    }

    static func setNeeded(until time: Int64, _ number: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE signing_key SET needed_until = ? WHERE seq = ?", .integer(time), .integer(number))
    }

    /// When the last pass that a key signed, or is about to, expires.
    static func lastExpiry(ofPassesBy number: Int64, _ database: any SQLReading) throws -> Int64? {
        try database.integer("SELECT MAX(expires) FROM pass WHERE signer = ?", .integer(number))
    }
}
