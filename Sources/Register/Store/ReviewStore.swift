import SQLStore

/// What is known of whom an application is about, for whoever decides it.
enum ReviewStore {
    private static let shown: Int64 = 20

    /// Passes that are not over, the newest first.
    static func passes(of subjects: [[UInt8]], at now: Int64, _ database: any SQLReading) throws -> [PassRow] {
        var seqs: Set<Int64> = []
        for subject in subjects.prefix(40) {
            let rows = try database.rows(
                """
                SELECT pass.seq FROM pass_subject JOIN pass ON pass.seq = pass_subject.pass
                WHERE pass_subject.subject = ? AND pass.state IN (1, 2, 3, 4) AND pass.expires > ?
                ORDER BY pass.seq DESC LIMIT ?
                """, .blob(subject), .integer(now), .integer(shown))
            for row in rows { seqs.insert(try row.integer(0)) }
        }
        return try seqs.sorted(by: >).prefix(Int(shown)).compactMap { try PassStore.pass(seq: $0, database) }
    }

    /// Applications for the same, the newest first.
    static func applications(
        of subjects: [[UInt8]], otherThan seq: Int64, _ database: any SQLReading
    ) throws -> [PassApplication] {
        var ids: [ApplicationID] = []
        for subject in subjects.prefix(40) {
            let rows = try database.rows(
                """
                SELECT DISTINCT application.id FROM application_subject
                    JOIN application ON application.seq = application_subject.application
                WHERE application_subject.subject = ? AND application.seq <> ? AND application.state <> 'draft'
                ORDER BY application.changed_at DESC LIMIT ?
                """, .blob(subject), .integer(seq), .integer(shown))
            for row in rows { if let id = ApplicationID(try row.blob(0)), !ids.contains(id) { ids.append(id) } }
        }
        return try ids.prefix(Int(shown)).compactMap { try ApplicationStore.application($0, database) }
            .sorted { $0.changedAt > $1.changedAt }
    }

    static func company(_ seq: Int64, _ database: any SQLReading) throws -> ReviewCompany? {
        guard let row = try database.row("SELECT number FROM company WHERE seq = ?", .integer(seq)) else { return nil }
        func count(_ sql: StaticString) throws -> Int64 { try database.integer(sql, .integer(seq)) ?? 0 }
        return ReviewCompany(
            number: try row.text(0),
            issued: try count("SELECT COUNT(*) FROM application WHERE company = ? AND state = 'issued'"),
            rejected: try count("SELECT COUNT(*) FROM application WHERE company = ? AND state = 'rejected'"),
            revoked: try count(
                """
                SELECT COUNT(*) FROM application JOIN application_pass ON application_pass.application = application.seq
                    JOIN pass ON pass.seq = application_pass.pass
                WHERE application.company = ? AND pass.state = 4
                """))
    }
}
