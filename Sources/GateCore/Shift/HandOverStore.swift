import GateMessages
import SQLStore

/// Where the hand-overs of this gate stand in its journal.
enum HandOverStore {
    static func add(_ place: JournalPlace, at time: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO hand_over (epoch, sequence, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            .integer(Int64(bitPattern: place.epoch.rawValue)), .integer(place.sequence), .integer(time))
    }

    /// The newest ones first.
    static func newest(limit: Int, _ database: any SQLReading) throws -> [(place: JournalPlace, time: Int64)] {
        try database.rows(
            "SELECT epoch, sequence, time FROM hand_over ORDER BY time DESC, sequence DESC LIMIT ?",
            .integer(Int64(limit))
        ).map { row in
            (
                JournalPlace(
                    epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(0))),
                    sequence: try row.integer(1)), try row.integer(2)
            )
        }
    }

    static func remove(before time: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM hand_over WHERE time < ?", .integer(time))
    }
}
