/// What came of money that was to go back.
package enum RefundOutcome: Hashable, Sendable {
    case done(Int64)
    /// ECPay refused; nothing went.
    case refused(Int64, String)
    /// There was no answer that can be used: whether it went has to be looked up, and must not be tried again before.
    case unknown(Int64, String)
}
