import PassFormat
import SQLStore

/// Passes that their holders reported as lost.
enum LossStore {
    /// Whether a pass is suspended because its holder said so, and nobody changed it since.
    static func isSelfReported(_ row: PassRow, _ database: any SQLReading) throws -> Bool {
        guard row.state == .suspended else { return false }
        return try database.row(
            """
            SELECT 1 FROM loss_report WHERE pass = ? AND ended_at IS NULL
                AND status_change = (SELECT MAX(seq) FROM status_change WHERE pass = ?)
            """, .integer(row.seq), .integer(Int64(bitPattern: row.id.rawValue))) != nil
    }

    /// Notes that the newest change of a pass, its suspension, was its holder's.
    static func open(_ row: PassRow, _ kind: LossKind, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO loss_report (pass, reason, status_change, reported_at)
            SELECT ?, ?, MAX(seq), ? FROM status_change WHERE pass = ?
            """,
            .integer(row.seq), .text(kind.rawValue), .integer(now), .integer(Int64(bitPattern: row.id.rawValue)))
    }

    static func end(_ pass: Int64, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE loss_report SET ended_at = ? WHERE pass = ? AND ended_at IS NULL", .integer(now), .integer(pass))
    }
}
