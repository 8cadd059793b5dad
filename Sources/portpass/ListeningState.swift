import Synchronization

/// Whether the service got as far as listening: what broke before that is about the address.
final class ListeningState: Sendable {
    private let state = Mutex<Int?>(nil)

    var hasBegun: Bool { port != nil }

    /// Nil until it listens.
    var port: Int? { state.withLock { $0 } }

    func begin(port: Int) { state.withLock { $0 = port } }
}
