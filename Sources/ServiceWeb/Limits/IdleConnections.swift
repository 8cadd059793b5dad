import Synchronization

/// Connections on which nothing is asked, the longest silent first. When there are too many connections it is these that go, so
/// that nobody who holds some thousands of them keeps others out.
package final class IdleConnections<Connection: Sendable>: Sendable {
    package typealias Ticket = UInt64

    private struct State {
        var open = 0
        var idle: [Ticket: Connection] = [:]
        /// No ticket below it is idle any more.
        var oldest: Ticket = 0
        var next: Ticket = 0
    }

    private let most: Int
    private let state = Mutex(State())

    /// - Parameter most: connections in all, from which on silent ones go.
    package init(most: Int) { self.most = most }

    /// Notes a new connection, on which nothing is asked yet.
    /// - Returns: its ticket, and the connection that has to go for it, if one has.
    package func opened(_ connection: Connection) -> (Ticket, goes: Connection?) {
        state.withLock { state in
            state.open += 1
            let goes = state.open > most ? Self.takeOldest(&state) : nil
            return (Self.add(connection, &state), goes)
        }
    }

    /// Everything that was asked on it is answered.
    package func becameIdle(_ connection: Connection) -> Ticket { state.withLock { Self.add(connection, &$0) } }

    /// Something is asked on it.
    package func becameBusy(_ ticket: Ticket) { state.withLock { _ = $0.idle.removeValue(forKey: ticket) } }

    /// - Parameter ticket: nil for one on which something is asked.
    package func closed(_ ticket: Ticket?) {
        state.withLock { state in
            state.open -= 1
            if let ticket { state.idle[ticket] = nil }
        }
    }

    private static func add(_ connection: Connection, _ state: inout State) -> Ticket {
        defer { state.next += 1 }
        state.idle[state.next] = connection
        return state.next
    }

    private static func takeOldest(_ state: inout State) -> Connection? {
        while state.oldest < state.next {
            defer { state.oldest += 1 }
            if let connection = state.idle.removeValue(forKey: state.oldest) { return connection }
        }
        return nil
    }
}
