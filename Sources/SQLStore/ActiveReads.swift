import Dispatch
import GRDB
import GRDBSQLite
import Synchronization

/// The reads that are at work, so that a database is closed under a long one instead of waiting for its end.
final class ActiveReads: Sendable {
    /// Between two attempts to interrupt a read that computes between its statements.
    private static let pause = DispatchTimeInterval.milliseconds(2)

    private struct State {
        var isEnded = false
        var last = 0
        /// Connections at work, as numbers: valid as long as they stand here.
        var connections: [Int: UInt] = [:]
    }

    private let state = Mutex(State())
    private let group = DispatchGroup()

    /// Runs a read that `end` may interrupt.
    func during<Value>(_ database: Database, _ body: () throws -> Value) rethrows -> Value {
        group.enter()
        let connection = unsafe UInt(bitPattern: database.sqliteConnection)
        let number = state.withLock { state in
            state.last += 1
            state.connections[state.last] = connection
            return state.last
        }
        defer {
            state.withLock { $0.connections[number] = nil }
            group.leave()
        }
        return try body()
    }

    /// Whether statements of reads may begin.
    var isEnded: Bool { state.withLock { $0.isEnded } }

    /// Interrupts every read, and returns when none is at work any more.
    func end() {
        state.withLock { $0.isEnded = true }
        while group.wait(timeout: .now()) == .timedOut {
            state.withLock { state in
                for connection in state.connections.values {
                    unsafe sqlite3_interrupt(OpaquePointer(bitPattern: connection))
                }
            }
            _ = group.wait(timeout: .now() + Self.pause)
        }
    }
}
