/// Something that somebody wrote to the service, without its texts: what lists and progress show.
package struct Opinion: Hashable, Sendable {
    package let number: OpinionNumber
    package let kind: OpinionKind
    package let state: OpinionState
    package let about: OpinionSubject?
    package let language: SiteLanguage
    package let channel: PassApplication.Channel
    package let receivedAt: Int64
    /// The end of the last day on which an answer is in time; of the newest question.
    package let dueAt: Int64
    package let isExtended: Bool
    package let answeredAt: Int64?
    package let closedAt: Int64?
    package let outcome: OpinionOutcome?
    /// Who works on the answer.
    package let handler: String?
    /// Who made the decision it is about, and so does not answer it.
    package let decider: String?
    /// Whether messages go to somebody.
    package let hasContact: Bool
    let seq: Int64

    /// Whether an answer is owed and late.
    package func isOverdue(at now: Int64) -> Bool { state.isOpen && dueAt <= now }
}
