import Hummingbird
import PassVerify
import Register

/// Where somebody writes to the service.
struct OpinionFormPage {
    /// What was typed, by field.
    struct Answers {
        var kind = ""
        var about = ""
        var gate = ""
        var text = ""
        var contact = ""
    }

    let rules: ServiceRules
    let gates: [SeedGate]
    var answers = Answers()
    var faults: [Fault] = []
    /// Whole seconds; nil where nothing has to be waited for.
    var wait: Int64?

    private static let kinds: [OpinionKind] = [.opinion, .petition]

    func response(in page: PageContext) -> Response {
        let words = page.words
        let errors = SpeakingWords.errors(faults, words)
        var kinds = FormFieldView(
            name: "kind",
            kind: .radios(
                Self.kinds.map { kind in
                    FormFieldView.Choice(
                        kind.rawValue, words["opinions.kind-\(kind.rawValue)"],
                        hint: words[
                            "opinions.kind-\(kind.rawValue)-hint", ["days": String(rules.rule(kind).days)]],
                        isChosen: answers.kind == kind.rawValue)
                }), label: words["opinions.kind"])
        kinds.error = errors["kind"]
        var about = SpeakingWords.line("about", "opinions", answers.about, errors, words)
        about.isOptional = true
        about.isCode = true
        var gate = FormFieldView(
            name: "gate",
            kind: .select(
                [FormFieldView.Choice("", words["opinions.gate-none"], isChosen: answers.gate.isEmpty)]
                    + gates.map { gate in
                        let name = gate.name.text(in: page.language)
                        return FormFieldView.Choice(
                            gate.id, name.text, isChosen: answers.gate == gate.id,
                            language: name.language == page.language ? nil : name.language.rawValue)
                    }), label: words["opinions.gate"])
        gate.isOptional = true
        gate.error = errors["gate"]
        var text = FormFieldView(name: "text", kind: .lines(rows: 8), label: words["opinions.text"])
        text.hint = words["opinions.text-hint", ["most": String(rules.longestText)]]
        text.value = answers.text
        text.error = errors["text"]
        var contact = SpeakingWords.line("contact", "opinions", answers.contact, errors, words)
        contact.isOptional = true
        var form = FormView(
            action: page.link(OpinionPaths.start), fields: [kinds, about, gate, text, contact],
            submit: words["opinions.send"])
        if let wait { form.problems = [SpeakingWords.tooMany(wait, words)] }
        var content = PlainFormPage(title: words["opinions.title"])
        content.menu = OpinionPaths.start
        content.isIndexed = true
        content.lead = words["opinions.lead"]
        content.box = NoticeBox(title: words["opinions.appeal-title"], text: words["opinions.appeal-text"])
        content.links = [
            (page.link(OpinionPaths.follow), words["opinions.to-follow"]), (page.link("my"), words["opinions.to-my"]),
        ]
        content.form = form
        return content.response(in: page)
    }
}
