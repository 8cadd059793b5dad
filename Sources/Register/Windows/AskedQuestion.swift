package import SingleWindows

/// A question to a window, and how far it is.
package struct AskedQuestion: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// To be sent, for the first time or once more.
        case waiting
        case sending
        /// It is with the window.
        case sent
        case answered
        /// Given up: somebody looks at it.
        case dead
        /// Somebody decided that it is not asked any more.
        case dropped

        package var isOpen: Bool { self == .waiting || self == .sending || self == .sent }
    }

    package let question: WindowQuestion
    package let state: State
    package let attempts: Int64
    package let dueAt: Int64
    /// What went wrong last, in a word.
    package let fault: String?
    /// Who of the staff has it in hand.
    package let owner: String?
    package let endedAt: Int64?
}
