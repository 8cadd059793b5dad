import GateMessages
import PassFormat
import SQLStore

/// Who is inside, as far as this gate knows: from its own scans and from the port's feed.
///
/// Apart from the journal on purpose: what was uploaded and forgotten there still counts here.
enum PresenceStore {
    /// A movement that this gate saw: a record tells of it, at this place. One that happened long before it was written changes
    /// nothing about what came after it.
    static func move(
        _ movement: JournalEntry.Movement, at time: Int64, epoch: Int64, sequence: Int64, _ database: any SQLWriting
    ) throws {
        if let happened = movement.happenedAt, let known = try self.time(of: movement.number, database),
            known > happened
        {
            return
        }
        try database.execute(
            """
            INSERT INTO presence (number, state, time, epoch, sequence) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET state = excluded.state, time = excluded.time, epoch = excluded.epoch,
                sequence = excluded.sequence, gate = NULL
            """,
            .blob(movement.number.utf8), .integer(movement.state.rawValue), .integer(time), .integer(epoch),
            .integer(sequence))
    }

    private static func time(of number: WireText, _ database: any SQLReading) throws -> Int64? {
        try database.integer("SELECT time FROM presence WHERE number = ?", .blob(number.utf8))
    }

    static func state(of number: WireText, _ database: any SQLReading) throws -> PresenceState? {
        try database.integer("SELECT state FROM presence WHERE number = ?", .blob(number.utf8))
            .flatMap(PresenceState.init(rawValue:))
    }

    /// What the feed says. A movement of our own that the service has not signed for yet counts for more when it is the
    /// later one: the feed can't know of it. Afterwards the service's order counts, whatever our clock said.
    static func merge(_ entries: [ListedPresence], _ database: any SQLWriting) throws {
        try database.executeEach(
            """
            INSERT INTO presence (number, state, time, gate) VALUES (?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET state = excluded.state, time = excluded.time, epoch = NULL,
                sequence = NULL, gate = excluded.gate
            WHERE presence.epoch IS NULL OR presence.time <= excluded.time
                OR presence.sequence <= (SELECT receipted FROM epoch WHERE seq = presence.epoch)
            """,
            entries.map {
                [.blob($0.number.utf8), .integer($0.state.rawValue), .integer($0.time), .blob($0.gate.utf8)]
            })
    }

    struct Inside: Hashable, Sendable {
        let number: WireText
        let since: Int64
        /// The gate that the feed names; nil for this one.
        let gate: WireText?
    }

    /// Who is inside, by number.
    static func inside(_ database: any SQLReading) throws -> [Inside] {
        try database.rows("SELECT number, time, gate FROM presence WHERE state = 1 ORDER BY number").map { row in
            Inside(
                number: try WireText(validating: row.blob(0)), since: try row.integer(1),
                gate: try row.optionalBlob(2).map { try WireText(validating: $0) })
        }
    }

    static func insideCount(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM presence WHERE state = 1") ?? 0
    }
}
