/// A text as it stands in a pass: valid UTF-8, compared byte by byte.
///
/// Swift `String`s are equal when they are canonically equivalent, so that two different byte strings could pass for
/// one issuer, port or number. Here they never do.
package struct WireText: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The bytes, always valid UTF-8.
    package let utf8: [UInt8]

    package init(_ string: String) {
        utf8 = Array(string.utf8)
    }

    package init(stringLiteral value: String) {
        self.init(value)
    }

    /// Throws `invalidText` where `bytes` is not UTF-8: overlong forms and surrogates are refused (RFC 3629 section 3).
    package init(validating bytes: [UInt8]) throws(FormatError) {
        try Self.validate(bytes.span)
        utf8 = bytes
    }

    init(validating bytes: Span<UInt8>) throws(FormatError) {
        try Self.validate(bytes)
        utf8 = bytes.array
    }

    static func validate(_ bytes: Span<UInt8>) throws(FormatError) {
        do {
            _ = try UTF8Span(validating: bytes)
        } catch {
            throw .invalidText
        }
    }

    package var string: String { String(decoding: utf8, as: UTF8.self) }

    package var description: String { string }

    package static func < (left: WireText, right: WireText) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
