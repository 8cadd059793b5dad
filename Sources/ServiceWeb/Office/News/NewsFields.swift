import Register

/// The form of an announcement: each language's title and text, then what it concerns and when.
enum NewsFields {
    static let names = Set(
        SiteLanguage.allCases.flatMap { [AnnouncementForm.title($0), AnnouncementForm.text($0)] }
            + ["from", "until", "important", "seen"])
    static let repeated: Set<String> = ["ports"]

    static func form(_ fields: FormFields) -> AnnouncementForm {
        var form = AnnouncementForm()
        for language in SiteLanguage.allCases {
            form.titles[language] = fields[AnnouncementForm.title(language)]
            form.texts[language] = fields[AnnouncementForm.text(language)]
        }
        form.ports = fields.all("ports")
        form.from = fields["from"]
        form.until = fields["until"]
        form.isImportant = fields["important"] == "yes"
        return form
    }

    static func fields(_ form: AnnouncementForm, _ faults: [Fault], _ page: StaffPage) -> [FormFieldView] {
        let words = page.words
        let errors = FaultWords.byField(faults, words)
        func field(
            _ name: String, _ kind: FormFieldView.Kind, _ label: String, value: String = "", isOptional: Bool = false,
            hint: String? = nil
        ) -> FormFieldView {
            var field = FormFieldView(name: name, kind: kind, label: label)
            field.value = value
            field.error = errors[name]
            field.isOptional = isOptional
            field.hint = hint
            return field
        }
        var fields: [FormFieldView] = []
        for language in SiteLanguage.allCases {
            let isOptional = !AnnouncementContent.required.contains(language)
            let place = ["language": language.ownName]
            fields.append(
                field(
                    AnnouncementForm.title(language), .text, words["staff.news-title-in", place],
                    value: form.titles[language] ?? "", isOptional: isOptional))
            fields.append(
                field(
                    AnnouncementForm.text(language), .lines(rows: 8), words["staff.news-text-in", place],
                    value: form.texts[language] ?? "", isOptional: isOptional,
                    hint: language == .zhHant ? words["staff.news-text-hint"] : nil))
        }
        fields.append(
            field(
                "ports",
                .checkboxes(
                    page.register.siteFacts.ports.map {
                        .init($0.id, page.name(of: $0), isChosen: form.ports.contains($0.id))
                    }), words["staff.news-ports"], isOptional: true, hint: words["staff.news-ports-hint"]))
        fields.append(
            field("from", .date, words["staff.news-from"], value: form.from, hint: words["staff.news-from-hint"]))
        fields.append(
            field(
                "until", .date, words["staff.news-until"], value: form.until, isOptional: true,
                hint: words["staff.news-until-hint"]))
        fields.append(
            field(
                "important", .check(isChosen: form.isImportant), words["staff.news-important"],
                hint: words["staff.news-important-hint"]))
        return fields
    }
}
