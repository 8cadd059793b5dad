/// What became of a message.
package enum CarrierOutcome: Hashable, Sendable {
    /// Somebody else answers for it now.
    case sent
    /// Another time it may go: the fault is of the way, or passes.
    case temporary(CarrierFault)
    /// It goes at no time: the recipient or the message was refused.
    case permanent(CarrierFault)
}
