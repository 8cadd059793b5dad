/// A question and its answer, in words that anybody may read: never with who asked.
package struct SeminarQuestion: Hashable, Sendable {
    package let number: Int64
    package let seminar: Int64
    package let words: SeminarAnswer
    package let isPublic: Bool
    /// Grows with every change: who lets it through says which they saw.
    package let changes: Int64
    package let writtenBy: String
    /// Seconds since 1970.
    package let writtenAt: Int64
}

/// The words of one question, in Chinese and in English.
package struct SeminarAnswer: Hashable, Sendable {
    package static let longestQuestion = 500
    package static let longestAnswer = 4_000

    package let question: String
    package let questionInEnglish: String
    package let answer: String
    package let answerInEnglish: String

    package init(question: String, questionInEnglish: String, answer: String, answerInEnglish: String) {
        self.question = OpinionText.plain(question)
        self.questionInEnglish = OpinionText.plain(questionInEnglish)
        self.answer = OpinionText.plain(answer)
        self.answerInEnglish = OpinionText.plain(answerInEnglish)
    }

    var faults: [Fault] {
        [
            OpinionText.fault(in: question, field: "question-zh", longest: Self.longestQuestion),
            OpinionText.fault(in: questionInEnglish, field: "question-en", longest: Self.longestQuestion),
            OpinionText.fault(in: answer, field: "answer-zh", longest: Self.longestAnswer),
            OpinionText.fault(in: answerInEnglish, field: "answer-en", longest: Self.longestAnswer),
        ].compactMap { $0 }
    }

    /// SHA-256 over all of it, the parts told apart by a zero, which is in none of them.
    var digest: [UInt8] {
        BulletinDigest.of(
            Array(question.utf8) + [0] + Array(questionInEnglish.utf8), answer, answerInEnglish)
    }
}
