import SQLStore

/// The codes sent to contacts: what proves one, and for a while that it was asked for.
enum ContactCodeStore {
    struct New: Sendable {
        let id: [UInt8]
        /// Keyed hashes, each 16 bytes: to whom, what was asked about, and by whom it was asked.
        let contact: [UInt8]
        let asked: [UInt8]
        let client: [UInt8]?
        let verifier: [UInt8]
        let sealed: [UInt8]
        let madeAt: Int64
        let expires: Int64
    }

    struct Open: Sendable {
        let verifier: [UInt8]
        let sealed: [UInt8]
        let failures: Int64
    }

    /// What was asked for since a moment, and the first moment of each.
    struct Count: Hashable, Sendable {
        let number: Int64
        let first: Int64?
    }

    static func count(contact: [UInt8], since time: Int64, _ database: any SQLReading) throws -> Count {
        try count(
            database.row(
                "SELECT COUNT(*), MIN(made_at) FROM contact_code WHERE contact = ? AND made_at > ?", .blob(contact),
                .integer(time)))
    }

    static func count(asked: [UInt8], since time: Int64, _ database: any SQLReading) throws -> Count {
        try count(
            database.row(
                "SELECT COUNT(*), MIN(made_at) FROM contact_code WHERE asked = ? AND made_at > ?", .blob(asked),
                .integer(time)))
    }

    static func count(client: [UInt8], since time: Int64, _ database: any SQLReading) throws -> Count {
        try count(
            database.row(
                "SELECT COUNT(*), MIN(made_at) FROM contact_code WHERE client = ? AND made_at > ?", .blob(client),
                .integer(time)))
    }

    static func count(since time: Int64, _ database: any SQLReading) throws -> Count {
        try count(
            database.row("SELECT COUNT(*), MIN(made_at) FROM contact_code WHERE made_at > ?", .integer(time)))
    }

    private static func count(_ row: SQLRow?) throws -> Count {
        guard let row else { return Count(number: 0, first: nil) }
        return Count(number: try row.integer(0), first: try row.optionalInteger(1))
    }

    /// Puts a code in the place of any other of this contact.
    static func put(_ code: New, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE contact_code SET is_open = 0, sealed = NULL WHERE contact = ? AND is_open = 1", .blob(code.contact))
        try database.execute(
            """
            INSERT INTO contact_code (id, contact, asked, client, verifier, sealed, made_at, expires, failures, is_open)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 1)
            """, .blob(code.id), .blob(code.contact), .blob(code.asked), .blob(code.client), .blob(code.verifier),
            .blob(code.sealed), .integer(code.madeAt), .integer(code.expires))
    }

    static func open(_ id: [UInt8], at now: Int64, _ database: any SQLReading) throws -> Open? {
        try database.row(
            "SELECT verifier, sealed, failures FROM contact_code WHERE id = ? AND is_open = 1 AND expires > ?",
            .blob(id), .integer(now)
        ).map { row in
            Open(verifier: try row.blob(0), sealed: try row.blob(1), failures: try row.integer(2))
        }
    }

    static func countFailure(_ id: [UInt8], closing: Bool, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE contact_code SET failures = failures + 1, is_open = ?, sealed = CASE WHEN ? = 1 THEN NULL ELSE sealed END
            WHERE id = ?
            """, .integer(closing ? 0 : 1), .integer(closing ? 1 : 0), .blob(id))
    }

    static func close(_ id: [UInt8], _ database: any SQLWriting) throws {
        try database.execute("UPDATE contact_code SET is_open = 0, sealed = NULL WHERE id = ?", .blob(id))
    }

    /// Forgets those of before a time.
    static func remove(before time: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM contact_code WHERE made_at < ?", .integer(time))
    }
}
