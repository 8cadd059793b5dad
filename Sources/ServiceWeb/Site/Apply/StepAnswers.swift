import Register

/// What came of a step's page, put into an application's answers.
enum StepAnswers {
    /// Names of fields that a step's page may send.
    static func names(_ step: FormStep) -> (single: Set<String>, repeated: Set<String>) {
        var (single, repeated): (Set<String>, Set<String>) = (["csrf", "save", "shown"], [])
        for field in step.fields {
            switch field.shape {
            case .zones, .choices: repeated.insert(field.name)
            default: single.insert(field.name)
            }
        }
        return (single, repeated)
    }

    /// The answers with those of the page. What it did not show stays.
    static func merged(_ fields: FormFields, of step: FormStep, into values: FieldValues) -> FieldValues {
        var merged = values
        let shown = Set(fields["shown"].split(separator: " ").map(String.init))
        for field in step.fields where shown.contains(field.name) {
            switch field.shape {
            case .file, .documents, .people: continue
            default: merged[all: field.name] = fields.all(field.name).filter { !$0.isEmpty }
            }
        }
        return merged
    }

    /// Whether an answer made a question come up that the page had not.
    static func hasMore(_ fields: FormFields, _ step: FormStep, _ values: FieldValues) -> Bool {
        let shown = Set(fields["shown"].split(separator: " ").map(String.init))
        return step.fields.contains { field in
            switch field.shape {
            case .file, .documents, .people: false
            default: field.isAsked(values) && !shown.contains(field.name)
            }
        }
    }
}
