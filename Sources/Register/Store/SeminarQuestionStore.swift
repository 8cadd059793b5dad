import SQLStore

/// Questions about seminars and their answers, in words for everybody.
enum SeminarQuestionStore {
    static func all(of seminar: Int64, _ database: any SQLReading) throws -> [SeminarQuestion] {
        try database.rows(
            """
            SELECT seq, seminar, question, question_en, answer, answer_en, state, changes, written_by, written_at
            FROM seminar_question WHERE seminar = ? ORDER BY seq
            """, .integer(seminar)
        ).map(question)
    }

    static func question(_ number: Int64, _ database: any SQLReading) throws -> SeminarQuestion? {
        try database.row(
            """
            SELECT seq, seminar, question, question_en, answer, answer_en, state, changes, written_by, written_at
            FROM seminar_question WHERE seq = ?
            """, .integer(number)
        ).map(question)
    }

    private static func question(_ row: SQLRow) throws -> SeminarQuestion {
        SeminarQuestion(
            number: try row.integer(0), seminar: try row.integer(1),
            words: SeminarAnswer(
                question: try row.text(2), questionInEnglish: try row.text(3), answer: try row.text(4),
                answerInEnglish: try row.text(5)), isPublic: try row.text(6) == "published",
            changes: try row.integer(7), writtenBy: try row.text(8), writtenAt: try row.integer(9))
    }

    static func insert(
        _ words: SeminarAnswer, of seminar: Int64, by person: String, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO seminar_question (seminar, question, question_en, answer, answer_en, state, changes,
                written_at, written_by)
            VALUES (?, ?, ?, ?, ?, 'draft', 1, ?, ?)
            """, .integer(seminar), .text(words.question), .text(words.questionInEnglish), .text(words.answer),
            .text(words.answerInEnglish), .integer(now), .text(person))
    }

    static func keep(
        _ words: SeminarAnswer, as number: Int64, by person: String, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            UPDATE seminar_question SET question = ?, question_en = ?, answer = ?, answer_en = ?, written_at = ?,
                written_by = ?, changes = changes + 1
            WHERE seq = ?
            """, .text(words.question), .text(words.questionInEnglish), .text(words.answer),
            .text(words.answerInEnglish), .integer(now), .text(person), .integer(number))
    }

    static func show(_ isPublic: Bool, _ number: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE seminar_question SET state = ?, changes = changes + 1 WHERE seq = ?",
            .text(isPublic ? "published" : "draft"), .integer(number))
    }
}
