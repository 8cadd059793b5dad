import PassFormat

/// All passes of a company that were suspended at once.
package struct MassSuspension: Hashable, Sendable {
    package let id: ChangeID
    /// What was asked for: the company as its passes name it.
    package let company: String
    package let reason: String
    package let madeBy: Principal
    package let madeAt: Int64
    package let undoneAt: Int64?
    package let count: Int64
    /// Of those, the ones that nobody changed since: an undo brings these back.
    package let standing: Int64
}

/// Whom a mass suspension or revocation would hit, exactly.
package struct MassPreview: Hashable, Sendable {
    package let company: String
    package let passes: [PassSummary]
    /// Of what is shown: a suspension that would hit others is refused.
    package let digest: [UInt8]
}
