import Hummingbird
import Register

/// What somebody wrote into an application. On a page of its own: how an application stands is looked at often, with others about,
/// and says nothing of anybody.
struct AnswersPage {
    let opened: Register.OpenedApplication
    let facts: FormFacts

    func response(in page: PageContext) -> Response {
        let (words, application) = (page.words, opened.application)
        var content = SitePage("answers", title: words["my.answers"])
        content.menu = ApplyPaths.mine
        content.values = [
            "summary": SummaryView(rows: AnswerSummary(opened: opened, facts: facts, words: words).rows).values
        ]
        content.values["number"] = application.number
        content.values["kind"] = words["apply.title-\(application.kind.rawValue)"]
        content.values["back"] = page.link(ApplyPaths.progress(application.number))
        return page.response(content)
    }
}
