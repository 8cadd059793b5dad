import PassFormat

/// `holder-proof-missing`: a pass with a holder key is shown as a live code; the bare text is a copy.
enum HolderProofMissingRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.claims.holderKey != nil, facts.pass.liveProof == nil else { return nil }
        return Reason(.holderProofMissing, .check)
    }
}
