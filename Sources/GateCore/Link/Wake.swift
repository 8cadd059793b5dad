internal import Synchronization

/// A sleep that can be cut short.
final class Wake: Sendable {
    private struct State {
        var isCalled = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Wakes the sleeper; one that comes later wakes at once.
    func now() {
        let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.isCalled = true
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }

    /// Sleeps. For one sleeper at a time.
    ///
    /// - Returns: whether it was woken before the time was over, or the task was cancelled.
    func isCalled(within time: Duration) async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: time) }
            group.addTask { await self.call() }
            await group.next()
            group.cancelAll()
        }
        return state.withLock { state in
            defer { state.isCalled = false }
            return state.isCalled
        }
    }

    private func call() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isNow = state.withLock { state -> Bool in
                    guard !state.isCalled, !Task.isCancelled else { return true }
                    state.sleeper = continuation
                    return false
                }
                if isNow { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
                defer { state.sleeper = nil }
                return state.sleeper
            }
            sleeper?.resume()
        }
    }
}
