/// How somebody paid, from ECPay's `PaymentType` (developers.ecpay.com.tw/?p=5686): `Credit_CreditCard`, `ATM_TAISHIN`, `CVS_IBON`
/// and others; what stands before `_` is the way.
package struct PaymentWay: Hashable, Sendable {
    package let text: String

    /// Nil unless there are 1 to 40 letters, digits and `_`.
    package init?(_ text: String) {
        guard PaymentForm.isName(text), text.utf8.count <= 40 else { return nil }
        self.text = text
    }

    /// Whether it can be given back through ECPay; what was paid in cash or by transfer can't.
    package var isCredit: Bool { text.lowercased().hasPrefix("credit") }
}
