import Identifiers
import PassCrypto
import PassFormat

/// A record that obeys every rule that can be looked at without the database: ready to be given an id, a number and a place in
/// a status list.
///
/// A class for the same reason as `StoredIntent`.
final class PassPlan: Sendable {
    /// Everything but id, status reference and number, which hold placeholders.
    let template: PassClaims
    /// The start of the pass number, e.g. `KEL-P-26`.
    let series: String
    /// Personal: sealed before anything is stored.
    let identity: IdentityNumber?
    /// What passes of this kind are looked up by; nil for nothing.
    let subject: PassRules.Subject?
    /// Whether it would be the one active periodic pass of its subjects.
    var isUnique: Bool { subject != nil && template.term == .periodic }
    let reference: String?
    /// Stored with the intent; the secret is in the template.
    let photo: PhotoCipher.SealedPhoto?
    /// What was changed or looks odd, but is accepted.
    let warnings: [FieldProblem]

    init(
        template: PassClaims, series: String, identity: IdentityNumber?, subject: PassRules.Subject?,
        reference: String?, photo: PhotoCipher.SealedPhoto? = nil, warnings: [FieldProblem]
    ) {
        self.template = template
        self.series = series
        self.identity = identity
        self.subject = subject
        self.reference = reference
        self.photo = photo
        self.warnings = warnings
    }

    /// The same with the hint of a document that the register knows already.
    func with(idHint: WireText?) -> PassPlan {
        var claims = template
        claims.idHint = idHint
        return PassPlan(
            template: claims, series: series, identity: identity, subject: subject, reference: reference,
            photo: photo, warnings: warnings)
    }

    /// The claims with what the register allots.
    func claims(id: PassID, status: StatusReference, number: String) -> PassClaims {
        var claims = template
        claims.id = id
        claims.status = status
        claims.number = WireText(number)
        return claims
    }
}
