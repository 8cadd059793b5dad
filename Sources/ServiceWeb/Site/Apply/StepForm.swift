import Register

/// A step's questions, as fields of a page.
struct StepForm {
    let kind: ApplicationKind
    let values: FieldValues
    let errors: [String: String]
    let facts: FormFacts
    let words: SiteWords

    func fields(_ step: FormStep) -> [FormFieldView] {
        step.fields.filter { $0.isAsked(values) }.compactMap(view)
    }

    /// Nil for what has a page of its own.
    func view(_ field: FormField) -> FormFieldView? {
        switch field.shape {
        case .file, .documents, .people: return nil
        default: break
        }
        var view = FormFieldView(
            field.name, shape(field), value: values[field.name], error: errors[field.name], words: words)
        view.isOptional = field.isOptional
        if case .line(let line) = field.shape {
            view.completion = completion(line)
            view.keyboard = keyboard(line)
            view.isCode = line == .identity || line == .plate || line == .number
        }
        return view
    }

    private func shape(_ field: FormField) -> FormFieldView.Kind {
        switch field.shape {
        case .line where field.name == kind.procedureField: .radios(procedures)
        case .choice where field.name == kind.procedureField: .radios(procedures)
        case .line, .people, .documents: .text
        case .file: .file(types: PictureDesk.types)
        case .paragraph: .lines(rows: 4)
        case .date: .date
        case .declaration: .check(isChosen: values[field.name] == "yes")
        case .zones: .groups(zones)
        case .choice(let choices): .radios(choices.map { choice(field, $0) })
        case .choices(let choices): .checkboxes(choices.map { choice(field, $0) })
        }
    }

    private func choice(_ field: FormField, _ value: String) -> FormFieldView.Choice {
        FormFieldView.Choice(
            value, words["choices.\(field.name).\(value)"], hint: words.find("choices.\(field.name).\(value)-hint"),
            isChosen: values[all: field.name].contains(value))
    }

    private var procedures: [FormFieldView.Choice] {
        facts.procedures.filter { $0.kind == kind }.map { procedure in
            let (label, language) = ProcedureText.label(procedure, words)
            return FormFieldView.Choice(
                procedure.id, label, hint: ProcedureText.qualification(procedure, words).text,
                isChosen: values[kind.procedureField] == procedure.id,
                language: language == words.language ? nil : language.rawValue)
        }
    }

    /// A port's zones under its name.
    private var zones: [FormFieldView.Group] {
        facts.ports.filter { !$0.zones.isEmpty }.map { port in
            let (name, language) = port.name.text(in: words.language)
            return FormFieldView.Group(
                name, port.zones.map { zone in choice(zone, of: port) },
                language: language == words.language ? nil : language.rawValue)
        }
    }

    private func choice(_ zone: SeedZone, of port: SeedPort) -> FormFieldView.Choice {
        let (text, language) = zone.label.text(in: words.language)
        let value = "\(port.id)/\(zone.name)"
        return FormFieldView.Choice(
            value, text, isChosen: values[all: "zones"].contains(value),
            language: language == words.language ? nil : language.rawValue)
    }

    private func completion(_ line: FormField.Line) -> String {
        switch line {
        case .name: "name"
        case .organisation: "organization"
        case .jobTitle: "organization-title"
        case .address: "street-address"
        case .email: "email"
        case .telephone: "tel"
        case .text, .number, .identity, .plate: "off"
        }
    }

    private func keyboard(_ line: FormField.Line) -> String? {
        switch line {
        case .email: "email"
        case .telephone: "tel"
        default: nil
        }
    }
}

/// What forms offer to choose from.
struct FormFacts {
    let procedures: [Procedure]
    let ports: [SeedPort]
}

/// Ports and zones in words.
enum PlaceText {
    /// The zones of values like `TWKEL/A`, a line a port.
    static func lines(_ values: [String], _ ports: [SeedPort], in language: SiteLanguage) -> [String] {
        ports.compactMap { port in
            let zones = port.zones.filter { values.contains("\(port.id)/\($0.name)") }
            guard !zones.isEmpty else { return nil }
            let names = zones.map { $0.label.text(in: language).text }
            return language == .zhHant
                ? "\(port.name.text(in: language).text)：\(names.joined(separator: "、"))"
                : "\(port.name.text(in: language).text): \(names.joined(separator: ", "))"
        }
    }
}
