/// A telephone number that messages can be sent to, as ITU-T E.164 writes it.
///
/// A number without a country is one of Taiwan. Of foreign numbers only the length is checked: which of them are mobile
/// every country decides for itself.
package struct MobileNumber: Hashable, Sendable {
    /// `+886912345678`.
    package let e164: String

    package var isTaiwanese: Bool { e164.hasPrefix("+886") }

    /// As people of Taiwan write their own: `0912-345-678`; of other countries as `e164`.
    package var shown: String {
        guard isTaiwanese else { return e164 }
        let digits = "0" + e164.dropFirst(4)
        return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(3))-\(digits.dropFirst(7))"
    }

    /// - Parameter text: as typed: `0912-345-678`, `+886 912 345 678`, `00886 912345678`, `+84 (0)90 123 45 67`; also
    ///   `912345678` and `886912345678`, which is what a spreadsheet leaves of them.
    package init(_ text: String) throws(IdentifierError) {
        let compact = TextNormalisation.compact(text).filter { !"().／/".contains($0) }
        guard !compact.isEmpty else { throw IdentifierError(.required, "the mobile number is missing") }
        let plus = compact.hasPrefix("+")
        var digits = Array(compact.utf8.dropFirst(plus ? 1 : 0))
        guard (6...20).contains(digits.count), digits.allSatisfy(\.isDigit) else {
            throw IdentifierError(.format, "a telephone number has digits, and a + before the country")
        }
        var isInternational = plus
        if !plus, digits.starts(with: "00".utf8) {
            digits.removeFirst(2)
            isInternational = true
        }
        if !isInternational {
            if digits.count == 12, digits.starts(with: "8869".utf8) {
                isInternational = true
            } else if digits.count == 9, digits[0] == UInt8(ascii: "9") {
                digits = Array("886".utf8) + digits
            } else if digits[0] == UInt8(ascii: "0") {
                digits = Array("886".utf8) + digits.dropFirst()
            } else {
                throw IdentifierError(
                    .format, "a mobile number of Taiwan begins with 09; others need + and the country")
            }
        }
        guard digits.first != UInt8(ascii: "0") else {
            throw IdentifierError(.format, "no country's numbers begin with 0 after the +")
        }
        if digits.starts(with: "886".utf8) {
            // The 0 of numbers inside Taiwan, written behind the country's.
            if digits.dropFirst(3).first == UInt8(ascii: "0") { digits.remove(at: 3) }
            guard digits.count == 12, digits[3] == UInt8(ascii: "9") else {
                throw IdentifierError(.noMobile, "a mobile number of Taiwan is 09 and eight digits")
            }
        }
        guard (8...15).contains(digits.count) else {
            throw IdentifierError(.format, "an international number has 8 to 15 digits")
        }
        e164 = "+" + String(decoding: digits, as: UTF8.self)
    }
}
