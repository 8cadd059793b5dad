import GRDB

/// Reads what can still be read of a database that is damaged, and changes nothing in it.
///
/// Nothing about the file is believed, its schema included: every result may be short, and says so.
package final class SalvageReader: Sendable {
    private let queue: DatabaseQueue
    private let path: String

    /// - Returns: nil when not even the file's beginning can be read.
    package init?(path: String) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")
        }
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return nil }
        self.queue = queue
        self.path = path
    }

    /// Rows up to the first one that can't be read.
    ///
    /// - Returns: whether the result came to its end.
    package func forEachRow(_ sql: StaticString, _ values: [SQLValue] = [], _ body: (SQLRow) -> Void) -> Bool {
        do {
            try queue.inDatabase { database in
                try SQLiteTransaction(database: database, path: path).forEachRow(sql, values) { body($0) }
            }
            return true
        } catch {
            return false
        }
    }

    /// What a whole look gives; nil when anything in it can't be read.
    package func whole<Value>(_ body: (any SQLReading) throws -> Value?) -> Value? {
        try? queue.inDatabase { database in try body(SQLiteTransaction(database: database, path: path)) }
    }

    package func close() {
        try? queue.close()
    }
}
