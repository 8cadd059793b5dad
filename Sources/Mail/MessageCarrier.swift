/// A way by which messages go: mail, short messages, or a box to look into.
package protocol MessageCarrier: Sendable {
    /// Sends one message, or tries to. Never throws: what came of it is a value. When the task is cancelled it gives up soon, and
    /// what became of the message may then be unknown, which is a temporary fault.
    func carry(_ message: OutgoingMessage) async -> CarrierOutcome
}
