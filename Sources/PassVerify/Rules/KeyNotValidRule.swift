import PassFormat

/// `key-not-valid`: `iat` lies in the time of the key, `nbf <= iat < exp` (DESIGN section 4).
enum KeyNotValidRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard !facts.pass.key.covers(issuedAt: facts.claims.issuedAt) else { return nil }
        return Reason(.keyNotValid, .deny)
    }
}
