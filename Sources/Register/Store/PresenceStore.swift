import GateMessages
import PassFormat
import SQLStore

/// Who is inside each port, by number, and the order in which that became known: the feed that gates follow.
///
/// A number has one row, which moves to the end of the feed when it changes: a gate that was away reads each number once.
enum PresenceStore {
    /// Places begin at the time in microseconds, so that those of a register that was put back from a backup are still above
    /// every place that a gate has seen.
    static func nextPlace(in port: String, now: Int64, _ database: any SQLReading) throws -> Int64 {
        let last = try database.integer("SELECT MAX(place) FROM presence WHERE port = ?", .text(port)) ?? 0
        return max(last + 1, now.multipliedReportingOverflow(by: 1_000_000).partialValue)
    }

    /// Takes a movement over, unless a later one is known.
    /// - Returns: whether it was the newest.
    static func move(_ movement: Movement, in port: String, place: Int64, _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            """
            INSERT INTO presence (port, number, state, time, gate, epoch, sequence, place)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (port, number) DO UPDATE SET state = excluded.state, time = excluded.time,
                gate = excluded.gate, epoch = excluded.epoch, sequence = excluded.sequence, place = excluded.place
            WHERE (presence.time, presence.gate, presence.epoch, presence.sequence)
                < (excluded.time, excluded.gate, excluded.epoch, excluded.sequence)
            """,
            .text(port), .text(movement.number), .integer(movement.state.rawValue), .integer(movement.time),
            .text(movement.gate), .integer(Int64(bitPattern: movement.epoch.rawValue)), .integer(movement.sequence),
            .integer(place)) == 1
    }

    /// The changes after a place, with their places.
    static func feed(
        _ port: String, after place: Int64, limit: Int, _ database: any SQLReading
    ) throws -> [(place: Int64, entry: ListedPresence)] {
        try database.rows(
            """
            SELECT place, number, state, time, gate FROM presence WHERE port = ? AND place > ? ORDER BY place LIMIT ?
            """,
            .text(port), .integer(place), .integer(Int64(limit))
        ).map { row in
            guard let state = PresenceState(rawValue: try row.integer(2)) else {
                throw RegisterError.damaged("a presence")
            }
            return (
                try row.integer(0),
                ListedPresence(
                    number: WireText(try row.text(1)), state: state, time: try row.integer(3),
                    gate: WireText(try row.text(4)))
            )
        }
    }

    // MARK: Who is inside

    struct Inside: Sendable {
        let number: String
        let since: Int64
        let gate: String
        let epoch: JournalEpoch
        let sequence: Int64
    }

    private static func inside(_ row: SQLRow) throws -> Inside {
        Inside(
            number: try row.text(0), since: try row.integer(1), gate: try row.text(2),
            epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(3))), sequence: try row.integer(4))
    }

    /// Whoever came in first before the others.
    static func inside(
        _ port: String, skipping start: Int, limit: Int, _ database: any SQLReading
    ) throws -> [Inside] {
        try database.rows(
            """
            SELECT number, time, gate, epoch, sequence FROM presence WHERE port = ? AND state = 1
            ORDER BY time, number LIMIT ? OFFSET ?
            """, .text(port), .integer(Int64(limit)), .integer(Int64(start))
        ).map(inside)
    }

    static func inside(_ port: String, number: String, _ database: any SQLReading) throws -> Inside? {
        try database.row(
            """
            SELECT number, time, gate, epoch, sequence FROM presence WHERE port = ? AND number = ? AND state = 1
            """, .text(port), .text(number)
        ).map(inside)
    }

    static func insideCount(_ port: String, before time: Int64, _ database: any SQLReading) throws -> Int64 {
        try database.integer(
            "SELECT COUNT(*) FROM presence WHERE port = ? AND state = 1 AND time < ?", .text(port), .integer(time))
            ?? 0
    }
}
