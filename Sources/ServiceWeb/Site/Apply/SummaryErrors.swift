import Register

/// The list of what is wrong above a page, in the page's order: each leads to its field, on this page or on the step that has it.
struct SummaryErrors {
    let faults: [Fault]
    /// That are on the page.
    let fields: [FormFieldView]
    let files: [FileFields.File]
    var hasPeople = false
    /// Whether the page shows no fields, so that their names come first.
    var isSummary = false
    let opened: Register.OpenedApplication
    let facts: FormFacts
    let page: PageContext

    var values: [[String: Any]] {
        ordered.map { fault in
            let (target, elsewhere) = (target(fault), elsewhere(fault))
            return [
                "text": text(fault), "hasTarget": target != nil, "target": target ?? "",
                "isElsewhere": elsewhere != nil, "elsewhere": elsewhere ?? "",
            ]
        }
    }

    private var ordered: [Fault] {
        let places = fields.map(\.name) + files.map(\.field)
        func place(_ fault: Fault) -> Int { places.firstIndex(of: fault.field) ?? places.count }
        return faults.enumerated()
            .sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }.map(\.element)
    }

    /// Where the words do not say which field they are of, its name comes first.
    private func text(_ fault: Fault) -> String {
        let text = FaultWords.text(fault, page.words)
        let isUnseen = isSummary && target(fault) == nil
        guard isUnseen || FaultWords.isGeneral(fault, page.words), let label = label(fault) else { return text }
        return page.words["apply.fault-of", ["field": label, "fault": text]]
    }

    private func label(_ fault: Fault) -> String? {
        if fault.field.isEmpty { return nil }
        if fault.field.hasPrefix("doc-") { return FileFields(opened, facts).file(fault.field, page.words).label }
        return page.words.find("fields.\(fault.fieldOfWords).label")
    }

    /// The id of an element of this page.
    private func target(_ fault: Fault) -> String? {
        if let field = fields.first(where: { $0.name == fault.field }) { return field.target }
        if files.contains(where: { $0.field == fault.field }) { return fault.field }
        return hasPeople ? person(fault) : nil
    }

    /// Of the list as a whole: where its first one begins, for something can be typed there.
    private func person(_ fault: Fault) -> String? {
        let parts = fault.field.split(separator: ".")
        guard parts.first == "people" else { return nil }
        return parts.count > 2 ? fault.field : "people.\(parts.count > 1 ? parts[1] : "0").name"
    }

    /// The page of another step.
    private func elsewhere(_ fault: Fault) -> String? {
        guard target(fault) == nil, !fault.field.isEmpty, opened.application.state == .draft else { return nil }
        let other = opened.application.kind.steps.first { step in
            step.fields.contains { has($0, fault.field) } || (step.isContact && fault.field == "contact")
        }
        return other.map { page.link(ApplyPaths.step(opened.application.number, $0)) + "#\(fault.field)" }
    }

    private func has(_ field: FormField, _ name: String) -> Bool {
        field.name == name || (field.shape == .documents && name.hasPrefix("doc-"))
            || (field.shape == .people && name.hasPrefix(field.name + "."))
    }
}
