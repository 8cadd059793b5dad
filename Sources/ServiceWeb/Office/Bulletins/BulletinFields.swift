import Register

/// The fields of a bulletin's form, each with what is wrong with it.
struct BulletinFields {
    let page: StaffPage
    /// ``BulletinDesk/section``.
    let section: String
    let errors: [String: String]

    /// One whose label and hint, where it has one, are the section's words of its name.
    func field(
        _ name: String, _ kind: FormFieldView.Kind, _ value: String = "", isOptional: Bool = false
    ) -> FormFieldView {
        field(
            name, kind, value, label: page.words["\(section)-\(name)"], isOptional: isOptional,
            hint: page.words.find("\(section)-\(name)-hint"))
    }

    func field(
        _ name: String, _ kind: FormFieldView.Kind, _ value: String = "", label: String, isOptional: Bool = false,
        hint: String? = nil
    ) -> FormFieldView {
        var field = FormFieldView(name: name, kind: kind, label: label)
        field.value = value
        field.error = errors[name]
        field.isOptional = isOptional
        field.hint = hint
        return field
    }

    /// Language by language. The last part of a text is the long one.
    func texts<Part>(_ typed: TypedTexts<Part>) -> [FormFieldView] {
        let parts = Array(Part.allCases)
        return SiteLanguage.allCases.flatMap { language in
            parts.map { part in
                let key = "\(part.rawValue)-in"
                let label = page.words.find("\(section)-\(key)") == nil ? "staff.news-\(key)" : "\(section)-\(key)"
                let isLong = part == parts.last
                return field(
                    TypedTexts.field(part, language), part == .title ? .text : .lines(rows: isLong ? 8 : 3),
                    typed[part][language] ?? "", label: page.words[label, ["language": language.ownName]],
                    isOptional: !TranslatedTexts<Part>.required.contains(language),
                    hint: isLong && language == .zhHant ? page.words["staff.news-text-hint"] : nil)
            }
        }
    }

    /// The ports that it concerns: none chosen is all of them.
    func ports(_ chosen: [String]) -> FormFieldView {
        let choices = page.register.siteFacts.ports.map {
            FormFieldView.Choice($0.id, page.name(of: $0), isChosen: chosen.contains($0.id))
        }
        return field(
            "ports", .checkboxes(choices), label: page.words["staff.news-ports"], isOptional: true,
            hint: page.words["staff.news-ports-hint"])
    }
}
