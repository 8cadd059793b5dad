/// Where a printed pass is posted to: a postcode and a few lines for an envelope's window.
package struct PostalAddress: Hashable, Sendable {
    /// 3, 5 or 6 digits of Taiwan, where the address begins with them.
    package let postcode: String?
    /// One to five, none of them empty, without the postcode.
    package let lines: [String]

    package var text: String { ((postcode.map { [$0] } ?? []) + lines).joined(separator: "\n") }

    package static let mostLines = 5
    /// Bytes of UTF-8 a line, and of the whole.
    package static let longestLine = 150
    package static let longest = 400

    /// - Parameter text: as typed into a field of several lines; full-width digits and letters become plain.
    package init(_ text: String) throws(IdentifierError) {
        var lines = TextNormalisation.narrowed(text).unicodeScalars.split { Self.isNewline($0) }
            .map { TextNormalisation.words(String($0)).joined(separator: " ") }.filter { !$0.isEmpty }
        guard let first = lines.first else { throw IdentifierError(.required, "the address is missing") }
        guard lines.allSatisfy(TextNormalisation.isPlain) else {
            throw IdentifierError(
                .forbiddenCharacter, "an address has no control characters and none that turn the direction of writing")
        }
        let postcode = Self.postcode(first)
        if let postcode {
            lines[0] = TextNormalisation.trimmed(String(first.dropFirst(postcode.count)))
            if lines[0].isEmpty { lines.removeFirst() }
        }
        guard lines.count <= Self.mostLines else {
            throw IdentifierError(.tooLong, "an address has at most five lines")
        }
        guard lines.allSatisfy({ $0.utf8.count <= Self.longestLine }),
            lines.reduce(0, { $0 + $1.utf8.count }) <= Self.longest
        else { throw IdentifierError(.tooLong, "an address takes at most 150 bytes a line and 400 in all") }
        guard lines.contains(where: TextNormalisation.hasLetter) else {
            throw IdentifierError(.format, "an address names a place")
        }
        self.postcode = postcode
        self.lines = lines
    }

    private static func isNewline(_ scalar: Unicode.Scalar) -> Bool {
        (0x0A...0x0D).contains(scalar.value) || [0x85, 0x2028, 0x2029].contains(scalar.value)
    }

    /// Digits at the front that stand apart or before a Chinese character; `100 Main Street` begins with none.
    private static func postcode(_ line: String) -> String? {
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        guard [3, 5, 6].contains(digits.count) else { return nil }
        let rest = line.dropFirst(digits.count)
        guard let next = rest.first(where: { !$0.isWhitespace }) else { return String(digits) }
        return next.unicodeScalars.allSatisfy { $0.value >= 0x3400 } ? String(digits) : nil
    }
}
