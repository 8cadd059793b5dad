/// `MerchantTradeNo`: our own number of an attempt to pay, never used twice.
///
/// Digits and great letters: ECPay's check value does not tell great letters from small ones, so that a browser that carries our form
/// could change them unnoticed; one that comes back in small letters is still the same number.
package struct TradeNumber: Hashable, Sendable {
    package static let longest = 20

    package let text: String

    /// Nil unless there are 1 to 20 ASCII letters and digits.
    package init?(_ text: String) {
        guard (1...Self.longest).contains(text.utf8.count),
            text.utf8.allSatisfy({ PaymentForm.isName(String(UnicodeScalar($0))) && $0 != UInt8(ascii: "_") })
        else { return nil }
        self.text = text.uppercased()
    }
}
