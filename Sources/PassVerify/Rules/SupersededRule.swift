import PassFormat

/// `superseded`: by the status list.
enum SupersededRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.status == .known(.superseded) else { return nil }
        return Reason(.superseded, .deny)
    }
}
