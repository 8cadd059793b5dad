import Hummingbird
import Identifiers
import Register

/// What was faulted, and nothing else.
struct CorrectionPage {
    let opened: Register.OpenedApplication
    let values: FieldValues
    let faults: [Fault]
    let facts: FormFacts
    let utcOffset: Int64

    private var application: PassApplication { opened.application }

    /// The fields that may be changed, in the form's order.
    private var fields: [FormField] {
        let names = application.faults.reduce(into: Set<String>()) { $0.formUnion(Correction.fields(of: $1)) }
        return application.kind.steps.flatMap(\.fields).filter { names.contains($0.name) && $0.isAsked(values) }
    }

    private var isPeople: Bool { application.faults.contains { $0.field == "people" || $0.field.hasPrefix("people.") } }

    /// Names of what the page may send.
    var step: FormStep { FormStep(correcting: fields) }

    func response(in page: PageContext) -> Response {
        let words = page.words
        // What staff faulted stands at its field until something new was wrong with it.
        let errors = FaultWords.byField(faults.isEmpty ? application.faults : faults, words)
        var content = SitePage("correction", title: words["my.correct-title"])
        content.menu = ApplyPaths.mine
        content.isError = !faults.isEmpty
        content.status = faults.isEmpty ? .ok : .unprocessableContent
        let views = StepForm(
            kind: application.kind, values: values, errors: errors, facts: facts, words: words)
        let shown = fields.compactMap(views.view)
        var form = FormView(
            action: page.link(ApplyPaths.act(application.number, "correct")), fields: shown,
            submit: words["my.correct-send"])
        form.hidden = [(name: "shown", value: shown.map(\.name).joined(separator: " "))]
        var values = form.values
        let files = FileFields(opened, facts)
        let names = application.faults.map(\.field).filter {
            $0 == "photo" || $0 == "nameImage" || $0.hasPrefix("doc-")
        }
        values["hasFiles"] = !names.isEmpty
        let attached = names.map { files.file($0, words) }
        values["files"] = FileViews(opened: opened, files: attached, errors: errors, page: page).values
        values["isPeople"] = isPeople
        if isPeople { PeopleRows.add(self.values, errors, application.number, page, to: &values) }
        values["number"] = application.number
        values["until"] = application.dueAt.map { DayText.text(CivilDate(of: $0, utcOffset: utcOffset), words) } ?? ""
        values["hasErrors"] = true
        values["errors"] =
            SummaryErrors(
                faults: faults.isEmpty ? application.faults : faults, fields: shown, files: attached,
                hasPeople: isPeople, opened: opened, facts: facts, page: page
            ).values
        values["back"] = page.link(ApplyPaths.progress(application.number))
        content.values = values
        return page.response(content)
    }
}
