/// Taiwan's identity numbers and passports: what is checked before a pass is issued.
package struct IdentityNumber: Hashable, Sendable {
    /// What kind of document the number is from.
    package enum Kind: String, CaseIterable, Sendable {
        /// National id, and the resident id of the same form since 2021.
        case national, resident
        case passport
    }

    /// Upper-case ASCII letters and digits.
    package let normalised: String
    package let kind: Kind

    /// The last four characters: what a pass shows openly.
    package var hint: String { String(normalised.suffix(4)) }

    /// 2031-01-01 at midnight in Taiwan, in seconds since 1970: old resident ids (two letters) end then.
    private static let endOfOldResidentIDs: Int64 = 1_924_963_200

    /// - Parameters:
    ///   - text: as typed; full-width characters, lower case, spaces and dashes are forgiven.
    ///   - kind: what the applicant says it is; nil to go by the shape.
    ///   - now: seconds since 1970.
    /// - Throws: the rule it breaks.
    package init(_ text: String, kind: Kind?, now: Int64) throws(IdentifierError) {
        let normalised = TextNormalisation.compact(text)
        guard let shape = Self.shape(of: normalised) else {
            throw IdentifierError(.format, "an identity number has 5 to 20 letters and digits")
        }
        let isTaiwanese = shape == .national || shape == .newResident || shape == .oldResident
        switch kind {
        case .passport: break
        case .national where shape != .national:
            throw IdentifierError(.format, "a national id is a letter, 1 or 2, and eight digits")
        case .resident where shape != .newResident && shape != .oldResident:
            throw IdentifierError(
                .format, "a resident id is a letter, 8 or 9, and eight digits, or two letters and eight digits")
        case .none where shape == .letterAndDigits:
            // One wrong digit of a national id would otherwise pass as a passport.
            throw IdentifierError(
                .format,
                "after the letter comes 1, 2, 8 or 9; for a passport of this form say \"idKind\":\"passport\"")
        default:
            guard !isTaiwanese || Self.hasRightCheckDigit(normalised) else {
                throw IdentifierError(.checkDigit, "the check digit is wrong: compare with the document")
            }
            if shape == .oldResident, now >= Self.endOfOldResidentIDs {
                throw IdentifierError(.oldResidentID, "resident ids with two letters ended in 2031")
            }
        }
        self.normalised = normalised
        self.kind = kind ?? (shape == .national ? .national : isTaiwanese ? .resident : .passport)
    }

    private enum Shape { case national, newResident, oldResident, letterAndDigits, other }

    private static func shape(of text: String) -> Shape? {
        let bytes = Array(text.utf8)
        guard (5...20).contains(bytes.count), bytes.allSatisfy({ $0.isCapital || $0.isDigit }) else { return nil }
        guard bytes.count == 10, bytes[0].isCapital, bytes.dropFirst(2).allSatisfy(\.isDigit) else { return .other }
        if bytes[1].isCapital { return .oldResident }
        switch bytes[1] {
        case UInt8(ascii: "1"), UInt8(ascii: "2"): return .national
        case UInt8(ascii: "8"), UInt8(ascii: "9"): return .newResident
        default: return .letterAndDigits
        }
    }

    /// The letters' values, 10 to 35, in this order.
    private static let values: [UInt8: Int] = Dictionary(
        uniqueKeysWithValues: zip("ABCDEFGHJKLMNPQRSTUVXYWZIO".utf8, 10...35))

    /// The first letter counts as two digits, a second one as the last digit of its value; the weighted sum ends in 0.
    private static func hasRightCheckDigit(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first.flatMap({ values[$0] }) else { return false }
        let digits = [first / 10, first % 10] + bytes.dropFirst().map { values[$0].map { $0 % 10 } ?? $0.digit }
        let weights = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]
        return zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 10 == 0
    }
}
