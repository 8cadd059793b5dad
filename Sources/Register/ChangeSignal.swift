import Synchronization

/// Tells whoever waits that something changed since they last looked: a count that only grows, so that no change is missed
/// between two looks, and many at once are one.
package final class ChangeSignal: Sendable {
    private struct State {
        var count: UInt64 = 0
        var nextWaiter: UInt64 = 0
        var waiting: [UInt64: Waiter] = [:]
    }

    private struct Waiter {
        let seen: UInt64
        let continuation: CheckedContinuation<Void, Never>
    }

    private let state = Mutex(State())

    /// How many changes there were so far.
    package var count: UInt64 { state.withLock { $0.count } }

    package init() {}

    package func notify() {
        let due = state.withLock { state in
            state.count += 1
            let due = state.waiting.filter { $0.value.seen < state.count }
            for waiter in due.keys { state.waiting[waiter] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    /// Returns when there was a change after the first `seen`, at once where there was one already; also when the task is
    /// cancelled.
    package func wait(beyond seen: UInt64) async {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.count > seen || Task.isCancelled { return true }
                    state.waiting[waiter] = Waiter(seen: seen, continuation: continuation)
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: waiter) }?.continuation.resume()
        }
    }
}
