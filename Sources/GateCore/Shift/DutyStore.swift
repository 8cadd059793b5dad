import GateMessages
import PassFormat
import SQLStore

/// Who is on duty, over restarts.
enum DutyStore {
    static func current(_ database: any SQLReading) throws -> OnDuty? {
        try database.row("SELECT name, epoch, sequence, time FROM duty WHERE id = 1").map { row in
            OnDuty(
                name: try WireText(validating: row.blob(0)), since: try row.integer(3),
                place: JournalPlace(
                    epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(1))),
                    sequence: try row.integer(2)))
        }
    }

    static func set(_ duty: OnDuty, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO duty (id, name, epoch, sequence, time) VALUES (1, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, epoch = excluded.epoch, sequence = excluded.sequence,
                time = excluded.time
            """,
            .blob(duty.name.utf8), .integer(Int64(bitPattern: duty.place.epoch.rawValue)),
            .integer(duty.place.sequence), .integer(duty.since))
    }

    static func clear(_ database: any SQLWriting) throws {
        try database.execute("DELETE FROM duty")
    }
}
