/// Where a change stands that two people make. The raw value is what the database holds.
package enum ChangeState: String, Hashable, Sendable, CaseIterable {
    case proposed
    /// Somebody else agreed, and it was carried out in the same moment.
    case done
    /// Somebody else did not agree.
    case refused
    /// Who proposed it took it back.
    case withdrawn
    /// Nobody decided in time.
    case expired

    package var isFinal: Bool { self != .proposed }
}
