import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// The pages of announcements in the office. Apart from asynchronous code, and not inlined into it: the optimiser of Swift 6.3.1
/// crashes there.
enum NewsOfficePages {
    private static func person(_ name: String) -> String {
        (try? Principal(name)).map(ChangeOfficeRoutes.person) ?? "—"
    }

    private static func tag(_ announcement: Announcement, _ page: StaffPage) -> StatusTag {
        let look: StatusTag.Look
        switch announcement.state {
        case .draft: look = .waiting
        case .published: look = announcement.draft == nil ? .good : .asking
        case .withdrawn: look = .over
        }
        let key =
            announcement.state == .published && announcement.draft != nil ? "correcting" : announcement.state.rawValue
        return StatusTag(look: look, text: page.words["staff.news-state-\(key)"])
    }

    /// What it says now, of what there is of it.
    private static func shown(_ announcement: Announcement, _ page: StaffPage) -> AnnouncementContent.Text? {
        (announcement.draft?.content ?? announcement.revisions.last?.content)?.text(in: page.language).text
    }

    @inline(never)
    static func list(_ all: [Announcement], _ page: StaffPage) throws -> Response {
        var view = OfficeView("office-news", title: page.words["staff.menu-news"])
        view.values["mayWrite"] = page.may(.writeNews)
        view.values["writing"] = page.link("news-new")
        view.values["hasNews"] = !all.isEmpty
        view.values["items"] = all.map { announcement -> [String: Any] in
            let content = announcement.draft?.content ?? announcement.revisions.last?.content
            var values = tag(announcement, page).values
            values["address"] = page.link("news/\(announcement.number)")
            values["name"] = shown(announcement, page)?.title ?? "—"
            values["from"] = content.map { DayText.text($0.from, page.words) } ?? "—"
            values["until"] = content?.until.map { DayText.text($0, page.words) } ?? "—"
            values["isImportant"] = content?.isImportant ?? false
            return values
        }
        return try view.response(in: page)
    }

    @inline(never)
    static func form(
        _ form: AnnouncementForm, of announcement: Announcement?, faults: [Fault] = [], isMoved: Bool = false,
        _ page: StaffPage
    ) throws -> Response {
        let path = announcement.map { "news/\($0.number)" }
        var view = FormView(
            action: page.link(path.map { "\($0)/edit" } ?? "news-new"), fields: NewsFields.fields(form, faults, page),
            submit: page.words["staff.news-keep"])
        view.hidden = announcement.map { [(name: "seen", value: String($0.changes))] } ?? []
        view.back = page.link(path ?? "news")
        if isMoved { view.problems = [page.words["staff.news-moved"]] }
        return try page.form(
            view, title: page.words[announcement == nil ? "staff.news-new" : "staff.news-edit"],
            lead: page.words["staff.news-lead"])
    }

    /// After an act: on to the announcement, or what stood in the way.
    @inline(never)
    static func after(_ change: AnnouncementChange, _ found: Announcement, _ page: StaffPage) throws -> Response {
        let words = page.words
        switch change {
        case .changed: return page.redirect(to: "news/\(found.number)")
        case .moved: return try show(found, page, problems: [words["staff.news-moved"]])
        case .refused(let faults):
            let problems = faults.map { fault in
                fault.rule == "seen-already" ? words["staff.news-seen-already"] : words["staff.news-reason-wrong"]
            }
            return try show(found, page, problems: Set(problems).sorted())
        }
    }

    @inline(never)
    static func show(_ announcement: Announcement, _ page: StaffPage, problems: [String]) throws -> Response {
        let words = page.words
        var view = OfficeView("office-announcement", title: shown(announcement, page)?.title ?? "—")
        view.isError = !problems.isEmpty
        view.status = problems.isEmpty ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problems, fields: []).values
        view.values.merge(tag(announcement, page).values) { $1 }
        let isPublished = announcement.state == .published
        view.values["seen"] = announcement.changes
        view.values["hasDraft"] = announcement.draft != nil
        view.values["isCorrection"] = isPublished
        view.values["mayEdit"] = page.may(.writeNews) && announcement.state != .withdrawn
        view.values["mayDrop"] = page.may(.writeNews) && announcement.draft != nil
        view.values["mayPublish"] = page.may(.publishNews) && announcement.draft != nil
        view.values["mayWithdraw"] = page.may(.publishNews) && isPublished
        for act in ["edit", "drop", "publish", "withdraw"] {
            view.values["\(act)Address"] = page.link("news/\(announcement.number)/\(act)")
        }
        view.values["versions"] = versions(announcement, page)
        view.values["hasHistory"] = !announcement.revisions.isEmpty
        view.values["history"] = announcement.revisions.reversed().map { revision -> [String: Any] in
            [
                "act": words["staff.news-act-\(revision.act.rawValue)"], "moment": page.moment(revision.at),
                "who": person(revision.madeBy),
                "why": revision.reason.isEmpty
                    ? "—" : page.language == .zhHant ? revision.reason : revision.reasonInEnglish,
            ]
        }
        return try view.response(in: page)
    }

    /// What is not published yet, and below it what everybody sees.
    private static func versions(_ announcement: Announcement, _ page: StaffPage) -> [[String: Any]] {
        var versions: [[String: Any]] = []
        if let draft = announcement.draft {
            let about = ["who": person(draft.by), "moment": page.moment(draft.at)]
            versions.append(version(draft.content, page.words["staff.news-draft", about], "draft", page))
        }
        if let revision = announcement.revisions.last {
            let heading = announcement.state == .withdrawn ? "staff.news-was-public" : "staff.news-public"
            versions.append(version(revision.content, page.words[heading], "public", page))
        }
        return versions
    }

    private static func version(
        _ content: AnnouncementContent, _ heading: String, _ id: String, _ page: StaffPage
    ) -> [String: Any] {
        let words = page.words
        let ports = page.register.siteFacts.ports.filter { content.ports.contains($0.id) }.map { page.name(of: $0) }
        let rows = [
            SummaryView.Row(words["staff.news-ports"], ports.isEmpty ? [words["staff.news-every-port"]] : ports),
            SummaryView.Row(words["staff.news-from"], [DayText.text(content.from, words)]),
            SummaryView.Row(words["staff.news-until"], [content.until.map { DayText.text($0, words) } ?? "—"]),
            SummaryView.Row(
                words["staff.news-important"], [words[content.isImportant ? "staff.news-yes" : "staff.news-no"]]),
        ]
        return [
            "heading": heading, "section": id, "summary": SummaryView(rows: rows).values,
            "texts": SiteLanguage.allCases.compactMap { language -> [String: Any]? in
                guard let text = content.texts[language] else { return nil }
                return [
                    "tongue": language.rawValue, "tongueName": language.ownName, "headline": text.title,
                    "paragraphs": NewsText(text.text).values,
                ]
            },
        ]
    }
}
