/// A text that stands in a header (RFC 5322 section 2.2), in encoded words where it is more than ASCII (RFC 2047).
///
/// Control characters become spaces, so that no text can end its header and begin another: whatever is put in, one header comes
/// out.
struct HeaderText: Hashable, Sendable {
    /// An encoded word is at most so long (RFC 2047 section 2).
    private static let longestWord = 75
    /// Lines of headers are folded to so much (RFC 5322 section 2.1.1).
    private static let longestLine = 78
    private static let opening = "=?UTF-8?B?"
    private static let closing = "?="
    /// Characters of a text that are looked at: what a person reads in a list of mail.
    private static let mostScalars = 256

    private let scalars: [Unicode.Scalar]

    init(_ text: String) {
        scalars = text.unicodeScalars.prefix(Self.mostScalars).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: " "
            default: scalar
            }
        }
    }

    /// The whole header with its line's end: `Name: text`.
    func line(_ name: StaticString) -> String {
        let start = "\(name): "
        let plain = String(String.UnicodeScalarView(scalars))
        let isPlain =
            scalars.allSatisfy { (0x20...0x7E).contains($0.value) } && !plain.contains("=?")
            && start.utf8.count + plain.utf8.count <= Self.longestLine
            // A text of spaces would make a line of them, which is obsolete syntax (RFC 5322 section 4.2).
            && plain.utf8.contains { $0 != 0x20 }
        return start + (isPlain ? plain : words().joined(separator: "\r\n ")) + "\r\n"
    }

    /// One or more encoded words, none of which cuts a character.
    func words() -> [String] {
        // The first line holds the header's name, too; none of ours is longer than this leaves room for.
        let most = (Self.longestWord - Self.opening.utf8.count - Self.closing.utf8.count) / 4 * 3 - 9
        var words: [String] = []
        var piece: [UInt8] = []
        func close() {
            words.append(Self.opening + String(decoding: Base64Text.encode(piece), as: UTF8.self) + Self.closing)
            piece = []
        }
        for scalar in scalars {
            let bytes = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            if piece.count + bytes.count > most { close() }
            piece += bytes
        }
        if !piece.isEmpty || words.isEmpty { close() }
        return words
    }
}
