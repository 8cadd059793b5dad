import Synchronization

/// How many forms with files arrive at one time: each is in memory until it has been looked at.
package final class UploadSlots: Sendable {
    private struct State {
        var all = 0
        var clients: [String: Int] = [:]
    }

    private let all: Int
    private let perClient: Int
    private let state = Mutex(State())

    package init(all: Int, perClient: Int) {
        self.all = all
        self.perClient = perClient
    }

    /// - Parameter client: nil for one that is counted only with all the others.
    /// - Returns: false when there are too many.
    package func take(_ client: String?) -> Bool {
        state.withLock { state in
            let count = client.flatMap { state.clients[$0] } ?? 0
            guard state.all < all, count < perClient else { return false }
            state.all += 1
            if let client { state.clients[client] = count + 1 }
            return true
        }
    }

    /// Gives a place back that was taken.
    package func free(_ client: String?) {
        state.withLock { state in
            state.all -= 1
            guard let client, let count = state.clients[client] else { return }
            state.clients[client] = count > 1 ? count - 1 : nil
        }
    }
}
