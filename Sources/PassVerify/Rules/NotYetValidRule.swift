import PassFormat

/// `not-yet-valid`: `nbf <= now`, within the clock skew.
enum NotYetValidRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        let start = facts.claims.notBefore.subtractingClamped(facts.policy.clockSkew)
        guard facts.now < start else { return nil }
        return Reason(.notYetValid, .deny, .date(facts.claims.notBefore))
    }
}
