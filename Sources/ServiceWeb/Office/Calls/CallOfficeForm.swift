import Identifiers
import Register

/// The form of a day's calls.
enum CallOfficeForm {
    @inline(never)
    static func form(_ fields: FormFields) -> CallForm {
        CallForm(
            day: fields["day"], line: fields["line"], came: fields["came"], answered: fields["answered"],
            inTime: fields["inTime"], callbacks: fields["callbacks"])
    }

    /// The figures of a day that the address names.
    @inline(never)
    static func form(_ fields: FormFields, of place: CallOfficePages.Place) -> CallForm {
        var form = form(fields)
        (form.day, form.line) = (DateText.iso(place.day), place.line.text)
        return form
    }

    /// - Parameter isNew: whether day and line are asked for, too.
    static func fields(_ form: CallForm, _ faults: [Fault], isNew: Bool, _ page: StaffPage) -> [FormFieldView] {
        let words = page.words
        let errors = Dictionary(faults.map { ($0.field, text($0, words)) }) { first, _ in first }
        func field(
            _ name: String, _ kind: FormFieldView.Kind, _ word: String, value: String, hint: String? = nil
        ) -> FormFieldView {
            var field = FormFieldView(name: name, kind: kind, label: words["staff.calls-\(word)"])
            field.value = value
            field.error = errors[name]
            field.hint = hint
            if case .text = kind { field.keyboard = "numeric" }
            return field
        }
        let place = [
            field("day", .date, "day", value: form.day, hint: words["staff.calls-day-hint"]),
            field(
                "line",
                .select(
                    page.register.callLines.map { line in
                        .init(
                            line.text, CallOfficePages.name(of: line, page), isChosen: line.text == form.line)
                    }), "line", value: form.line, hint: words["staff.calls-line-hint"]),
        ]
        let figures = [
            field("came", .text, "came", value: form.came),
            field("answered", .text, "answered", value: form.answered),
            field(
                "inTime", .text, "in-time", value: form.inTime,
                hint: words["staff.calls-in-time-hint", ["seconds": String(page.register.callTarget)]]),
            field("callbacks", .text, "callbacks", value: form.callbacks, hint: words["staff.calls-callbacks-hint"]),
        ]
        return isNew ? place + figures : figures
    }

    /// What is wrong with a figure says so in its own words.
    static func text(_ fault: Fault, _ words: SiteWords) -> String {
        words.find("staff.calls-\(fault.rule)") ?? FaultWords.text(fault, words)
    }
}
