/// How the service listens and answers: times and limits of `cases.json`.
package struct ServiceRules: Hashable, Sendable {
    package struct Kind: Hashable, Sendable {
        /// Calendar days until an answer is late; the day it came in does not count.
        package let days: Int64
        /// Days after a decision in which it can be objected to; nil where there is no decision.
        package let within: Int64?
        package let labelInChinese: String
        package let labelInEnglish: String
    }

    package let kinds: [OpinionKind: Kind]
    /// Characters of one text.
    package let longestText: Int
    /// Texts by who wrote, the first one among them.
    package let messages: Int
    /// Days after an answer until it is closed by itself.
    package let closeAfterDays: Int64
    /// Days after the end until the texts are taken away.
    package let keepDays: Int64
    /// Days that the question of satisfaction can be answered.
    package let satisfactionDays: Int64
    /// Days in which one person is not asked a second time by a message.
    package let satisfactionQuietDays: Int64
    /// Days that a code printed at a counter is good for.
    package let counterCodeDays: Int64
    /// Days after a consultation's end until its answers are overdue.
    package let consultationDays: Int64
    /// Characters of one contribution.
    package let longestContribution: Int

    /// For a register whose seeds are older than the file.
    static let standard = ServiceRules(
        kinds: [
            .opinion: Kind(days: 7, within: nil, labelInChinese: "意見", labelInEnglish: "Opinion or question"),
            .petition: Kind(days: 30, within: nil, labelInChinese: "陳情", labelInEnglish: "Petition"),
            .appeal: Kind(days: 30, within: 30, labelInChinese: "申復", labelInEnglish: "Appeal"),
            .objection: Kind(
                days: 14, within: 7, labelInChinese: "原單位異議", labelInEnglish: "Objection of a former employer"),
        ], longestText: 4_000, messages: 10, closeAfterDays: 14, keepDays: 1_095, satisfactionDays: 60,
        satisfactionQuietDays: 30, counterCodeDays: 180, consultationDays: 30, longestContribution: 2_000)

    /// The reader sees to it that there is one of each.
    package func rule(_ kind: OpinionKind) -> Kind {
        kinds[kind] ?? Kind(days: 30, within: 30, labelInChinese: kind.rawValue, labelInEnglish: kind.rawValue)
    }
}
