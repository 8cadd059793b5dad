package import SQLStore

/// Consultations in the store: what is theirs beyond ``BulletinStore``, and their answers.
enum ConsultationStore {
    /// Those that ended before a time and are not answered, the oldest first.
    static func unanswered(endedBefore time: Int64, _ database: any SQLReading) throws -> [Int64] {
        try database.rows(
            "SELECT seq FROM consultation WHERE state = 'published' AND ends_at <= ? ORDER BY ends_at, seq",
            .integer(time)
        ).map { try $0.integer(0) }
    }

    static func noteChange(of number: Int64, _ database: any SQLWriting) throws {
        try database.execute("UPDATE consultation SET changes = changes + 1 WHERE seq = ?", .integer(number))
    }

    // MARK: Answers

    static func replies(of number: Int64, _ database: any SQLReading) throws -> [ConsultationReply] {
        try database.rows(
            """
            SELECT reply, text, text_en, made_by, at,
                (SELECT COUNT(*) FROM contribution WHERE contribution.consultation = consultation_reply.consultation
                    AND contribution.reply = consultation_reply.reply),
                (SELECT COUNT(*) FROM contribution WHERE contribution.consultation = consultation_reply.consultation
                    AND contribution.reply = consultation_reply.reply AND contribution.state = 'published')
            FROM consultation_reply WHERE consultation = ? ORDER BY reply
            """, .integer(number)
        ).map { row in
            ConsultationReply(
                number: try row.integer(0), chinese: try row.text(1), english: try row.text(2),
                madeBy: try row.text(3), at: try row.integer(4), contributions: try row.integer(5),
                published: try row.integer(6))
        }
    }

    /// - Parameter reply: nil for a new one.
    /// - Returns: its number.
    static func keep(
        reply: Int64?, _ chinese: String, _ english: String, of number: Int64, by person: String, at now: Int64,
        _ database: any SQLWriting
    ) throws -> Int64 {
        let place =
            try reply
            ?? (database.integer(
                "SELECT COALESCE(MAX(reply), 0) + 1 FROM consultation_reply WHERE consultation = ?", .integer(number))
                ?? 1)
        try database.execute(
            """
            INSERT INTO consultation_reply (consultation, reply, text, text_en, made_by, at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (consultation, reply) DO UPDATE
                SET text = excluded.text, text_en = excluded.text_en, made_by = excluded.made_by, at = excluded.at
            """, .integer(number), .integer(place), .text(chinese), .text(english), .text(person), .integer(now))
        return place
    }

    static func digest(ofReply reply: Int64, of number: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        guard
            let row = try database.row(
                "SELECT text, text_en FROM consultation_reply WHERE consultation = ? AND reply = ?", .integer(number),
                .integer(reply))
        else { return nil }
        let numbers = try database.rows(
            "SELECT number FROM contribution WHERE consultation = ? AND reply = ?", .integer(number), .integer(reply)
        ).map { try $0.text(0) }
        return ConsultationReplyDigest.of(
            chinese: try row.text(0), english: try row.text(1), contributions: numbers)
    }

    // MARK: Figures

    /// What ended within a time, what came of it, and how long answers took that were given within it. Each consultation's figures stand
    /// on its page for everybody.
    static func figures(_ time: Range<Int64>, _ database: any SQLReading) throws -> ConsultationFigures {
        let row = try database.row(
            """
            SELECT COUNT(DISTINCT consultation.seq), COUNT(contribution.seq),
                COUNT(CASE WHEN consultation.state = 'answered' THEN contribution.seq END)
            FROM consultation LEFT JOIN contribution ON contribution.consultation = consultation.seq
            WHERE consultation.state IN ('published', 'answered') AND ends_at >= ? AND ends_at < ?
            """, .integer(time.lowerBound), .integer(time.upperBound))
        let durations = try database.rows(
            """
            SELECT closed_at - ends_at FROM consultation
            WHERE state = 'answered' AND closed_at >= ? AND closed_at < ?
            """, .integer(time.lowerBound), .integer(time.upperBound)
        ).map { try max(0, $0.integer(0)) }.sorted()
        return ConsultationFigures(
            ended: try row?.integer(0) ?? 0, contributions: try row?.integer(1) ?? 0,
            answered: try row?.integer(2) ?? 0,
            usualDuration: durations.isEmpty ? nil : durations[durations.count / 2])
    }
}

extension Consultations {
    package static let statements = BulletinStatements(
        all: "SELECT seq, state, changes, draft, drafted_at, drafted_by FROM consultation ORDER BY seq DESC",
        one: "SELECT seq, state, changes, draft, drafted_at, drafted_by FROM consultation WHERE seq = ?",
        revisions: """
            SELECT revision, act, at, made_by, reason, reason_en, content FROM consultation_revision
            WHERE consultation = ? ORDER BY revision
            """,
        everyRevision: """
            SELECT consultation, revision, act, at, made_by, reason, reason_en, content FROM consultation_revision
            ORDER BY consultation, revision
            """,
        insert: """
            INSERT INTO consultation (state, revision, changes, draft, drafted_at, drafted_by)
            VALUES ('draft', 0, 1, ?, ?, ?) RETURNING seq
            """,
        keep: """
            UPDATE consultation SET draft = ?, drafted_at = ?, drafted_by = ?, changes = changes + 1 WHERE seq = ?
            """,
        dropDraft: """
            UPDATE consultation SET draft = NULL, drafted_at = NULL, drafted_by = NULL, changes = changes + 1
            WHERE seq = ?
            """,
        remove: "DELETE FROM consultation WHERE seq = ?",
        revise: """
            INSERT INTO consultation_revision (consultation, revision, act, at, made_by, reason, reason_en, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)

    package static func move(_ consultation: Consultation, utcOffset: Int64, _ database: any SQLWriting) throws {
        guard let revision = consultation.revisions.last else { return }
        // Ended early, it may have a correction that waits; closed, it has none.
        let keepsDraft: Int64 = revision.act == .end ? 1 : 0
        try database.execute(
            """
            UPDATE consultation SET state = ?, revision = ?, opens_at = ?, ends_at = ?, closed_at = ?,
                draft = CASE WHEN ? = 1 THEN draft END, drafted_at = CASE WHEN ? = 1 THEN drafted_at END,
                drafted_by = CASE WHEN ? = 1 THEN drafted_by END, changes = changes + 1
            WHERE seq = ?
            """, .text(consultation.state.rawValue), .integer(revision.number),
            .integer(revision.content.from.start(utcOffset: utcOffset)),
            .integer(consultation.endsAt(utcOffset: utcOffset)),
            .integer(consultation.isWritten ? nil : revision.at), .integer(keepsDraft), .integer(keepsDraft),
            .integer(keepsDraft), .integer(consultation.number))
    }
}
