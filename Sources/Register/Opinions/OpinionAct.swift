/// What is done to something that somebody wrote. The raw value is in the audit log and in its history.
package enum OpinionAct: String, Hashable, Sendable, CaseIterable {
    // Who wrote it.
    case send
    /// More is said, or asked again after an answer.
    case add
    case withdraw
    // Who answers it.
    case take
    /// The time to answer is made longer, once, and why is told.
    case extend
    case answer
    // Either, or time.
    case close
}
