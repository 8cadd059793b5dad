/// Money that came. The method and its reference name it: the same one is booked once.
package struct ReceivedMoney: Hashable, Sendable {
    package var method: PaymentMethod
    package var reference: String
    package var amount: Int64
    /// Seconds since 1970.
    package var receivedAt: Int64
    /// Of a payment through ECPay: our number of the attempt, and how it was paid.
    package var trade: String?
    package var way: String?
}
