import PassFormat

/// `expired`: `now < exp`, within the clock skew.
enum ExpiredRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        let end = facts.claims.expires.addingClamped(facts.policy.clockSkew)
        guard facts.now >= end else { return nil }
        return Reason(.expired, .deny, .date(facts.claims.expires))
    }
}
