import GateMessages
import SQLStore

/// Who went in and out, in the order of time, gate, epoch and place: the same whatever came first.
enum MovementStore {
    private static func movement(_ number: String, _ row: SQLRow) throws -> Movement {
        guard let state = PresenceState(rawValue: try row.integer(4)) else {
            throw RegisterError.damaged("a movement")
        }
        return Movement(
            number: number, time: try row.integer(0), gate: try row.text(1),
            epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(2))), sequence: try row.integer(3),
            state: state)
    }

    private static func key(_ movement: Movement) -> [SQLValue] {
        [
            .text(movement.number), .integer(movement.time), .text(movement.gate),
            .integer(Int64(bitPattern: movement.epoch.rawValue)), .integer(movement.sequence),
        ]
    }

    static func add(_ movement: Movement, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO movement (number, time, gate, epoch, sequence, state) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """, key(movement) + [.integer(movement.state.rawValue)])
    }

    static func before(_ movement: Movement, _ database: any SQLReading) throws -> Movement? {
        var found: Movement?
        try database.forEachRow(
            """
            SELECT time, gate, epoch, sequence, state FROM movement
            WHERE number = ? AND (time, gate, epoch, sequence) < (?, ?, ?, ?)
            ORDER BY time DESC, gate DESC, epoch DESC, sequence DESC LIMIT 1
            """, key(movement)
        ) { found = try Self.movement(movement.number, $0) }
        return found
    }

    static func after(_ movement: Movement, _ database: any SQLReading) throws -> Movement? {
        var found: Movement?
        try database.forEachRow(
            """
            SELECT time, gate, epoch, sequence, state FROM movement
            WHERE number = ? AND (time, gate, epoch, sequence) > (?, ?, ?, ?)
            ORDER BY time, gate, epoch, sequence LIMIT 1
            """, key(movement)
        ) { found = try Self.movement(movement.number, $0) }
        return found
    }
}
