import Identifiers
import Register

/// What everybody may read, as an Atom feed (RFC 4287).
struct NewsFeed {
    /// Entries that it has; older ones stand on the pages.
    static let most = 50

    let shelf: NewsShelf.Shelf
    let today: CivilDate
    let language: SiteLanguage
    let words: SiteWords
    /// `https://HOST`.
    let address: String
    /// Whose the names in it are (RFC 4151).
    let authority: String
    /// The year in which the names were made up: whoever had the host's name then made them.
    static let year = "2026"

    static func path(_ language: SiteLanguage) -> String { "/feeds/news.\(language.rawValue).atom" }

    private var entries: [Announcement] { Array(shelf.current(on: today).prefix(Self.most)) }

    /// When anything in it last changed, seconds since 1970: also what is not in it any more. Zero before there was anything.
    var updatedAt: Int64 {
        let begun = shelf.published.filter { $0.isPublic(on: today) }
        return begun.compactMap { $0.updatedAt(utcOffset: shelf.utcOffset) }.max() ?? 0
    }

    @inline(never)
    func bytes() -> [UInt8] {
        var text = #"<?xml version="1.0" encoding="utf-8"?>"# + "\n"
        text += "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"\(language.rawValue)\">\n"
        text += "<id>\(id("news/\(language.rawValue)"))</id>\n"
        text += "<title>\(Self.safe("\(words["site.name"])｜\(words["menu.news"])"))</title>\n"
        text += "<updated>\(Timestamp.text(updatedAt, utcOffset: shelf.utcOffset))</updated>\n"
        text += "<author><name>\(Self.safe(words["site.name"]))</name></author>\n"
        text += link("self", "application/atom+xml", Self.path(language))
        text += link("alternate", "text/html", "/\(language.rawValue)/\(NewsRoutes.path)")
        for entry in entries { text += self.entry(entry) }
        return Array((text + "</feed>\n").utf8)
    }

    private func entry(_ announcement: Announcement) -> String {
        guard let content = announcement.content, let day = announcement.publishedAt else { return "" }
        let (shown, spoken) = content.text(in: language)
        let mark = spoken == language ? "" : " xml:lang=\"\(spoken.rawValue)\""
        let published = max(day, content.from.start(utcOffset: shelf.utcOffset))
        var text = "<entry\(mark)>\n<id>\(id("news/\(language.rawValue)/\(announcement.number)"))</id>\n"
        text += "<title>\(Self.safe(shown.title))</title>\n"
        text += "<published>\(Timestamp.text(published, utcOffset: shelf.utcOffset))</published>\n"
        let updated = announcement.updatedAt(utcOffset: shelf.utcOffset) ?? published
        text += "<updated>\(Timestamp.text(updated, utcOffset: shelf.utcOffset))</updated>\n"
        text += link("alternate", "text/html", "/\(language.rawValue)/\(NewsRoutes.path)/\(announcement.number)")
        for port in content.ports { text += "<category term=\"\(Self.safe(port))\"/>\n" }
        text += "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">"
        for paragraph in NewsText(shown.text).paragraphs {
            text += "<p>" + paragraph.map(Self.markup).joined() + "</p>"
        }
        return text + "</div></content>\n</entry>\n"
    }

    private static func markup(_ piece: NewsText.Piece) -> String {
        switch piece {
        case .text(let text): safe(text)
        case .link(let address): "<a href=\"\(safe(address))\">\(safe(address))</a>"
        }
    }

    /// A name that stays whatever becomes of addresses: each language is an entry of its own.
    private func id(_ specific: String) -> String { Self.safe("tag:\(authority),\(Self.year):\(specific)") }

    private func link(_ relation: String, _ type: String, _ path: String) -> String {
        "<link rel=\"\(relation)\" type=\"\(type)\" href=\"\(Self.safe(address + path))\"/>\n"
    }

    /// What is safe in HTML is safe in XML: the references that it uses are XML's own.
    private static func safe(_ text: String) -> String { HTMLText.escaped(text) }
}
