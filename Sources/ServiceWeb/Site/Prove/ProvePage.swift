import HTTPTypes
import Hummingbird
import Register

/// Where a contact is asked for, so that a code can be sent there.
struct ProvePage {
    enum Failure: Hashable {
        case noContact, badContact
        /// The code that was asked for is good no more.
        case codeOver
        /// Seconds.
        case wait(Int64)
    }

    let target: ProveTarget
    /// As it was typed.
    var contact = ""
    var failure: Failure?

    func response(in page: PageContext) -> Response {
        let words = page.words
        var content = PlainFormPage(title: words["prove.title"])
        if case .wait? = failure { content.errorStatus = .tooManyRequests }
        content.lead = words["prove.intro"]
        var field = FormFieldView(name: ProveRoutes.contactName, kind: .text, label: words["prove.contact-label"])
        field.hint = words["prove.contact-hint"]
        field.value = contact
        field.completion = "email"
        field.error = text(words)
        var form = FormView(action: page.link(ApplyPaths.prove), fields: [field], submit: words["prove.send"])
        form.hidden = [(name: ProveRoutes.targetName, value: target.path)]
        content.form = form
        return content.response(in: page)
    }

    private func text(_ words: SiteWords) -> String? {
        switch failure {
        case nil: nil
        case .noContact: words["prove.error-required"]
        case .badContact: words["prove.error-format"]
        case .codeOver: words["prove.error-over"]
        case .wait(let seconds): words["prove.error-too-many", ["minutes": String((seconds + 59) / 60)]]
        }
    }
}
