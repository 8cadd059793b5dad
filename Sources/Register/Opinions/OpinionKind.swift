/// What somebody wrote is. The raw value is what the database, the seeds and addresses hold.
package enum OpinionKind: String, Hashable, Sendable, CaseIterable {
    /// 意見: something to say, or to ask.
    case opinion
    /// 陳情: something went wrong, and is to be put right (Administrative Procedure Act, articles 168 to 173).
    case petition
    /// 申復: a decision about an application or a pass is to be looked at again, by somebody else.
    case appeal
    /// A former employer's, against the release of a pass.
    case objection

    /// Whether it is about a decision, which somebody else than who made it looks at, and which stands or falls.
    package var isAboutDecision: Bool { self == .appeal || self == .objection }

    /// What anybody may send from a page; an objection comes from the company that was told.
    package static let open: [OpinionKind] = [.opinion, .petition, .appeal]
}
