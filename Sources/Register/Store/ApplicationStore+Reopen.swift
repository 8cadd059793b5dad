import SQLStore

extension ApplicationStore {
    /// Brings a rejected application back to the staff: what was decided about it is over.
    static func reopen(
        _ application: PassApplication, to state: ApplicationState, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        let changed = try database.execute(
            """
            UPDATE application SET state = ?, version = version + 1, changed_at = ?, reason = NULL, decided_at = NULL,
                decided_by = NULL
            WHERE seq = ? AND state = 'rejected'
            """, .text(state.rawValue), .integer(now), .integer(application.seq))
        guard changed == 1 else { return false }
        try note(.reopen, state, of: application.seq, at: now, database)
        return true
    }
}
