/// A 統一編號: the eight digits by which Taiwan's tax office knows a company.
///
/// Weights 1 2 1 2 1 2 4 1; the digits of the products are summed. Since 2023 the sum is divisible by 5 (before by 10, which
/// implies it). A seventh digit of 7 gives 28, then 10, which counts as 1 or as 0, whichever comes out right.
package struct CompanyNumber: Hashable, Sendable {
    /// Eight ASCII digits.
    package let digits: String

    private static let weights = [1, 2, 1, 2, 1, 2, 4, 1]

    /// - Parameter text: as typed; full-width digits, spaces and dashes are forgiven.
    package init(_ text: String) throws(IdentifierError) {
        let compact = TextNormalisation.compact(text)
        guard !compact.isEmpty else { throw IdentifierError(.required, "the company number is missing") }
        let bytes = Array(compact.utf8)
        // Eight zeros, which the rule lets through, stand for "none" on receipts.
        guard bytes.count == 8, bytes.allSatisfy(\.isDigit), bytes.contains(where: { $0 != 0x30 }) else {
            throw IdentifierError(.format, "a company number has eight digits")
        }
        let sum = zip(bytes, Self.weights).reduce(0) { sum, pair in
            let product = pair.0.digit * pair.1
            return sum + product / 10 + product % 10
        }
        guard sum % 5 == 0 || (bytes[6].digit == 7 && (sum + 1) % 5 == 0) else {
            throw IdentifierError(.checkDigit, "the company number does not add up: compare its eight digits")
        }
        digits = compact
    }
}
