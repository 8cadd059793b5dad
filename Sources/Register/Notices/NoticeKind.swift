/// What a message tells somebody, and what it has to be told for that. The raw value is the key of its words.
package enum NoticeKind: String, Hashable, Sendable, CaseIterable {
    case code, submitted, correction, checking, approved
    case paymentDue = "payment-due"
    case paid, issued, rejected, withdrawn, lapsed, expiring, survey
    case opinionReceived = "opinion-received"
    case opinionAnswered = "opinion-answered"
    /// To who contributed to a consultation: the answers are published.
    case consultationAnswered = "consultation-answered"
    case passChanged = "pass-changed"
    /// A pass was issued anew: at once, to be fetched, or from a day on.
    case passReissued = "pass-reissued"
    case passReady = "pass-ready"
    case passReplaced = "pass-replaced"
    case companyInvite = "company-invite"
    case companyApproved = "company-approved"
    case companyExpiring = "company-expiring"
    case companyNews = "company-news"
    case factorTaken = "factor-taken"
    case hookDisabled = "hook-disabled"
    case formerEmployer = "former-employer"
    case violation
    case violationReversed = "violation-reversed"
    /// The ship is late, and the days of a visit went with her; or could not.
    case visitMoved = "visit-moved"
    case shipLate = "ship-late"
    /// To a company: of somebody, or of a vehicle, with a pass that it is behind.
    case companyViolation = "company-violation"
    /// To a company: its own, or one of which there is no pass.
    case companyOwnViolation = "company-own-violation"
    case companyViolationReversed = "company-violation-reversed"
    /// A sign-up for a seminar: to be confirmed, or known already; with a place, where the seminar is or online; on the waiting list.
    case seminarConfirm = "seminar-confirm"
    case seminarAgain = "seminar-again"
    case seminarPlace = "seminar-place"
    case seminarPlaceOnline = "seminar-place-online"
    case seminarWaiting = "seminar-waiting"
    /// When or where it is is another, or it is not held.
    case seminarChanged = "seminar-changed"
    case seminarCancelled = "seminar-cancelled"

    /// The facts that its words have places for; a notice of this kind has exactly these. `until` is a day, `2026-12-01`; `amount`
    /// is in whole New Taiwan dollars, in digits; `number` is an application's, an opinion's, a contribution's or a violation's, `pass` a
    /// pass's; `count` and `needing` say how many; `token` opens one question, or one sign-up, and nothing else; `day` is a day, `time`
    /// two times of it.
    package var facts: Set<String> {
        switch self {
        case .code: ["code", "minutes"]
        case .submitted, .checking, .approved, .rejected, .withdrawn, .lapsed, .opinionAnswered,
            .consultationAnswered:
            ["number"]
        case .correction, .opinionReceived, .visitMoved, .shipLate: ["number", "until"]
        case .paymentDue: ["number", "amount", "until"]
        case .paid: ["number", "amount"]
        case .survey: ["number", "token"]
        case .issued: ["number", "pass", "until"]
        case .expiring, .formerEmployer, .passReplaced: ["pass", "until"]
        case .passChanged, .passReissued, .passReady: ["pass"]
        case .violation: ["pass", "number", "until"]
        case .companyViolation: ["company", "pass", "number"]
        case .companyOwnViolation, .companyViolationReversed: ["company", "number"]
        case .violationReversed: ["pass", "number"]
        case .companyInvite: ["company", "code", "until"]
        case .companyApproved, .hookDisabled: ["company"]
        case .companyExpiring: ["company", "count", "until"]
        case .companyNews: ["company", "count", "needing"]
        case .factorTaken: ["company", "account"]
        case .seminarConfirm, .seminarAgain, .seminarWaiting: ["seminar", "token"]
        case .seminarPlace: ["seminar", "day", "time", "place", "token"]
        case .seminarPlaceOnline: ["seminar", "day", "time", "link", "token"]
        case .seminarChanged: ["seminar", "day", "time", "token"]
        case .seminarCancelled: ["seminar", "day", "number"]
        }
    }
}
