package import PassFormat

/// How an application stands: nothing of what is in it.
package struct ApplicationSummary: Hashable, Sendable {
    package let id: ApplicationID
    package let state: ApplicationState
    package let createdAt: Int64
    package let decidedAt: Int64?
    /// Who decided, as the audit log names them.
    package let decidedBy: String?
    /// Why it was rejected: a code of `reasons.json`.
    package let reason: String?
    /// The pass that came of it.
    package let pass: PassID?
}
