import Hummingbird
import Identifiers
import Register

/// Announcements in the office: who writes them, and who makes them what everybody sees.
struct NewsDesk: BulletinDesk {
    static let path = "news"
    static let section = "staff.news"
    static let rights = BulletinRights.news
    static let fields: Set<String> = ["from", "until", "important"]
    static let repeated: Set<String> = ["ports"]
    static let endings = [
        BulletinEnding<News>(act: .withdraw) { announcement, _ in
            announcement.state == .published
        }
    ]

    // MARK: The form

    func blank(_ page: StaffPage) -> AnnouncementForm {
        var form = AnnouncementForm()
        form.from = DateText.iso(CivilDate(of: page.now, utcOffset: page.register.utcOffset))
        return form
    }

    func form(_ content: AnnouncementContent, _ page: StaffPage) -> AnnouncementForm { AnnouncementForm(content) }

    func read(_ fields: FormFields, into form: inout AnnouncementForm) {
        form.ports = fields.all("ports")
        form.from = fields["from"]
        form.until = fields["until"]
        form.isImportant = fields["important"] == "yes"
    }

    func fields(_ form: AnnouncementForm, _ view: BulletinFields) -> [FormFieldView] {
        [
            view.ports(form.ports), view.field("from", .date, form.from),
            view.field("until", .date, form.until, isOptional: true),
            view.field("important", .check(isChosen: form.isImportant)),
        ]
    }

    // MARK: The pages

    func columns(_ page: StaffPage) -> [String] {
        ["from", "until", "home"].map { page.words["staff.news-\($0)"] }
    }

    @inline(never)
    func cells(_ announcement: Announcement, _ page: StaffPage) -> [String] {
        guard let content = announcement.newest else { return ["—", "—", "—"] }
        return [
            DayText.text(content.from, page.words), content.until.map { DayText.text($0, page.words) } ?? "—",
            isImportant(content, page),
        ]
    }

    private func isImportant(_ content: AnnouncementContent, _ page: StaffPage) -> String {
        page.words[content.isImportant ? "staff.news-yes" : "staff.news-no"]
    }

    func rows(_ content: AnnouncementContent, _ page: StaffPage) -> [SummaryView.Row] {
        let words = page.words
        return [
            SummaryView.Row(words["staff.news-ports"], page.ports(content.ports)),
            SummaryView.Row(words["staff.news-from"], [DayText.text(content.from, words)]),
            SummaryView.Row(words["staff.news-until"], [content.until.map { DayText.text($0, words) } ?? "—"]),
            SummaryView.Row(words["staff.news-important"], [isImportant(content, page)]),
        ]
    }

    func show(_ found: Announcement, _ page: StaffPage, problems: [String]) async throws -> Response {
        try view("office-announcement", found, page, problems: problems).response(in: page)
    }

    // MARK: Acts

    func act(
        _ act: AnnouncementAct, on number: Int64, seen: Int64, because reason: BulletinReason, _ page: StaffPage
    ) async throws -> BulletinChange {
        let (register, principal) = (page.register, try page.principal)
        switch act {
        case .publish, .correct:
            return try await register.publishAnnouncement(
                number, seen: seen, reason: reason, by: principal, now: page.now)
        case .withdraw:
            return try await register.withdrawAnnouncement(
                number, seen: seen, reason: reason, by: principal, now: page.now)
        }
    }
}
