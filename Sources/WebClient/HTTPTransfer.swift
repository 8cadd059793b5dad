internal import Synchronization

/// What one transfer has brought so far. Only the transfer's thread adds; any thread may cancel.
package final class HTTPTransfer: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isTooLarge = false
        var status = 0
    }

    let limit: Int
    private let state = Mutex(State())
    private let cancelled = Atomic(false)

    package init(limit: Int) {
        self.limit = limit
    }

    package var bytes: [UInt8] { state.withLock { $0.bytes } }
    var isTooLarge: Bool { state.withLock { $0.isTooLarge } }
    /// Of the last head that came; 0 before there was one.
    package var status: Int { state.withLock { $0.status } }
    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func note(status: Int) {
        state.withLock { $0.status = status }
    }

    func cancel() {
        cancelled.store(true, ordering: .relaxed)
    }

    /// - Returns: whether the piece was kept; not when it goes over the limit.
    func append(_ piece: UnsafeRawBufferPointer) -> Bool {
        let count = piece.count
        return state.withLock { state in
            guard count <= limit - state.bytes.count else {
                state.isTooLarge = true
                return false
            }
            unsafe state.bytes.append(contentsOf: piece)
            return true
        }
    }
}
