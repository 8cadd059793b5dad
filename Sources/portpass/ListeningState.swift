import Synchronization

/// Whether the service got as far as listening: what broke before that is about the address.
final class ListeningState: Sendable {
    private let state = Mutex(false)

    var hasBegun: Bool { state.withLock { $0 } }

    func begin() { state.withLock { $0 = true } }
}
