import GRDB

/// One open transaction on one SQLite connection. Its statements stay prepared from one transaction to the next.
struct SQLiteTransaction: SQLWriting {
    let database: Database
    let path: String
    /// Of a read that may be ended from outside: between two of its statements too.
    var reads: ActiveReads?

    /// Runs `body` on one view of the database, until it is done or ended.
    static func read<Value>(
        _ database: Database, path: String, _ reads: ActiveReads, _ body: (any SQLReading) throws -> Value
    ) throws -> Value {
        try reads.during(database) { try body(SQLiteTransaction(database: database, path: path, reads: reads)) }
    }

    /// Runs `body` as the only writer; undone when it, or the commit, throws. GRDB's own transactions compile their two statements
    /// anew each time.
    static func write<Value>(
        _ database: Database, path: String, _ body: (any SQLWriting) throws -> Value
    ) throws -> Value {
        try SQLiteStatement("BEGIN IMMEDIATE", database).run([])
        do {
            let value = try body(SQLiteTransaction(database: database, path: path))
            try SQLiteStatement("COMMIT", database).run([])
            return value
        } catch {
            // Some failures of the disk end the transaction themselves; and it is the first error that counts.
            try? database.rollback()
            throw error
        }
    }

    func forEachRow(_ sql: StaticString, _ values: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
        if reads?.isEnded == true { throw StoreError.closed(path) }
        try StoreError.translating(path) {
            try SQLiteStatement(sql, database).run(values, body)
        }
    }

    func execute(_ sql: StaticString, _ values: [SQLValue]) throws -> Int {
        try StoreError.translating(path) {
            try SQLiteStatement(sql, database).run(values)
            return database.changesCount
        }
    }

    func executeEach(_ sql: StaticString, _ lists: [[SQLValue]]) throws -> Int {
        try StoreError.translating(path) {
            let statement = try SQLiteStatement(sql, database)
            var changed = 0
            for values in lists {
                try statement.run(values)
                changed += database.changesCount
            }
            return changed
        }
    }
}
