internal import Dispatch

/// Where transfers block: threads of their own, never those that other tasks wait for.
struct BlockingQueue: Sendable {
    private let queue = DispatchQueue(label: "portpass.messages", attributes: .concurrent)

    /// Runs `work` there; cancelling the task tells `state`.
    func run(_ state: TransferState, _ work: @escaping @Sendable () -> CarrierOutcome) async -> CarrierOutcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<CarrierOutcome, Never>) in
                queue.async { continuation.resume(returning: work()) }
            }
        } onCancel: {
            state.cancel()
        }
    }
}
