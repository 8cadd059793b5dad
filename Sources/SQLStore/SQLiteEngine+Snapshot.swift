import GRDB

extension SQLiteEngine {
    /// Pages copied between two looks at whether the database is being closed.
    private static let pagesAtOnce: CInt = 2_048

    package func snapshot<Value: Sendable>(
        to destination: String, _ body: @escaping @Sendable (any SQLReading) throws -> Value
    ) async throws -> Value {
        try checkOpen()
        do {
            return try await pool.read { [path, reads] database in
                try reads.during(database) {
                    let value = try body(SQLiteTransaction(database: database, path: path, reads: reads))
                    // The read that `body` began is still open: SQLite copies the pages as that view has them, whatever is
                    // written meanwhile, and holds no writer up.
                    try Self.copy(database, to: destination) { if reads.isEnded { throw StoreError.closed(path) } }
                    return value
                }
            }
        } catch let error as DatabaseError {
            // In the copy's name, and never remembered against the database itself: it is the other disk that failed.
            throw StoreError(error, path: destination)
        }
    }

    private static func copy(_ database: Database, to destination: String, _ check: @escaping () throws -> Void)
        throws
    {
        var configuration = Configuration()
        // Synced as a whole by whoever gives the file its name.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        let copy = try DatabaseQueue(path: destination, configuration: configuration)
        defer { try? copy.close() }
        try copy.inDatabase { target in
            try database.backup(to: target, pagesPerStep: pagesAtOnce) { _ in try check() }
        }
    }
}
