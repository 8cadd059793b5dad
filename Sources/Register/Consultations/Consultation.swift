import Identifiers

/// What everybody is asked about something that is to change.
package enum Consultations: BulletinKind {
    package typealias Act = ConsultationAct
    package typealias Content = ConsultationContent

    package static let noun = "consultation"

    /// What was promised to who would contribute stands: days that have come do not move.
    package static func fault(
        in draft: ConsultationContent, of consultation: Consultation, at now: Int64, utcOffset: Int64
    ) -> Fault? {
        let today = CivilDate(of: now, utcOffset: utcOffset)
        let known = consultation.revisions.last?.content
        switch consultation.phase(at: now, utcOffset: utcOffset) {
        case .answering, .answered, .withdrawn:
            return draft.from == known?.from && draft.until == known?.until ? nil : Fault("until", "over-already")
        case .open:
            if draft.from != known?.from { return Fault("from", "begun-already") }
            return draft.until < today ? Fault("until", "past") : nil
        case .draft, .upcoming: return draft.until < today ? Fault("until", "past") : nil
        }
    }
}

package typealias Consultation = Bulletin<Consultations>
package typealias ConsultationRevision = BulletinRevision<Consultations>

package enum ConsultationState: String, BulletinState, CaseIterable {
    case draft, published
    /// The answers are there for everybody to read.
    case answered
    /// Taken back: that it was there, and why it is no more, stays to be seen.
    case withdrawn

    package var isTakenBack: Bool { self == .withdrawn }
}

package enum ConsultationAct: String, BulletinAct, CaseIterable {
    case publish, correct
    /// Before its last day.
    case end
    case withdraw
    /// What came of it stands where other acts have their reason.
    case answer

    package var state: ConsultationState {
        switch self {
        case .publish, .correct, .end: .published
        case .withdraw: .withdrawn
        case .answer: .answered
        }
    }
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

extension Consultation {
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
