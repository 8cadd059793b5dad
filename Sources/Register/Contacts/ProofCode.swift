/// Six digits that prove that who was sent them reads what is sent there.
package struct ProofCode: Hashable, Sendable {
    static let digitCount = 6
    private static let range: UInt32 = 1_000_000
    /// The greatest multiple of `range` that 32 bits hold: what lies above it would make small codes likelier.
    private static let ceiling: UInt32 = UInt32.max / range * range

    package let digits: [UInt8]

    /// Draws until a number can be used, which is at once but for one time in 4,000.
    /// - Throws: ``RegisterError`` with code `selfCheck` for a source that never gives one.
    package init(random: RandomSource) throws(RegisterError) {
        for _ in 0..<64 {
            let number = random.bytes(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
            guard number < Self.ceiling else { continue }
            let text = String(number % Self.range)
            digits = Array((String(repeating: "0", count: Self.digitCount - text.utf8.count) + text).utf8)
            return
        }
        throw RegisterError(.selfCheck, "random numbers repeat: the source of randomness is broken")
    }

    /// What a person typed; spaces and dashes do not matter, nor whether the digits are full-width.
    package init?(typed text: String) {
        let bytes = ContactText.plain(text).utf8.filter { $0 != 0x20 && $0 != UInt8(ascii: "-") }
        guard bytes.count == Self.digitCount, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        digits = bytes
    }

    var text: String { String(decoding: digits, as: UTF8.self) }
}
