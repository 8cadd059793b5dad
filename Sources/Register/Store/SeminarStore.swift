package import SQLStore

/// Seminars in the store: what is theirs beyond ``BulletinStore``.
enum SeminarStore {
    // MARK: How many there are

    static func tally(of number: Int64, _ database: any SQLReading) throws -> SeminarTally {
        let row = try database.row("SELECT signed_up, came FROM seminar WHERE seq = ?", .integer(number))
        return SeminarTally(signedUp: try row?.integer(0) ?? 0, came: try row?.integer(1) ?? 0)
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

extension Seminars {
    package static let statements = BulletinStatements(
        all: "SELECT seq, state, changes, draft, drafted_at, drafted_by FROM seminar ORDER BY seq DESC",
        one: "SELECT seq, state, changes, draft, drafted_at, drafted_by FROM seminar WHERE seq = ?",
        revisions: """
            SELECT revision, act, at, made_by, reason, reason_en, content FROM seminar_revision
            WHERE seminar = ? ORDER BY revision
            """,
        everyRevision: """
            SELECT seminar, revision, act, at, made_by, reason, reason_en, content FROM seminar_revision
            ORDER BY seminar, revision
            """,
        insert: """
            INSERT INTO seminar (state, revision, changes, draft, drafted_at, drafted_by)
            VALUES ('draft', 0, 1, ?, ?, ?) RETURNING seq
            """,
        keep: "UPDATE seminar SET draft = ?, drafted_at = ?, drafted_by = ?, changes = changes + 1 WHERE seq = ?",
        dropDraft: """
            UPDATE seminar SET draft = NULL, drafted_at = NULL, drafted_by = NULL, changes = changes + 1
            WHERE seq = ?
            """,
        remove: "DELETE FROM seminar WHERE seq = ?",
        revise: """
            INSERT INTO seminar_revision (seminar, revision, act, at, made_by, reason, reason_en, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)

    package static func move(_ seminar: Seminar, utcOffset: Int64, _ database: any SQLWriting) throws {
        guard let revision = seminar.revisions.last else { return }
        // What is not held is over at once: who was signed up is not kept until the day on which it would have been.
        let ends = revision.content.ends
        let endsAt = seminar.state == .cancelled ? min(revision.at, ends) : ends
        // One that comes again has people again, who are counted and erased like any others.
        try database.execute(
            """
            UPDATE seminar SET state = ?, revision = ?, ends_at = ?, draft = NULL, drafted_at = NULL,
                drafted_by = NULL, changes = changes + 1, is_erased = CASE WHEN ? > ? THEN 0 ELSE is_erased END
            WHERE seq = ?
            """, .text(seminar.state.rawValue), .integer(revision.number), .integer(endsAt), .integer(endsAt),
            .integer(revision.at), .integer(seminar.number))
    }
}
