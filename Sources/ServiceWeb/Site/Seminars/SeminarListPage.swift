import Hummingbird
import Register

/// Seminars to come, the next first, and those that are over.
struct SeminarListPage {
    let seminars: [Seminar]
    let utcOffset: Int64
    let now: Int64
    let page: PageContext

    @inline(never)
    func response() -> Response {
        let words = page.words
        let seen = seminars.compactMap { seminar in seminar.content.map { (seminar, $0) } }
        let coming = seen.filter { $0.1.ends > now }.sorted { ($0.1.begins, $0.0.number) < ($1.1.begins, $1.0.number) }
        let past = seen.filter { $0.1.ends <= now }.sorted { ($0.1.begins, $0.0.number) > ($1.1.begins, $1.0.number) }
        var content = SitePage("seminars", title: words["menu.seminars"])
        content.menu = SeminarPaths.list
        content.isIndexed = true
        content.addSiblings(words)
        content.values["hasComing"] = !coming.isEmpty
        content.values["coming"] = coming.map(values)
        content.values["hasPast"] = !past.isEmpty
        content.values["past"] = past.map(values)
        return page.response(content)
    }

    private func values(_ seminar: Seminar, _ content: SeminarContent) -> [String: Any] {
        let (text, language) = content.text(in: page.language)
        var values: [String: Any] = [
            "address": page.link(SeminarPaths.seminar(seminar.number)),
            "name": SpokenText(text.title, language).name(on: page),
            "day": SeminarLook.time(content, utcOffset, page.words),
            "where": page.listed(SeminarLook.places(content, page)),
        ]
        values.merge(SeminarLook.tag(seminar, at: now, page.words).values) { $1 }
        return values
    }
}
