import SingleWindows

/// What came of bytes from a window.
package enum ReplyOutcome: Hashable, Sendable {
    /// It is the newest that is known of its subject.
    case taken
    /// Something newer is known.
    case older
    /// The very same was here before.
    case repeated
    /// The window refuses the question, which is given up.
    case refusal
    /// It is no reply to anything that was asked; why, in a word.
    case refused(String)

    /// Whether it was a good message.
    package var isGood: Bool {
        if case .refused = self { return false }
        return true
    }

    /// As it stands in the receipt.
    var word: String {
        switch self {
        case .taken: "taken"
        case .older: "older"
        case .repeated: "repeated"
        case .refusal: "refusal"
        case .refused(let code): code
        }
    }
}
