/// What happened to an application, and what came of it.
package struct ApplicationHistory: Sendable {
    package let steps: [ApplicationStep]
    package let passes: [PassSummary]
    /// The question of satisfaction that was asked about it; nil where none was.
    package let question: SatisfactionQuestion?
    /// Whether there is a receipt, good still, for this application and for no other.
    package let hasReceipt: Bool
}
