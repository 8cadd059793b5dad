import Identifiers
import Register

/// What pages say of a seminar.
enum SeminarLook {
    /// `2026-12-01 14:00–16:00` as a language writes it.
    static func time(_ content: SeminarContent, _ utcOffset: Int64, _ words: SiteWords) -> String {
        "\(DayText.text(CivilDate(of: content.begins, utcOffset: utcOffset), words)) \(SeminarTime.span(content, utcOffset: utcOffset))"
    }

    static func tag(_ seminar: Seminar, at now: Int64, _ words: SiteWords) -> StatusTag {
        if seminar.state == .cancelled { return StatusTag(look: .bad, text: words["seminars.cancelled"]) }
        guard let content = seminar.content, now < content.begins else {
            return StatusTag(look: .over, text: words["seminars.over"])
        }
        return seminar.isOpen(at: now)
            ? StatusTag(look: .good, text: words["seminars.open"])
            : StatusTag(look: .over, text: words["seminars.closed"])
    }

    /// Where it is: the room, online, or both. Never the link.
    static func places(_ content: SeminarContent, _ page: PageContext) -> [String] {
        var lines: [String] = []
        if let place = content.place(in: page.language) { lines.append(place.text) }
        if content.link != nil { lines.append(page.words["seminars.online"]) }
        return lines
    }

    static func rows(_ content: SeminarContent, _ utcOffset: Int64, _ page: PageContext) -> [SummaryView.Row] {
        let words = page.words
        var rows = [
            SummaryView.Row(words["seminars.time"], [time(content, utcOffset, words)]),
            SummaryView.Row(words["seminars.place"], places(content, page)),
            SummaryView.Row(
                words["seminars.spoken"],
                [page.listed(content.spoken.map { words["seminars.spoken-\($0.rawValue)"] })]),
            SummaryView.Row(
                words["seminars.access"],
                content.access.isEmpty
                    ? [words["seminars.access-none"]]
                    : [page.listed(content.access.map { words["seminars.access-\($0.rawValue)"] })]),
        ]
        if content.signUpEnds < content.begins {
            rows.append(
                SummaryView.Row(
                    words["seminars.until"],
                    [DayText.text(CivilDate(of: content.signUpEnds - 1, utcOffset: utcOffset), words)]))
        }
        rows.append(SummaryView.Row(words["seminars.places"], [String(content.places)]))
        return rows
    }
}
