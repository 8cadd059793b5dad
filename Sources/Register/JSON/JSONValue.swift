/// A parsed JSON text (RFC 8259). Members keep their order.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number without fraction and exponent that fits.
    case integer(Int64)
    /// Any other number. Nothing of ours is one.
    case otherNumber
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    /// What it is, for an error message.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .integer: "a whole number"
        case .otherNumber: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// One member of a JSON object.
package struct JSONMember: Hashable, Sendable {
    package let name: String
    package let value: JSONValue
}
