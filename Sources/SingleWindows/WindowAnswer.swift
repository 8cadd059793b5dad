/// What a window says of a subject, when asked or later of itself.
package struct WindowAnswer: Hashable, Sendable {
    package let question: QuestionID
    package let subject: WindowSubject
    package let finding: WindowFinding
    /// The system that says it, in the window's words.
    package let source: String
    /// When it was so, by the window's clock; seconds since 1970.
    package let asOf: Int64
    /// Of two of the same second the greater is the later.
    package let sequence: Int64
    /// Since when; seconds since 1970.
    package let since: Int64?
    /// The release's or the declaration's number.
    package let reference: String?

    package init(
        question: QuestionID, subject: WindowSubject, finding: WindowFinding, source: String, asOf: Int64,
        sequence: Int64, since: Int64? = nil, reference: String? = nil
    ) {
        self.question = question
        self.subject = subject
        self.finding = finding
        self.source = source
        self.asOf = asOf
        self.sequence = sequence
        self.since = since
        self.reference = reference
    }

    /// Whether it is of a later moment than another of the same subject.
    package func isLater(than asOf: Int64, _ sequence: Int64) -> Bool {
        (self.asOf, self.sequence) > (asOf, sequence)
    }
}

/// What comes back.
package enum WindowReply: Hashable, Sendable {
    case answer(WindowAnswer)
    /// The window takes the question for one that it never answers; why, in a word of its own.
    case refusal(QuestionID, code: String)

    package var question: QuestionID {
        switch self {
        case .answer(let answer): answer.question
        case .refusal(let question, _): question
        }
    }
}
