import Register

/// What procedures and their documents are called: in the page's language where the words have it, else as the seeds say.
enum ProcedureText {
    typealias Text = (text: String, language: SiteLanguage)

    static func label(_ procedure: Procedure, _ words: SiteWords) -> Text {
        text(
            "choices.\(procedure.kind.procedureField).\(procedure.id)", procedure.labelInChinese,
            procedure.labelInEnglish, words)
    }

    static func qualification(_ procedure: Procedure, _ words: SiteWords) -> Text {
        text(
            "procedures.\(procedure.kind.rawValue)-\(procedure.id)", procedure.qualificationInChinese,
            procedure.qualificationInEnglish, words)
    }

    static func label(_ document: Procedure.Document, _ words: SiteWords) -> Text {
        text("choices.document.\(document.id)", document.labelInChinese, document.labelInEnglish, words)
    }

    private static func text(_ key: String, _ chinese: String, _ english: String, _ words: SiteWords) -> Text {
        if let text = words.find(key) { return (text, words.language) }
        return SeedText(chinese: chinese, english: english).text(in: words.language)
    }
}
