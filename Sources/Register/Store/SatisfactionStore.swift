import SQLStore

/// The questions of satisfaction, and what was answered.
enum SatisfactionStore {
    struct New: Sendable {
        let subject: SatisfactionSubject
        let reference: String
        let kind: String
        let contact: [UInt8]?
        let digest: [UInt8]
        let expiresAt: Int64
        let isSent: Bool
    }

    /// - Returns: false when it was asked before.
    static func insert(_ new: New, at now: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            """
            INSERT INTO satisfaction (subject, reference, kind, contact, digest, asked_at, expires_at, is_sent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .text(new.subject.rawValue), .text(new.reference), .text(new.kind), .blob(new.contact), .blob(new.digest),
            .integer(now), .integer(new.expiresAt), .integer(new.isSent ? 1 : 0)) == 1
    }

    /// Whether somebody was sent a question since a time.
    static func wasAsked(_ contact: [UInt8], since time: Int64, _ database: any SQLReading) throws -> Bool {
        try database.row(
            "SELECT 1 FROM satisfaction WHERE contact = ? AND asked_at > ? AND is_sent = 1 LIMIT 1", .blob(contact),
            .integer(time)) != nil
    }

    static func question(digest: [UInt8], _ database: any SQLReading) throws -> SatisfactionQuestion? {
        try database.row(
            "SELECT seq, subject, reference, expires_at, answered_at FROM satisfaction WHERE digest = ?", .blob(digest)
        ).map(question)
    }

    static func question(
        _ subject: SatisfactionSubject, _ reference: String, _ database: any SQLReading
    ) throws -> SatisfactionQuestion? {
        try database.row(
            """
            SELECT seq, subject, reference, expires_at, answered_at FROM satisfaction
            WHERE subject = ? AND reference = ?
            """, .text(subject.rawValue), .text(reference)
        ).map(question)
    }

    private static func question(_ row: SQLRow) throws -> SatisfactionQuestion {
        guard let subject = SatisfactionSubject(rawValue: try row.text(1)) else {
            throw RegisterError.damaged("a question of satisfaction")
        }
        return SatisfactionQuestion(
            subject: subject, number: try row.text(2), expiresAt: try row.integer(3),
            answeredAt: try row.optionalInteger(4), seq: try row.integer(0))
    }

    /// - Returns: false when it was answered before.
    static func answer(
        _ seq: Int64, score: Int64, sealed: [UInt8]?, month: Int64, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            UPDATE satisfaction SET score = ?, sealed = ?, month = ?, answered_at = ?
            WHERE seq = ? AND answered_at IS NULL
            """, .integer(score), .blob(sealed), .integer(month), .integer(now), .integer(seq)) == 1
    }

    static func context(_ question: SatisfactionQuestion) -> [UInt8] {
        context(subject: question.subject.rawValue, reference: question.number)
    }

    static func context(subject: String, reference: String) -> [UInt8] {
        Array("satisfaction:\(subject):\(reference)".utf8)
    }

    struct Remark: Sendable {
        let question: SatisfactionQuestion
        let score: Int64
        let sealed: [UInt8]
    }

    /// What was written beside the scores of a month.
    static func remarks(month: Int64, _ database: any SQLReading) throws -> [Remark] {
        try database.rows(
            """
            SELECT seq, subject, reference, expires_at, answered_at, score, sealed FROM satisfaction
            WHERE month = ? AND sealed IS NOT NULL ORDER BY seq
            """, .integer(month)
        ).map { Remark(question: try question($0), score: try $0.integer(5), sealed: try $0.blob(6)) }
    }

    static func figures(from first: Int64, through last: Int64, _ database: any SQLReading) throws
        -> [SatisfactionFigure]
    {
        try database.rows(
            """
            SELECT month, subject, kind, score, COUNT(*) FROM satisfaction
            WHERE month IS NOT NULL AND month >= ? AND month <= ?
            GROUP BY month, subject, kind, score ORDER BY month, subject, kind, score
            """, .integer(first), .integer(last)
        ).map { row in
            guard let subject = SatisfactionSubject(rawValue: try row.text(1)) else {
                throw RegisterError.damaged("a question of satisfaction")
            }
            return SatisfactionFigure(
                month: try row.integer(0), subject: subject, kind: try row.text(2), score: try row.integer(3),
                count: try row.integer(4))
        }
    }

    /// Takes away what was written long ago; the scores stay.
    static func forget(answeredBefore time: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE satisfaction SET sealed = NULL WHERE sealed IS NOT NULL AND answered_at < ?", .integer(time))
        try database.execute(
            "UPDATE satisfaction SET contact = NULL WHERE contact IS NOT NULL AND asked_at < ?", .integer(time))
    }
}
