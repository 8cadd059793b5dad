import PassFormat

/// An application as the register knows it, without its answers: what queues and progress pages show.
package struct PassApplication: Hashable, Sendable {
    package enum Channel: String, Hashable, Sendable, CaseIterable { case online, counter, post }
    package enum Verdict: String, Hashable, Sendable, CaseIterable { case clear, objection }

    package let id: ApplicationID
    package let number: String
    package let kind: ApplicationKind
    package let state: ApplicationState
    package let language: SiteLanguage
    package let channel: Channel
    /// Counts its changes: who saves names the one they saw.
    package let version: Int64
    /// What was faulted, while it is corrected.
    package let faults: [Fault]
    package let createdAt: Int64
    package let changedAt: Int64
    package let submittedAt: Int64?
    /// When it lapses unless something comes: a draft, a correction, a payment.
    package let dueAt: Int64?
    package let verdict: Verdict?
    package let decidedAt: Int64?
    /// Why it was rejected: a code of `reasons.json`.
    package let reason: String?
    package let issuedAt: Int64?
    let seq: Int64
    /// The keyed hash of the contact that was proved; nil where none was.
    let contact: [UInt8]?
    let company: Int64?
}

/// Something that happened to an application, for whoever follows it.
package struct ApplicationStep: Hashable, Sendable {
    package let at: Int64
    package let act: ApplicationAct
    package let state: ApplicationState
}
