/// How long personal data are kept when what they were taken for is over: `retention.json`.
package struct RetentionRules: Hashable, Sendable {
    /// What is kept, and since when its time runs.
    package enum Class: String, Hashable, Sendable, CaseIterable {
        /// Withdrawn, or lapsed; from then.
        case unfinishedApplication = "unfinished-application"
        /// From the decision.
        case rejectedApplication = "rejected-application"
        /// From the end of the last pass that came of it.
        case issuedApplication = "issued-application"
        /// Name, identity number, plates and photo of a pass; from its end.
        case expiredPass = "expired-pass"
        /// Receipts of what single windows were asked and said; from when each was made.
        case windowReceipt = "window-receipt"
        /// Who contributed to a consultation, and what of it was not published; from its answer or its withdrawal.
        case contribution
        /// Who was signed up for a seminar; from its end.
        case seminarSignUp = "seminar-sign-up"

        /// Since when its time runs, as `retention.json` has it.
        package var moment: String {
            switch self {
            case .unfinishedApplication: "ended"
            case .rejectedApplication: "decided"
            case .issuedApplication, .expiredPass: "expired"
            case .windowReceipt: "made"
            case .contribution: "answered"
            case .seminarSignUp: "held"
            }
        }
    }

    package struct Rule: Hashable, Sendable {
        package let days: Int64
        /// What the law says, in Chinese and in English.
        package let groundInChinese: String
        package let groundInEnglish: String
    }

    /// Empty for a register whose seeds say nothing: then nothing is deleted by itself.
    package let rules: [Class: Rule]

    static let none = RetentionRules(rules: [:])

    /// Who ended before has been kept long enough; nil when nothing says how long.
    func limit(_ kind: Class, at now: Int64) -> Int64? { rules[kind].map { now - $0.days * 86_400 } }
}
