import Hummingbird
import Identifiers
import Register

/// What was announced in a year, of one port or of all: some at a time, the newest first.
struct NewsListPage {
    /// On one page.
    private static let most = 20

    let shelf: NewsShelf.Shelf
    let ports: [SeedPort]
    let today: CivilDate
    let page: PageContext

    /// - Throws: ``Problem/notFound`` for a year, a port or a page that there is none of.
    @inline(never)
    func made() throws -> SitePage {
        let words = page.words
        let all = shelf.current(on: today)
        let years = Set(all.compactMap { $0.day(utcOffset: shelf.utcOffset)?.year }).sorted(by: >)
        let asked = (year: query("year"), port: query("port"))
        if let year = asked.year, !years.contains(where: { String($0) == year }) { throw Problem.notFound }
        if let port = asked.port, !ports.contains(where: { $0.id == port }) { throw Problem.notFound }
        let shown = all.filter { announcement in
            let isOfYear = asked.year.map { year in
                announcement.day(utcOffset: shelf.utcOffset).map { String($0.year) == year } ?? false
            }
            let isOfPort = asked.port.map { port in
                announcement.content.map { $0.ports.isEmpty || $0.ports.contains(port) } ?? false
            }
            return isOfYear ?? true && isOfPort ?? true
        }
        let number = try number(of: max(1, (shown.count + Self.most - 1) / Self.most))
        let items = shown.dropFirst((number - 1) * Self.most).prefix(Self.most)
        var content = SitePage("news", title: words["menu.news"])
        content.menu = NewsRoutes.path
        content.isIndexed = asked.year == nil && asked.port == nil && number == 1
        content.addSiblings(words)
        content.values["hasNews"] = !shown.isEmpty
        content.values["items"] = items.map {
            NewsLook.values($0, ports: ports, today: today, utcOffset: shelf.utcOffset, page)
        }
        content.values["isFiltered"] = !all.isEmpty
        content.values["years"] =
            [choice("", words["news.all-years"], isChosen: asked.year == nil)]
            + years.map { choice(String($0), String($0), isChosen: asked.year == String($0)) }
        content.values["ports"] =
            [choice("", words["news.all-ports"], isChosen: asked.port == nil)]
            + ports.map { choice($0.id, page.name(of: $0), isChosen: asked.port == $0.id) }
        content.values["list"] = page.link(NewsRoutes.path)
        let kept = [("year", asked.year), ("port", asked.port)].compactMap { name, value in
            value.map { "\(name)=\($0)" }
        }
        let pager = Pager(
            path: NewsRoutes.path, number: number, hasMore: number * Self.most < shown.count,
            query: kept.isEmpty ? nil : kept.joined(separator: "&"))
        content.values.merge(pager.values(page)) { $1 }
        return content
    }

    /// The page that is asked for: digits as they are written, and nothing else.
    private func number(of last: Int) throws -> Int {
        guard let typed = page.request.uri.queryParameters.get("page") else { return 1 }
        guard let number = Int(typed), String(number) == typed, (1...last).contains(number) else {
            throw Problem.notFound
        }
        return number
    }

    private func choice(_ value: String, _ text: String, isChosen: Bool) -> [String: Any] {
        ["value": value, "text": text, "isChosen": isChosen]
    }

    /// Nil for what is not asked for; an empty choice of the form is none.
    private func query(_ name: String) -> String? {
        page.request.uri.queryParameters.get(name).flatMap { $0.isEmpty ? nil : String($0) }
    }
}
