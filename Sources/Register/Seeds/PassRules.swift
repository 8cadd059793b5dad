package import PassFormat

/// What a pass may be: terms and their longest validity, kinds and what each must and must not have.
package struct PassRules: Hashable, Sendable {
    package struct Kind: Hashable, Sendable {
        /// In the pass number: `P`, `V`, `S`.
        package let letter: String
        package let terms: Set<PassTerm>
        /// Members a record must have, by term.
        package let required: [PassTerm: [String]]
        package let forbidden: [String]
        /// Whose one active periodic pass it is; nil for none.
        package let onePeriodicPer: Subject?
        /// Whether the holder is always escorted.
        package let isEscorted: Bool
    }

    /// What at most one active periodic pass may exist for.
    package enum Subject: String, Hashable, Sendable, CaseIterable { case idNumber, plates }

    package let terms: [PassTerm: CalendarDuration]
    package let kinds: [PassKind: Kind]
    package let endorsements: Set<String>
    /// Whether a pass whose time is over already is refused.
    package let refuseAlreadyOver: Bool
    /// Reasons of a suspension under which a reissue may take the pass's place.
    package let reissueFromSuspendedFor: Set<String>
    /// How much longer the office may make a pass than it was granted for, without an application.
    package let longestExtension: CalendarDuration
    package let binding: BindingRules
    /// How far ahead of need empty status lists are published.
    package let spareListDays: Int64
    /// Seconds that a copy of a status list may be kept (`ttl`).
    package let statusTimeToLive: Int64
    /// After how many days an unchanged list is signed anew.
    package let resignListAfterDays: Int64
    /// Years that a new key signs passes, and status lists.
    package let passKeyYears: Int
    package let statusKeyYears: Int
    package let visits: Visits

    /// Single visits.
    package struct Visits: Hashable, Sendable {
        /// On one application.
        package let people: Int
        /// That begin in one month, for one passport.
        package let perPassportAndMonth: Int
    }
}
