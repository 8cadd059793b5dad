import PassCrypto
import SQLStore
import StrictJSON

/// Seminars as the log tells them: a revision, or an answer for everybody, that was changed, made or taken away by hand shows as a
/// difference.
struct SeminarReplay: TableReplay {
    private struct Name: Hashable {
        let seminar: Int64
        let revision: Int64
    }

    private var revisions: [Name: String] = [:]
    /// Digests of answers that everybody reads.
    private var answers: [Int64: String] = [:]

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        switch event {
        case "seminar-publish", "seminar-correct", "seminar-cancel":
            guard case .integer(let number)? = members["seminar"], case .integer(let revision)? = members["revision"],
                case .string(let digest)? = members["sha256"]
            else { return false }
            revisions[Name(seminar: number, revision: revision)] =
                "\(event.dropFirst("seminar-".count)) \(digest.string)"
        case "seminar-answer-published", "seminar-answer-taken-back":
            guard case .integer(let question)? = members["question"], case .string(let digest)? = members["sha256"]
            else { return false }
            answers[question] = event == "seminar-answer-published" ? digest.string : nil
        default: break
        }
        return true
    }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        try revisionProblems(database) + answerProblems(database)
    }

    private func revisionProblems(_ database: any SQLReading) throws -> [AuditProblem] {
        var problems: [AuditProblem] = []
        var count = 0
        try database.forEachRow(
            """
            SELECT seminar, revision, act, content, reason, reason_en FROM seminar_revision ORDER BY seminar, revision
            """, []
        ) { row in
            count += 1
            let name = Name(seminar: try row.integer(0), revision: try row.integer(1))
            let digest = AnnouncementDigest.of(
                content: try row.blob(3), reason: try row.text(4), reasonInEnglish: try row.text(5))
            if revisions[name] != "\(try row.text(2)) \(Hex.encode(digest))" {
                problems.append(
                    AuditProblem(
                        record: nil, "revision \(name.revision) of seminar \(name.seminar) is not what the log says"))
            }
        }
        if count < revisions.count {
            problems.append(
                AuditProblem(record: nil, "\(revisions.count - count) revisions of seminars are not in the register"))
        }
        return problems
    }

    private func answerProblems(_ database: any SQLReading) throws -> [AuditProblem] {
        var problems: [AuditProblem] = []
        var count = 0
        try database.forEachRow(
            """
            SELECT seq, question, question_en, answer, answer_en FROM seminar_question
            WHERE state = 'published' ORDER BY seq
            """, []
        ) { row in
            count += 1
            let words = SeminarAnswer(
                question: try row.text(1), questionInEnglish: try row.text(2), answer: try row.text(3),
                answerInEnglish: try row.text(4))
            let number = try row.integer(0)
            if answers[number] != Hex.encode(words.digest) {
                problems.append(
                    AuditProblem(record: nil, "answer \(number) of a seminar is not what the log says"))
            }
        }
        if count < answers.count {
            problems.append(
                AuditProblem(record: nil, "\(answers.count - count) answers of seminars are not what everybody reads"))
        }
        return problems
    }
}
