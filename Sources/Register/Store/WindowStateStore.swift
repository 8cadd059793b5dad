import SQLStore
import SingleWindows

/// What windows said last.
enum WindowStateStore {
    /// When what is known was so, and what it is.
    static func last(
        _ subject: WindowSubject, _ database: any SQLReading
    ) throws -> (state: WindowState, sequence: Int64)? {
        try database.row(
            """
            SELECT finding, source, as_of, sequence, since, reference FROM window_state
            WHERE window = ? AND port = ? AND mark = ?
            """, .text(subject.window.rawValue), .text(subject.port), .text(subject.mark)
        ).map { row in
            guard let finding = WindowFinding(rawValue: try row.text(0)) else {
                throw RegisterError.damaged("what a window said")
            }
            return (
                WindowState(
                    subject: subject, finding: finding, source: try row.text(1), asOf: try row.integer(2),
                    since: try row.optionalInteger(4), reference: try row.optionalText(5)), try row.integer(3)
            )
        }
    }

    static func put(_ answer: WindowAnswer, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO window_state (window, port, mark, finding, source, as_of, sequence, since, reference, taken_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (window, port, mark) DO UPDATE SET finding = excluded.finding, source = excluded.source,
                as_of = excluded.as_of, sequence = excluded.sequence, since = excluded.since,
                reference = excluded.reference, taken_at = excluded.taken_at
            """,
            .text(answer.subject.window.rawValue), .text(answer.subject.port), .text(answer.subject.mark),
            .text(answer.finding.rawValue), .text(answer.source), .integer(answer.asOf), .integer(answer.sequence),
            .integer(answer.since), .text(answer.reference), .integer(now))
    }
}
