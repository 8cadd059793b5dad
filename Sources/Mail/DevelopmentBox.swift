internal import Synchronization

/// Where messages go in development: nowhere, but whoever sits at the machine can look at them. The newest are kept, as long as
/// the process lives.
package final class DevelopmentBox: MessageCarrier {
    private static let capacity = 500

    private let kept = Mutex<[OutgoingMessage]>([])

    package init() {}

    /// The oldest first.
    package var messages: [OutgoingMessage] { kept.withLock { $0 } }

    package func carry(_ message: OutgoingMessage) async -> CarrierOutcome {
        kept.withLock { kept in
            kept.append(message)
            if kept.count > Self.capacity { kept.removeFirst(kept.count - Self.capacity) }
        }
        return .sent
    }
}
