/// What people type for an address or a number, brought into one spelling.
enum ContactText {
    private static let longestTyped = 512
    private static let longestEmail = 254
    private static let longestLocal = 64

    /// Without spaces around, and with plain letters for full-width ones (U+FF01 to U+FF5E).
    static func plain(_ text: String) -> String {
        guard text.utf8.count <= longestTyped else { return "" }
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: plain.append(Unicode.Scalar(UInt8(scalar.value - 0xFF01 + 0x21)))
            case 0x3000, 0x00A0, 0x09...0x0D: plain.append(" ")
            // Marks of direction, which come along when a number is copied.
            case 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: break
            default: plain.append(scalar)
            }
        }
        return String(String(plain).drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// `local@domain` as it can stand in a mail's envelope, in small letters: nobody has two boxes that differ in them.
    static func email(_ text: String) -> String? {
        let bytes = Array(text.lowercased().utf8)
        guard bytes.count <= longestEmail, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let (local, domain) = (bytes[..<at], bytes[(at + 1)...])
        let atoms = local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...longestLocal).contains(local.count), labels.count >= 2,
            atoms.allSatisfy({ atom in
                !atom.isEmpty && atom.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
            }),
            labels.allSatisfy({ label in
                (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                    && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            }), let last = labels.last, last.contains(where: { !(0x30...0x39).contains($0) })
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// E.164: `+` and 8 to 15 digits. A number of Taiwan may be written as there (`0912-345-678`), others with their country.
    static func mobile(_ text: String) -> String? {
        var digits: [UInt8] = []
        var isInternational = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "+") where index == 0: isInternational = true
            case 0x30...0x39: digits.append(byte)
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "."): break
            default: return nil
            }
        }
        var number = String(decoding: digits, as: UTF8.self)
        if !isInternational {
            if number.hasPrefix("00") {
                number = String(number.dropFirst(2))
            } else if number.hasPrefix("09"), number.utf8.count == 10 {
                number = "886" + number.dropFirst()
            } else if !(number.hasPrefix("8869") && number.utf8.count == 12) {
                return nil
            }
        }
        // Often written with the zero of the national form.
        if number.hasPrefix("88609") { number = "886" + number.dropFirst(4) }
        let isTaiwan = number.hasPrefix("886")
        guard (8...15).contains(number.utf8.count), !number.hasPrefix("0"),
            !isTaiwan || number.hasPrefix("8869") && number.utf8.count == 12
        else { return nil }
        return "+" + number
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
