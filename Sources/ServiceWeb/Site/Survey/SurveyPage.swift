import Hummingbird
import Register

/// The one question after something is over.
struct SurveyPage {
    let question: SatisfactionQuestion
    /// The path of the page below the language.
    let path: String
    var score = ""
    var remark = ""
    var faults: [Fault] = []

    func response(in page: PageContext) -> Response {
        let words = page.words
        let errors = SpeakingWords.errors(faults, words)
        var scores = FormFieldView(
            name: "score",
            kind: .radios(
                (1...5).reversed().map { score in
                    FormFieldView.Choice(
                        String(score), words["survey.score-\(score)"], isChosen: self.score == String(score))
                }), label: words["survey.question"])
        scores.error = errors["score"]
        var field = FormFieldView(name: "remark", kind: .lines(rows: 3), label: words["survey.remark"])
        field.isOptional = true
        field.hint = words["survey.remark-hint"]
        field.value = remark
        field.error = errors["remark"]
        var content = PlainFormPage(title: words["survey.title"])
        content.lead = words["survey.lead", ["number": question.number]]
        content.form = FormView(action: page.link(path), fields: [scores, field], submit: words["survey.send"])
        return content.response(in: page)
    }

    /// After the answer, or where there is nothing to answer any more.
    static func end(_ key: String, in page: PageContext) -> Response {
        var content = PlainFormPage(title: page.words["survey.\(key)-title"])
        content.lead = page.words["survey.\(key)-text"]
        content.links = [(page.link(""), page.words["site.to-home"])]
        return content.response(in: page)
    }
}
