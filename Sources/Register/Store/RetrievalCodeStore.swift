import SQLStore

/// The codes that counters print: only what proves one.
enum RetrievalCodeStore {
    /// Puts a code in the place of any other of this application.
    static func put(
        _ verifier: [UInt8], for application: ApplicationID, madeAt: Int64, expires: Int64, by name: String,
        _ database: any SQLWriting
    ) throws {
        try remove(application, database)
        try database.execute(
            """
            INSERT INTO retrieval_code (verifier, application, made_at, expires, made_by) VALUES (?, ?, ?, ?, ?)
            """, .blob(verifier), .blob(application.bytes), .integer(madeAt), .integer(expires), .text(name))
    }

    static func application(_ verifier: [UInt8], at now: Int64, _ database: any SQLReading) throws -> ApplicationID? {
        guard
            let row = try database.row(
                "SELECT application FROM retrieval_code WHERE verifier = ? AND expires > ?", .blob(verifier),
                .integer(now))
        else { return nil }
        guard let id = ApplicationID(try row.blob(0)) else { throw RegisterError.damaged("a retrieval code") }
        return id
    }

    static func remove(_ application: ApplicationID, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM retrieval_code WHERE application = ?", .blob(application.bytes))
    }

    static func remove(expiredBefore time: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM retrieval_code WHERE expires < ?", .integer(time))
    }
}
