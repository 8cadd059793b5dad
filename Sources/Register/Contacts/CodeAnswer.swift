/// What who asks for a code is told: never whether anybody is known.
package enum CodeAnswer: Hashable, Sendable {
    /// If there is anybody to send a code to, it is on its way.
    case sent(CodeHandle)
    /// Too many were asked for: in so many seconds there may be one again.
    case tooMany(retryAfter: Int64)
}
