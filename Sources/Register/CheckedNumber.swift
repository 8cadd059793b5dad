import Identifiers

/// A number by which people name what they sent: a letter that says what, the year's last two digits, six characters at random,
/// and one to check them, in Crockford's Base32 (no I, L, O, U): `A26-4F7K2MX`.
///
/// It is no secret: what it opens, it opens only together with a code. But it is not counted up either, so that nobody tells from
/// two of them how many were made between.
struct CheckedNumber: Hashable, Sendable {
    static let randomByteCount = 4
    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// As printed.
    let text: String

    /// - Parameters:
    ///   - letter: a capital.
    ///   - random: four random bytes.
    ///   - year: the Gregorian year.
    init?(_ letter: UInt8, random: [UInt8], year: Int64) {
        guard random.count == Self.randomByteCount else { return nil }
        var value = random.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        var values: [Int] = []
        for _ in 0..<6 {
            values.append(Int(value % 32))
            value /= 32
        }
        text = Self.text(letter, year: year, values)
    }

    /// What somebody typed: lower case, spaces, dashes left out, and I, L, O for 1, 1, 0 are forgiven.
    /// - Returns: nil for anything else, also for a wrong check character.
    init?(_ letter: UInt8, typed: String) {
        let compact = Array(TextNormalisation.compact(typed).utf8)
        guard compact.count == 10, compact[0] == letter else { return nil }
        let year = compact[1...2].map { Int64($0) - 0x30 }
        guard year.allSatisfy({ (0...9).contains($0) }) else { return nil }
        var values: [Int] = []
        for byte in compact[3...] {
            let plain: UInt8 =
                switch byte {
                case UInt8(ascii: "O"): UInt8(ascii: "0")
                case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
                default: byte
                }
            guard let value = Self.digits.firstIndex(of: plain) else { return nil }
            values.append(value)
        }
        guard values.last == Self.check(Array(values.dropLast())) else { return nil }
        text = Self.text(letter, year: year[0] * 10 + year[1], Array(values.dropLast()))
    }

    private static func text(_ letter: UInt8, year: Int64, _ values: [Int]) -> String {
        let short = year % 100
        let body = (values + [check(values)]).map { digits[$0] }
        let start = String(decoding: [letter], as: UTF8.self)
        return "\(start)\(short < 10 ? "0" : "")\(short)-\(String(decoding: body, as: UTF8.self))"
    }

    /// One wrong character is noticed, and nearly every exchange of two neighbours: each place has an odd weight, and all
    /// weights are different (modulo 32).
    private static func check(_ values: [Int]) -> Int {
        values.enumerated().reduce(0) { ($0 + (2 * $1.offset + 3) * $1.element) % 32 }
    }
}
