/// Where a contribution stands. The raw value is in the database.
package enum ContributionState: String, Hashable, Sendable, CaseIterable {
    /// Nobody has looked at it yet, and nobody outside sees it.
    case received
    /// Its text stands on the page: its writer agreed, and somebody let it through.
    case published
    /// It is answered like any other, and its text is not published.
    case kept
}

/// What somebody who looked at a contribution decided. The raw value is in the database, in forms and in the audit log.
package enum ContributionDecision: String, Hashable, Sendable, CaseIterable {
    case publish
    case personalData = "personal-data"
    case insult
    case offTopic = "off-topic"
    /// Its writer did not agree that it be published, or does not any more.
    case noConsent = "no-consent"

    /// Why a text is not published.
    package static let causes: [ContributionDecision] = [.personalData, .insult, .offTopic, .noConsent]
}

/// Which decision leads where. Whatever was decided may be decided anew: personal data that was overlooked comes off the page at any
/// time. Pure: who decides is its callers'.
package enum ContributionMachine {
    /// - Parameters:
    ///   - cause: why its text is not published; nil where that is not decided.
    ///   - isAgreed: whether its writer agreed that the text be published, when they sent it.
    /// - Returns: nil where the decision is not possible. Consent that was taken back is not given again by somebody else.
    package static func next(
        _ state: ContributionState, _ cause: ContributionDecision?, _ decision: ContributionDecision, isAgreed: Bool
    ) -> ContributionState? {
        if isAgreed, cause == .noConsent { return nil }
        return switch decision {
        case .publish: isAgreed ? .published : nil
        case .noConsent, .personalData, .insult, .offTopic: .kept
        }
    }
}
