/// What two people put in force as a file, whole. The raw value is what the database and the audit log hold.
package enum RuleKind: String, Hashable, Sendable, CaseIterable {
    case violations, fees

    /// As messages name it, and as it is among the seeds.
    package var fileName: String { "\(rawValue).json" }
}
