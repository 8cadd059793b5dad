import Hummingbird
import Register

/// Where the code is typed that was sent to the contact on file, if there is one.
struct PassCodePage {
    let purpose: PassFinder.Purpose
    let number: String
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
        var form = FormView(
            action: page.link("\(purpose.path)/code"), fields: [field], submit: words["prove.confirm"])
        form.hidden = [(name: "handle", value: handle.hex), (name: "number", value: number)]
        form.back = page.link("\(purpose.path)/find")
        if let wait { form.problems = [SpeakingWords.tooMany(wait, words)] }
        var content = PlainFormPage(title: words["prove.code-title"])
        content.lead = words["lost.code-sent", ["number": number]]
        content.text = [words["prove.warning"]]
        content.form = form
        return content.response(in: page)
    }
}
