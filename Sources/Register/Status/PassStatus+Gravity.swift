import PassFormat

extension PassStatus {
    /// Which of two statuses of one place keeps its holder out for longer: 0 for none at all. Revoked and superseded are both
    /// final, and the first says more.
    var gravity: Int {
        switch self {
        case .valid: 0
        case .suspended: 1
        case .superseded: 2
        case .revoked: 3
        }
    }
}
