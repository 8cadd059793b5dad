import Hummingbird
import Register

/// What the link of a mail opens: how the sign-up stands, and one button for what can be done. Programs that follow the links of mails
/// press none.
struct SeminarMinePage {
    let token: SeminarToken
    let signUp: SeminarSignUp
    let seminar: Seminar
    let utcOffset: Int64
    let now: Int64

    /// What words there are for how it stands.
    private var standing: String {
        if seminar.state == .cancelled { return "cancelled" }
        guard signUp.state.isOpen else { return signUp.state.rawValue }
        guard seminar.isComing(at: now) else { return "over" }
        return signUp.state == .held || signUp.state == .asked ? "confirm" : signUp.state.rawValue
    }

    @inline(never)
    func response(in page: PageContext) throws -> Response {
        let words = page.words
        guard let content = seminar.content else { throw Problem.notFound }
        let standing = standing
        let (text, language) = content.text(in: page.language)
        var view = SitePage("seminar-mine", title: words["seminars.mine-\(standing)"])
        view.menu = SeminarPaths.list
        view.values["standing"] =
            words[
                "seminars.mine-\(standing)-text",
                standing == "waiting" ? ["place": String((signUp.ahead ?? 0) + 1)] : [:]]
        view.values["name"] = SpokenText(text.title, language).name(on: page)
        var rows = SeminarLook.rows(content, utcOffset, page)
        let hasPlace = standing == "placed"
        view.values["hasLink"] = hasPlace && content.link != nil
        view.values["link"] = hasPlace ? content.link ?? "" : ""
        if standing == "confirm" { rows = Array(rows.prefix(2)) }
        view.values["summary"] = SummaryView(rows: rows).values
        view.values["mayConfirm"] = standing == "confirm"
        view.values["mayLeave"] = standing == "placed" || standing == "waiting"
        view.values["hasCalendar"] = hasPlace
        view.values["confirm"] = page.link(SeminarPaths.mine(token, "confirm"))
        view.values["leave"] = page.link(SeminarPaths.mine(token, "leave"))
        view.values["calendar"] = page.link(SeminarPaths.mine(token, "calendar.ics"))
        view.values["seminar"] = page.link(SeminarPaths.seminar(seminar.number))
        return page.response(view)
    }

    /// Whether the calendar may have the link: only for who has a place.
    var hasPlace: Bool { standing == "placed" }
}
