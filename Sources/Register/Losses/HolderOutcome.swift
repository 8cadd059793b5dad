/// What came of something that a holder asked for.
package enum HolderOutcome: Hashable, Sendable {
    case done(PassSummary)
    /// It stood so already.
    case already(PassSummary)
    /// The staff suspended it, and the staff decide about it.
    case withStaff(PassSummary)
    /// It is expired, revoked or replaced, or not in force yet.
    case over(PassSummary)

    package var pass: PassSummary {
        switch self {
        case .done(let pass), .already(let pass), .withStaff(let pass), .over(let pass): pass
        }
    }
}
