import SQLStore

/// Which applications were sent together, and which a company has.
enum BatchStore {
    static func insert(company: Int64, account: Int64, at now: Int64, _ database: any SQLWriting) throws -> Int64 {
        let seq = (try database.integer("SELECT MAX(seq) FROM application_batch") ?? 0) + 1
        try database.execute(
            "INSERT INTO application_batch (seq, company, account, made_at) VALUES (?, ?, ?, ?)", .integer(seq),
            .integer(company), .integer(account), .integer(now))
        return seq
    }

    static func add(_ application: Int64, to batch: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO application_batch_line (application, batch) VALUES (?, ?)", .integer(application),
            .integer(batch))
    }

    /// The application of a company that led to a pass, or to the one that it was issued anew from.
    static func application(
        ofPass number: String, company: Int64, _ database: any SQLReading
    ) throws -> PassApplication? {
        try database.row(
            """
            SELECT application.id FROM pass JOIN application_pass ON application_pass.pass = pass.seq
                JOIN application ON application.seq = application_pass.application
            WHERE pass.number = ? AND application.company = ? ORDER BY application.seq DESC LIMIT 1
            """, .text(number), .integer(company)
        ).flatMap { ApplicationID(try $0.blob(0)) }.flatMap { try ApplicationStore.application($0, database) }
    }

    /// A company's applications, the one changed last first.
    /// - Parameter state: nil for all.
    static func applications(
        of company: Int64, _ state: ApplicationState?, batch: Int64?, from start: Int, limit: Int,
        _ database: any SQLReading
    ) throws -> [PassApplication] {
        try database.rows(
            """
            SELECT application.id FROM application
                LEFT JOIN application_batch_line ON application_batch_line.application = application.seq
            WHERE company = ? AND (? IS NULL OR state = ?) AND (? IS NULL OR batch = ?)
            ORDER BY changed_at DESC, application.seq DESC LIMIT ? OFFSET ?
            """, .integer(company), .text(state?.rawValue), .text(state?.rawValue), .integer(batch), .integer(batch),
            .integer(Int64(limit)), .integer(Int64(start))
        ).compactMap { try ApplicationID($0.blob(0)).flatMap { try ApplicationStore.application($0, database) } }
    }

    /// A company's applications from the newest on.
    /// - Parameter place: the number of the last row of the page before; nil for the first page.
    static func page(
        of company: Int64, _ state: ApplicationState?, before place: Int64?, limit: Int, _ database: any SQLReading
    ) throws -> [PassApplication] {
        try database.rows(
            """
            SELECT id FROM application
            WHERE company = ? AND (? IS NULL OR state = ?) AND seq < ? ORDER BY seq DESC LIMIT ?
            """, .integer(company), .text(state?.rawValue), .text(state?.rawValue), .integer(place ?? .max),
            .integer(Int64(limit))
        ).compactMap { try ApplicationID($0.blob(0)).flatMap { try ApplicationStore.application($0, database) } }
    }

    /// A company's visits of which a pass is in force, the newest first.
    static func movableVisits(
        of company: Int64, at now: Int64, limit: Int, _ database: any SQLReading
    ) throws -> [PassApplication] {
        try database.rows(
            """
            SELECT id FROM application
            WHERE company = ? AND kind = 'visit' AND state = 'issued' AND EXISTS (
                SELECT 1 FROM application_pass JOIN pass AS first ON first.seq = application_pass.pass
                    JOIN pass AS current ON current.number = first.number
                WHERE application_pass.application = application.seq AND current.state = 1 AND current.expires > ?)
            ORDER BY seq DESC LIMIT ?
            """, .integer(company), .integer(now), .integer(Int64(limit))
        ).compactMap { try ApplicationID($0.blob(0)).flatMap { try ApplicationStore.application($0, database) } }
    }

    /// How many applications a company has in each state.
    static func counts(of company: Int64, _ database: any SQLReading) throws -> [ApplicationState: Int64] {
        var counts: [ApplicationState: Int64] = [:]
        for row in try database.rows(
            "SELECT state, COUNT(*) FROM application WHERE company = ? GROUP BY state", .integer(company))
        {
            if let state = ApplicationState(rawValue: try row.text(0)) { counts[state] = try row.integer(1) }
        }
        return counts
    }
}
