import PassFormat

/// `escort-required`: who needs an escort has one. A visitor card always does; an escort nobody looked for is none.
enum EscortRequiredRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.claims.escortRequired || facts.claims.kind == .visitorCard else { return nil }
        guard facts.context.escortPresent != true else { return nil }
        return Reason(.escortRequired, .check)
    }
}
