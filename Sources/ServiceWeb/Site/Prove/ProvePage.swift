import HTTPTypes
import Hummingbird
import Register

/// Where a contact is asked for, and then the code that was sent to it.
struct ProvePage {
    enum Step: Hashable {
        case contact
        case code(CodeHandle)
    }

    enum Failure: Hashable {
        case noContact, badContact, codeOver
        case tooMany(minutes: Int64)
        case wrongCode(left: Int64)
    }

    var step: Step
    let target: ProveTarget
    /// As it was typed.
    var contact = ""
    var error: Failure?

    func response(in page: PageContext) -> Response {
        let words = page.words
        let isCode = step != .contact
        var content = PlainFormPage(title: words[isCode ? "prove.code-title" : "prove.title"])
        if case .tooMany? = error { content.errorStatus = .tooManyRequests }
        switch step {
        case .contact:
            content.lead = words["prove.intro"]
            content.form = contactForm(page)
        case .code(let handle):
            content.lead = words["prove.sent", ["to": Contact(typed: contact)?.masked ?? ""]]
            content.text = [words["prove.warning"]]
            content.form = codeForm(handle, page)
        }
        return content.response(in: page)
    }

    private func contactForm(_ page: PageContext) -> FormView {
        var field = FormFieldView(name: "contact", kind: .text, label: page.words["prove.contact-label"])
        field.hint = page.words["prove.contact-hint"]
        field.value = contact
        field.completion = "email"
        field.error = text(of: error, page.words)
        var form = FormView(action: page.link("prove"), fields: [field], submit: page.words["prove.send"])
        form.hidden = [(name: ProveRoutes.targetName, value: target.path)]
        return form
    }

    private func codeForm(_ handle: CodeHandle, _ page: PageContext) -> FormView {
        var field = FormFieldView(name: "code", kind: .text, label: page.words["prove.code-label"])
        field.hint = page.words["prove.code-hint"]
        field.completion = "one-time-code"
        field.keyboard = "numeric"
        field.error = text(of: error, page.words)
        var form = FormView(action: page.link("prove/code"), fields: [field], submit: page.words["prove.confirm"])
        form.hidden = [
            (name: ProveRoutes.handleName, value: handle.hex), (name: ProveRoutes.contactName, value: contact),
            (name: ProveRoutes.targetName, value: target.path),
        ]
        form.other = (name: ProveRoutes.againName, text: page.words["prove.again"])
        form.back = page.link("prove")
        return form
    }

    private func text(of failure: Failure?, _ words: SiteWords) -> String? {
        switch failure {
        case nil: nil
        case .noContact: words["prove.error-required"]
        case .badContact: words["prove.error-format"]
        case .codeOver: words["prove.error-over"]
        case .tooMany(let minutes): words["prove.error-too-many", ["minutes": String(minutes)]]
        case .wrongCode(let left): words["prove.error-wrong", ["left": String(left)]]
        }
    }
}
