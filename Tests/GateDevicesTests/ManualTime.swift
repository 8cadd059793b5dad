import GateDevices
import Synchronization

/// Time that goes by when the test says so, and only then.
final class ManualTime: BarrierTime {
    private struct Timer: Sendable {
        let due: ContinuousClock.Instant
        let body: @Sendable () -> Void
    }

    private struct State: Sendable {
        var now = ContinuousClock.now
        var timers: [Timer] = []
    }

    private let state = Mutex(State())

    var now: ContinuousClock.Instant { state.withLock { $0.now } }

    func call(after time: Duration, _ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.timers.append(Timer(due: $0.now + time, body: body)) }
    }

    /// Lets time go by at once.
    func advance(by time: Duration) {
        let due = state.withLock { state -> [Timer] in
            state.now += time
            let now = state.now
            defer { state.timers.removeAll { $0.due <= now } }
            return state.timers.filter { $0.due <= now }
        }
        for timer in due { timer.body() }
    }

    /// Whether anybody comes to wait for just so much time.
    func isWaited(_ time: Duration) async -> Bool {
        await eventually { state.withLock { state in state.timers.contains { $0.due == state.now + time } } }
    }

    /// Lets so much time go by as somebody waits for, when somebody does.
    ///
    /// - Returns: whether anybody came to wait for just that.
    func pass(_ time: Duration) async -> Bool {
        let isWaited = await isWaited(time)
        advance(by: time)
        return isWaited
    }
}
