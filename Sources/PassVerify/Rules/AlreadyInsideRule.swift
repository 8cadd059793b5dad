/// `already-inside`: who comes in is not inside yet. Unknown presence says nothing.
enum AlreadyInsideRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.context.direction == .in, facts.history.presence == .inside else { return nil }
        return Reason(.alreadyInside, facts.policy.history.alreadyInside.effect(isShared: facts.history.isShared))
    }
}
