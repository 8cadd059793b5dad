import PassCrypto

/// A code printed at a counter, for who has neither e-mail nor phone: opens one application's progress.
///
/// Eleven random characters of Crockford's Base32 (55 bits) and a check character, in groups of four, made to be typed from paper.
/// The check character is the sum of a^i times the characters in the field of 32 elements (x^5 + x^2 + 1): any one wrong character
/// and any two that changed places are noticed before anybody is asked.
package struct RetrievalCode: Hashable, Sendable {
    package static let characterCount = 12

    /// From 0 to 31, the check character last.
    private let values: [UInt8]

    /// - Parameter random: eleven random bytes.
    package init(random: [UInt8]) {
        let values = (0..<Self.characterCount - 1).map { index in
            random.indices.contains(index) ? random[index] & 31 : 0
        }
        self.values = values + [Self.check(values)]
    }

    /// What a person typed: case, spaces and dashes do not matter, and I, L and O are read as 1, 1 and 0.
    ///
    /// - Returns: nil when it is no code, or its check character says that it was mistyped.
    package init?(typed text: String) {
        guard let values = Crockford32.values(typed: ContactText.plain(text)), values.count == Self.characterCount,
            Self.check(Array(values.dropLast())) == values.last
        else { return nil }
        self.values = values
    }

    /// For people: three groups of four.
    package var text: String { Crockford32.text(values, groupsOf: 4) }

    var bytes: [UInt8] { values }

    private static func check(_ values: [UInt8]) -> UInt8 {
        // Horner's scheme, and once more by a, so that the check character itself has the factor one.
        values.reduce(0) { timesA($0 ^ $1) }
    }

    /// The product with a, a root of x^5 + x^2 + 1, which is primitive.
    private static func timesA(_ value: UInt8) -> UInt8 {
        let shifted = value << 1
        return shifted & 32 == 0 ? shifted : shifted ^ 0b100101
    }
}
