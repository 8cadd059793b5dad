import PassFormat
import SQLStore

/// What passes are looked for by, in the database.
enum PassIndexStore {
    /// Takes in the next passes that were released.
    /// - Returns: whether there may be more.
    static func takeIn(limit: Int, _ database: any SQLWriting) throws -> Bool {
        let place = try database.integer("SELECT place FROM pass_term_place") ?? 0
        let next = try DirectoryStore.released(after: place, limit: limit, database)
        var rows: [[SQLValue]] = []
        for pass in next.passes {
            guard let claims = try? PassClaims(decoding: pass.payload) else {
                throw RegisterError.damaged("the payload of a pass")
            }
            for term in PassSearchTerm.terms(of: claims) {
                rows.append([.text(term.kind.rawValue), .text(term.text), .integer(pass.seq)])
            }
        }
        try database.executeEach(
            "INSERT INTO pass_term (kind, term, pass) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)
        try database.execute("UPDATE pass_term_place SET place = ?", .integer(next.through))
        return next.hasMore
    }

    /// Whether all that was released is in it.
    static func isComplete(_ database: any SQLReading) throws -> Bool {
        let place = try database.integer("SELECT place FROM pass_term_place") ?? 0
        return try DirectoryStore.released(after: place, limit: 1, database).through == place
    }

    /// Those whose term begins so, the newest first.
    static func passes(
        _ kind: PassSearchTerm.Kind, beginning text: String, limit: Int, _ database: any SQLReading
    ) throws -> [Int64] {
        // The last character of Unicode comes after everything that begins so.
        try database.rows(
            "SELECT DISTINCT pass FROM pass_term WHERE kind = ? AND term >= ? AND term < ? ORDER BY pass DESC LIMIT ?",
            .text(kind.rawValue), .text(text), .text(text + "\u{10FFFF}"), .integer(Int64(limit))
        ).map { try $0.integer(0) }
    }

    /// The passes of a company, in the order of their numbers in the register: by the name that stands on them, or by the number of
    /// its account.
    static func passes(ofCompany typed: String, _ database: any SQLReading) throws -> [Int64] {
        try database.rows(
            """
            SELECT pass FROM pass_term WHERE kind = 'organisation' AND term = ?
            UNION
            SELECT current.seq FROM company
                JOIN application ON application.company = company.seq
                JOIN application_pass ON application_pass.application = application.seq
                JOIN pass AS first ON first.seq = application_pass.pass
                JOIN pass AS current ON current.number = first.number
            WHERE company.number = ?
            ORDER BY 1
            """, .text(PassSearchTerm.spelling(typed)), .text(typed)
        ).map { try $0.integer(0) }
    }
}
