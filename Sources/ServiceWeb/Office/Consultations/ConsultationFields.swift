import Register

/// The form of a consultation: each language's title, question and background, then what it concerns and when.
enum ConsultationFields {
    static let names = Set(
        SiteLanguage.allCases.flatMap {
            [ConsultationForm.title($0), ConsultationForm.question($0), ConsultationForm.background($0)]
        } + ["from", "until", "seen"])
    static let repeated: Set<String> = ["ports"]

    static func form(_ fields: FormFields) -> ConsultationForm {
        var form = ConsultationForm()
        for language in SiteLanguage.allCases {
            form.titles[language] = fields[ConsultationForm.title(language)]
            form.questions[language] = fields[ConsultationForm.question(language)]
            form.backgrounds[language] = fields[ConsultationForm.background(language)]
        }
        form.ports = fields.all("ports")
        form.from = fields["from"]
        form.until = fields["until"]
        return form
    }

    static func fields(_ form: ConsultationForm, _ faults: [Fault], _ page: StaffPage) -> [FormFieldView] {
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
                    ConsultationForm.title(language), .text, words["staff.news-title-in", place],
                    value: form.titles[language] ?? "", isOptional: isOptional))
            fields.append(
                field(
                    ConsultationForm.question(language), .lines(rows: 3), words["staff.consult-question-in", place],
                    value: form.questions[language] ?? "", isOptional: isOptional))
            fields.append(
                field(
                    ConsultationForm.background(language), .lines(rows: 8),
                    words["staff.consult-background-in", place], value: form.backgrounds[language] ?? "",
                    isOptional: isOptional, hint: language == .zhHant ? words["staff.news-text-hint"] : nil))
        }
        fields.append(
            field(
                "ports",
                .checkboxes(
                    page.register.siteFacts.ports.map {
                        .init($0.id, page.name(of: $0), isChosen: form.ports.contains($0.id))
                    }), words["staff.news-ports"], isOptional: true, hint: words["staff.news-ports-hint"]))
        fields.append(
            field("from", .date, words["staff.consult-from"], value: form.from, hint: words["staff.consult-from-hint"])
        )
        fields.append(
            field(
                "until", .date, words["staff.consult-until"], value: form.until,
                hint: words["staff.consult-until-hint"]))
        return fields
    }
}
