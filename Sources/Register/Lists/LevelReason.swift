/// Why a port's security level changes. The raw value is stored, and in the audit log.
package enum LevelReason: String, Hashable, Sendable, CaseIterable {
    /// The authority ordered it.
    case order
    /// Somebody knows of a threat.
    case threat
    case incident
    case exercise
    /// What it was raised for is over.
    case over
    case other
    /// A register that was put back from a backup took it over from what is public.
    case restored

    /// Those that somebody chooses from.
    package static let choices: [LevelReason] = [.order, .threat, .incident, .exercise, .over, .other]
}
