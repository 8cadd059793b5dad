/// What who sent something is told.
package enum OpinionAnswer: Hashable, Sendable {
    case received(OpinionReceipt)
    /// Nothing is stored.
    case refused([Fault])
    /// Too many came: in so many seconds there may be one again.
    case tooMany(retryAfter: Int64)
}

/// By what something that was sent is followed.
package struct OpinionReceipt: Hashable, Sendable {
    package let number: OpinionNumber
    package let code: RetrievalCode
    package let dueAt: Int64
}
