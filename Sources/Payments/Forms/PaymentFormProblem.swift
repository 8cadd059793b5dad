/// Why a body is no form of ECPay's.
package enum PaymentFormProblem: String, Error, Hashable, Sendable {
    /// More bytes or fields than any message has.
    case tooLarge = "too-large"
    /// Not escaped as a form is, or a name or a value that no message has.
    case malformed
    /// A field stands in it twice.
    case repeated
    /// The check value would be the same for other fields.
    case ambiguous
}
