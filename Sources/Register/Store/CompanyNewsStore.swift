import SQLStore

/// What companies have not been told yet of applications that they sent together.
enum CompanyNewsStore {
    static func isOfBatch(_ application: Int64, _ database: any SQLReading) throws -> Bool {
        try database.row(
            "SELECT 1 FROM application_batch_line WHERE application = ?", .integer(application)) != nil
    }

    /// Notes that there is something to tell of an application; what was not told of it before is told with it.
    static func note(_ application: Int64, of company: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO company_news (application, company, first_at, last_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (application) DO UPDATE SET last_at = excluded.last_at
            """, .integer(application), .integer(company), .integer(now), .integer(now))
    }

    /// Companies of which there is something to tell, and which were not told for a while.
    /// - Parameters:
    ///   - quiet: seconds without anything new.
    ///   - longest: seconds after which it is told although there still is something new, and between two messages.
    static func due(quiet: Int64, longest: Int64, at now: Int64, _ database: any SQLReading) throws -> [Int64] {
        try database.rows(
            """
            SELECT company_news.company FROM company_news
                LEFT JOIN company_digest ON company_digest.company = company_news.company
            GROUP BY company_news.company
            HAVING (MAX(last_at) <= ? OR MIN(first_at) <= ?) AND COALESCE(MAX(told_at), 0) <= ?
            ORDER BY company_news.company
            """, .integer(now - quiet), .integer(now - longest), .integer(now - longest)
        ).map { try $0.integer(0) }
    }

    struct News: Sendable {
        var issued = 0
        /// Those that wait for a correction or for money, or that were turned down or ended.
        var needing = 0
        /// Who sent them.
        var accounts: Set<Int64> = []
    }

    static func news(of company: Int64, _ database: any SQLReading) throws -> News {
        var news = News()
        for row in try database.rows(
            """
            SELECT application.state, application_batch.account, COUNT(*) FROM company_news
                JOIN application ON application.seq = company_news.application
                JOIN application_batch_line ON application_batch_line.application = application.seq
                JOIN application_batch ON application_batch.seq = application_batch_line.batch
            WHERE company_news.company = ? GROUP BY application.state, application_batch.account
            """, .integer(company))
        {
            let count = Int(try row.integer(2))
            switch ApplicationState(rawValue: try row.text(0)) {
            case .issued: news.issued += count
            case .correction, .awaitingPayment, .rejected, .lapsed: news.needing += count
            // It went on meanwhile, or the company took it back.
            default: continue
            }
            news.accounts.insert(try row.integer(1))
        }
        return news
    }

    /// Notes that a company knows all that there was to tell.
    /// - Parameter isTold: false where nothing of it was left to tell.
    static func end(_ company: Int64, isTold: Bool, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM company_news WHERE company = ?", .integer(company))
        guard isTold else { return }
        try database.execute(
            """
            INSERT INTO company_digest (company, told_at) VALUES (?, ?)
            ON CONFLICT (company) DO UPDATE SET told_at = excluded.told_at
            """, .integer(company), .integer(now))
    }
}
