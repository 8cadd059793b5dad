import Hummingbird
import Register

/// Where somebody asks for a decision to be looked at again.
struct AppealPage {
    /// The number of the application or the pass.
    let reference: String
    let isPass: Bool
    /// Of a pass: what it is against, where that is not the newest decision.
    var violation: ViolationNumber?
    let rules: ServiceRules
    var text = ""
    var contact = ""
    var faults: [Fault] = []
    var wait: Int64?

    func response(in page: PageContext) -> Response {
        let words = page.words
        let errors = SpeakingWords.errors(faults, words)
        let rule = rules.rule(.appeal)
        var field = FormFieldView(name: "text", kind: .lines(rows: 8), label: words["opinions.appeal-why"])
        field.hint = words["opinions.appeal-why-hint", ["most": String(rules.longestText)]]
        field.value = text
        field.error = errors["text"]
        var contact = SpeakingWords.line("contact", "opinions", contact, errors, words)
        contact.isOptional = true
        var form = FormView(
            action: page.link(OpinionPaths.appeal(violation?.text ?? reference)), fields: [field, contact],
            submit: words["opinions.appeal-send"])
        // The decision itself has no field of its own.
        if let about = errors["about"] { form.problems = [about] }
        if let wait { form.problems = [SpeakingWords.tooMany(wait, words)] }
        var content = PlainFormPage(title: words["opinions.appeal-title"])
        content.menu = OpinionPaths.start
        content.lead =
            words[
                violation != nil
                    ? "opinions.appeal-violation"
                    : isPass ? "opinions.appeal-pass" : "opinions.appeal-application",
                ["number": violation?.text ?? reference]]
        content.text = [
            words["opinions.appeal-times", ["within": String(rule.within ?? 0), "days": String(rule.days)]]
        ]
        content.form = form
        content.links = [
            (
                page.link(isPass ? LostPaths.pass(reference) : ApplyPaths.progress(reference)),
                words["opinions.appeal-back"]
            )
        ]
        return content.response(in: page)
    }
}
