import SQLStore

/// Passes that came of a company's applications.
enum CompanyPassStore {
    /// Those that are not over, those that end first first. A reissue has the number of the pass that an application led to.
    static func all(
        of company: Int64, at now: Int64, from start: Int, limit: Int, _ database: any SQLReading
    ) throws -> [PassRow] {
        try database.rows(
            """
            SELECT DISTINCT current.seq, current.expires FROM application
                JOIN application_pass ON application_pass.application = application.seq
                JOIN pass AS first ON first.seq = application_pass.pass
                JOIN pass AS current ON current.number = first.number
            WHERE application.company = ? AND current.state IN (1, 2, 3) AND current.expires > ?
            ORDER BY current.expires, current.seq LIMIT ? OFFSET ?
            """, .integer(company), .integer(now), .integer(Int64(limit)), .integer(Int64(start))
        ).compactMap { try PassStore.pass(seq: $0.integer(0), database) }
    }

    struct Place: Hashable, Sendable {
        let seq: Int64
        /// The number of the application that the first pass of its number came of.
        let application: String
    }

    /// Those after a row, in the order of rows.
    /// - Parameter now: only those that are not over then; nil for all that were ever issued.
    static func page(
        of company: Int64, at now: Int64?, after place: Int64, limit: Int, _ database: any SQLReading
    ) throws -> [Place] {
        try database.rows(
            """
            SELECT current.seq, MAX(application.number) FROM application
                JOIN application_pass ON application_pass.application = application.seq
                JOIN pass AS first ON first.seq = application_pass.pass
                JOIN pass AS current ON current.number = first.number
            WHERE application.company = ? AND current.seq > ? AND current.state BETWEEN 1 AND 5
                AND (? IS NULL OR (current.state IN (1, 2, 3) AND current.expires > ?))
            GROUP BY current.seq ORDER BY current.seq LIMIT ?
            """, .integer(company), .integer(place), .integer(now), .integer(now), .integer(Int64(limit))
        ).map { Place(seq: try $0.integer(0), application: try $0.text(1)) }
    }

    /// The newest of a number that a gate may have seen.
    static func place(number: String, of company: Int64, _ database: any SQLReading) throws -> Place? {
        try database.row(
            """
            SELECT current.seq, application.number FROM pass AS current
                JOIN pass AS first ON first.number = current.number
                JOIN application_pass ON application_pass.pass = first.seq
                JOIN application ON application.seq = application_pass.application
            WHERE current.number = ? AND application.company = ? AND current.state BETWEEN 1 AND 5
            ORDER BY current.seq DESC, application.seq DESC LIMIT 1
            """, .text(number), .integer(company)
        ).map { Place(seq: try $0.integer(0), application: try $0.text(1)) }
    }

    /// Whose, or which vehicle's, a pass is.
    static func subjects(of pass: Int64, _ database: any SQLReading) throws -> [[UInt8]] {
        try database.rows("SELECT subject FROM pass_subject WHERE pass = ? ORDER BY subject", .integer(pass)).map {
            try $0.blob(0)
        }
    }

    struct Ending: Hashable, Sendable {
        let seq: Int64
        let expires: Int64
    }

    /// Those that end in a time and that nothing goes on from: no reissue of the number, no other application.
    static func ending(
        of company: Int64, after now: Int64, by end: Int64, _ database: any SQLReading
    ) throws -> [Ending] {
        try database.rows(
            """
            SELECT DISTINCT current.seq, current.expires FROM application
                JOIN application_pass ON application_pass.application = application.seq
                JOIN pass AS first ON first.seq = application_pass.pass
                JOIN pass AS current ON current.number = first.number
            WHERE application.company = ? AND current.state = 1 AND current.term <> 3
                AND current.expires > ? AND current.expires <= ?
                AND NOT EXISTS (SELECT 1 FROM pass AS later WHERE later.number = current.number
                    AND later.state IN (0, 1, 2) AND later.expires > current.expires)
            ORDER BY current.expires, current.seq
            """, .integer(company), .integer(now), .integer(end)
        ).map { Ending(seq: try $0.integer(0), expires: try $0.integer(1)) }
    }

    static func isReminded(_ pass: Int64, days: Int64, _ database: any SQLReading) throws -> Bool {
        try database.row(
            "SELECT 1 FROM company_reminder WHERE pass = ? AND days = ?", .integer(pass), .integer(days)) != nil
    }

    static func remind(_ pass: Int64, days: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO company_reminder (pass, days, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", .integer(pass),
            .integer(days), .integer(now))
    }
}
