import Hummingbird
import Identifiers
import Register

/// What somebody wrote into an application. On a page of its own: how an application stands is looked at often, with others about,
/// and says nothing of anybody.
struct AnswersPage {
    let opened: Register.OpenedApplication
    let facts: FormFacts
    let utcOffset: Int64
    /// Who of the staff looked at it, and when.
    let accesses: [DataAccess]
    /// The numbers of the passes that are to be posted.
    let passes: [String]

    func response(in page: PageContext) -> Response {
        let (words, application) = (page.words, opened.application)
        var content = SitePage("answers", title: words["my.answers"])
        content.menu = ApplyPaths.mine
        content.values = [
            "summary": SummaryView(rows: AnswerSummary(opened: opened, facts: facts, words: words).rows).values
        ]
        content.values["number"] = application.number
        content.values["kind"] = words["apply.title-\(application.kind.rawValue)"]
        content.values["letters"] = passes.map { pass -> [String: Any] in
            ["number": pass, "letter": page.link(PaperRoutes.letter(application.number, pass: pass))]
        }
        content.values["hasAccesses"] = !accesses.isEmpty
        content.values["accesses"] = accesses.map { access -> [String: Any] in
            [
                "at": DayText.text(CivilDate(of: access.at, utcOffset: utcOffset), words),
                "time": ClockText.text(access.at, utcOffset: utcOffset),
                "what": words["my.access-\(access.purpose.rawValue)"],
            ]
        }
        content.values["back"] = page.link(ApplyPaths.progress(application.number))
        return page.response(content)
    }
}
