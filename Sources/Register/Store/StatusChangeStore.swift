import PassFormat
import SQLStore

/// When each pass's status changed, and which publication first told the gates.
///
/// The list's counter of changes ties the two: a token says which count it was made at, so what it holds is known exactly,
/// whatever changed while it was being made.
enum StatusChangeStore {
    struct Change: Hashable, Sendable {
        let state: PassState
        let reason: String?
        let changedAt: Int64
        /// The version of the timestamp that first told of it; nil while it is not published.
        let version: Int64?
        let publishedAt: Int64?
    }

    /// Notes a change, after `StatusStore.touch` counted it.
    static func note(
        _ state: PassState, of pass: PassID, _ reason: String?, list: Int, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO status_change (pass, state, reason, changed_at, list, mark)
            SELECT ?, ?, ?, ?, list, changes FROM status_list WHERE list = ?
            """,
            .integer(Int64(bitPattern: pass.rawValue)), .integer(state.rawValue), .text(reason), .integer(now),
            .integer(Int64(list)))
        // Of a reissue only what it becomes: what waits or was replaced has the number of one that is in force.
        if [.active, .suspended, .revoked].contains(state) {
            try HookStore.note(pass: pass, .passChanged, state, at: now, database)
        }
    }

    /// Notes that what the newest tokens say was published. Only the publisher makes tokens, and it calls this after each
    /// publication.
    static func markPublished(in version: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE status_change SET version = ?, published_at = ?
            WHERE version IS NULL
                AND mark <= (SELECT changes FROM status_token WHERE status_token.list = status_change.list)
            """,
            .integer(version), .integer(now))
    }

    /// All changes of a pass, oldest first.
    static func changes(of pass: PassID, _ database: any SQLReading) throws -> [Change] {
        try database.rows(
            "SELECT state, reason, changed_at, version, published_at FROM status_change WHERE pass = ? ORDER BY seq",
            .integer(Int64(bitPattern: pass.rawValue))
        ).map { row in
            guard let state = PassState(rawValue: try row.integer(0)) else {
                throw RegisterError.damaged("a change of a pass")
            }
            return Change(
                state: state, reason: try row.optionalText(1), changedAt: try row.integer(2),
                version: try row.optionalInteger(3), publishedAt: try row.optionalInteger(4))
        }
    }
}
