/// What people type, brought into one spelling.
package enum TextNormalisation {
    /// Upper-case ASCII without spaces and dashes; full-width forms (U+FF01 to U+FF5E) become ASCII. Other characters stay.
    package static func compact(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let narrow = narrowed(scalar)
            switch narrow.value {
            case 0x61...0x7A: scalars.append(Unicode.Scalar(narrow.value - 0x20) ?? scalar)
            case 0x20, 0x09, 0x3000, 0x2D, 0xAD, 0x2010...0x2015, 0x2212, 0x30FC, 0xB7, 0x2027, 0x30FB: continue
            default: scalars.append(narrow)
            }
        }
        return String(scalars)
    }

    /// Full-width ASCII (U+FF01 to U+FF5E) and the full-width space as ASCII; other characters stay.
    package static func narrowed(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(scalar == "\u{3000}" ? " " : narrowed(scalar)) }
        return String(scalars)
    }

    /// A full-width form of an ASCII character as that character.
    static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }

    /// Without the white space around it.
    package static func trimmed(_ text: String) -> String {
        // Most begin and end with what needs no look into the tables of Unicode. ASCII never joins what stands before it.
        let plain: ClosedRange<UInt8> = 0x21...0x7E
        if let first = text.utf8.first, let last = text.utf8.last, plain ~= first, plain ~= last { return text }
        guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else { return text }
        return String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The parts between white space, looked at character by character of Unicode, so that a mark is never lost with the space
    /// before it.
    static func words(_ text: String) -> [String] {
        text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
    }

    /// Whether a text may be shown to a guard: no control characters, none that turn the direction of writing, with which one name
    /// can be made to look like another, and none that Unicode says are no characters.
    package static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x2028...0x202E, 0x2060...0x206F, 0x200B, 0x200E, 0x200F, 0xFEFF,
                0xFFF9...0xFFFB:
                false
            case 0xE0000...0xE007F, 0xFDD0...0xFDEF: false
            case let value where value & 0xFFFE == 0xFFFE: false
            default: true
            }
        }
    }

    /// Whether anything in it can be read: a letter or a character that Unicode knows nothing of (the rare ones of names),
    /// not only marks, digits, spaces and what is invisible.
    static func hasLetter(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .privateUse,
                .unassigned, .letterNumber:
                !scalar.properties.isDefaultIgnorableCodePoint
            default: false
            }
        }
    }
}
