package import PassFormat
import SQLStore

/// What happened to an application, and what came of it.
package struct ApplicationHistory: Sendable {
    package let steps: [ApplicationStep]
    package let passes: [Pass]
    /// The question of satisfaction that was asked about it; nil where none was.
    package let question: SatisfactionQuestion?
    /// Whether there is a receipt, good still, for this application and for no other.
    package let hasReceipt: Bool

    /// What came of it, in brief.
    package struct Pass: Hashable, Sendable {
        package let id: PassID
        package let number: String
        package let state: PassState
    }

    init(of application: PassApplication, _ database: any SQLReading) throws {
        steps = try ApplicationStore.steps(of: application.seq, database)
        passes = try ApplicationStore.passes(of: application.seq, database).compactMap { seq in
            try PassStore.pass(seq: seq, database).map { Pass(id: $0.id, number: $0.number, state: $0.state) }
        }
        question = try SatisfactionStore.question(.application, application.number, database)
        hasReceipt = try PaymentStore.hasReceipt(ofOnly: application.id, database)
    }
}
