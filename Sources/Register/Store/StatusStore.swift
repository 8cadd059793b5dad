import PassFormat
import SQLStore

/// Status lists: what is given out, what changed, and the newest signed token of each.
enum StatusStore {
    struct List: Hashable, Sendable {
        let list: Int
        /// How many places are given out.
        let used: Int
        /// Grows with every change of a status in it.
        let changes: Int64
        let lastUsed: Int64?
        let lastExpiry: Int64
    }

    struct Token: Hashable, Sendable {
        let changes: Int64
        let issuedAt: Int64
        /// The number of the key that signed it.
        let signer: Int64
        let uri: String
        let token: [UInt8]
    }

    /// The lists that are published, oldest first.
    static func live(_ database: any SQLReading) throws -> [List] {
        try database.rows(
            "SELECT list, next, changes, last_used, last_expiry FROM status_list WHERE is_retired = 0 ORDER BY list"
        ).map { row in
            List(
                list: Int(try row.integer(0)), used: Int(try row.integer(1)), changes: try row.integer(2),
                lastUsed: try row.optionalInteger(3), lastExpiry: try row.integer(4))
        }
    }

    static func nextListNumber(_ database: any SQLReading) throws -> Int {
        Int(try database.integer("SELECT COALESCE(MAX(list) + 1, 0) FROM status_list") ?? 0)
    }

    /// Opens a list.
    /// - Returns: false when another transaction opened it first.
    static func open(_ list: Int, _ permutation: IndexPermutation, now: Int64, _ database: any SQLWriting) throws
        -> Bool
    {
        let opened = try database.execute(
            """
            INSERT INTO status_list (list, next, changes, opened_at, last_used, last_expiry, is_retired)
            VALUES (?, 0, 0, ?, NULL, 0, 0) ON CONFLICT DO NOTHING
            """,
            .integer(Int64(list)), .integer(now))
        guard opened == 1 else { return false }
        try database.execute(
            "INSERT INTO status_permutation (list, indices) VALUES (?, ?)", .integer(Int64(list)),
            .blob(permutation.bytes))
        return true
    }

    /// Takes a list in that somebody else opened: the lost register whose backup this one is. Nothing in it is given out.
    /// - Returns: false when it is known already.
    static func adopt(_ list: Int, now: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            """
            INSERT INTO status_list (list, next, changes, opened_at, last_used, last_expiry, is_retired)
            VALUES (?, ?, 0, ?, NULL, 0, 0) ON CONFLICT DO NOTHING
            """,
            .integer(Int64(list)), .integer(Int64(StatusList.standardCount)), .integer(now)) == 1
    }

    /// Gives out nothing more in any list that is published now. They stay published until passes that expire then are long over.
    static func closeAll(lastExpiry: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE status_list SET next = ?,
                last_expiry = CASE WHEN last_expiry < ? THEN ? ELSE last_expiry END
            WHERE is_retired = 0
            """,
            .integer(Int64(StatusList.standardCount)), .integer(lastExpiry), .integer(lastExpiry))
    }

    /// Gives out places for passes that expire at these times.
    /// - Returns: nil when the open lists have not that many left; nothing is given out then.
    static func take(_ expiries: [Int64], now: Int64, _ database: any SQLWriting) throws -> [StatusPlace]? {
        let lists = try live(database).filter { $0.used < StatusList.standardCount }
        guard lists.reduce(0, { $0 + StatusList.standardCount - $1.used }) >= expiries.count else { return nil }
        var places: [StatusPlace] = []
        for list in lists where places.count < expiries.count {
            let count = min(expiries.count - places.count, StatusList.standardCount - list.used)
            let row = try database.row(
                "SELECT substr(indices, ?, ?) FROM status_permutation WHERE list = ?",
                .integer(Int64(list.used * IndexPermutation.entryByteCount + 1)),
                .integer(Int64(count * IndexPermutation.entryByteCount)), .integer(Int64(list.list)))
            let indices = IndexPermutation.places(in: try row?.blob(0) ?? [])
            guard indices.count == count else { throw RegisterError.damaged("a status list's permutation") }
            let expiry = expiries[places.count..<places.count + count].max() ?? 0
            places += indices.map { StatusPlace(list: list.list, index: $0) }
            try database.execute(
                "UPDATE status_list SET next = ?, last_used = ?, last_expiry = ? WHERE list = ?",
                .integer(Int64(list.used + count)), .integer(now), .integer(max(list.lastExpiry, expiry)),
                .integer(Int64(list.list)))
        }
        return places
    }

    /// Notes that a status in the list changed, so that its token is made anew.
    static func touch(_ list: Int, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE status_list SET changes = changes + 1 WHERE list = ?", .integer(Int64(list)))
    }

    /// Takes full lists off publication whose last pass expired before `limit`.
    static func retire(before limit: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE status_list SET is_retired = 1 WHERE is_retired = 0 AND next = ? AND last_expiry < ?",
            .integer(Int64(StatusList.standardCount)), .integer(limit))
    }

    /// The list as it stands: every place that is not valid marked.
    static func statusList(_ list: Int, _ database: any SQLReading) throws -> StatusList {
        var result = StatusList()
        try database.forEachRow(
            "SELECT idx, state FROM pass WHERE list = ? AND state >= 2", [.integer(Int64(list))]
        ) { row in
            guard let state = PassState(rawValue: try row.integer(1)) else {
                throw RegisterError.damaged("a pass's state")
            }
            guard result.set(state.status, at: Int(try row.integer(0))) else {
                throw RegisterError.damaged("a pass's index")
            }
        }
        try LostPlaceStore.mark(list, in: &result, database)
        return result
    }

    static func token(_ list: Int, _ database: any SQLReading) throws -> Token? {
        guard
            let row = try database.row(
                "SELECT changes, issued_at, signer, uri, token FROM status_token WHERE list = ?", .integer(Int64(list)))
        else { return nil }
        return Token(
            changes: try row.integer(0), issuedAt: try row.integer(1), signer: try row.integer(2), uri: try row.text(3),
            token: try row.blob(4))
    }

    /// The token of a list that is still published.
    static func publishedToken(_ list: Int, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row(
            """
            SELECT token FROM status_token JOIN status_list ON status_list.list = status_token.list
            WHERE status_token.list = ? AND is_retired = 0
            """,
            .integer(Int64(list)))?.blob(0)
    }

    /// The numbers of the lists that are published.
    static func publishedLists(_ database: any SQLReading) throws -> [Int64] {
        try database.rows(
            """
            SELECT status_token.list FROM status_token JOIN status_list ON status_list.list = status_token.list
            WHERE is_retired = 0 ORDER BY status_token.list
            """
        ).map { try $0.integer(0) }
    }

    static func keep(_ token: Token, for list: Int, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO status_token (list, changes, issued_at, signer, uri, token) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (list) DO UPDATE SET changes = excluded.changes, issued_at = excluded.issued_at,
                signer = excluded.signer, uri = excluded.uri, token = excluded.token
            """,
            .integer(Int64(list)), .integer(token.changes), .integer(token.issuedAt), .integer(token.signer),
            .text(token.uri), .blob(token.token))
    }
}
