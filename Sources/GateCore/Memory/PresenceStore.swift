import GateMessages
import PassFormat
import SQLStore

/// Who is inside, as far as this gate knows: from its own scans and from the port's feed.
///
/// Apart from the journal on purpose: what was uploaded and forgotten there still counts here.
enum PresenceStore {
    /// A movement that this gate saw: a record tells of it, at this place.
    static func move(
        _ number: WireText, _ state: PresenceFeed.State, at time: Int64, epoch: Int64, sequence: Int64,
        _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO presence (number, state, time, epoch, sequence) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET state = excluded.state, time = excluded.time, epoch = excluded.epoch,
                sequence = excluded.sequence
            """,
            .blob(number.utf8), .integer(state.rawValue), .integer(time), .integer(epoch), .integer(sequence))
    }

    /// What the feed says. A movement of our own that the service has not signed for yet counts for more when it is the
    /// later one: the feed can't know of it. Afterwards the service's order counts, whatever our clock said.
    static func merge(_ entries: [PresenceFeed.Entry], _ database: any SQLWriting) throws {
        try database.executeEach(
            """
            INSERT INTO presence (number, state, time) VALUES (?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET state = excluded.state, time = excluded.time, epoch = NULL,
                sequence = NULL
            WHERE presence.epoch IS NULL OR presence.time <= excluded.time
                OR presence.sequence <= (SELECT receipted FROM epoch WHERE seq = presence.epoch)
            """,
            entries.map { [.blob($0.number.utf8), .integer($0.state.rawValue), .integer($0.time)] })
    }

    static func insideCount(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM presence WHERE state = 1") ?? 0
    }
}
