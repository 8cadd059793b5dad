import PassFormat

/// `revoked`: by the status list, or because this gate saw it revoked once, which nothing undoes (DESIGN section 4).
enum RevokedRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        if facts.status == .known(.revoked) { return Reason(.revoked, .deny) }
        if facts.history.seenRevoked { return Reason(.revoked, .deny) }
        return nil
    }
}
