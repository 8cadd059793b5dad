/// Money on the books with what became of it.
package struct MoneyAccount: Hashable, Sendable {
    package let payment: BookedPayment
    package let bookedAt: Int64
    package let bookedBy: Principal
    /// In the order they were begun.
    package let refunds: [Refund]

    /// Whether it can go back through ECPay to the card that it came from.
    package var isByCard: Bool { payment.isByCard }
}
