/// What a sealed identity number may be opened for. Each opening is in the audit log with its purpose, and the number is not.
package enum IdentityPurpose: String, Hashable, Sendable, CaseIterable {
    /// The police ask about somebody, in writing.
    case police = "police-inquiry"
    /// A court or a prosecutor orders it.
    case court = "court-order"
    /// The holder asks what is kept of them, or that it be corrected.
    case holder = "holder-request"
    /// A mistake in the register is looked into.
    case correction = "correction"
}
