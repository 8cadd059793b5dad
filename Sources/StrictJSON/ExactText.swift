/// A text that is compared, sorted and hashed by its UTF-8 bytes.
///
/// Swift compares `String`s by canonical equivalence, so that a composed and a decomposed "é" are one dictionary key. In
/// signed files they are two names; taking them for one would let one role, target or port stand in for another.
package struct ExactText: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let string: String

    package init(_ string: String) {
        self.string = string
    }

    package init(stringLiteral value: StaticString) {
        string = value.description
    }

    package var description: String { string }

    package var utf8: [UInt8] { Array(string.utf8) }

    package static func == (left: ExactText, right: ExactText) -> Bool {
        left.string.utf8.elementsEqual(right.string.utf8)
    }

    /// Byte order of UTF-8, which is also the order of the code points (OLPC Canonical JSON sorts by it).
    package static func < (left: ExactText, right: ExactText) -> Bool {
        left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in string.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

extension ExactText {
    /// The text in quotation marks for an error sentence: shortened, and without control characters.
    package var quoted: String {
        let shown = string.unicodeScalars.prefix(80).map { $0.properties.isPrintable ? Character($0) : "?" }
        return "\"\(String(shown))\(string.unicodeScalars.count > 80 ? "…" : "")\""
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isPrintable: Bool {
        switch generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
