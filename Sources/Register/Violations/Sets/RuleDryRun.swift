import Identifiers
package import PassFormat

/// What another rule set or fee table would have made of the last year, beside what the one in force made of it.
package struct RuleDryRun: Sendable {
    /// One violation that would have had other consequences.
    package struct Case: Hashable, Sendable {
        package let number: ViolationNumber
        package let rule: String
        package let party: ViolationParty
        package let before: [ViolationMeasure]
        package let after: [ViolationMeasure]
        /// Whether it would be nothing but harder, or nothing but milder; neither where it is both.
        package let isHarder: Bool
        package let isMilder: Bool
        /// Whether it comes to the same in the end, by another way.
        package let isAlike: Bool
    }

    /// How many applications of a kind there were, and what they cost.
    package struct Fees: Hashable, Sendable {
        package let kind: PassKind
        package let term: PassTerm
        package let count: Int
        /// New Taiwan dollars.
        package let before: Int64
        package let after: Int64
        /// Passes for which the other table has no fee: none could be issued.
        package let missing: Int
    }

    package let file: RuleSetFile
    /// How many violations, or passes, were looked at, and since when.
    package let count: Int
    package let since: Int64
    /// The violations that would differ, the newest first.
    package let cases: [Case]
    package let unchanged: Int
    /// Persons, vehicles and companies for whom all in all it would be harder, and milder.
    package let harder: Int
    package let milder: Int
    /// Rules that violations of the year were recorded under, and that the other set lacks.
    package let lacking: [String: Int]
    package let fees: [Fees]

    package var sumBefore: Int64 { fees.reduce(0) { $0 + $1.before } }
    package var sumAfter: Int64 { fees.reduce(0) { $0 + $1.after } }
}
