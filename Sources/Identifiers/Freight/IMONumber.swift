/// The number a ship keeps for life (IMO resolution A.1117(30)): six digits and a check digit.
package struct IMONumber: Hashable, Sendable {
    /// Seven ASCII digits.
    package let digits: String

    /// - Parameter text: as typed, with or without `IMO` in front.
    package init(_ text: String) throws(IdentifierError) {
        var compact = Substring(TextNormalisation.compact(text))
        if compact.hasPrefix("IMO") { compact = compact.dropFirst(3) }
        guard !compact.isEmpty else { throw IdentifierError(.required, "the IMO number is missing") }
        let bytes = Array(compact.utf8)
        guard bytes.count == 7, bytes.allSatisfy(\.isDigit), bytes[0] != 0x30 else {
            throw IdentifierError(.format, "an IMO number has seven digits")
        }
        // Weights 7 to 2 from the left; the last digit of the sum is the check digit.
        let sum = (0..<6).reduce(0) { $0 + bytes[$1].digit * (7 - $1) }
        guard sum % 10 == bytes[6].digit else {
            throw IdentifierError(.checkDigit, "the last digit of the IMO number does not fit the others")
        }
        digits = String(compact)
    }
}
