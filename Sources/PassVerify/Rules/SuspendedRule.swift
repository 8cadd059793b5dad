import PassFormat

/// `suspended`: by the status list.
enum SuspendedRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.status == .known(.suspended) else { return nil }
        return Reason(.suspended, .deny)
    }
}
