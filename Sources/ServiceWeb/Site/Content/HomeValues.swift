import Register

/// The home page: what is important, and what is new.
enum HomeValues {
    /// So many of the news stand there beside what is important.
    static let newest = 3

    static func values(_ facts: ContentFacts) -> [String: Any] {
        var values = CounterValues.hotline(facts)
        func look(_ news: [Announcement]) -> [[String: Any]] {
            news.map {
                NewsLook.values(
                    $0, ports: facts.site.ports, today: facts.today, utcOffset: facts.utcOffset, facts.page)
            }
        }
        values["hasImportant"] = !facts.important.isEmpty
        values["important"] = look(facts.important)
        values["hasNews"] = !facts.newest.isEmpty
        values["news"] = look(facts.newest)
        values["hasAny"] = !facts.important.isEmpty || !facts.newest.isEmpty
        return values
    }
}
