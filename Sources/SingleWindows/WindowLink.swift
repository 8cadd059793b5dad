/// How questions get to a window, and what it says gets back.
package protocol WindowLink: Sendable {
    /// Carries a question. Sent twice it is one question, by its id.
    func send(_ question: WindowQuestion) async -> LinkOutcome

    /// What lies there and was not taken yet, a few at a time.
    func waiting() async throws -> [WaitingReply]

    /// Takes away what the register has, durably, or has refused.
    func remove(_ reply: WaitingReply, isGood: Bool) async throws
}

/// What came of sending a question.
package enum LinkOutcome: Hashable, Sendable {
    /// It is there; the answer comes later.
    case delivered
    /// It was answered at once.
    case answered([UInt8])
    /// Why it is not there, in a word.
    case failed(String)
}

/// Bytes that came by themselves.
package struct WaitingReply: Hashable, Sendable {
    /// What the link knows it by.
    package let name: String
    /// Nil for what was never read: what it is instead, in a word.
    package let content: Result<[UInt8], UnreadReply>

    package init(name: String, content: Result<[UInt8], UnreadReply>) {
        self.name = name
        self.content = content
    }
}

package enum UnreadReply: String, Error, Hashable, Sendable {
    case notAFile = "not-a-file"
    case tooLarge = "too-large"
    case unreadable
}
