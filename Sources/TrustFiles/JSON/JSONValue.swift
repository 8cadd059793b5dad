package import PassFormat

/// A JSON value as the trust files use it: texts as bytes, numbers as whole 64-bit numbers or not at all.
package indirect enum JSONValue: Hashable, Sendable {
    case object([JSONMember])
    case array([JSONValue])
    case text(WireText)
    case integer(Int64)
    /// A number that is not a whole 64-bit number; no trust file has use for one.
    case otherNumber
    case bool(Bool)
    case null

    /// What a person calls it, with its article.
    package var kind: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .text: "a text"
        case .integer: "a whole number"
        case .otherNumber: "a number with a fraction or too many digits"
        case .bool: "a truth value"
        case .null: "null"
        }
    }
}
