import PassFormat
import SQLStore

/// Looks at what is kept of people, in the database.
enum DataAccessStore {
    struct Subject: Hashable, Sendable {
        /// The application that it is, or that the pass came of; nil for a pass of none.
        let application: Int64?
        /// Of the application or the pass.
        let number: String
    }

    static func subject(pass id: PassID, _ database: any SQLReading) throws -> Subject? {
        try database.row(
            """
            SELECT application_pass.application, pass.number FROM pass
                LEFT JOIN application_pass ON application_pass.pass = pass.seq
            WHERE pass.id = ?
            """, .integer(Int64(bitPattern: id.rawValue))
        ).map { Subject(application: try $0.optionalInteger(0), number: try $0.text(1)) }
    }

    static func has(
        _ subject: Subject, _ purpose: DataAccess.Purpose, _ principal: Principal, since: Int64,
        _ database: any SQLReading
    ) throws -> Bool {
        try database.row(
            """
            SELECT 1 FROM data_access WHERE number = ? AND principal = ? AND purpose = ? AND at > ? LIMIT 1
            """, .text(subject.number), .text(principal.name), .text(purpose.rawValue), .integer(since)) != nil
    }

    static func insert(
        _ subject: Subject, _ purpose: DataAccess.Purpose, _ principal: Principal, at now: Int64,
        _ database: any SQLWriting
    ) throws {
        try database.execute(
            "INSERT INTO data_access (application, number, principal, purpose, at) VALUES (?, ?, ?, ?, ?)",
            .integer(subject.application), .text(subject.number), .text(principal.name), .text(purpose.rawValue),
            .integer(now))
    }

    static func list(
        of application: ApplicationID, limit: Int, _ database: any SQLReading
    ) throws -> [DataAccess] {
        try database.rows(
            """
            SELECT data_access.purpose, data_access.at FROM data_access
                JOIN application ON application.seq = data_access.application
            WHERE application.id = ? ORDER BY data_access.at DESC, data_access.seq DESC LIMIT ?
            """, .blob(application.bytes), .integer(Int64(limit))
        ).map { row in
            guard let purpose = DataAccess.Purpose(rawValue: try row.text(0)) else {
                throw RegisterError.damaged("a look at somebody's data")
            }
            return DataAccess(purpose: purpose, at: try row.integer(1))
        }
    }
}
