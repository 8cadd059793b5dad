import PassFormat

/// `live-code-replayed`: the same live code was shown here before.
enum LiveCodeReplayedRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.pass.liveProof != nil, facts.history.liveCodeReplayed else { return nil }
        return Reason(.liveCodeReplayed, .check)
    }
}
