import Synchronization

/// How many connections each client has open.
final class ConnectionCounter: Sendable {
    private let limit: Int
    private let counts = Mutex<[String: Int]>([:])

    init(limit: Int) { self.limit = limit }

    /// - Returns: false when the client has as many as it may.
    func open(_ client: String) -> Bool {
        guard !ClientName.isLocal(client) else { return true }
        return counts.withLock { counts in
            let count = counts[client] ?? 0
            guard count < limit else { return false }
            counts[client] = count + 1
            return true
        }
    }

    func close(_ client: String) {
        guard !ClientName.isLocal(client) else { return }
        counts.withLock { counts in
            let count = counts[client] ?? 0
            counts[client] = count > 1 ? count - 1 : nil
        }
    }
}
