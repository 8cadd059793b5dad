import PassCrypto
import SQLStore
import StrictJSON

/// Seminars as the log tells them: a revision, or an answer for everybody, that was changed, made or taken away by hand shows as a
/// difference.
struct SeminarReplay: TableReplay {
    private var revisions = BulletinReplay<Seminars>()
    /// Of answers that everybody reads.
    private var answers = ReplayedParts()

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        switch event {
        case "seminar-answer-published", "seminar-answer-taken-back":
            guard let question = members.integer("question"), let digest = members.string("sha256") else {
                return false
            }
            answers[Self.name(question)] = event == "seminar-answer-published" ? digest : nil
            return true
        default: return revisions.apply(event, members)
        }
    }

    private static func name(_ question: Int64) -> String { "answer \(question) of a seminar" }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        var found = ReplayedParts.Comparison(with: answers)
        try database.forEachRow(
            """
            SELECT seq, question, question_en, answer, answer_en FROM seminar_question
            WHERE state = 'published' ORDER BY seq
            """, []
        ) { row in
            let words = SeminarAnswer(
                question: try row.text(1), questionInEnglish: try row.text(2), answer: try row.text(3),
                answerInEnglish: try row.text(4))
            found.take(Self.name(try row.integer(0)), Hex.encode(words.digest))
        }
        return try revisions.compare(with: database)
            + found.problems(missing: "answers of seminars are not what everybody reads")
    }
}
