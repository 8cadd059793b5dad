/// An order as it stands.
package struct PaymentOrder: Hashable, Sendable {
    package let number: OrderNumber
    package let state: OrderState
    package let total: Int64
    /// What came and counts for it.
    package let applied: Int64
    package let lines: [OrderLine]
    package let madeAt: Int64
    package let expiresAt: Int64
    package let closedAt: Int64?
    /// Why it was cancelled or is paid back: a code.
    package let reason: String?
    package let receipt: String?
    /// Codes to pay with at a machine or a store that were given out for it, the newest first.
    package let codes: [IssuedCode]

    /// ECPay's code of why the newest attempt came to nothing; nil when it did not, or nobody has said so.
    package let lastFailure: Int64?

    /// What is still to be paid.
    package var due: Int64 { OrderMachine(state: state, total: total, applied: applied).due }
}
