import PassFormat
import SQLStore

/// Numbers that a supervisor has barred at this gate.
enum BarredStore {
    static func all(_ database: any SQLReading) throws -> Set<WireText> {
        Set(try database.rows("SELECT number FROM barred").map { try WireText(validating: $0.blob(0)) })
    }

    static func contains(_ number: WireText, _ database: any SQLReading) throws -> Bool {
        try database.row("SELECT 1 FROM barred WHERE number = ?", .blob(number.utf8)) != nil
    }

    static func bar(
        _ number: WireText, reason: String, by person: String, at time: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO barred (number, reason, barred_by, time) VALUES (?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET reason = excluded.reason, barred_by = excluded.barred_by,
                time = excluded.time
            """,
            .blob(number.utf8), .text(reason), .text(person), .integer(time))
    }

    static func lift(_ number: WireText, _ database: any SQLWriting) throws -> Bool {
        try database.execute("DELETE FROM barred WHERE number = ?", .blob(number.utf8)) > 0
    }
}
