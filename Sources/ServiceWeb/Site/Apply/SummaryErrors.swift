import Register

/// The list of what is wrong above a page: each leads to its field, on this page or on the step that has it.
struct SummaryErrors {
    let faults: [Fault]
    let step: FormStep
    let opened: Register.OpenedApplication
    let facts: FormFacts
    let page: PageContext

    var values: [[String: Any]] {
        faults.map { fault in
            let link = target(fault)
            return ["text": text(fault), "hasTarget": link != nil, "target": link ?? ""]
        }
    }

    /// On the summary, where the field is not seen, its name comes first.
    private func text(_ fault: Fault) -> String {
        let text = FaultWords.text(fault, page.words)
        guard step.isSummary, let label = page.words.find("fields.\(fault.fieldOfWords).label") else { return text }
        return page.words["apply.fault-of", ["field": label, "fault": text]]
    }

    private func target(_ fault: Fault) -> String? {
        guard !fault.field.isEmpty else { return nil }
        if step.fields.contains(where: { has($0, fault.field) }) { return "#\(fault.field)" }
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
