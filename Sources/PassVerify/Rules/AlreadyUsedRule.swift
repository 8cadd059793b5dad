import PassFormat

/// `already-used`: a pass for a single visit comes in once.
enum AlreadyUsedRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.context.direction == .in, facts.claims.term == .singleVisit, facts.history.used else { return nil }
        return Reason(.alreadyUsed, facts.policy.history.alreadyUsed.effect(isShared: facts.history.isShared))
    }
}
