/// What somebody said to a consultation, before it has a number.
package struct ContributionDraft: Hashable, Sendable {
    package var text: String
    /// Never published; empty for none.
    package var name: String
    /// Where word of the answer goes; nil for nowhere.
    package var contact: Contact?
    /// Whether the text may be published.
    package var isAgreed: Bool
    package var language: SiteLanguage

    package init(text: String, name: String = "", contact: Contact? = nil, isAgreed: Bool, language: SiteLanguage) {
        self.text = text
        self.name = name
        self.contact = contact
        self.isAgreed = isAgreed
        self.language = language
    }
}

/// A contribution without its text.
package struct Contribution: Hashable, Sendable {
    package let number: ContributionNumber
    package let consultation: Int64
    package let state: ContributionState
    /// Why its text is not published; nil where that is not decided.
    package let cause: ContributionDecision?
    package let isAgreed: Bool
    package let language: SiteLanguage
    package let receivedAt: Int64
    package let reviewedAt: Int64?
    package let reviewedBy: String?
    /// The answer that it has, by its number in the consultation.
    package let reply: Int64?
    let seq: Int64
}

/// A contribution as who looks at it reads it.
package struct OpenedContribution: Sendable {
    package let contribution: Contribution
    /// Nil when its time was over and it was taken away.
    package let text: String?
    package let name: String?
    package let contact: Contact?
}

/// A contribution as everybody reads it: there is no name in it.
package struct PublishedContribution: Hashable, Sendable {
    package let number: ContributionNumber
    package let text: String
    package let language: SiteLanguage
    package let receivedAt: Int64
    package let reply: Int64?
}

/// An answer to contributions: to one, or to many that say the same.
package struct ConsultationReply: Hashable, Sendable {
    /// From 1, in the consultation.
    package let number: Int64
    package let chinese: String
    package let english: String
    package let madeBy: String
    package let at: Int64
    /// How many it answers, and how many of these are published.
    package let contributions: Int64
    package let published: Int64
}

/// How many contributions a consultation has.
package struct ContributionCounts: Hashable, Sendable {
    package let all: Int64
    /// Nobody has looked at them.
    package let received: Int64
    package let published: Int64
    package let unanswered: Int64
}

/// What who contributes is told.
package enum ContributionOutcome: Hashable, Sendable {
    case received(ContributionNumber)
    /// Nothing is stored.
    case refused([Fault])
    /// It is not open now.
    case closed
    /// Too many came: in so many seconds there may be one again.
    case tooMany(retryAfter: Int64)
}

/// What came of looking at a contribution, or of answering it.
package enum ContributionChange: Hashable, Sendable {
    case changed
    case refused([Fault])
    /// Not where things stand now.
    case impossible
}
