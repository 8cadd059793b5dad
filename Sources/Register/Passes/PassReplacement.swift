/// Whether a reissue may take a pass's place.
enum PassReplacement {
    /// An active pass, or one suspended because it is lost and the like: a suspension for a violation is not shaken off by
    /// asking for a new pass.
    static func isPossible(_ row: PassRow, _ activation: Activation, seeds: Seeds, now: Int64) -> Bool {
        guard row.expires > now else { return false }
        switch row.state {
        case .active: return true
        case .suspended where activation == .nowIfActive: return false
        case .suspended: return row.reason.map(seeds.rules.reissueFromSuspendedFor.contains) ?? false
        case .intended, .waiting, .revoked, .superseded, .void: return false
        }
    }
}

extension PassRow {
    /// The state in a word, time included.
    func stateName(at now: Int64) -> String {
        switch state {
        case .active, .waiting, .suspended: expires <= now ? "expired" : state.name
        case .intended, .revoked, .superseded, .void: state.name
        }
    }
}
