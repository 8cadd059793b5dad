import HTTPTypes
import Hummingbird
import Identifiers
import Register
import StrictJSON

/// The answers of an application as a program sends them, as those of a form: nothing but their shape is looked at here.
struct ProgramAnswers {
    let kind: ApplicationKind
    private(set) var values = FieldValues()

    /// What a company says of itself is known, and what belongs to files comes with them.
    private static let left: Set<String> = ["companyNumber", "organisation", "mrz"]
    /// A vehicle may be another company's; its owner's name is a company's in any case.
    private static let leftOfVehicles: Set<String> = ["ownership", "name", "mrz"]

    static func fields(_ kind: ApplicationKind) -> [FormField] {
        let left = kind == .vehicle ? leftOfVehicles : left
        return kind.steps.flatMap(\.fields).filter { field in
            switch field.shape {
            case .file, .documents: false
            default: !left.contains(field.name)
            }
        }
    }

    init(_ object: JSONObject, _ kind: ApplicationKind) throws(ProgramProblem) {
        self.kind = kind
        let fields = Dictionary(Self.fields(kind).map { ($0.name, $0) }) { first, _ in first }
        for member in object.members {
            let pointer = "/answers/" + ProgramProblem.escaped(member.name.string)
            guard let field = fields[member.name.string] else { throw .shape(pointer, "unknown") }
            try take(member.value, field, pointer)
        }
    }

    /// Answers in the place of others, as a merge patch (RFC 7396) has them: null takes one away.
    /// - Returns: those that there are, and the names of all that change.
    static func changes(
        _ object: JSONObject, _ kind: ApplicationKind
    ) throws(ProgramProblem) -> (answers: FieldValues, names: Set<String>) {
        let own = Set(fields(kind).map(\.name))
        var given = JSONObject()
        var others: [String] = []
        for member in object.members {
            let name = member.name.string
            guard !own.contains(name) else {
                if member.value != .null { given[member.name] = member.value }
                continue
            }
            // A right question, of another kind of application.
            guard ApplicationKind.allCases.contains(where: { fields($0).contains { $0.name == name } }) else {
                throw .shape("/answers/" + ProgramProblem.escaped(name), "unknown")
            }
            others.append(name)
        }
        let answers = try ProgramAnswers(given, kind).values
        guard others.isEmpty else { throw .faults(others.map { Fault($0, "unknown") }) }
        return (answers, Set(object.members.map(\.name.string)))
    }

    private mutating func take(_ value: JSONValue, _ field: FormField, _ pointer: String) throws(ProgramProblem) {
        switch field.shape {
        case .paragraph: values[field.name] = try Self.texts(value, pointer).joined(separator: "\n")
        case .zones, .choices: values[all: field.name] = try Self.texts(value, pointer)
        case .declaration:
            guard case .bool(let isAgreed) = value else { throw .shape(pointer, "type") }
            values[field.name] = isAgreed ? "yes" : ""
        case .people: try takePeople(value, field.name, pointer)
        default: values[field.name] = try Self.text(value, pointer)
        }
    }

    private mutating func takePeople(_ value: JSONValue, _ list: String, _ pointer: String) throws(ProgramProblem) {
        guard case .array(let rows) = value else { throw .shape(pointer, "type") }
        guard rows.count <= 1_000 else { throw .shape(pointer, "too-many") }
        for (place, row) in rows.enumerated() {
            guard case .object(let person) = row else { throw .shape("\(pointer)/\(place)", "type") }
            try person.check(only: ["name", "idKind", "idNumber"], at: "\(pointer)/\(place)")
            for name in ["name", "idKind", "idNumber"] as [ExactText] {
                let text = try person.text(name, at: "\(pointer)/\(place)")
                values["\(list).\(place).\(name.string)"] = try Self.text(
                    .text(text), "\(pointer)/\(place)/\(name.string)")
            }
        }
    }

    /// More than any answer has; a form is cut at the same length.
    private static let longest = 2_048

    private static func text(_ value: JSONValue, _ pointer: String) throws(ProgramProblem) -> String {
        guard case .string(let text) = value else { throw .shape(pointer, "type") }
        guard text.string.utf8.count <= longest else { throw .shape(pointer, "too-long") }
        return text.string
    }

    private static func texts(_ value: JSONValue, _ pointer: String) throws(ProgramProblem) -> [String] {
        guard case .array(let elements) = value else { throw .shape(pointer, "type") }
        guard elements.count <= 256 else { throw .shape(pointer, "too-many") }
        var texts: [String] = []
        for (place, element) in elements.enumerated() { texts.append(try text(element, "\(pointer)/\(place)")) }
        return texts
    }
}
