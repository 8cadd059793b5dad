/// Base45 (RFC 9285): bytes as the 45 characters that a QR code holds in its alphanumeric mode, three for every two
/// bytes.
package enum Base45 {
    /// The alphabet of RFC 9285 table 1, a character's place being its value.
    private static let alphabet: [UInt8] = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

    /// The value of each character from space (0x20) to `Z` (0x5A); 255 where there is none.
    private static let values: [UInt8] = [
        36, 255, 255, 255, 37, 38, 255, 255, 255, 255, 39, 40, 255, 41, 42, 43,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 44, 255, 255, 255, 255, 255,
        255, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
        25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
    ]

    /// The ASCII characters for `bytes`: three for each pair, two for an odd last one.
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](capacity: (bytes.count / 2) * 3 + (bytes.count % 2) * 2) { output in
            let alphabet = Self.alphabet.span
            var index = 0
            while index + 1 < bytes.count {
                let value = Int(bytes[index]) << 8 | Int(bytes[index + 1])
                output.append(alphabet[value % 45])
                output.append(alphabet[value / 45 % 45])
                output.append(alphabet[value / 2025])
                index += 2
            }
            if index < bytes.count {
                let value = Int(bytes[index])
                output.append(alphabet[value % 45])
                output.append(alphabet[value / 45])
            }
        }
    }

    /// The bytes of `ascii`.
    ///
    /// Strict as RFC 9285 section 6 asks: any character outside the alphabet (lower case, a line end), a group that
    /// says more than its bytes can hold (`GGW` is 65,536) and a single character left over are refused.
    package static func decode(_ ascii: Span<UInt8>) throws(FormatError) -> [UInt8] {
        let (groups, rest) = ascii.count.quotientAndRemainder(dividingBy: 3)
        guard rest != 1 else { throw .base45 }
        var bytes = [UInt8](repeating: 0, count: groups * 2 + rest / 2)
        var output = bytes.mutableSpan
        let values = Self.values.span
        for group in 0..<groups {
            let first = value(of: ascii[group * 3], in: values)
            let second = value(of: ascii[group * 3 + 1], in: values)
            let third = value(of: ascii[group * 3 + 2], in: values)
            let value = first + second * 45 + third * 2025
            guard first | second | third < 64, value <= 0xFFFF else { throw .base45 }
            output[group * 2] = UInt8(truncatingIfNeeded: value >> 8)
            output[group * 2 + 1] = UInt8(truncatingIfNeeded: value)
        }
        if rest == 2 {
            let first = value(of: ascii[groups * 3], in: values)
            let second = value(of: ascii[groups * 3 + 1], in: values)
            let value = first + second * 45
            guard first | second < 64, value <= 0xFF else { throw .base45 }
            output[groups * 2] = UInt8(truncatingIfNeeded: value)
        }
        return bytes
    }

    /// 0 to 44, or a number with a bit above those of 44 where `character` is not of the alphabet.
    @inline(__always)
    private static func value(of character: UInt8, in values: Span<UInt8>) -> UInt32 {
        let place = Int(character &- 0x20)
        return place < values.count ? UInt32(values[place]) : 255
    }
}
