import PassCrypto
import SQLStore

/// The codes that counters print: only what proves one.
enum RetrievalCodeStore {
    /// Puts a code in the place of any other of its target.
    static func put(
        _ secret: ShortSecret, for target: RetrievalTarget, madeAt: Int64, expires: Int64, by name: String,
        _ database: any SQLWriting
    ) throws {
        try remove(target, database)
        let (application, pass): (SQLValue, SQLValue) =
            switch target {
            case .application(let id): (.blob(id.bytes), .null)
            case .pass(let number): (.null, .text(number))
            }
        try database.execute(
            """
            INSERT INTO counter_code (selector, salt, operations, memory, digest, application, pass_number, made_at, expires,
                made_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .blob(secret.selector), .blob(secret.hash.salt), .integer(Int64(secret.hash.cost.operations)),
            .integer(Int64(secret.hash.cost.memoryKiB)), .blob(secret.hash.digest), application, pass,
            .integer(madeAt), .integer(expires), .text(name))
    }

    /// Those that a code may be.
    static func codes(selector: [UInt8], at now: Int64, _ database: any SQLReading) throws -> [ShortSecret.Stored] {
        try database.rows(
            "SELECT salt, operations, memory, digest FROM counter_code WHERE selector = ? AND expires > ?",
            .blob(selector), .integer(now)
        ).map { try ShortSecret.Stored($0) }
    }

    static func target(digest: [UInt8], at now: Int64, _ database: any SQLReading) throws -> RetrievalTarget? {
        try database.row(
            "SELECT application, pass_number FROM counter_code WHERE digest = ? AND expires > ?", .blob(digest),
            .integer(now)
        ).map(target)
    }

    private static func target(_ row: SQLRow) throws -> RetrievalTarget {
        if let number = try row.optionalText(1) { return .pass(number) }
        guard let id = ApplicationID(try row.blob(0)) else { throw RegisterError.damaged("a retrieval code") }
        return .application(id)
    }

    /// What one opens that was kept as a keyed hash.
    static func target(_ verifier: [UInt8], at now: Int64, _ database: any SQLReading) throws -> RetrievalTarget? {
        try database.row(
            "SELECT application, pass_number FROM retrieval_code WHERE verifier = ? AND expires > ?", .blob(verifier),
            .integer(now)
        ).map(target)
    }

    static func remove(_ target: RetrievalTarget, _ database: any SQLWriting) throws {
        switch target {
        case .application(let id):
            try database.execute("DELETE FROM retrieval_code WHERE application = ?", .blob(id.bytes))
            try database.execute("DELETE FROM counter_code WHERE application = ?", .blob(id.bytes))
        case .pass(let number):
            try database.execute("DELETE FROM retrieval_code WHERE pass_number = ?", .text(number))
            try database.execute("DELETE FROM counter_code WHERE pass_number = ?", .text(number))
        }
    }

    static func remove(expiredBefore time: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM retrieval_code WHERE expires < ?", .integer(time))
        try database.execute("DELETE FROM counter_code WHERE expires < ?", .integer(time))
    }
}
