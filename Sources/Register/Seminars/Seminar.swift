/// How a seminar stands. The raw value is in the database.
package enum SeminarState: String, Hashable, Sendable, CaseIterable {
    /// Nobody outside has seen it.
    case draft
    case published
    /// It is not held. That it was to be, and why it is not, stays to be seen.
    case cancelled
}

/// What becomes public of it. The raw value is in the database and in the audit log.
package enum SeminarAct: String, Hashable, Sendable, CaseIterable {
    case publish, correct, cancel
}

/// What was published once, and stays.
package struct SeminarRevision: Hashable, Sendable {
    /// From 1.
    package let number: Int64
    package let act: SeminarAct
    /// Seconds since 1970.
    package let at: Int64
    package let madeBy: String
    /// Why it was corrected or cancelled; empty for the first.
    package let reason: String
    package let reasonInEnglish: String
    package let content: SeminarContent
}

/// How many there are of a seminar: kept with it, when nothing is left of the people.
package struct SeminarTally: Hashable, Sendable {
    /// Those who confirmed that they come, with a place or on the waiting list, and did not give it back.
    package let signedUp: Int64
    package let came: Int64

    package init(signedUp: Int64, came: Int64) {
        self.signedUp = signedUp
        self.came = came
    }
}

/// An hour or two in which the service explains itself and listens.
package struct Seminar: Hashable, Sendable {
    package struct Draft: Hashable, Sendable {
        package let content: SeminarContent
        /// Seconds since 1970.
        package let at: Int64
        package let by: String
    }

    /// What its address has.
    package let number: Int64
    package let state: SeminarState
    /// Grows with every change: who changes it says which they saw.
    package let changes: Int64
    /// What is not published yet, of one that never was or of a correction.
    package let draft: Draft?
    /// The oldest first; empty before it is published.
    package let revisions: [SeminarRevision]
    package let tally: SeminarTally

    /// What everybody sees; nil before it is published. What was cancelled says what it would have been.
    package var content: SeminarContent? { revisions.last?.content }

    /// Whether somebody may sign up now.
    package func isOpen(at now: Int64) -> Bool {
        state == .published && content.map { now < $0.signUpEnds } ?? false
    }

    /// Whether a place that gets free is given to who waits, and one that was asked for is confirmed.
    package func isComing(at now: Int64) -> Bool { state == .published && content.map { now < $0.begins } ?? false }
}

/// What came of an act.
package enum SeminarChange: Hashable, Sendable {
    case changed(Int64)
    case refused([Fault])
    /// Its state, or what it says, is another than who acts has seen.
    case moved
}
