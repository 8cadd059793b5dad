/// `not-inside`: who goes out is inside. Unknown presence says nothing.
enum NotInsideRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.context.direction == .out, facts.history.presence == .outside else { return nil }
        return Reason(.notInside, facts.policy.history.notInside.effect(isShared: facts.history.isShared))
    }
}
