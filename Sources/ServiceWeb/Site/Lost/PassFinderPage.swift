import Hummingbird
import Identifiers
import Register

/// Where somebody says which pass it is about.
struct PassFinderPage {
    let purpose: PassFinder.Purpose
    /// Of this browser.
    let passes: [PassSummary]
    let now: Int64
    let utcOffset: Int64
    var number = ""
    var faults: [Fault] = []
    var wait: Int64?

    func response(in page: PageContext) -> Response {
        let words = page.words
        let errors = SpeakingWords.errors(faults, words)
        var number = SpeakingWords.line("number", "lost", number, errors, words)
        number.isCode = true
        var code = SpeakingWords.line("retrievalCode", "lost", "", errors, words)
        code.isOptional = true
        code.isCode = true
        var form = FormView(
            action: page.link("\(purpose.path)/find"), fields: [number, code], submit: words["lost.find-send"])
        if let wait { form.problems = [SpeakingWords.tooMany(wait, words)] }
        var content = SitePage("pass-finder", title: words["\(purpose.section).find-title"])
        content.isError = form.hasErrors
        content.status = form.hasErrors ? .unprocessableContent : .ok
        var values = form.values
        values["lead"] = words["\(purpose.section).find-lead"]
        values["hasPasses"] = !passes.isEmpty
        values["passes"] = passes.map { pass -> [String: Any] in
            var values = pass.tag(at: now, words).values
            values["number"] = pass.number
            values["link"] = page.link("\(purpose.path)/\(pass.number)")
            values["until"] = DayText.text(CivilDate(of: pass.expires - 1, utcOffset: utcOffset), words)
            return values
        }
        values["prove"] = page.link(page.proving(then: "\(purpose.path)/find"))
        content.values = values
        return page.response(content)
    }
}
