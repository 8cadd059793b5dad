import Hummingbird
import Register

/// Where the number of an application is asked for.
struct StatusPage {
    var number = ""
    var faults: [Fault] = []
    var wait: Int64?

    func response(in page: PageContext) -> Response {
        let words = page.words
        let errors = FaultWords.byField(faults, words)
        var numberField = FormFieldView(
            "applicationNumber", value: number, error: errors["applicationNumber"], words: words)
        numberField.isCode = true
        var code = FormFieldView("retrievalCode", error: errors["retrievalCode"], words: words)
        code.isOptional = true
        code.isCode = true
        var form = FormView(
            action: page.link("status"), fields: [numberField, code], submit: words["status.send"])
        if let wait { form.problems = [SpeakingWords.tooMany(wait, words)] }
        var content = PlainFormPage(title: words["status.title"])
        content.menu = "status"
        content.lead = words["status.lead"]
        content.form = form
        content.links = [(page.link(page.proving(then: ApplyPaths.mine)), words["status.lost-number"])]
        return content.response(in: page)
    }
}
