import Identifiers
import Register

/// What is wrong with a field, in words: those of the field and rule where there are any, else those of the rule.
enum FaultWords {
    static func text(_ fault: Fault, _ words: SiteWords) -> String {
        var facts = fault.facts
        if let date = facts["date"], let day = try? DateText.parse(date) { facts["date"] = DayText.text(day, words) }
        for key in ["errors.\(fault.fieldOfWords).\(fault.rule)", "errors.\(fault.rule)"] where words.find(key) != nil {
            return words[key, facts]
        }
        return words["errors.other"]
    }

    /// The first fault of each field.
    static func byField(_ faults: [Fault], _ words: SiteWords) -> [String: String] {
        Dictionary(faults.map { ($0.field, text($0, words)) }) { first, _ in first }
    }
}
