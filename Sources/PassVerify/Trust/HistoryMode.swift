/// What the policy does with a finding of the gate's memory.
///
/// The raw value is the text in `policy.json`.
package enum HistoryMode: String, Hashable, Sendable, CaseIterable {
    /// A note in the journal.
    case record
    /// The guard looks.
    case check
    /// Refused, where the memory is shared by the port's gates; else as `check`.
    case deny

    func effect(isShared: Bool) -> Effect {
        switch self {
        case .record: .note
        case .check: .check
        case .deny: isShared ? .deny : .check
        }
    }
}
