/// Why something can't be asked of a payment service: one plain sentence. Never holds a key.
package struct PaymentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for code that decides by it. Open: later versions may add codes.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        package static let invalidMerchant = Code(rawValue: "invalid-merchant")
        /// A field of a request breaks its limits.
        package static let invalidField = Code(rawValue: "invalid-field")
        /// There was no answer: whether anything was done is not known.
        package static let unreachable = Code(rawValue: "unreachable")
        /// It was asked too often (status 403): nothing was done, and asking again within half an hour is in vain.
        package static let tooOften = Code(rawValue: "too-often")
        /// What came is no answer to what was asked, or is not signed.
        package static let badAnswer = Code(rawValue: "bad-answer")
    }

    package let code: Code
    /// One sentence for a person.
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    static func field(_ name: String, _ problem: String) -> PaymentError {
        PaymentError(.invalidField, "\(name) \(problem)")
    }
}
