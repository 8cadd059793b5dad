import SQLStore

/// What came and went at each gate, by the hour: counted from the journals, some records at a time, each once.
enum TallyStore {
    struct Waiting: Sendable {
        let journal: Int64
        let gate: String
        let tallied: Int64
        let through: Int64
    }

    struct Row: Hashable, Sendable {
        let hour: Int64
        let direction: Int64
        let outcome: TallyOutcome
        let reason: String
        let count: Int64
    }

    /// A journal with records that are not counted yet.
    static func waiting(_ database: any SQLReading) throws -> Waiting? {
        try database.row(
            "SELECT seq, gate, tallied, through FROM gate_journal WHERE tallied < through ORDER BY seq LIMIT 1"
        ).map { row in
            Waiting(
                journal: try row.integer(0), gate: try row.text(1), tallied: try row.integer(2),
                through: try row.integer(3))
        }
    }

    static func waitingCount(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COALESCE(SUM(through - tallied), 0) FROM gate_journal WHERE tallied < through")
            ?? 0
    }

    /// Counts the next records of a journal.
    static func take(_ waiting: Waiting, limit: Int64, _ database: any SQLWriting) throws {
        let reader = TallyReader(journal: waiting.journal, database: database)
        let last = min(waiting.through, waiting.tallied + limit)
        var counts: [Int64: [TallyReader.Count: Int64]] = [:]
        try database.forEachRow(
            """
            SELECT time, record FROM gate_record
            WHERE journal = ? AND sequence > ? AND sequence <= ? AND kind IN (1, 2, 8) ORDER BY sequence
            """, [.integer(waiting.journal), .integer(waiting.tallied), .integer(last)]
        ) { row in
            guard let count = try reader.count(row.blob(1)) else { return }
            let time = try row.integer(0)
            // Towards the past, also before 1970.
            let hour = (time - ((time % 3_600) + 3_600) % 3_600) / 3_600
            counts[hour, default: [:]][count, default: 0] += 1
        }
        try database.executeEach(
            """
            INSERT INTO gate_tally (gate, hour, direction, outcome, reason, count) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (gate, hour, direction, outcome, reason) DO UPDATE SET count = gate_tally.count + excluded.count
            """,
            counts.flatMap { hour, found in
                found.map { count, number in
                    [
                        .text(waiting.gate), .integer(hour), .integer(count.direction),
                        .integer(count.outcome.rawValue), .text(count.reason), .integer(number),
                    ]
                }
            })
        try database.execute(
            "UPDATE gate_journal SET tallied = ? WHERE seq = ?", .integer(last), .integer(waiting.journal))
    }

    /// What came and went at a gate in some hours since 1970, in order.
    static func rows(
        of gate: String, _ hours: Range<Int64>, _ database: any SQLReading, _ body: (Row) -> Void
    ) throws {
        try database.forEachRow(
            """
            SELECT hour, direction, outcome, reason, count FROM gate_tally
            WHERE gate = ? AND hour >= ? AND hour < ? ORDER BY hour, direction, outcome, reason
            """, [.text(gate), .integer(hours.lowerBound), .integer(hours.upperBound)]
        ) { row in
            guard let outcome = TallyOutcome(rawValue: try row.integer(2)) else {
                throw RegisterError.damaged("a count of a gate")
            }
            body(
                Row(
                    hour: try row.integer(0), direction: try row.integer(1), outcome: outcome, reason: try row.text(3),
                    count: try row.integer(4)))
        }
    }
}
