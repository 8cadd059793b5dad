package import PassFormat

/// A violation before it is recorded.
package struct ViolationDraft: Hashable, Sendable {
    package enum Whom: Hashable, Sendable {
        case pass(PassID)
        /// By the number of an identity document, as typed: it is kept as a keyed hash only.
        case identity(String)
        /// By its number, as typed.
        case company(String)
    }

    /// Made before it is sent, so that what is sent twice is recorded once.
    package var number: ViolationNumber
    package var whom: Whom
    package var rule: String
    package var occurredAt: Int64
    /// Nil for the least that the rules have.
    package var suspensionMonths: Int?
    package var banMonths: Int?
    /// The company's number it counts for; empty for the pass's own.
    package var company: String
    package var place: String
    package var evidence: String
    package var task: Int64?

    package init(
        number: ViolationNumber, whom: Whom, rule: String, occurredAt: Int64, suspensionMonths: Int? = nil,
        banMonths: Int? = nil, company: String = "", place: String = "", evidence: String, task: Int64? = nil
    ) {
        self.number = number
        self.whom = whom
        self.rule = rule
        self.occurredAt = occurredAt
        self.suspensionMonths = suspensionMonths
        self.banMonths = banMonths
        self.company = company
        self.place = place
        self.evidence = evidence
        self.task = task
    }
}

/// What would follow, for whoever is about to record it.
package struct ViolationPreview: Sendable {
    package let party: ViolationParty
    package let company: String?
    package let rule: ViolationRules.Rule
    package let grade: ViolationRules.Grade
    /// From this one, for whose it is and for the company.
    package let measures: [ViolationMeasure]
    /// The passes that would be held back.
    package let passes: [PassSummary]
    /// How many are known of the same.
    package let earlier: Int
}

package enum ViolationAnswer: Hashable, Sendable {
    case recorded(ViolationNumber)
    /// It was sent before.
    case already(ViolationNumber)
    case refused([Fault])
}

package enum ViolationReversal: Hashable, Sendable {
    case reversed
    case already
    /// Who recorded it does not reverse it.
    case needsAnother
    case refused([Fault])
}
