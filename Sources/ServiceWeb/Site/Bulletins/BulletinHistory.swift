import Identifiers
import Register

/// What became of a bulletin, for everybody. Shown by `{{>history}}`.
struct BulletinHistory {
    /// Whose words say what was done.
    let section: String
    let utcOffset: Int64
    let page: PageContext

    /// An act, its day and why; and what everybody read before it was taken away.
    /// - Parameters:
    ///   - hasReason: false where why stands elsewhere on the page.
    ///   - isOld: whether what the revision says is there to be read, and nowhere else on the page.
    ///   - rows: what it says beside its texts.
    func entry<Kind>(
        _ revision: BulletinRevision<Kind>, hasReason: Bool = true, isOld: Bool, rows: [SummaryView.Row] = []
    ) -> [String: Any] {
        let (text, language) = revision.content.text(in: page.language)
        let parts = isOld ? Kind.Content.Part.allCases.filter { $0 != .title } : []
        return [
            "act": page.words["\(section).act-\(revision.act.rawValue)"],
            "day": DayText.text(CivilDate(of: revision.at, utcOffset: utcOffset), page.words),
            "hasReason": hasReason && !revision.reason.isEmpty,
            "reason": SpokenText(revision.reason, on: page).name(on: page), "isOld": isOld,
            "oldTitle": SpokenText(text.title, language).name(on: page), "hasSummary": isOld && !rows.isEmpty,
            "summary": SummaryView(rows: rows).values,
            "passages": parts.map { SpokenText(text[$0], language).passage(on: page) },
        ]
    }
}
