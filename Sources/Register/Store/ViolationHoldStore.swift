import PassFormat
import SQLStore

/// The passes that violations hold back, in the database.
enum ViolationHoldStore {
    /// Whether a violation holds a pass back.
    static func isHeld(_ pass: Int64, _ database: any SQLReading) throws -> Bool {
        try database.row("SELECT 1 FROM violation_hold WHERE pass = ? AND ended_at IS NULL LIMIT 1", .integer(pass))
            != nil
    }

    static func hold(of violation: Int64, on pass: Int64, _ database: any SQLReading) throws -> ViolationHold? {
        try database.row(
            "SELECT seq FROM violation_hold WHERE violation = ? AND pass = ?", .integer(violation), .integer(pass)
        ).flatMap { try hold(seq: $0.integer(0), database) }
    }

    static func holds(of violation: Int64, _ database: any SQLReading) throws -> [ViolationHold] {
        try holds(
            database.rows("SELECT seq FROM violation_hold WHERE violation = ? ORDER BY seq", .integer(violation)),
            database)
    }

    /// Those that hold a pass now, the oldest first.
    static func open(on pass: Int64, _ database: any SQLReading) throws -> [ViolationHold] {
        try holds(
            database.rows(
                "SELECT seq FROM violation_hold WHERE pass = ? AND ended_at IS NULL ORDER BY seq", .integer(pass)),
            database)
    }

    /// The one for which a pass was revoked.
    static func final(on pass: Int64, _ database: any SQLReading) throws -> ViolationHold? {
        try database.row(
            "SELECT seq FROM violation_hold WHERE pass = ? AND ended = 'final' ORDER BY seq DESC LIMIT 1",
            .integer(pass)
        ).flatMap { try hold(seq: $0.integer(0), database) }
    }

    /// Those whose time has come.
    static func due(at now: Int64, limit: Int, _ database: any SQLReading) throws -> [ViolationHold] {
        try holds(
            database.rows(
                "SELECT seq FROM violation_hold WHERE ended_at IS NULL AND until <= ? ORDER BY until, seq LIMIT ?",
                .integer(now), .integer(Int64(limit))), database)
    }

    private static func holds(_ rows: [SQLRow], _ database: any SQLReading) throws -> [ViolationHold] {
        try rows.compactMap { try hold(seq: $0.integer(0), database) }
    }

    private static func hold(seq: Int64, _ database: any SQLReading) throws -> ViolationHold? {
        try database.row(
            """
            SELECT violation_hold.seq, violation, pass.id, pass.number, is_final, until, ended, before_reason, before_loss,
                pass.seq
            FROM violation_hold JOIN pass ON pass.seq = violation_hold.pass WHERE violation_hold.seq = ?
            """, .integer(seq)
        ).map { row in
            ViolationHold(
                pass: PassID(rawValue: UInt64(bitPattern: try row.integer(2))), passNumber: try row.text(3),
                isFinal: try row.integer(4) == 1, until: try row.integer(5),
                end: try row.optionalText(6).flatMap(ViolationHold.End.init), seq: try row.integer(0),
                violation: try row.integer(1), passSeq: try row.integer(9), beforeReason: try row.optionalText(7),
                beforeLoss: try row.optionalText(8).flatMap(LossKind.init))
        }
    }

    // MARK: Changing

    /// Holds a pass back, or holds it back again.
    static func open(
        _ violation: Int64, on pass: PassRow, isFinal: Bool, until: Int64, beforeReason: String?, beforeLoss: LossKind?,
        at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO violation_hold (violation, pass, is_final, until, made_at, before_reason, before_loss)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (violation, pass) DO UPDATE SET is_final = excluded.is_final, until = excluded.until,
                made_at = excluded.made_at, before_reason = excluded.before_reason, before_loss = excluded.before_loss,
                change = NULL, ended_at = NULL, ended = NULL
            """,
            .integer(violation), .integer(pass.seq), .integer(isFinal ? 1 : 0), .integer(until), .integer(now),
            .text(beforeReason), .text(beforeLoss?.rawValue))
    }

    /// Notes that the newest change of a pass is a violation's.
    static func noteChange(of pass: PassRow, by violation: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE violation_hold SET change = (SELECT MAX(seq) FROM status_change WHERE pass = ?)
            WHERE violation = ? AND pass = ?
            """, .integer(Int64(bitPattern: pass.id.rawValue)), .integer(violation), .integer(pass.seq))
    }

    /// Whether the newest change of a pass is a violation's: nobody did anything to it since.
    static func isNewest(on pass: PassRow, _ database: any SQLReading) throws -> Bool {
        try database.row(
            """
            SELECT 1 FROM violation_hold WHERE pass = ?
                AND change = (SELECT MAX(seq) FROM status_change WHERE pass = ?)
            """, .integer(pass.seq), .integer(Int64(bitPattern: pass.id.rawValue))) != nil
    }

    static func set(_ hold: ViolationHold, isFinal: Bool, until: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE violation_hold SET is_final = ?, until = ? WHERE seq = ?", .integer(isFinal ? 1 : 0),
            .integer(until),
            .integer(hold.seq))
    }

    static func end(
        _ hold: ViolationHold, _ end: ViolationHold.End, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE violation_hold SET ended_at = ?, ended = ? WHERE seq = ? AND ended_at IS NULL", .integer(now),
            .text(end.rawValue), .integer(hold.seq))
    }
}
