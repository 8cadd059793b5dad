import SQLStore

/// What programs were answered, by the keyed hashes of the keys that came with their requests.
enum TokenAnswerStore {
    /// - Returns: false when something is kept under the key already.
    static func insert(
        _ answer: ProgramAnswer, under key: [UInt8], for request: [UInt8], of token: Int64, at now: Int64,
        _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            INSERT INTO company_token_answer (token, key, request, status, location, body, at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """, .integer(token), .blob(key), .blob(request), .integer(Int64(answer.status)), .text(answer.location),
            .blob(answer.body), .integer(now)) == 1
    }

    static func answer(
        under key: [UInt8], of token: Int64, since: Int64, _ database: any SQLReading
    ) throws -> (request: [UInt8], answer: ProgramAnswer)? {
        try database.row(
            "SELECT request, status, location, body FROM company_token_answer WHERE token = ? AND key = ? AND at > ?",
            .integer(token), .blob(key), .integer(since)
        ).map { row in
            (
                try row.blob(0),
                ProgramAnswer(
                    status: Int(try row.integer(1)), location: try row.optionalText(2), body: try row.blob(3))
            )
        }
    }

    static func forget(before limit: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM company_token_answer WHERE at <= ?", .integer(limit))
    }
}
