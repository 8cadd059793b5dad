package import Identifiers

/// What the office tells everybody.
package enum News: BulletinKind {
    package typealias Act = AnnouncementAct
    package typealias Content = AnnouncementContent

    package static let noun = "announcement"

    /// What was announced for a day that has come does not become unseen by another day.
    package static func fault(
        in draft: AnnouncementContent, of announcement: Announcement, at now: Int64, utcOffset: Int64
    ) -> Fault? {
        let today = CivilDate(of: now, utcOffset: utcOffset)
        return announcement.isPublic(on: today) && draft.from > today ? Fault("from", "seen-already") : nil
    }
}

package typealias Announcement = Bulletin<News>
package typealias AnnouncementRevision = BulletinRevision<News>

package enum AnnouncementState: String, BulletinState, CaseIterable {
    case draft, published
    /// Taken back: that it was there, and why it is no more, stays to be seen.
    case withdrawn

    package var isTakenBack: Bool { self == .withdrawn }
}

package enum AnnouncementAct: String, BulletinAct, CaseIterable {
    case publish, correct, withdraw

    package var state: AnnouncementState { self == .withdraw ? .withdrawn : .published }
}

extension Announcement {
    /// What everybody sees, as far as days go; nil before it is published, and after it is withdrawn.
    package var content: AnnouncementContent? { state == .published ? revisions.last?.content : nil }

    package var publishedAt: Int64? { revisions.first?.at }

    /// When what everybody sees last became so: what begins later becomes it then.
    package func updatedAt(utcOffset: Int64) -> Int64? {
        revisions.last.map { max($0.at, $0.content.from.start(utcOffset: utcOffset)) }
    }

    /// Whether anybody sees that it is, or was, there.
    package func isPublic(on day: CivilDate) -> Bool {
        revisions.last.map { $0.content.from <= day } ?? false
    }

    /// The day that it is filed under.
    package func day(utcOffset: Int64) -> CivilDate? {
        guard let publishedAt, let from = revisions.last?.content.from else { return nil }
        return max(from, CivilDate(of: publishedAt, utcOffset: utcOffset))
    }
}
