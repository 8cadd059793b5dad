/// A receipt, as it is printed.
package struct FeeReceipt: Hashable, Sendable {
    /// `R26-000001`: the year, and a running number without a gap.
    package let number: String
    package let order: PaymentOrder
    package let amount: Int64
    package let payer: Payer
    package let issuedAt: Int64
    /// Since when it is void: the money went back.
    package let voidAt: Int64?
    package let payments: [BookedPayment]
}
