import PassFormat

/// A record that obeys every rule that can be looked at without the database: ready to be given an id, a number and a place in
/// a status list.
struct PassPlan: Sendable {
    /// Everything but id, status reference and number, which hold placeholders.
    var template: PassClaims
    /// The start of the pass number, e.g. `KEL-P-26`.
    let series: String
    /// Personal: sealed before anything is stored.
    let identity: IdentityNumber?
    /// What passes of this kind are looked up by; nil for nothing.
    let subject: PassRules.Subject?
    /// Whether it would be the one active periodic pass of its subjects.
    var isUnique: Bool { subject != nil && template.term == .periodic }
    let reference: String?
    /// What was changed or looks odd, but is accepted.
    let warnings: [FieldProblem]

    /// The claims with what the register allots.
    func claims(id: PassID, status: StatusReference, number: String) -> PassClaims {
        var claims = template
        claims.id = id
        claims.status = status
        claims.number = WireText(number)
        return claims
    }
}
