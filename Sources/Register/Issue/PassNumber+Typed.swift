import Identifiers

extension PassNumber {
    /// A number as somebody typed it, in the spelling in which it is printed: lower case, dashes left out and full-width
    /// characters are forgiven.
    /// - Returns: nil for what cannot be one.
    package static func typed(_ text: String) -> String? {
        guard text.utf8.count <= 64 else { return nil }
        let bytes = Array(TextNormalisation.compact(text).utf8)
        let isCapital = { (byte: UInt8) in (0x41...0x5A).contains(byte) }
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        guard (12...20).contains(bytes.count), bytes[..<4].allSatisfy(isCapital), bytes[4...].allSatisfy(isDigit) else {
            return nil
        }
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        return "\(part(0..<3))-\(part(3..<4))-\(part(4..<6))-\(part(6..<bytes.count))"
    }
}
