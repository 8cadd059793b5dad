import Identifiers
import StrictJSON

/// What was typed into a form: texts by field name, exactly as they came, also where they are wrong. A draft is this.
package struct FieldValues: Hashable, Sendable {
    /// More than the longest form with the longest list of people has.
    static let maximumFields = 4_096
    /// Bytes of one value.
    static let maximumValue = 2_048
    static let maximumValues = 256

    private var values: [String: [String]] = [:]

    package init() {}

    /// The first value of a field, without the white space around it; empty when there is none.
    package subscript(_ name: String) -> String {
        get { TextNormalisation.trimmed(values[name]?.first ?? "") }
        set { self[all: name] = newValue.isEmpty ? [] : [newValue] }
    }

    /// All values of a field.
    package subscript(all name: String) -> [String] {
        get { values[name] ?? [] }
        set { values[name] = newValue.isEmpty ? nil : newValue }
    }

    package var names: [String] { values.keys.sorted() }
    package var isEmpty: Bool { values.isEmpty }

    /// How many rows a list has: `people.0.name`, `people.1.name`.
    package func rows(of list: String) -> Int {
        let start = list + "."
        return values.keys.reduce(0) { most, name in
            guard name.hasPrefix(start), let number = Int(name.dropFirst(start.count).prefix { $0 != "." }) else {
                return most
            }
            return max(most, number + 1)
        }
    }

    /// Takes away every field of a list.
    package mutating func removeRows(of list: String) {
        for name in values.keys where name.hasPrefix(list + ".") { values[name] = nil }
    }

    // MARK: As it is sealed

    var json: JSONValue {
        var members = JSONObject()
        for (name, texts) in values.sorted(by: { $0.key < $1.key }) { members[ExactText(name)] = .texts(texts) }
        return .object(members)
    }

    /// - Returns: nil when it is none of ours.
    init?(_ value: JSONValue) {
        guard case .object(let object) = value else { return nil }
        for member in object.members {
            guard case .array(let texts) = member.value else { return nil }
            var list: [String] = []
            for text in texts {
                guard case .string(let text) = text else { return nil }
                list.append(text.string)
            }
            values[member.name.string] = list
        }
    }
}
