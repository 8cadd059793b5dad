import PassFormat

/// `key-compromised`: after a compromise only what the register published as signed by this key is good.
enum KeyCompromisedRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard let issued = facts.trust.issuedSets[facts.pass.key.keyID] else { return nil }
        guard !issued.contains(payload: facts.pass.payload) else { return nil }
        return Reason(.keyCompromised, .deny)
    }
}
