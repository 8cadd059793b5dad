import Identifiers
import Register

/// An announcement in a list, on the site's pages.
enum NewsLook {
    static func values(
        _ announcement: Announcement, ports: [SeedPort], today: CivilDate, utcOffset: Int64, _ page: PageContext
    ) -> [String: Any] {
        guard let content = announcement.content else { return [:] }
        let (text, language) = content.text(in: page.language)
        let isOver = content.isOver(on: today)
        var values: [String: Any] = [
            "address": page.link("\(NewsRoutes.path)/\(announcement.number)"),
            "name": SpokenText(text.title, language).name(on: page),
            "day": announcement.day(utcOffset: utcOffset).map { DayText.text($0, page.words) } ?? "",
            "where": page.ports(content.ports, of: ports), "isMarked": isOver || content.isImportant,
        ]
        let tag =
            isOver
            ? StatusTag(look: .over, text: page.words["news.over"])
            : StatusTag(look: .asking, text: page.words["news.important"])
        values.merge(tag.values) { $1 }
        return values
    }
}
