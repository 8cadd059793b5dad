/// `barred`: the supervisor's list at this gate.
enum BarredRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.history.barred else { return nil }
        return Reason(.barred, .deny)
    }
}
