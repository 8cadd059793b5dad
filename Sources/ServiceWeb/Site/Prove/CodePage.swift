import Hummingbird
import Register

/// Where a code is typed that was sent to a contact, or to the one on file, if there is one.
struct CodePage {
    enum Failure: Hashable, Sendable {
        case wrong(left: Int64)
        case over
        /// Seconds.
        case wait(Int64)
    }

    let handle: CodeHandle
    /// Paths below the language: where the code goes, and where it was asked for.
    let action: String
    let back: String
    let lead: String
    let submit: String
    /// What goes along with the code.
    var hidden: [(name: String, value: String)] = []
    var other: (name: String, text: String)?
    var menu: String?
    var failure: Failure?

    func response(in page: PageContext) -> Response {
        let words = page.words
        var field = FormFieldView(name: "code", kind: .text, label: words["prove.code-label"])
        field.hint = words["prove.code-hint"]
        field.completion = "one-time-code"
        field.keyboard = "numeric"
        var content = PlainFormPage(title: words["prove.code-title"])
        var problems: [String] = []
        switch failure {
        case nil: break
        case .wrong(let left) where left > 0: field.error = words["prove.error-wrong", ["left": String(left)]]
        case .wrong, .over: field.error = words["prove.error-over"]
        case .wait(let seconds):
            problems = [SpeakingWords.tooMany(seconds, words)]
            content.errorStatus = .tooManyRequests
        }
        var form = FormView(action: page.link(action), fields: [field], submit: submit)
        form.hidden = [(name: "handle", value: handle.hex)] + hidden
        form.problems = problems
        form.other = other
        form.back = page.link(back)
        content.menu = menu
        content.lead = lead
        content.text = [words["prove.warning"]]
        content.form = form
        return content.response(in: page)
    }
}
