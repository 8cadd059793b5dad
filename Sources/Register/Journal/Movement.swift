import GateMessages

/// A number that went in or out, as one record says.
struct Movement: Hashable, Sendable {
    let number: String
    /// Corrected, seconds since 1970.
    let time: Int64
    let gate: String
    let epoch: JournalEpoch
    let sequence: Int64
    let state: PresenceState
}
