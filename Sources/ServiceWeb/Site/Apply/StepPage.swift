import Hummingbird
import Register

/// One group of questions.
struct StepPage {
    let opened: Register.OpenedApplication
    let step: FormStep
    let values: FieldValues
    let faults: [Fault]
    let facts: FormFacts
    /// That this browser has proved.
    let contacts: [Contact]

    private var application: PassApplication { opened.application }
    private var steps: [FormStep] { application.kind.steps }
    private var place: Int { steps.firstIndex(of: step) ?? 0 }

    func response(in page: PageContext) -> Response {
        let words = page.words
        let errors = FaultWords.byField(faults, words)
        let title = words["apply.steps.\(step.name)"]
        var content = SitePage("apply-step", title: title)
        content.menu = ApplyPaths.intro(application.kind)
        content.isError = !faults.isEmpty
        content.status = faults.isEmpty ? .ok : .unprocessableContent
        let fields = StepForm(
            kind: application.kind, values: values, errors: errors, facts: facts, words: words
        ).fields(step)
        var form = FormView(
            action: page.link(ApplyPaths.step(application.number, step)), fields: fields,
            submit: words[step.isSummary ? "apply.send" : "apply.next"])
        form.hidden = [(name: "shown", value: fields.map(\.name).joined(separator: " "))]
        form.other = (name: "save", text: words["apply.save"])
        if place > 0 { form.back = page.link(ApplyPaths.step(application.number, steps[place - 1])) }
        var values = form.values
        values.merge(
            StepView(number: place + 1, titles: steps.map { words["apply.steps.\($0.name)"] }).values
        ) { $1 }
        values["kind"] = words["apply.title-\(application.kind.rawValue)"]
        values["number"] = application.number
        values["lead"] = words.find("apply.leads.\(step.name)") ?? ""
        values["hasLead"] = values["lead"] as? String != ""
        add(errors, fields, to: &values, page)
        content.values = values
        return page.response(content)
    }

    private func add(
        _ errors: [String: String], _ fields: [FormFieldView], to values: inout [String: Any], _ page: PageContext
    ) {
        let files = FileFields(opened, facts).files(of: step, page.words)
        // The picture of a name that can't be typed is a matter of few: it is folded away.
        let rare = files.filter { $0.field == "nameImage" }
        let others = files.filter { $0.field != "nameImage" }
        values["hasFiles"] = !others.isEmpty
        values["files"] = FileViews(opened: opened, files: others, errors: errors, page: page).values
        values["hasRare"] = !rare.isEmpty
        values["rare"] = FileViews(opened: opened, files: rare, errors: errors, page: page).values
        values["isRareOpen"] = errors["nameImage"] != nil || opened.attached["nameImage", default: 0] > 0
        values["isContact"] = step.isContact
        if step.isContact { ContactChoice(opened: opened, contacts: contacts, page: page).add(to: &values) }
        values["isPeople"] = step.name == "people"
        if step.name == "people" {
            PeopleRows.add(self.values, errors, application.number, page, to: &values)
        }
        values["isSummary"] = step.isSummary
        if step.isSummary {
            values["summary"] =
                SummaryView(
                    rows: AnswerSummary(opened: opened, facts: facts, words: page.words) { page.link($0) }.rows
                ).values
        }
        let problems = SummaryErrors(
            faults: faults, fields: fields, files: files, hasPeople: step.name == "people", isSummary: step.isSummary,
            opened: opened, facts: facts, page: page)
        values["hasErrors"] = !faults.isEmpty
        values["errors"] = problems.values
    }
}
