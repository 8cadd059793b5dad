import Register

/// The home page: what is important, and notices of today.
enum HomeValues {
    static func values(_ facts: ContentFacts) -> [String: Any] {
        var values = CounterValues.hotline(facts)
        let notices = facts.site.notices.filter { $0.holds(on: facts.today) }
        values["hasNotices"] = !notices.isEmpty
        values["notices"] = notices.map { notice in
            [
                "name": facts.values(notice.title), "detail": facts.values(notice.text),
                "day": DayText.text(notice.from, facts.words),
            ] as [String: Any]
        }
        values["hasNews"] = !facts.important.isEmpty
        values["news"] = facts.important.map {
            NewsLook.values(
                $0, ports: facts.site.ports, today: facts.today, utcOffset: facts.utcOffset, facts.page)
        }
        return values
    }
}
