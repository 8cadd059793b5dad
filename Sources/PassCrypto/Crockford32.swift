/// Crockford's Base32, made to be read aloud and typed from paper: no I, L, O and U.
package enum Crockford32 {
    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// As many characters as there are random bytes.
    package static func values(random: some Sequence<UInt8>) -> [UInt8] { random.map { $0 & 31 } }

    /// What a person typed: case, spaces and dashes do not matter, and I, L and O are read as 1, 1 and 0.
    /// - Returns: a value below 32 for each character; nil where one is none of them.
    package static func values(typed text: String) -> [UInt8]? {
        var values: [UInt8] = []
        for byte in text.uppercased().utf8 {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: " "): continue
            case UInt8(ascii: "I"), UInt8(ascii: "L"): values.append(1)
            case UInt8(ascii: "O"): values.append(0)
            default:
                guard let value = digits.firstIndex(of: byte) else { return nil }
                values.append(UInt8(value))
            }
        }
        return values
    }

    /// - Precondition: each value is below 32.
    package static func text(_ values: some Sequence<UInt8>) -> String {
        String(decoding: values.map { digits[Int($0)] }, as: UTF8.self)
    }

    /// For people: groups with dashes between them.
    package static func text(_ values: [UInt8], groupsOf count: Int) -> String {
        stride(from: 0, to: values.count, by: count)
            .map { text(values[$0..<min($0 + count, values.count)]) }.joined(separator: "-")
    }

    /// Whether it is as it is printed: nothing is forgiven.
    package static func isPlain(_ bytes: some Sequence<UInt8>) -> Bool { bytes.allSatisfy(digits.contains) }
}
