import Identifiers

/// How a consultation stands. The raw value is in the database.
package enum ConsultationState: String, Hashable, Sendable, CaseIterable {
    /// Nobody outside has seen it.
    case draft
    case published
    /// The answers are there for everybody to read.
    case answered
    /// Taken back: that it was there, and why it is no more, stays to be seen.
    case withdrawn
}

/// What becomes public of it. The raw value is in the database and in the audit log.
package enum ConsultationAct: String, Hashable, Sendable, CaseIterable {
    case publish, correct
    /// Before its last day.
    case end
    case withdraw, answer
}

/// Where it stands by the day, for who reads it.
package enum ConsultationPhase: String, Hashable, Sendable, CaseIterable {
    case draft
    /// Everybody sees it, and its first day has not come.
    case upcoming
    /// Anybody may contribute.
    case open
    /// It is over, and the answers are being written.
    case answering
    case answered, withdrawn
}

/// What was published once, and stays.
package struct ConsultationRevision: Hashable, Sendable {
    /// From 1.
    package let number: Int64
    package let act: ConsultationAct
    /// Seconds since 1970.
    package let at: Int64
    package let madeBy: String
    /// Why it was corrected, ended or withdrawn; of the answer, what came of it; empty for the first.
    package let reason: String
    package let reasonInEnglish: String
    package let content: ConsultationContent
}

/// What everybody is asked about something that is to change.
package struct Consultation: Hashable, Sendable {
    package struct Draft: Hashable, Sendable {
        package let content: ConsultationContent
        /// Seconds since 1970.
        package let at: Int64
        package let by: String
    }

    /// What its address has.
    package let number: Int64
    package let state: ConsultationState
    /// Grows with every change: who changes it says which they saw.
    package let changes: Int64
    /// What is not published yet, of one that never was or of a correction.
    package let draft: Draft?
    /// The oldest first; empty before it is published.
    package let revisions: [ConsultationRevision]

    /// What everybody sees; nil before it is published, and after it is withdrawn.
    package var content: ConsultationContent? {
        state == .published || state == .answered ? revisions.last?.content : nil
    }

    package var publishedAt: Int64? { revisions.first?.at }
    package var answeredAt: Int64? { revisions.last { $0.act == .answer }?.at }

    /// The first second in which nobody can contribute any more.
    package func endsAt(utcOffset: Int64) -> Int64? {
        guard let content = revisions.last?.content else { return nil }
        let planned = content.until.start(utcOffset: utcOffset) + 86_400
        return revisions.first { $0.act == .end }.map { min($0.at, planned) } ?? planned
    }

    package func phase(at now: Int64, utcOffset: Int64) -> ConsultationPhase {
        switch state {
        case .draft: return .draft
        case .answered: return .answered
        case .withdrawn: return .withdrawn
        case .published:
            guard let content, let end = endsAt(utcOffset: utcOffset) else { return .draft }
            if now >= end { return .answering }
            return now < content.from.start(utcOffset: utcOffset) ? .upcoming : .open
        }
    }
}

/// What came of an act.
package enum ConsultationChange: Hashable, Sendable {
    case changed(Int64)
    case refused([Fault])
    /// Its state, or what it says, is another than who acts has seen.
    case moved
}
