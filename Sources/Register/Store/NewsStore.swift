import SQLStore

/// Announcements, their drafts and their revisions.
enum NewsStore {
    /// How often something became public: whoever keeps pages made of it sees by it that there is more.
    static func edition(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM announcement_revision") ?? 0
    }

    static func all(_ database: any SQLReading) throws -> [Announcement] {
        try database.rows(
            "SELECT seq, state, changes, draft, drafted_at, drafted_by FROM announcement ORDER BY seq DESC"
        ).map { try announcement($0, database) }
    }

    static func announcement(_ number: Int64, _ database: any SQLReading) throws -> Announcement? {
        try database.row(
            "SELECT seq, state, changes, draft, drafted_at, drafted_by FROM announcement WHERE seq = ?",
            .integer(number)
        ).map { try announcement($0, database) }
    }

    private static func announcement(_ row: SQLRow, _ database: any SQLReading) throws -> Announcement {
        guard let state = AnnouncementState(rawValue: try row.text(1)) else {
            throw RegisterError.damaged("an announcement")
        }
        let number = try row.integer(0)
        var draft: Announcement.Draft?
        if let content = try row.optionalBlob(3) {
            draft = Announcement.Draft(
                content: try AnnouncementContent(bytes: content), at: try row.integer(4), by: try row.text(5))
        }
        return Announcement(
            number: number, state: state, changes: try row.integer(2), draft: draft,
            revisions: try revisions(of: number, database))
    }

    private static func revisions(of number: Int64, _ database: any SQLReading) throws -> [AnnouncementRevision] {
        try database.rows(
            """
            SELECT revision, act, at, made_by, reason, reason_en, content FROM announcement_revision
            WHERE announcement = ? ORDER BY revision
            """, .integer(number)
        ).map(revision)
    }

    /// What became public in some time, of whichever announcement.
    static func revisions(made time: Range<Int64>, _ database: any SQLReading) throws -> [AnnouncementRevision] {
        try database.rows(
            """
            SELECT revision, act, at, made_by, reason, reason_en, content FROM announcement_revision
            WHERE at >= ? AND at < ? ORDER BY announcement, revision
            """, .integer(time.lowerBound), .integer(time.upperBound)
        ).map(revision)
    }

    private static func revision(_ row: SQLRow) throws -> AnnouncementRevision {
        guard let act = AnnouncementAct(rawValue: try row.text(1)) else {
            throw RegisterError.damaged("a revision of an announcement")
        }
        return AnnouncementRevision(
            number: try row.integer(0), act: act, at: try row.integer(2), madeBy: try row.text(3),
            reason: try row.text(4), reasonInEnglish: try row.text(5),
            content: try AnnouncementContent(bytes: row.blob(6)))
    }

    /// - Returns: its number.
    static func insert(
        draft: AnnouncementContent, by person: String, at now: Int64, _ database: any SQLWriting
    ) throws -> Int64 {
        guard
            let number = try database.integer(
                """
                INSERT INTO announcement (state, revision, changes, draft, drafted_at, drafted_by)
                VALUES ('draft', 0, 1, ?, ?, ?) RETURNING seq
                """, .blob(draft.bytes), .integer(now), .text(person))
        else { throw RegisterError.damaged("an announcement") }
        return number
    }

    static func keep(
        draft: AnnouncementContent, of number: Int64, by person: String, at now: Int64, _ database: any SQLWriting
    ) throws {
        _ = try database.execute(
            """
            UPDATE announcement SET draft = ?, drafted_at = ?, drafted_by = ?, changes = changes + 1 WHERE seq = ?
            """, .blob(draft.bytes), .integer(now), .text(person), .integer(number))
    }

    /// Throws a draft away: with it what was never published.
    static func dropDraft(of announcement: Announcement, _ database: any SQLWriting) throws {
        if announcement.state == .draft {
            _ = try database.execute("DELETE FROM announcement WHERE seq = ?", .integer(announcement.number))
        } else {
            _ = try database.execute(
                """
                UPDATE announcement SET draft = NULL, drafted_at = NULL, drafted_by = NULL, changes = changes + 1
                WHERE seq = ?
                """, .integer(announcement.number))
        }
    }

    static func insert(
        _ revision: AnnouncementRevision, of number: Int64, state: AnnouncementState, _ database: any SQLWriting
    ) throws {
        _ = try database.execute(
            """
            INSERT INTO announcement_revision (announcement, revision, act, at, made_by, reason, reason_en, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, .integer(number), .integer(revision.number), .text(revision.act.rawValue), .integer(revision.at),
            .text(revision.madeBy), .text(revision.reason), .text(revision.reasonInEnglish),
            .blob(revision.content.bytes))
        _ = try database.execute(
            """
            UPDATE announcement SET state = ?, revision = ?, draft = NULL, drafted_at = NULL, drafted_by = NULL,
                changes = changes + 1
            WHERE seq = ?
            """, .text(state.rawValue), .integer(revision.number), .integer(number))
    }
}
