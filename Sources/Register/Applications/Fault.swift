import StrictJSON

/// One field and the rule it breaks, for words in the applicant's language. Never holds what was typed.
package struct Fault: Error, Hashable, Sendable {
    /// The field's name, e.g. `idNumber` or `people.3.idNumber`.
    package let field: String
    /// A stable name, e.g. `check-digit`.
    package let rule: String
    /// What the words of the rule have places for, e.g. `date`.
    package let facts: [String: String]

    package init(_ field: String, _ rule: String, _ facts: [String: String] = [:]) {
        self.field = field
        self.rule = rule
        self.facts = facts
    }

    /// The field without its place in a list: `people.idNumber`.
    package var fieldOfWords: String {
        field.split(separator: ".").filter { Int($0) == nil }.joined(separator: ".")
    }
}

extension Fault {
    var json: JSONValue {
        var members: JSONObject = ["field": .text(field), "rule": .text(rule)]
        if !facts.isEmpty {
            var places = JSONObject()
            for (name, fact) in facts.sorted(by: { $0.key < $1.key }) { places[ExactText(name)] = .text(fact) }
            members["facts"] = .object(places)
        }
        return .object(members)
    }

    init?(_ value: JSONValue) {
        guard case .object(let object) = value, case .string(let field)? = object["field"],
            case .string(let rule)? = object["rule"]
        else { return nil }
        var facts: [String: String] = [:]
        if case .object(let places)? = object["facts"] {
            for member in places.members {
                if case .string(let text) = member.value { facts[member.name.string] = text.string }
            }
        }
        self.init(field.string, rule.string, facts)
    }
}
