/// What people type, brought into one spelling.
enum TextNormalisation {
    /// Upper-case ASCII without spaces and dashes; full-width forms (U+FF01 to U+FF5E) become ASCII. Other characters stay.
    static func compact(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let narrow = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            switch narrow {
            case 0x61...0x7A: scalars.append(Unicode.Scalar(narrow - 0x20) ?? scalar)
            case 0x20, 0x09, 0x3000, 0x2D, 0xAD, 0x2010...0x2015, 0x2212, 0x30FC, 0xB7, 0x2027, 0x30FB: continue
            default: scalars.append(Unicode.Scalar(narrow) ?? scalar)
            }
        }
        return String(scalars)
    }

    /// Without the white space around it.
    static func trimmed(_ text: String) -> String {
        guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else { return text }
        return String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// Whether a text may be shown to a guard: no control characters, and none that turn the direction of writing, with which
    /// one name can be made to look like another.
    static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2060...0x206F, 0x200B, 0x200E, 0x200F, 0xFEFF,
                0xFFF9...0xFFFB:
                false
            case 0xE0000...0xE007F: false
            default: true
            }
        }
    }
}
