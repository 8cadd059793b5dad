package import GateMessages
package import PassVerify

/// The gate's answer to a scan.
package struct ScanResult: Sendable {
    package enum Recording: Hashable, Sendable {
        /// On the disk, before anybody sees the verdict.
        case durable(JournalPlace)
        /// Not on the disk, for a reason that a person can do something about. It is written as soon as it can be; until then
        /// a guard's decision refers to it by its ticket.
        case waiting(ticket: Int64, because: String)
    }

    package let decision: GateDecision
    package let direction: Direction
    package let recording: Recording
    /// When the code was shown first: seconds since 1970, by the gate's best knowledge.
    package let time: Int64
    /// Whether the same code was shown a moment ago: this is the answer of then, and no new event.
    package let isRepeat: Bool
    /// Whether everybody is to leave, and this is somebody who does: nothing is checked then, whatever the decision says.
    package let isEvacuation: Bool

    /// What the guard is told. A scan that is on no disk opens nothing by itself; and nobody is kept from leaving.
    package var verdict: Verdict {
        if isEvacuation { return .admit }
        return switch recording {
        case .durable: decision.verdict
        case .waiting: Self.verdictWithoutRecord(decision.verdict, direction)
        }
    }

    static func verdictWithoutRecord(_ verdict: Verdict, _ direction: Direction) -> Verdict {
        verdict == .admit && direction != .out ? .check : verdict
    }

    func repeated() -> ScanResult {
        ScanResult(
            decision: decision, direction: direction, recording: recording, time: time, isRepeat: true,
            isEvacuation: isEvacuation)
    }
}
