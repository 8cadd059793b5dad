internal import Synchronization

/// Opens the barrier when it is asked to, and sees that it closes again.
///
/// Asking takes no time and never fails, so that no verdict waits for a motor: what goes wrong becomes a state for the strip.
/// One opening at a time; one that comes while the barrier is open keeps it open for a whole pulse more.
package final class BarrierKeeper: Sendable {
    /// An opening into the port that could not be carried out for so long is none any more: by now somebody else may stand
    /// there. One out of the port stays: it harms nobody.
    private static let lateness = Duration.seconds(3)
    /// Between two attempts to lower a barrier that did not answer.
    private static let retry = Duration.seconds(1)

    private struct Order: Sendable {
        let direction: BarrierDirection
        let time: ContinuousClock.Instant
    }

    private let barrier: any Barrier
    private let pulse: Duration
    private let onChange: @Sendable () -> Void
    private let time: any BarrierTime
    private let lane: PatientLane
    /// At most one a direction: a second one asks for what the first will do anyway.
    private let orders = Mutex<[Order]>([])
    private let current = Mutex(BarrierStatus())
    private let bells: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - pulse: How long the barrier stays raised.
    ///   - time: By which pulses, patience and lateness are measured.
    ///   - onChange: Called from any thread when state or openness have become others.
    package init(
        _ barrier: any Barrier, pulse: Duration, time: any BarrierTime, onChange: @escaping @Sendable () -> Void = {}
    ) {
        self.barrier = barrier
        self.pulse = pulse
        self.time = time
        self.onChange = onChange
        lane = PatientLane("portpass.barrier", time: time)
        (bells, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package var status: BarrierStatus { current.withLock { $0 } }

    /// A decision was made: opens when it is to (`BarrierDirection.opens`). Returns at once.
    package func decided(_ direction: BarrierDirection, isAdmitted: Bool, isRecorded: Bool) {
        if direction.opens(isAdmitted: isAdmitted, isRecorded: isRecorded) { open(direction) }
    }

    /// Opens as soon as the barrier can. Returns at once.
    package func open(_ direction: BarrierDirection) {
        let order = Order(direction: direction, time: time.now)
        orders.withLock { orders in
            orders.removeAll { $0.direction == direction }
            orders.append(order)
        }
        bell.yield()
    }

    /// Works until the task is cancelled; the barrier is down before and after. Call it once.
    package func run() async {
        // When the barrier is to be lowered.
        var end: ContinuousClock.Instant? = time.now
        // The last opening failed at a barrier that is there: that it can be lowered says nothing.
        var isInDoubt = false
        var rings = bells.makeAsyncIterator()
        while !Task.isCancelled {
            if let due = end, due <= time.now { end = await lower(&isInDoubt) }
            while let direction = next() {
                let trouble = await raise(direction)
                // One that was out of reach is seen to be there again when it is lowered.
                isInDoubt = trouble.map { $0.code != .missing } ?? false
                // Whatever a failed attempt did is undone; who passes on an earlier opening has the time that it gave.
                let now = time.now
                end = trouble == nil ? now + pulse : max(end ?? now, now)
            }
            if let end {
                let wait = end - time.now
                guard wait > .zero else { continue }
                time.call(after: wait) { [bell] in bell.yield() }
            }
            await rings.next()
        }
        _ = await lower(&isInDoubt)
    }

    /// The next order that still counts.
    private func next() -> BarrierDirection? {
        while let order = orders.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
            guard order.direction == .entry, time.now - order.time > Self.lateness else {
                return order.direction
            }
            change { $0.failures += 1 }
        }
        return nil
    }

    /// - Returns: What went wrong.
    private func raise(_ direction: BarrierDirection) async -> DeviceError? {
        let result = await lane.perform(within: barrier.patience) { [barrier, pulse] in
            Result { () throws(DeviceError) in try barrier.raise(direction, for: pulse) }
        }
        switch result {
        case .success:
            change {
                $0.state = .working
                $0.isOpen = true
                $0.openings += 1
            }
            return nil
        case .failure(let error):
            change {
                $0.state = DeviceState(error)
                $0.failures += 1
            }
            return error
        }
    }

    /// A failed opening stays on the strip until one succeeds, or until a barrier that was out of reach is there again.
    ///
    /// - Returns: When to try again; nil when it is down.
    private func lower(_ isInDoubt: inout Bool) async -> ContinuousClock.Instant? {
        let result = await lane.perform(within: barrier.patience) { [barrier] in
            Result { () throws(DeviceError) in try barrier.lower() }
        }
        switch result {
        case .success:
            change { [isInDoubt] in
                if !isInDoubt { $0.state = .working }
                $0.isOpen = false
            }
            return nil
        case .failure(let error):
            isInDoubt = false
            change { $0.state = DeviceState(error) }
            return time.now + Self.retry
        }
    }

    private func change(_ body: (inout BarrierStatus) -> Void) {
        let isNew = current.withLock { status in
            let before = status
            body(&status)
            return before.state != status.state || before.isOpen != status.isOpen
        }
        if isNew { onChange() }
    }
}
