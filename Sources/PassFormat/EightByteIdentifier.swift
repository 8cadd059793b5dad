/// An identifier of eight bytes, held as one number and printed as sixteen lower-case hexadecimal digits.
package protocol EightByteIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// The eight bytes as a big-endian number.
    var rawValue: UInt64 { get }

    init(rawValue: UInt64)
}

extension EightByteIdentifier {
    /// Nil unless `bytes` are eight.
    package init?(_ bytes: [UInt8]) {
        self.init(bytes.span)
    }

    init?(_ bytes: Span<UInt8>) {
        guard bytes.count == 8 else { return nil }
        var value: UInt64 = 0
        for index in bytes.indices {
            value = value << 8 | UInt64(bytes[index])
        }
        self.init(rawValue: value)
    }

    /// Nil unless `hex` is sixteen hexadecimal digits, of either case.
    package init?(hex: String) {
        let digits = hex.utf8
        guard digits.count == 16 else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt64(digit - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        self.init(rawValue: value)
    }

    /// The eight bytes, most significant first.
    package var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: rawValue >> (56 - 8 * UInt64($0))) }
    }

    /// Sixteen lower-case digits.
    package var hex: String {
        let digits = String(rawValue, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    package var description: String { hex }
}
