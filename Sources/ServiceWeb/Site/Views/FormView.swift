/// A form: the summary of what is wrong, the fields, and the buttons. Shown by `{{>form}}`.
package struct FormView {
    /// The address, as ``PageContext/link(_:)`` gives it.
    package let action: String
    package var fields: [FormFieldView]
    package let submit: String
    /// The address of the step before.
    package var back: String?
    /// The name of a second button, such as `save`, and what stands on it.
    package var other: (name: String, text: String)?
    /// Fields that are sent along and not shown.
    package var hidden: [(name: String, value: String)] = []

    /// What is wrong with the form as a whole.
    package var problems: [String] = []

    package init(action: String, fields: [FormFieldView], submit: String) {
        self.action = action
        self.fields = fields
        self.submit = submit
    }

    package var hasErrors: Bool { !problems.isEmpty || fields.contains { $0.error != nil } }

    private var hasFiles: Bool {
        fields.contains { field in
            if case .file = field.kind { true } else { false }
        }
    }

    package var values: [String: Any] {
        var values = ErrorSummaryView(problems: problems, fields: fields).values
        values["form"] =
            [
                "action": action, "fields": fields.map(\.values), "submit": submit, "hasBack": back != nil,
                "back": back ?? "", "hasOther": other != nil, "otherName": other?.name ?? "",
                "otherText": other?.text ?? "", "hasFiles": hasFiles,
                "hidden": hidden.map { ["name": $0.name, "value": $0.value] },
            ] as [String: Any]
        return values
    }
}
