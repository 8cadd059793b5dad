import Identifiers
import StrictJSON

/// One field of a record and the rule it breaks. Never holds what was typed into a field that may be an identity number.
package struct FieldProblem: Error, Hashable, Sendable {
    /// The path of the member, e.g. `access.TWKEL`.
    package let field: String
    /// A stable name of the rule, e.g. `unknown-zone`, for translation.
    package let rule: String
    /// One sentence in English.
    package let message: String

    package init(_ field: String, _ rule: String, _ message: String) {
        self.field = field
        self.rule = rule
        self.message = message
    }

    /// The rule of an identifier that a field breaks.
    init(_ field: String, _ error: IdentifierError) {
        self.init(field, error.rule.rawValue, error.description)
    }

    var json: JSONValue { .object(["field": .text(field), "rule": .text(rule), "message": .text(message)]) }
}
