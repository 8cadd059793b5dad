package import SingleWindows

/// That something was sent to a window or came from one: what exactly, by its SHA-256.
package struct WindowReceipt: Hashable, Sendable {
    package enum Way: String, Hashable, Sendable {
        case sent, came
    }

    package let window: SingleWindow
    /// The question's sequence; nil for what belongs to none.
    package let question: Int64?
    package let way: Way
    package let at: Int64
    package let digest: [UInt8]
    /// Bytes.
    package let size: Int64
    /// What came of it, in a word.
    package let outcome: String
}
