import PassFormat

/// `paper`: what a pass without holder key gets at this security level.
enum PaperRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.claims.holderKey == nil, facts.policy.paper[facts.trust.level] == .check else { return nil }
        return Reason(.paper, .check)
    }
}
