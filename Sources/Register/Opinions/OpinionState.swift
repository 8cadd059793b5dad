/// Where something that somebody wrote stands. The raw value is what the database holds.
package enum OpinionState: String, Hashable, Sendable, CaseIterable {
    case received
    /// Somebody has taken it and works on the answer.
    case answering
    /// The answer is there; who wrote may ask again.
    case answered
    case closed
    case withdrawn

    package var isFinal: Bool { self == .closed || self == .withdrawn }
    /// Whether an answer is owed.
    package var isOpen: Bool { self == .received || self == .answering }
}
