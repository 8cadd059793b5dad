import Identifiers
import SQLStore

/// Calls by day and line, with every entry that was made.
enum CallStore {
    static func newest(_ days: ClosedRange<CivilDate>, _ database: any SQLReading) throws -> [CallTally] {
        try database.rows(
            """
            SELECT day, line, revision, came, answered, in_time, callbacks, at, made_by FROM call_tally AS one
            WHERE day BETWEEN ? AND ? AND revision =
                (SELECT MAX(revision) FROM call_tally AS other WHERE other.day = one.day AND other.line = one.line)
            ORDER BY day, line
            """, .integer(days.lowerBound.daysSinceEpoch), .integer(days.upperBound.daysSinceEpoch)
        ).map(tally).sorted { ($0.day, $0.line) < ($1.day, $1.line) }
    }

    static func all(_ day: CivilDate, _ line: CallLine, _ database: any SQLReading) throws -> [CallTally] {
        try database.rows(
            """
            SELECT day, line, revision, came, answered, in_time, callbacks, at, made_by FROM call_tally
            WHERE day = ? AND line = ? ORDER BY revision
            """, .integer(day.daysSinceEpoch), .text(line.text)
        ).map(tally)
    }

    /// Every entry, in the order of days.
    static func forEach(_ database: any SQLReading, _ body: (CallTally) throws -> Void) throws {
        try database.forEachRow(
            """
            SELECT day, line, revision, came, answered, in_time, callbacks, at, made_by FROM call_tally
            ORDER BY day, line, revision
            """, []
        ) { try body(try tally($0)) }
    }

    static func insert(_ tally: CallTally, _ database: any SQLWriting) throws {
        let figures = tally.figures
        _ = try database.execute(
            """
            INSERT INTO call_tally (day, line, revision, came, answered, in_time, callbacks, at, made_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .integer(tally.day.daysSinceEpoch), .text(tally.line.text), .integer(tally.revision),
            .integer(figures.came), .integer(figures.answered), .integer(figures.inTime), .integer(figures.callbacks),
            .integer(tally.at), .text(tally.madeBy))
    }

    private static func tally(_ row: SQLRow) throws -> CallTally {
        CallTally(
            day: CivilDate(daysSinceEpoch: try row.integer(0)), line: CallLine(text: try row.text(1)),
            revision: try row.integer(2),
            figures: CallFigures(
                came: try row.integer(3), answered: try row.integer(4), inTime: try row.integer(5),
                callbacks: try row.integer(6)), at: try row.integer(7), madeBy: try row.text(8))
    }
}
