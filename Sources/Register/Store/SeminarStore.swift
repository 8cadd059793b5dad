import SQLStore

/// Seminars, their drafts and their revisions.
enum SeminarStore {
    static func all(_ database: any SQLReading) throws -> [Seminar] {
        try database.rows(
            """
            SELECT seq, state, changes, draft, drafted_at, drafted_by, signed_up, came FROM seminar ORDER BY seq DESC
            """
        ).map { try seminar($0, database) }
    }

    static func seminar(_ number: Int64, _ database: any SQLReading) throws -> Seminar? {
        try database.row(
            "SELECT seq, state, changes, draft, drafted_at, drafted_by, signed_up, came FROM seminar WHERE seq = ?",
            .integer(number)
        ).map { try seminar($0, database) }
    }

    private static func seminar(_ row: SQLRow, _ database: any SQLReading) throws -> Seminar {
        guard let state = SeminarState(rawValue: try row.text(1)) else { throw RegisterError.damaged("a seminar") }
        let number = try row.integer(0)
        var draft: Seminar.Draft?
        if let content = try row.optionalBlob(3) {
            draft = Seminar.Draft(
                content: try SeminarContent(bytes: content), at: try row.integer(4), by: try row.text(5))
        }
        return Seminar(
            number: number, state: state, changes: try row.integer(2), draft: draft,
            revisions: try revisions(of: number, database),
            tally: SeminarTally(signedUp: try row.integer(6), came: try row.integer(7)))
    }

    private static func revisions(of number: Int64, _ database: any SQLReading) throws -> [SeminarRevision] {
        try database.rows(
            """
            SELECT revision, act, at, made_by, reason, reason_en, content FROM seminar_revision
            WHERE seminar = ? ORDER BY revision
            """, .integer(number)
        ).map { row in
            guard let act = SeminarAct(rawValue: try row.text(1)) else {
                throw RegisterError.damaged("a revision of a seminar")
            }
            return SeminarRevision(
                number: try row.integer(0), act: act, at: try row.integer(2), madeBy: try row.text(3),
                reason: try row.text(4), reasonInEnglish: try row.text(5),
                content: try SeminarContent(bytes: row.blob(6)))
        }
    }

    /// - Returns: its number.
    static func insert(
        draft: SeminarContent, by person: String, at now: Int64, _ database: any SQLWriting
    ) throws -> Int64 {
        guard
            let number = try database.integer(
                """
                INSERT INTO seminar (state, revision, changes, draft, drafted_at, drafted_by)
                VALUES ('draft', 0, 1, ?, ?, ?) RETURNING seq
                """, .blob(draft.bytes), .integer(now), .text(person))
        else { throw RegisterError.damaged("a seminar") }
        return number
    }

    static func keep(
        draft: SeminarContent, of number: Int64, by person: String, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE seminar SET draft = ?, drafted_at = ?, drafted_by = ?, changes = changes + 1 WHERE seq = ?",
            .blob(draft.bytes), .integer(now), .text(person), .integer(number))
    }

    /// Throws a draft away: with it what was never published.
    static func dropDraft(of seminar: Seminar, _ database: any SQLWriting) throws {
        if seminar.state == .draft {
            try database.execute("DELETE FROM seminar WHERE seq = ?", .integer(seminar.number))
        } else {
            try database.execute(
                """
                UPDATE seminar SET draft = NULL, drafted_at = NULL, drafted_by = NULL, changes = changes + 1
                WHERE seq = ?
                """, .integer(seminar.number))
        }
    }

    static func insert(
        _ revision: SeminarRevision, of number: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO seminar_revision (seminar, revision, act, at, made_by, reason, reason_en, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, .integer(number), .integer(revision.number), .text(revision.act.rawValue), .integer(revision.at),
            .text(revision.madeBy), .text(revision.reason), .text(revision.reasonInEnglish),
            .blob(revision.content.bytes))
        let state: SeminarState = revision.act == .cancel ? .cancelled : .published
        // What is not held is over at once: who was signed up is not kept until the day on which it would have been.
        let endsAt = state == .cancelled ? min(revision.at, revision.content.ends) : revision.content.ends
        // One that comes again has people again, who are counted and erased like any others.
        try database.execute(
            """
            UPDATE seminar SET state = ?, revision = ?, ends_at = ?, draft = NULL, drafted_at = NULL,
                drafted_by = NULL, changes = changes + 1, is_erased = CASE WHEN ? > ? THEN 0 ELSE is_erased END
            WHERE seq = ?
            """, .text(state.rawValue), .integer(revision.number), .integer(endsAt), .integer(endsAt),
            .integer(revision.at), .integer(number))
    }

    /// Counts anew how many there are, as long as there is somebody to count.
    static func tally(_ number: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE seminar SET
                signed_up = (SELECT COUNT(*) FROM seminar_signup
                    WHERE seminar_signup.seminar = seminar.seq AND state IN ('placed', 'waiting')),
                came = (SELECT COUNT(*) FROM seminar_signup
                    WHERE seminar_signup.seminar = seminar.seq AND state = 'placed' AND came = 1)
            WHERE seq = ? AND is_erased = 0
            """, .integer(number))
    }

    // MARK: What is kept of people

    /// Seminars that ended before a time and of which there is still somebody.
    static func kept(endedBefore limit: Int64, most: Int, _ database: any SQLReading) throws -> [Int64] {
        try database.rows(
            "SELECT seq FROM seminar WHERE ends_at <= ? AND is_erased = 0 ORDER BY ends_at LIMIT ?",
            .integer(limit), .integer(Int64(most))
        ).map { try $0.integer(0) }
    }

    static func countSignUps(endedBefore limit: Int64, _ database: any SQLReading) throws -> Int64 {
        try database.integer(
            """
            SELECT COUNT(*) FROM seminar_signup
            WHERE seminar IN (SELECT seq FROM seminar WHERE ends_at <= ? AND is_erased = 0)
            """, .integer(limit)) ?? 0
    }

    /// Removes who was signed up; how many they were stays.
    /// - Returns: how many.
    static func erasePeople(of number: Int64, _ database: any SQLWriting) throws -> Int {
        try database.execute("UPDATE seminar SET is_erased = 1 WHERE seq = ?", .integer(number))
        return try database.execute("DELETE FROM seminar_signup WHERE seminar = ?", .integer(number))
    }
}
