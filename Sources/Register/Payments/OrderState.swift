/// How an order stands.
package enum OrderState: String, Hashable, Sendable, CaseIterable {
    case open, paid
    /// It was paid, and is to be paid back.
    case refunding
    case refunded
    case cancelled, expired
}
