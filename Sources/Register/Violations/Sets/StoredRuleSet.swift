package import Identifiers

/// A rule set or fee table as it came in force.
package struct StoredRuleSet: Hashable, Sendable {
    package let kind: RuleKind
    /// The first day on which it holds.
    package let from: CivilDate
    /// SHA-256 of the file.
    package let digest: [UInt8]
    /// The file.
    package let bytes: [UInt8]
    /// Nil for the seeds'.
    package let adoptedAt: Int64?
    /// Who agreed last; nil for the seeds'.
    package let adoptedBy: String?
}
