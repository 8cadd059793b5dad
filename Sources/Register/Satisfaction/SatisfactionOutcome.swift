/// What came of an answer.
package enum SatisfactionOutcome: Hashable, Sendable {
    case thanks
    /// Nothing changed.
    case already
    case over
    case refused([Fault])
}
