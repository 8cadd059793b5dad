import Identifiers
import Register

/// A consultation in a list and at the head of its page.
enum ConsultationLook {
    static func tag(_ phase: ConsultationPhase, _ words: SiteWords) -> StatusTag {
        let look: StatusTag.Look =
            switch phase {
            case .open: .asking
            case .upcoming, .answering: .waiting
            case .answered: .good
            case .draft, .withdrawn: .over
            }
        return StatusTag(look: look, text: words["consultations.state-\(phase.rawValue)"])
    }

    /// From its first to its last day, also where it ended before.
    static func period(_ consultation: Consultation, utcOffset: Int64, _ words: SiteWords) -> String {
        guard let content = consultation.revisions.last?.content,
            let end = consultation.endsAt(utcOffset: utcOffset)
        else { return "" }
        return words[
            "consultations.period",
            [
                "from": DayText.text(content.from, words),
                "until": DayText.text(CivilDate(of: end - 1, utcOffset: utcOffset), words),
            ]]
    }

    /// What somebody wrote, line by line.
    static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// A published contribution. Shown by `{{>contributions}}`.
    static func values(_ contribution: PublishedContribution, utcOffset: Int64, _ words: SiteWords) -> [String: Any] {
        [
            "number": contribution.number.text,
            "day": DayText.text(CivilDate(of: contribution.receivedAt, utcOffset: utcOffset), words),
            "lines": lines(contribution.text),
        ]
    }
}
