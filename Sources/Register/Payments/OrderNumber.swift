import Identifiers
import PassCrypto

/// The number of an order: `PP`, the day it was made (`yymmdd`), and eight characters of chance. Not secret, and never used twice.
package struct OrderNumber: Hashable, Sendable, CustomStringConvertible {
    package static let length = 16
    static let randomByteCount = 5

    package let text: String

    /// Nil for another shape.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.length, text.hasPrefix("PP"), bytes[2..<8].allSatisfy({ (0x30...0x39).contains($0) }),
            Crockford32.isPlain(bytes[8...])
        else { return nil }
        self.text = text
    }

    /// - Precondition: five random bytes.
    init(random: [UInt8], now: Int64, utcOffset: Int64) {
        precondition(random.count == Self.randomByteCount)
        let local = now + utcOffset
        let day = CivilDate(daysSinceEpoch: (local >= 0 ? local : local - 86_399) / 86_400)
        let digits = [Int(day.year % 100), day.month, day.day].map { $0 < 10 ? "0\($0)" : String($0) }.joined()
        var bits = random.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var values: [UInt8] = []
        for _ in 0..<8 {
            values.append(UInt8(bits & 31))
            bits >>= 5
        }
        text = "PP" + digits + Crockford32.text(values.reversed())
    }

    package var description: String { text }
}
