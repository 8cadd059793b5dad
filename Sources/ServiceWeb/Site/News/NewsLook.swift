import Identifiers
import Register

/// An announcement in a list, on the site's pages.
enum NewsLook {
    static func name(of port: SeedPort, _ page: PageContext) -> String {
        page.language == .zhHant ? port.nameInChinese : port.nameInEnglish
    }

    /// The ports that something concerns, in one line.
    static func ports(_ content: AnnouncementContent, _ ports: [SeedPort], _ page: PageContext) -> String {
        guard !content.ports.isEmpty else { return page.words["news.every-port"] }
        return ports.filter { content.ports.contains($0.id) }.map { name(of: $0, page) }
            .joined(separator: page.language == .zhHant ? "、" : ", ")
    }

    static func values(
        _ announcement: Announcement, ports: [SeedPort], today: CivilDate, utcOffset: Int64, _ page: PageContext
    ) -> [String: Any] {
        guard let content = announcement.content else { return [:] }
        let (text, language) = content.text(in: page.language)
        let isOver = content.isOver(on: today)
        var values: [String: Any] = [
            "address": page.link("\(NewsRoutes.path)/\(announcement.number)"),
            "name": name(text.title, language, page),
            "day": announcement.day(utcOffset: utcOffset).map { DayText.text($0, page.words) } ?? "",
            "where": NewsLook.ports(content, ports, page), "isMarked": isOver || content.isImportant,
        ]
        let tag =
            isOver
            ? StatusTag(look: .over, text: page.words["news.over"])
            : StatusTag(look: .asking, text: page.words["news.important"])
        values.merge(tag.values) { $1 }
        return values
    }

    /// Shown by `{{>name}}`.
    static func name(_ text: String, _ language: SiteLanguage, _ page: PageContext) -> [String: Any] {
        let isForeign = language != page.language
        return ["text": text, "isForeign": isForeign, "foreign": isForeign ? language.rawValue : ""]
    }
}
