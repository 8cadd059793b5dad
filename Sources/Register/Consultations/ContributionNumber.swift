/// The number by which a contribution is followed: `K26-4F7K2MX`. See ``CheckedNumber``. It opens nothing but how the contribution
/// stands: neither its text nor who wrote it.
package struct ContributionNumber: Hashable, Sendable, CustomStringConvertible {
    static let randomByteCount = CheckedNumber.randomByteCount
    private static let letter = UInt8(ascii: "K")

    private let number: CheckedNumber

    /// As printed.
    package var text: String { number.text }

    package var description: String { text }

    /// - Parameters:
    ///   - random: four random bytes.
    ///   - year: the Gregorian year.
    package init?(random: [UInt8], year: Int64) {
        guard let number = CheckedNumber(Self.letter, random: random, year: year) else { return nil }
        self.number = number
    }

    /// What somebody typed.
    /// - Returns: nil for anything else, also for a wrong check character.
    package init?(typed: String) {
        guard let number = CheckedNumber(Self.letter, typed: typed) else { return nil }
        self.number = number
    }
}
