import Foundation
import GRDB
import Synchronization

/// Connections for reads of a few rows, each in the thread that asks: to hand such a read to another thread and to wait for it
/// costs ten times what SQLite needs for it.
///
/// As many as there are processors, because that is how many tasks run at once, and opened when they are first needed. Long reads
/// have connections of their own, so that the page of a pass never waits for a report.
final class ShortReads: Sendable {
    private struct State {
        var all: [DatabaseQueue] = []
        /// Those that nobody uses, the one used last at the end: its pages are at hand.
        var free: [DatabaseQueue] = []
        /// Who finds none free waits for one of them, in turn.
        var next = 0
    }

    private let path: String
    private let configuration: Configuration
    private let most = max(2, ProcessInfo.processInfo.activeProcessorCount)
    private let state = Mutex(State())

    /// - Parameter configuration: of a database that is open already: its schema is up to date, and its write-ahead log there.
    init(path: String, _ configuration: Configuration) {
        self.path = path
        var configuration = configuration
        configuration.readonly = true
        self.configuration = configuration
    }

    /// Runs `body` on one consistent view, here and now.
    func read<Value>(_ reads: ActiveReads, _ body: (any SQLReading) throws -> Value) throws -> Value {
        let (connection, isMine) = try take()
        defer { if isMine { state.withLock { $0.free.append(connection) } } }
        return try connection.inDatabase { [path] database in
            try SQLiteStatement("BEGIN", database).run([])
            do {
                let value = try SQLiteTransaction.read(database, path: path, reads, body)
                try SQLiteStatement("COMMIT", database).run([])
                return value
            } catch {
                try? database.rollback()
                throw error
            }
        }
    }

    private func take() throws -> (DatabaseQueue, isMine: Bool) {
        try state.withLock { state in
            if let connection = state.free.popLast() { return (connection, true) }
            if state.all.count < most {
                let connection = try DatabaseQueue(path: path, configuration: configuration)
                state.all.append(connection)
                return (connection, true)
            }
            state.next = (state.next + 1) % state.all.count
            return (state.all[state.next], false)
        }
    }

    /// Closes what was opened. Nothing reads any more.
    func close() throws { for connection in state.withLock({ $0.all }) { try connection.close() } }
}
