package import Identifiers

/// How an announcement stands. The raw value is in the database.
package enum AnnouncementState: String, Hashable, Sendable, CaseIterable {
    /// Nobody outside has seen it.
    case draft
    case published
    /// Taken back: that it was there, and why it is no more, stays to be seen.
    case withdrawn
}

/// What becomes public of it. The raw value is in the database and in the audit log.
package enum AnnouncementAct: String, Hashable, Sendable, CaseIterable {
    case publish, correct, withdraw
}

/// What was published once, and stays.
package struct AnnouncementRevision: Hashable, Sendable {
    /// From 1.
    package let number: Int64
    package let act: AnnouncementAct
    /// Seconds since 1970.
    package let at: Int64
    package let madeBy: String
    /// Why it was corrected or withdrawn; empty for the first.
    package let reason: String
    package let reasonInEnglish: String
    package let content: AnnouncementContent
}

/// What the office tells everybody.
package struct Announcement: Hashable, Sendable {
    package struct Draft: Hashable, Sendable {
        package let content: AnnouncementContent
        /// Seconds since 1970.
        package let at: Int64
        package let by: String
    }

    /// What its address has.
    package let number: Int64
    package let state: AnnouncementState
    /// Grows with every change: who changes it says which they saw.
    package let changes: Int64
    /// What is not published yet, of one that never was or of a correction.
    package let draft: Draft?
    /// The oldest first; empty before it is published.
    package let revisions: [AnnouncementRevision]

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

/// What came of an act.
package enum AnnouncementChange: Hashable, Sendable {
    case changed(Int64)
    case refused([Fault])
    /// Its state, or what it says, is another than who acts has seen.
    case moved
}
