internal import Dispatch
internal import Synchronization

/// Runs blocking calls one after the other outside the threads of tasks, and waits for each only so long.
final class PatientLane: Sendable {
    private let queue: DispatchQueue
    private let isBusy = Mutex(false)
    private let time: any BarrierTime

    init(_ label: String, time: any BarrierTime) {
        self.time = time
        queue = DispatchQueue(label: label, qos: .userInitiated)
    }

    /// - Returns: A failure when the work took too long, or when an earlier call still has not come back: a second one would
    ///   only wait behind it.
    func perform(
        within patience: Duration, _ work: @escaping @Sendable () -> Result<Void, DeviceError>
    ) async -> Result<Void, DeviceError> {
        let isFree = isBusy.withLock { isBusy in
            defer { isBusy = true }
            return !isBusy
        }
        guard isFree else { return .failure(.failed("the barrier still has not answered")) }
        return await withCheckedContinuation { (continuation: CheckedContinuation<Result<Void, DeviceError>, Never>) in
            let answer = OneAnswer(continuation)
            queue.async { [self] in
                let result = work()
                isBusy.withLock { $0 = false }
                answer.give(result)
            }
            time.call(after: patience) {
                answer.give(.failure(.failed("the barrier has not answered for \(patience.pollTimeout) ms")))
            }
        }
    }
}

/// Of two answers the first counts.
private final class OneAnswer: Sendable {
    private let continuation: Mutex<CheckedContinuation<Result<Void, DeviceError>, Never>?>

    init(_ continuation: CheckedContinuation<Result<Void, DeviceError>, Never>) {
        self.continuation = Mutex(continuation)
    }

    func give(_ result: Result<Void, DeviceError>) {
        let waiting = continuation.withLock { continuation in
            defer { continuation = nil }
            return continuation
        }
        waiting?.resume(returning: result)
    }
}
