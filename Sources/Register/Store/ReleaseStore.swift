import SQLStore

/// Passes that their holders freed of a former employer, or of the haulier their vehicle was with.
enum ReleaseStore {
    struct New: Sendable {
        let pass: Int64
        let company: Int64?
        let companyNumber: String?
        let releasedBy: String
        let objectUntil: Int64
        /// How many messages told the company.
        let messages: Int64
    }

    /// The newest application that led to a pass of this number.
    static func application(ofPass number: String, _ database: any SQLReading) throws -> PassApplication? {
        try database.row(
            """
            SELECT application.id FROM application_pass JOIN pass ON pass.seq = application_pass.pass
                JOIN application ON application.seq = application_pass.application
            WHERE pass.number = ? ORDER BY application.seq DESC LIMIT 1
            """, .text(number)
        ).flatMap { row in
            guard let id = ApplicationID(try row.blob(0)) else { throw RegisterError.damaged("an application") }
            return try ApplicationStore.application(id, database)
        }
    }

    static func exists(_ pass: Int64, _ database: any SQLReading) throws -> Bool {
        try database.row("SELECT 1 FROM employer_release WHERE pass = ?", .integer(pass)) != nil
    }

    /// - Returns: its number; nil when the pass was freed before.
    static func insert(_ new: New, at now: Int64, _ database: any SQLWriting) throws -> Int64? {
        let stored = try database.execute(
            """
            INSERT INTO employer_release (pass, company, company_number, released_at, released_by, object_until, messages,
                told_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .integer(new.pass), .integer(new.company), .text(new.companyNumber), .integer(now), .text(new.releasedBy),
            .integer(new.objectUntil), .integer(new.messages), .integer(new.messages > 0 ? now : nil))
        guard stored == 1 else { return nil }
        return try database.integer("SELECT seq FROM employer_release WHERE pass = ?", .integer(new.pass))
    }

    static func release(_ id: Int64, _ database: any SQLReading) throws -> EmployerRelease? {
        try database.row(
            """
            SELECT employer_release.seq, pass.id, pass.number, company, company_number, released_at, released_by,
                object_until, told_at, told_by, opinion.number
            FROM employer_release JOIN pass ON pass.seq = employer_release.pass
                LEFT JOIN opinion ON opinion.seq = employer_release.opinion
            WHERE employer_release.seq = ?
            """, .integer(id)
        ).map(EmployerRelease.init)
    }

    /// Those of a company, the newest first.
    static func of(company: Int64, limit: Int, _ database: any SQLReading) throws -> [EmployerRelease] {
        try database.rows(
            "SELECT seq FROM employer_release WHERE company = ? ORDER BY released_at DESC, seq DESC LIMIT ?",
            .integer(company), .integer(Int64(limit))
        ).compactMap { try release($0.integer(0), database) }
    }

    /// Those of which no company could be told by a message, the oldest first.
    static func untold(limit: Int, _ database: any SQLReading) throws -> [EmployerRelease] {
        try database.rows(
            "SELECT seq FROM employer_release WHERE told_at IS NULL ORDER BY seq LIMIT ?", .integer(Int64(limit))
        ).compactMap { try release($0.integer(0), database) }
    }

    /// - Returns: false when somebody did before.
    static func setTold(
        _ id: Int64, by person: String, objectUntil: Int64, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            """
            UPDATE employer_release SET told_at = ?, told_by = ?, object_until = ? WHERE seq = ? AND told_at IS NULL
            """, .integer(now), .text(person), .integer(objectUntil), .integer(id)) == 1
    }

    static func setOpinion(_ opinion: Int64, of id: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "UPDATE employer_release SET opinion = ? WHERE seq = ? AND opinion IS NULL", .integer(opinion),
            .integer(id)) == 1
    }
}
