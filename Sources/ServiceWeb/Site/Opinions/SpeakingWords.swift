import Register

/// Words that the pages of writing, losing and leaving have in common.
enum SpeakingWords {
    /// What is wrong with each field, in words.
    static func errors(_ faults: [Fault], _ words: SiteWords) -> [String: String] { FaultWords.byField(faults, words) }

    static func tooMany(_ seconds: Int64, _ words: SiteWords) -> String {
        words["opinions.too-many", ["minutes": String(max(1, (seconds + 59) / 60))]]
    }

    /// A field of one line whose label and hint are `SECTION.NAME` and `SECTION.NAME-hint`.
    static func line(
        _ name: String, _ section: String, _ value: String, _ errors: [String: String], _ words: SiteWords
    ) -> FormFieldView {
        var field = FormFieldView(name: name, kind: .text, label: words["\(section).\(name)"])
        field.hint = words.find("\(section).\(name)-hint")
        field.value = value
        field.error = errors[name]
        return field
    }
}
