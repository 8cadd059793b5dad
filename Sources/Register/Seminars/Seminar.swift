/// Hours in which the service explains itself and listens.
package enum Seminars: BulletinKind {
    package typealias Act = SeminarAct
    package typealias Content = SeminarContent

    package static let noun = "seminar"

    /// What nobody can come to any more is not announced; what is over is corrected all the same.
    package static func fault(
        in draft: SeminarContent, of seminar: Seminar, at now: Int64, utcOffset: Int64
    ) -> Fault? {
        seminar.content == nil && draft.begins <= now ? Fault("day", "past") : nil
    }
}

package typealias Seminar = Bulletin<Seminars>
package typealias SeminarRevision = BulletinRevision<Seminars>

package enum SeminarState: String, BulletinState, CaseIterable {
    case draft, published
    /// It is not held. That it was to be, and why it is not, stays to be seen.
    case cancelled

    package var isTakenBack: Bool { self == .cancelled }
}

package enum SeminarAct: String, BulletinAct, CaseIterable {
    case publish, correct, cancel

    package var state: SeminarState { self == .cancel ? .cancelled : .published }
}

extension Seminar {
    /// What everybody sees; nil before it is published. What was cancelled says what it would have been.
    package var content: SeminarContent? { revisions.last?.content }

    /// Whether somebody may sign up now.
    package func isOpen(at now: Int64) -> Bool {
        state == .published && content.map { now < $0.signUpEnds } ?? false
    }

    /// Whether a place that gets free is given to who waits, and one that was asked for is confirmed.
    package func isComing(at now: Int64) -> Bool { state == .published && content.map { now < $0.begins } ?? false }
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
