import Identifiers
import Register

/// What is wrong with a field, in words: those of the field and rule where there are any, else those of the rule.
enum FaultWords {
    static func text(_ fault: Fault, _ words: SiteWords) -> String {
        var facts = fault.facts
        if let date = facts["date"], let day = try? DateText.parse(date) { facts["date"] = DayText.text(day, words) }
        for key in [own(fault), "errors.\(rule(fault))"] where words.find(key) != nil { return words[key, facts] }
        return words["errors.other"]
    }

    /// Whether the words do not tell of which field they are.
    static func isGeneral(_ fault: Fault, _ words: SiteWords) -> Bool { words.find(own(fault)) == nil }

    /// The first fault of each field.
    static func byField(_ faults: [Fault], _ words: SiteWords) -> [String: String] {
        Dictionary(faults.map { ($0.field, text($0, words)) }) { first, _ in first }
    }

    private static func own(_ fault: Fault) -> String { "errors.\(fault.fieldOfWords).\(fault.rule)" }

    /// What is missing is chosen, uploaded or filled in.
    private static func rule(_ fault: Fault) -> String {
        guard fault.rule == "required" else { return fault.rule }
        if fault.field.hasPrefix("doc-") { return "upload" }
        return chosen.contains(fault.field) ? "choose" : fault.rule
    }

    private static let chosen: Set<String> = ApplicationKind.allCases.reduce(into: []) { names, kind in
        names.insert(kind.procedureField)
        for field in kind.steps.flatMap(\.fields) {
            if case .choice = field.shape { names.insert(field.name) }
        }
    }
}
