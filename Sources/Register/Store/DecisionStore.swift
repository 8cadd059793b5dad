import PassFormat
import SQLStore

/// Who decided what can be appealed against, and when.
enum DecisionStore {
    struct Decision: Sendable {
        let at: Int64
        /// Nil for one of before this was kept.
        let by: String?
    }

    /// The rejection of an application; nil when it was not rejected.
    static func rejection(of number: ApplicationNumber, _ database: any SQLReading) throws -> Decision? {
        try decision(
            database.row(
                "SELECT decided_at, decided_by FROM application WHERE number = ? AND state = 'rejected'",
                .text(number.text)))
    }

    /// The newest change of a number's newest pass, where it was suspended or revoked by the staff: what the holder did
    /// themselves is no decision.
    static func withdrawal(ofPass number: String, _ database: any SQLReading) throws -> Decision? {
        guard let pass = try PassStore.passes(number: number, database).last(where: { $0.state != .void }),
            pass.state == .suspended || pass.state == .revoked, pass.reason != Register.cancelledByHolder,
            try !LossStore.isSelfReported(pass, database), try !ReleaseStore.exists(pass.seq, database)
        else { return nil }
        return try decision(
            database.row(
                "SELECT changed_at, changed_by FROM status_change WHERE pass = ? ORDER BY seq DESC LIMIT 1",
                .integer(Int64(bitPattern: pass.id.rawValue))))
    }

    /// Notes who made the newest change of a pass.
    static func note(_ principal: Principal, of pass: PassID, _ database: any SQLWriting) throws {
        let key = SQLValue.integer(Int64(bitPattern: pass.rawValue))
        try database.execute(
            """
            UPDATE status_change SET changed_by = ?
            WHERE seq = (SELECT MAX(seq) FROM status_change WHERE pass = ?)
            """, .text(principal.name), key)
    }

    private static func decision(_ row: SQLRow?) throws -> Decision? {
        try row.map { Decision(at: try $0.optionalInteger(0) ?? 0, by: try $0.optionalText(1)) }
    }
}
