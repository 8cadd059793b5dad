/// What a payer takes to a cash machine or a convenience store.
package enum PaymentCode: Hashable, Sendable {
    /// A bank and an account that is for this payment only.
    case account(bank: String, number: String)
    /// A number for the store's machine.
    case number(String)
    /// Three bar codes for the store's counter.
    case bars([String])
}
