import SQLStore

/// Companies in the database.
enum CompanyStore {
    static func insert(
        _ id: CompanyID, number: String, document: [UInt8], at now: Int64, _ database: any SQLWriting
    ) throws -> Int64 {
        try database.execute(
            "INSERT INTO company (id, number, state, document, created_at) VALUES (?, ?, 'applied', ?, ?)",
            .blob(id.bytes), .text(number), .blob(document), .integer(now))
        guard let seq = try database.integer("SELECT seq FROM company WHERE id = ?", .blob(id.bytes)) else {
            throw RegisterError.damaged("a company")
        }
        return seq
    }

    static func company(seq: Int64, _ database: any SQLReading) throws -> CompanyRow? {
        try database.row(
            "SELECT seq, id, number, state, document, created_at, decided_at, reason FROM company WHERE seq = ?",
            .integer(seq)
        ).map(CompanyRow.init)
    }

    static func company(_ id: CompanyID, _ database: any SQLReading) throws -> CompanyRow? {
        try database.integer("SELECT seq FROM company WHERE id = ?", .blob(id.bytes)).flatMap {
            try company(seq: $0, database)
        }
    }

    /// The active company of a number.
    static func active(number: String, _ database: any SQLReading) throws -> CompanyRow? {
        try database.integer("SELECT seq FROM company WHERE number = ? AND state = 'active'", .text(number)).flatMap {
            try company(seq: $0, database)
        }
    }

    /// Whether a company of this number is active.
    static func isActive(number: String, _ database: any SQLReading) throws -> Bool {
        try database.row("SELECT 1 FROM company WHERE number = ? AND state = 'active'", .text(number)) != nil
    }

    /// Those that staff decide, the oldest first.
    static func applied(limit: Int, _ database: any SQLReading) throws -> [CompanyRow] {
        try database.rows(
            "SELECT seq FROM company WHERE state = 'applied' ORDER BY created_at, seq LIMIT ?", .integer(Int64(limit))
        ).compactMap { try company(seq: $0.integer(0), database) }
    }

    static func active(_ database: any SQLReading) throws -> [CompanyRow] {
        try database.rows("SELECT seq FROM company WHERE state = 'active' ORDER BY seq").compactMap {
            try company(seq: $0.integer(0), database)
        }
    }

    /// - Returns: false when it is no longer where it was.
    static func decide(
        _ row: CompanyRow, as state: CompanyState, reason: String?, by principal: Principal, at now: Int64,
        _ database: any SQLWriting
    ) throws -> Bool {
        try database.execute(
            "UPDATE company SET state = ?, reason = ?, decided_at = ?, decided_by = ? WHERE seq = ? AND state = ?",
            .text(state.rawValue), .text(reason), .integer(now), .text(principal.name), .integer(row.seq),
            .text(row.state.rawValue)) == 1
    }

    static func setDocument(_ document: [UInt8], of seq: Int64, _ database: any SQLWriting) throws {
        try database.execute("UPDATE company SET document = ? WHERE seq = ?", .blob(document), .integer(seq))
    }
}
