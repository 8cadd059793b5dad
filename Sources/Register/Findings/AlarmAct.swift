/// What somebody does about an alarm.
package enum AlarmAct: Hashable, Sendable {
    /// Has it in hand from now on, also in the place of another.
    case take
    case handOver(to: StaffHandle)
    case note
    case close(as: AlarmEnding)

    /// Stored.
    var name: String {
        switch self {
        case .take: "take"
        case .handOver: "hand-over"
        case .note: "note"
        case .close: "close"
        }
    }
}
