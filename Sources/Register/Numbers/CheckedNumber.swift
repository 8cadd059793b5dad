import Identifiers
import PassCrypto

/// A number by which people name what they sent: a letter that says what, the year's last two digits, six characters at random,
/// and one to check them, in Crockford's Base32: `A26-4F7K2MX`.
///
/// It is no secret: what it opens, it opens only together with a code. But it is not counted up either, so that nobody tells from
/// two of them how many were made between.
package struct CheckedNumber<Series: NumberSeries>: Hashable, Sendable, CustomStringConvertible {
    package static var randomByteCount: Int { 4 }

    /// As printed.
    package let text: String

    package var description: String { text }

    /// - Parameters:
    ///   - random: four random bytes.
    ///   - year: the Gregorian year.
    package init?(random: [UInt8], year: Int64) {
        guard random.count == Self.randomByteCount else { return nil }
        var value = random.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        var values: [UInt8] = []
        for _ in 0..<6 {
            values.append(UInt8(value % 32))
            value /= 32
        }
        text = Self.text(year: year, values)
    }

    /// What somebody typed: lower case, spaces, dashes left out, and I, L, O for 1, 1, 0 are forgiven.
    /// - Returns: nil for anything else, also for a wrong check character.
    package init?(typed: String) {
        let compact = TextNormalisation.compact(typed).utf8
        guard compact.count == 10, compact.first == Series.letter else { return nil }
        let year = compact.dropFirst().prefix(2).map { Int64($0) - 0x30 }
        guard year.allSatisfy({ (0...9).contains($0) }),
            let values = Crockford32.values(typed: String(decoding: compact.dropFirst(3), as: UTF8.self)),
            values.count == 7, values.last == Self.check(values.dropLast())
        else { return nil }
        text = Self.text(year: year[0] * 10 + year[1], values.dropLast())
    }

    private static func text(year: Int64, _ values: [UInt8]) -> String {
        let short = year % 100
        let start = String(decoding: [Series.letter], as: UTF8.self)
        return "\(start)\(short < 10 ? "0" : "")\(short)-\(Crockford32.text(values + [check(values)]))"
    }

    /// One wrong character is noticed, and nearly every exchange of two neighbours: each place has an odd weight, and all
    /// weights are different (modulo 32).
    private static func check(_ values: [UInt8]) -> UInt8 {
        UInt8(values.enumerated().reduce(0) { ($0 + (2 * $1.offset + 3) * Int($1.element)) % 32 })
    }
}
