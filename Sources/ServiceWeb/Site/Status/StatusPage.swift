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

/// Where the code is typed that was sent to the contact on file, if there is one.
struct StatusCodePage {
    let number: ApplicationNumber
    let handle: CodeHandle
    /// After a wrong code; 0 where it is good no more.
    var left: Int64?
    var wait: Int64?

    func response(in page: PageContext) -> Response {
        let words = page.words
        var field = FormFieldView(name: "code", kind: .text, label: words["prove.code-label"])
        field.hint = words["prove.code-hint"]
        field.completion = "one-time-code"
        field.keyboard = "numeric"
        if let left {
            field.error = left > 0 ? words["prove.error-wrong", ["left": String(left)]] : words["prove.error-over"]
        }
        var form = FormView(action: page.link("status/code"), fields: [field], submit: words["status.show"])
        form.hidden = [(name: "handle", value: handle.hex), (name: "applicationNumber", value: number.text)]
        form.back = page.link("status")
        if let wait { form.problems = [SpeakingWords.tooMany(wait, words)] }
        var content = PlainFormPage(title: words["prove.code-title"])
        content.menu = "status"
        content.lead = words["status.sent"]
        content.text = [words["prove.warning"]]
        content.form = form
        return content.response(in: page)
    }
}
