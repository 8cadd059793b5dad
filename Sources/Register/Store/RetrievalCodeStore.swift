import SQLStore

/// The codes that counters print: only what proves one.
enum RetrievalCodeStore {
    /// Puts a code in the place of any other of its target.
    static func put(
        _ verifier: [UInt8], for target: RetrievalTarget, madeAt: Int64, expires: Int64, by name: String,
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
            INSERT INTO retrieval_code (verifier, application, pass_number, made_at, expires, made_by)
            VALUES (?, ?, ?, ?, ?, ?)
            """, .blob(verifier), application, pass, .integer(madeAt), .integer(expires), .text(name))
    }

    static func target(_ verifier: [UInt8], at now: Int64, _ database: any SQLReading) throws -> RetrievalTarget? {
        guard
            let row = try database.row(
                "SELECT application, pass_number FROM retrieval_code WHERE verifier = ? AND expires > ?",
                .blob(verifier), .integer(now))
        else { return nil }
        if let number = try row.optionalText(1) { return .pass(number) }
        guard let id = ApplicationID(try row.blob(0)) else { throw RegisterError.damaged("a retrieval code") }
        return .application(id)
    }

    static func remove(_ target: RetrievalTarget, _ database: any SQLWriting) throws {
        switch target {
        case .application(let id):
            try database.execute("DELETE FROM retrieval_code WHERE application = ?", .blob(id.bytes))
        case .pass(let number):
            try database.execute("DELETE FROM retrieval_code WHERE pass_number = ?", .text(number))
        }
    }

    static func remove(expiredBefore time: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM retrieval_code WHERE expires < ?", .integer(time))
    }
}
