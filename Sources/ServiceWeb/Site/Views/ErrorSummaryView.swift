/// What is wrong with a form, above it, each with a link to its field. Shown by `{{>errors}}`.
package struct ErrorSummaryView {
    /// Of the form as a whole.
    package let problems: [String]
    package let fields: [FormFieldView]

    package init(problems: [String] = [], fields: [FormFieldView]) {
        self.problems = problems
        self.fields = fields
    }

    package var values: [String: Any] {
        let whole: [[String: Any]] = problems.map { ["text": $0, "hasTarget": false, "target": ""] }
        let single: [[String: Any]] = fields.compactMap { field in
            field.error.map { ["text": $0, "hasTarget": true, "target": field.target] }
        }
        return ["hasErrors": !(whole + single).isEmpty, "errors": whole + single]
    }
}
