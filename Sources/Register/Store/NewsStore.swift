package import SQLStore

/// Announcements in the store: what is theirs beyond ``BulletinStore``.
enum NewsStore {
    /// How often something became public: whoever keeps pages made of it sees by it that there is more.
    static func edition(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM announcement_revision") ?? 0
    }

    /// What became public in some time, of whichever announcement.
    static func revisions(made time: Range<Int64>, _ database: any SQLReading) throws -> [AnnouncementRevision] {
        try database.rows(
            """
            SELECT revision, act, at, made_by, reason, reason_en, content FROM announcement_revision
            WHERE at >= ? AND at < ? ORDER BY announcement, revision
            """, .integer(time.lowerBound), .integer(time.upperBound)
        ).map(BulletinStore.revision)
    }
}

extension News {
    package static let statements = BulletinStatements(
        all: "SELECT seq, state, changes, draft, drafted_at, drafted_by FROM announcement ORDER BY seq DESC",
        one: "SELECT seq, state, changes, draft, drafted_at, drafted_by FROM announcement WHERE seq = ?",
        revisions: """
            SELECT revision, act, at, made_by, reason, reason_en, content FROM announcement_revision
            WHERE announcement = ? ORDER BY revision
            """,
        everyRevision: """
            SELECT announcement, revision, act, at, made_by, reason, reason_en, content FROM announcement_revision
            ORDER BY announcement, revision
            """,
        insert: """
            INSERT INTO announcement (state, revision, changes, draft, drafted_at, drafted_by)
            VALUES ('draft', 0, 1, ?, ?, ?) RETURNING seq
            """,
        keep: """
            UPDATE announcement SET draft = ?, drafted_at = ?, drafted_by = ?, changes = changes + 1 WHERE seq = ?
            """,
        dropDraft: """
            UPDATE announcement SET draft = NULL, drafted_at = NULL, drafted_by = NULL, changes = changes + 1
            WHERE seq = ?
            """,
        remove: "DELETE FROM announcement WHERE seq = ?",
        revise: """
            INSERT INTO announcement_revision (announcement, revision, act, at, made_by, reason, reason_en, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)

    package static func move(_ announcement: Announcement, utcOffset: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE announcement SET state = ?, revision = ?, draft = NULL, drafted_at = NULL, drafted_by = NULL,
                changes = changes + 1
            WHERE seq = ?
            """, .text(announcement.state.rawValue), .integer(Int64(announcement.revisions.count)),
            .integer(announcement.number))
    }
}
