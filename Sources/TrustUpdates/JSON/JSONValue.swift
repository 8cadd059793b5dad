/// A JSON value as TUF metadata may hold it: no fractions, no exponents, numbers within 64 bits.
///
/// Canonical JSON has no floating-point numbers, so one in metadata can't be signed; it is refused when it is read.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case string(ExactText)
    case array([JSONValue])
    case object([ExactText: JSONValue])
}
