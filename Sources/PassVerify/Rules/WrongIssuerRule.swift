import PassFormat

/// `wrong-issuer`: the pass, the key that signed it and the audience of a live code are all of the issuer served here.
enum WrongIssuerRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        let issuer = facts.policy.issuer
        if facts.claims.issuer != issuer { return Reason(.wrongIssuer, .deny) }
        if facts.pass.key.issuer != issuer { return Reason(.wrongIssuer, .deny) }
        if let live = facts.pass.liveProof, live.audience != issuer { return Reason(.wrongIssuer, .deny) }
        return nil
    }
}
