internal import Dispatch

/// Time as the keeper of a barrier has it: told, and waited for.
package protocol BarrierTime: Sendable {
    var now: ContinuousClock.Instant { get }

    /// Calls `body` once, from any thread, when so much time has gone by.
    func call(after time: Duration, _ body: @escaping @Sendable () -> Void)
}

/// The machine's own.
package struct RunningTime: BarrierTime {
    package init() {}

    package var now: ContinuousClock.Instant { .now }

    package func call(after time: Duration, _ body: @escaping @Sendable () -> Void) {
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(time.pollTimeout)), execute: body)
    }
}
