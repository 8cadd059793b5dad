import Foundation
import GRDB
import Synchronization

/// SQLite: one writer, several readers beside it, write-ahead log, every commit on the disk before it is acknowledged.
///
/// Hold a ``DirectoryLock`` on the folder: two processes on one file can corrupt it with the SQLite that Debian 12 ships
/// (write-ahead log reset bug, SQLite 3.7.0 to 3.51.2).
package final class SQLiteEngine: SQLEngine {
    let pool: DatabasePool
    private let short: ShortReads
    let path: String
    /// Set once the disk failed. A retried sync that says success has proved nothing, so nothing more is tried.
    private let failure = Mutex<StoreError?>(nil)
    private let isClosed = Mutex(false)
    let reads = ActiveReads()

    /// Whether the file has to be there already.
    package enum Mode: Sendable { case create, existing }

    /// Opens the database and brings its schema up to date.
    /// - Throws: ``StoreError``: missing or already there, not ours, damaged, newer than this program, or not durable.
    package init(path: String, schema: Schema, mode: Mode) throws {
        let exists = FileManager.default.fileExists(atPath: path)
        switch mode {
        case .create: if exists { throw StoreError.alreadyExists(path) }
        case .existing:
            guard exists else { throw StoreError.cannotOpen(path) }
            // SQLite takes a file of no bytes for a new database and would make it one.
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            guard size != 0 else { throw StoreError.damaged(path) }
        }
        self.path = path
        short = ShortReads(path: path, Self.configuration())
        pool = try StoreError.translating(path) {
            let pool = try DatabasePool(path: path, configuration: Self.configuration())
            do {
                try Self.makeDurable(pool, path: path)
                try SchemaMigrator(schema: schema, path: path).migrate(pool, isNew: mode == .create)
                return pool
            } catch {
                // At once, not when the last reference goes: whoever mends the file must not meet an open connection.
                try? pool.close()
                throw error
            }
        }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA secure_delete = ON;
                    PRAGMA cache_size = -32768;
                    PRAGMA wal_autocheckpoint = 4000;
                    PRAGMA journal_size_limit = 67108864;
                    """)
        }
        return configuration
    }

    /// GRDB lowers `synchronous` to NORMAL when it turns the write-ahead log on, also over what its configuration said;
    /// an acknowledged commit could then be lost with the power. Set after opening, and believed only when read back.
    private static func makeDurable(_ pool: DatabasePool, path: String) throws {
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try confirm(
                synchronous: Int64.fetchOne(database, sql: "PRAGMA synchronous"),
                journal: String.fetchOne(database, sql: "PRAGMA journal_mode"),
                foreignKeys: Int64.fetchOne(database, sql: "PRAGMA foreign_keys"), path: path)
        }
    }

    /// Refuses settings under which an acknowledged commit could be lost or a reference dangle.
    package static func confirm(synchronous: Int64?, journal: String?, foreignKeys: Int64?, path: String)
        throws(StoreError)
    {
        guard synchronous == 2 else { throw .notDurable(path, "synchronous = FULL") }
        guard journal == "wal" else { throw .notDurable(path, "its write-ahead log") }
        guard foreignKeys == 1 else { throw .notDurable(path, "its references") }
    }

    package func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLReading) throws -> Value) async throws
        -> Value
    {
        try await guarded { [pool, path, reads] in
            try await pool.read { database in try SQLiteTransaction.read(database, path: path, reads, body) }
        }
    }

    package func look<Value: Sendable>(_ body: @escaping @Sendable (any SQLReading) throws -> Value) async throws
        -> Value
    {
        try guarded { try short.read(reads, body) }
    }

    @discardableResult
    package func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLWriting) throws -> Value) async throws
        -> Value
    {
        try await guarded { [pool, path] in
            try await pool.writeWithoutTransaction { database in
                try SQLiteTransaction.write(database, path: path, body)
            }
        }
    }

    package func integrityProblems() async throws -> [String] {
        try await guarded { [pool, reads] in
            try await pool.read { database in try reads.during(database) { try Self.problems(of: database) } }
        }
    }

    private static func problems(of database: Database) throws -> [String] {
        do {
            let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
            let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map {
                "a row of \(($0[0] as String?) ?? "?") refers to nothing"
            }
            return lines.filter { $0 != "ok" } + references
        } catch let error as DatabaseError {
            throw SQLiteStatement.recognised(error)
        }
    }

    /// Ends what is being read: who closes a database that fails can't wait for a long look at it.
    package func close() throws {
        let isFirst = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return !isClosed
        }
        // GRDB passes a closed connection on to SQLite, which does not look.
        guard isFirst else { return }
        reads.end()
        try StoreError.translating(path) {
            // GRDB closes the writer before the readers, and these may not check point: without this the log would stay.
            // It may fail (a reader still at work) without harm: the log is read again at the next opening.
            _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try short.close()
            try pool.close()
        }
    }

    private func guarded<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        try checkOpen()
        do {
            return try await work()
        } catch {
            throw noted(error)
        }
    }

    /// - Throws: when it was closed, or the disk failed once.
    func checkOpen() throws(StoreError) {
        if isClosed.withLock({ $0 }) { throw StoreError.closed(path) }
        if let failed = failure.withLock({ $0 }) { throw failed }
    }

    /// An error in our words; a disk that failed is remembered.
    func noted(_ error: any Error) -> any Error {
        if let error = error as? DatabaseError { return noted(StoreError(error, path: path)) }
        return switch error {
        // By nobody but who closed it.
        case let error as StoreError where error.code == .interrupted && isClosed.withLock { $0 }:
            StoreError.closed(path)
        case let error as StoreError: remember(error)
        default: error
        }
    }

    private func remember(_ error: StoreError) -> StoreError {
        if error.code == .inputOutput { failure.withLock { $0 = error } }
        return error
    }
}
