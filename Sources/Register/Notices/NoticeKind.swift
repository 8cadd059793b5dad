/// What a message tells somebody, and what it has to be told for that. The raw value is the key of its words.
package enum NoticeKind: String, Hashable, Sendable, CaseIterable {
    case code, submitted, correction, checking, approved
    case paymentDue = "payment-due"
    case paid, issued, rejected, withdrawn, lapsed, expiring, survey
    case opinionReceived = "opinion-received"
    case opinionAnswered = "opinion-answered"
    case passChanged = "pass-changed"
    case companyInvite = "company-invite"
    case companyApproved = "company-approved"
    case companyExpiring = "company-expiring"
    case companyNews = "company-news"
    case hookDisabled = "hook-disabled"
    case formerEmployer = "former-employer"
    case violation
    case violationReversed = "violation-reversed"

    /// The facts that its words have places for; a notice of this kind has exactly these. `until` is a day, `2026-12-01`; `amount`
    /// is in whole New Taiwan dollars, in digits; `number` is an application's, an opinion's or a violation's, `pass` a pass's; `count` and `needing` say how many; `token` opens one question, and nothing else.
    package var facts: Set<String> {
        switch self {
        case .code: ["code", "minutes"]
        case .submitted, .checking, .approved, .rejected, .withdrawn, .lapsed, .opinionAnswered: ["number"]
        case .correction, .opinionReceived: ["number", "until"]
        case .paymentDue: ["number", "amount", "until"]
        case .paid: ["number", "amount"]
        case .survey: ["number", "token"]
        case .issued: ["number", "pass", "until"]
        case .expiring, .formerEmployer: ["pass", "until"]
        case .passChanged: ["pass"]
        case .violation: ["pass", "number", "until"]
        case .violationReversed: ["pass", "number"]
        case .companyInvite: ["company", "code", "until"]
        case .companyApproved, .hookDisabled: ["company"]
        case .companyExpiring: ["company", "count", "until"]
        case .companyNews: ["company", "count", "needing"]
        }
    }
}
