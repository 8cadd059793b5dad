/// A form to be posted by the payer's browser, its fields in order.
package struct CheckoutForm: Hashable, Sendable {
    /// Where it goes.
    package let action: String
    /// What the page that holds it has to name in `form-action`.
    package let origin: String
    package let fields: [PaymentField]
}
