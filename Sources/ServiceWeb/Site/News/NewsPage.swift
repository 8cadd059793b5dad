import Hummingbird
import Identifiers
import Register

/// One announcement, with what became of it; or, where it was withdrawn, that and why.
struct NewsPage {
    let announcement: Announcement
    let ports: [SeedPort]
    let today: CivilDate
    let page: PageContext

    @inline(never)
    func made(utcOffset: Int64) -> SitePage {
        let words = page.words
        let content = announcement.content
        let shown = content.map { $0.text(in: page.language) }
        var view = SitePage("announcement", title: shown?.text.title ?? words["news.withdrawn"])
        view.menu = NewsRoutes.path
        view.isIndexed = content != nil
        // What was there, and by decision is not any more (RFC 9110 section 15.5.11).
        view.status = content == nil ? .gone : .ok
        view.values["heading"] = shown.map { [SpokenText($0.text.title, $0.language).name(on: page)] } ?? []
        view.values["list"] = page.link(NewsRoutes.path)
        view.values["isWithdrawn"] = content == nil
        view.values["passage"] = shown.map { [SpokenText($0.text.text, $0.language).passage(on: page)] } ?? []
        view.values["isOver"] = content?.isOver(on: today) ?? false
        view.values.merge(StatusTag(look: .over, text: words["news.over"]).values) { $1 }
        view.values["summary"] = SummaryView(rows: rows(content, utcOffset)).values
        let seen = seen(utcOffset)
        let history = BulletinHistory(section: "news", utcOffset: utcOffset, page: page)
        // The first publication alone is no history.
        view.values["hasHistory"] = seen.count > 1
        view.values["history"] = (seen.count > 1 ? seen.reversed() : []).map { revision in
            // What a correction took away stays to be read; what was withdrawn is withdrawn whole.
            history.entry(
                revision,
                isOld: announcement.state == .published && revision.number < Int64(announcement.revisions.count))
        }
        return view
    }

    private func rows(_ content: AnnouncementContent?, _ utcOffset: Int64) -> [SummaryView.Row] {
        let words = page.words
        var rows: [SummaryView.Row] = []
        if let day = announcement.day(utcOffset: utcOffset) {
            rows.append(.init(words["news.published"], [DayText.text(day, words)]))
        }
        guard let content else { return rows }
        if let until = content.until { rows.append(.init(words["news.until"], [DayText.text(until, words)])) }
        rows.append(.init(words["news.port"], [page.ports(content.ports, of: ports)]))
        return rows
    }

    /// What was there to be seen: what was corrected before its day never was.
    private func seen(_ utcOffset: Int64) -> [AnnouncementRevision] {
        let revisions = announcement.revisions
        return revisions.indices.filter { place in
            place + 1 == revisions.count
                || revisions[place].content.from.start(utcOffset: utcOffset) <= revisions[place + 1].at
        }.map { revisions[$0] }
    }
}
