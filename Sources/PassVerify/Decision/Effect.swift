/// What one reason does to the verdict.
///
/// The verdict is the strongest effect among the reasons: a note never changes it.
package enum Effect: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// A banner at the gate, or an entry in the journal; nothing the holder could do anything about.
    case note
    /// The guard must do the named thing.
    case check
    /// Refused.
    case deny

    package static func < (left: Effect, right: Effect) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The verdict when this is the strongest effect.
    package var verdict: Verdict {
        switch self {
        case .note: .admit
        case .check: .check
        case .deny: .deny
        }
    }
}
