/// A JSON value (RFC 8259): texts compared as bytes, numbers as whole 64-bit numbers or not at all.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A fraction, an exponent, `-0`, or more than 64 bits: two programs may read it as two numbers, so nothing of ours is one.
    case otherNumber
    case string(ExactText)
    case array([JSONValue])
    case object(JSONObject)

    /// What a person calls it, with its article.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .integer: "a whole number"
        case .otherNumber: "a number with a fraction or too many digits"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// Whether there is a number in it, at any depth, that has no canonical form.
    package var holdsOtherNumber: Bool {
        switch self {
        case .null, .bool, .integer, .string: false
        case .otherNumber: true
        case .array(let elements): elements.contains(where: \.holdsOtherNumber)
        case .object(let object): object.members.contains(where: \.value.holdsOtherNumber)
        }
    }

    /// A text that is a Swift string.
    package static func text(_ string: String) -> JSONValue { .string(ExactText(string)) }

    /// An array of texts.
    package static func texts(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map(JSONValue.text)) }

    /// Bytes as unpadded base64url (RFC 4648 section 5).
    package static func base64URL(_ bytes: [UInt8]) -> JSONValue {
        .text(String(decoding: Base64URL.encode(bytes), as: UTF8.self))
    }
}
