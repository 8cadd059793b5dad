import Synchronization

/// Wakes everybody who waits for news.
final class Bell: Sendable {
    private struct State {
        var isClosed = false
        var rings: UInt64 = 0
        var last: UInt64 = 0
        var sleepers: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// How often it rang. Read before a look for news, so that no ring after the look is slept through.
    var rings: UInt64 { state.withLock { $0.rings } }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    func ring() {
        let sleepers = state.withLock { state in
            state.rings += 1
            defer { state.sleepers.removeAll() }
            return Array(state.sleepers.values)
        }
        for sleeper in sleepers { sleeper.resume() }
    }

    /// Nobody waits any more: the program ends.
    func close() {
        state.withLock { $0.isClosed = true }
        ring()
    }

    /// Sleeps until it has rung more often than `rings`, the time is over, or the task is cancelled.
    func wait(since rings: UInt64, within time: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: time) }
            group.addTask { await self.sleep(since: rings) }
            await group.next()
            group.cancelAll()
        }
    }

    private func sleep(since rings: UInt64) async {
        let ticket = state.withLock { state in
            state.last += 1
            return state.last
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state -> Bool in
                    if state.isClosed || state.rings != rings || Task.isCancelled { return true }
                    state.sleepers[ticket] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: ticket) }?.resume()
        }
    }
}
