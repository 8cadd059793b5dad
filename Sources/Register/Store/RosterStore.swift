import PassFormat
import SQLStore

/// Rosters in the database, sealed.
enum RosterStore {
    struct Row: Sendable {
        let seq: Int64
        let id: RosterEntryID
        let kind: RosterKind
        let subject: [UInt8]
        let document: [UInt8]
        let hasPhoto: Bool
    }

    private static func row(_ row: SQLRow) throws -> Row {
        guard let id = RosterEntryID(try row.blob(1)), let kind = RosterKind(rawValue: try row.text(2)) else {
            throw RegisterError.damaged("a roster")
        }
        return Row(
            seq: try row.integer(0), id: id, kind: kind, subject: try row.blob(3), document: try row.blob(4),
            hasPhoto: try row.integer(5) == 1)
    }

    static func count(_ kind: RosterKind, of company: Int64, _ database: any SQLReading) throws -> Int64 {
        try database.integer(
            "SELECT COUNT(*) FROM roster_entry WHERE company = ? AND kind = ?", .integer(company), .text(kind.rawValue))
            ?? 0
    }

    /// Those of a kind, in the order they were added.
    static func all(_ kind: RosterKind, of company: Int64, _ database: any SQLReading) throws -> [Row] {
        try database.rows(
            """
            SELECT roster_entry.seq, id, kind, subject, document, roster_photo.entry IS NOT NULL FROM roster_entry
                LEFT JOIN roster_photo ON roster_photo.entry = roster_entry.seq
            WHERE company = ? AND kind = ? ORDER BY roster_entry.seq
            """, .integer(company), .text(kind.rawValue)
        ).map(row)
    }

    static func entry(_ id: RosterEntryID, of company: Int64, _ database: any SQLReading) throws -> Row? {
        try database.row(
            """
            SELECT roster_entry.seq, id, kind, subject, document, roster_photo.entry IS NOT NULL FROM roster_entry
                LEFT JOIN roster_photo ON roster_photo.entry = roster_entry.seq
            WHERE company = ? AND id = ?
            """, .integer(company), .blob(id.bytes)
        ).map(row)
    }

    static func entry(
        subject: [UInt8], _ kind: RosterKind, of company: Int64, _ database: any SQLReading
    ) throws -> Row? {
        try database.row(
            """
            SELECT roster_entry.seq, id, kind, subject, document, roster_photo.entry IS NOT NULL FROM roster_entry
                LEFT JOIN roster_photo ON roster_photo.entry = roster_entry.seq
            WHERE company = ? AND kind = ? AND subject = ?
            """, .integer(company), .text(kind.rawValue), .blob(subject)
        ).map(row)
    }

    // MARK: Changing

    struct New: Sendable {
        let id: RosterEntryID
        let subject: [UInt8]
        let document: [UInt8]
    }

    static func insert(
        _ entries: [New], _ kind: RosterKind, of company: Int64, at now: Int64, _ database: any SQLWriting
    ) throws -> Int {
        try database.executeEach(
            """
            INSERT INTO roster_entry (id, company, kind, subject, document, added_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            entries.map { entry in
                [
                    .blob(entry.id.bytes), .integer(company), .text(kind.rawValue), .blob(entry.subject),
                    .blob(entry.document), .integer(now), .integer(now),
                ]
            })
    }

    static func update(
        _ seq: Int64, subject: [UInt8], document: [UInt8], at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE roster_entry SET subject = ?, document = ?, changed_at = ? WHERE seq = ?", .blob(subject),
            .blob(document), .integer(now), .integer(seq))
    }

    static func remove(_ seq: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM roster_photo WHERE entry = ?", .integer(seq))
        try database.execute("DELETE FROM roster_entry WHERE seq = ?", .integer(seq))
    }

    static func setPhoto(_ sealed: [UInt8], of seq: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO roster_photo (entry, sealed, added_at) VALUES (?, ?, ?)
            ON CONFLICT (entry) DO UPDATE SET sealed = excluded.sealed, added_at = excluded.added_at
            """, .integer(seq), .blob(sealed), .integer(now))
    }

    static func photo(of seq: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row("SELECT sealed FROM roster_photo WHERE entry = ?", .integer(seq))?.blob(0)
    }

    // MARK: What came of an entry

    /// The newest pass of the company's applications for a subject that is not over: its row's number.
    static func passes(
        of subject: [UInt8], company: Int64, at now: Int64, _ database: any SQLReading
    ) throws -> [PassRow] {
        // A reissue has the number of the pass that an application led to, and stands in no application.
        try database.rows(
            """
            SELECT current.seq FROM pass_subject
                JOIN pass AS current ON current.seq = pass_subject.pass
            WHERE pass_subject.subject = ? AND current.state IN (0, 1, 2, 3) AND current.expires > ?
                AND EXISTS (
                    SELECT 1 FROM pass AS first JOIN application_pass ON application_pass.pass = first.seq
                        JOIN application ON application.seq = application_pass.application
                    WHERE first.number = current.number AND application.company = ?)
            ORDER BY current.expires DESC, current.seq DESC
            """, .blob(subject), .integer(now), .integer(company)
        ).compactMap { try PassStore.pass(seq: $0.integer(0), database) }
    }

    /// The applications of a company for a subject that are under way.
    static func applications(
        of subject: [UInt8], company: Int64, _ database: any SQLReading
    ) throws -> [ApplicationID] {
        try database.rows(
            """
            SELECT application.id FROM application_subject
                JOIN application ON application.seq = application_subject.application
            WHERE application_subject.subject = ? AND application.company = ?
                AND application.state IN ('submitted', 'correction', 'checking', 'approved', 'awaiting-payment')
            ORDER BY application.seq
            """, .blob(subject), .integer(company)
        ).compactMap { ApplicationID(try $0.blob(0)) }
    }
}
