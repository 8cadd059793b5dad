import Register

/// The form of a seminar: when and where, who can take part, and each language's title and text.
enum SeminarFields {
    static let names = Set(
        SiteLanguage.allCases.flatMap { [SeminarForm.title($0), SeminarForm.text($0)] }
            + ["day", "begins", "ends", "place-zh", "place-en", "link", "places", "sign-up-until", "seen"])
    static let repeated: Set<String> = ["spoken", "access"]

    static func form(_ fields: FormFields) -> SeminarForm {
        var form = SeminarForm()
        for language in SiteLanguage.allCases {
            form.titles[language] = fields[SeminarForm.title(language)]
            form.texts[language] = fields[SeminarForm.text(language)]
        }
        form.day = fields["day"]
        form.begins = fields["begins"]
        form.ends = fields["ends"]
        form.place = fields["place-zh"]
        form.placeInEnglish = fields["place-en"]
        form.link = fields["link"]
        form.spoken = fields.all("spoken")
        form.access = fields.all("access")
        form.places = fields["places"]
        form.signUpUntil = fields["sign-up-until"]
        return form
    }

    static func fields(_ form: SeminarForm, _ faults: [Fault], _ page: StaffPage) -> [FormFieldView] {
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
        func own(_ name: String, _ kind: FormFieldView.Kind, _ value: String, isOptional: Bool = false)
            -> FormFieldView
        {
            field(
                name, kind, words["staff.seminar-\(name)"], value: value, isOptional: isOptional,
                hint: words.find("staff.seminar-\(name)-hint"))
        }
        var fields: [FormFieldView] = []
        for language in SiteLanguage.allCases {
            let isOptional = !AnnouncementContent.required.contains(language)
            let place = ["language": language.ownName]
            fields.append(
                field(
                    SeminarForm.title(language), .text, words["staff.news-title-in", place],
                    value: form.titles[language] ?? "", isOptional: isOptional))
            fields.append(
                field(
                    SeminarForm.text(language), .lines(rows: 8), words["staff.news-text-in", place],
                    value: form.texts[language] ?? "", isOptional: isOptional,
                    hint: language == .zhHant ? words["staff.news-text-hint"] : nil))
        }
        fields += [
            own("day", .date, form.day), own("begins", .text, form.begins), own("ends", .text, form.ends),
            own("place-zh", .text, form.place, isOptional: true),
            own("place-en", .text, form.placeInEnglish, isOptional: true),
            own("link", .text, form.link, isOptional: true),
        ]
        fields.append(
            field(
                "spoken",
                .checkboxes(
                    SiteLanguage.allCases.map {
                        .init(
                            $0.rawValue, words["seminars.spoken-\($0.rawValue)"],
                            isChosen: form.spoken.contains($0.rawValue))
                    }), words["seminars.spoken"]))
        fields.append(
            field(
                "access",
                .checkboxes(
                    SeminarAccess.allCases.map {
                        .init(
                            $0.rawValue, words["seminars.access-\($0.rawValue)"],
                            isChosen: form.access.contains($0.rawValue))
                    }), words["seminars.access"], isOptional: true))
        var places = own("places", .text, form.places)
        places.keyboard = "numeric"
        return fields + [places, own("sign-up-until", .date, form.signUpUntil, isOptional: true)]
    }
}
