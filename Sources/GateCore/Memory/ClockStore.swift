import GateMessages
import PassFormat
import SQLStore

/// What the gate knows of the time, over restarts.
enum ClockStore {
    /// - Returns: nil when nothing, or nothing sensible, is stored: a bit that fell over must not become the floor.
    static func state(_ database: any SQLReading) throws -> ClockState? {
        let row = try database.row(
            """
            SELECT floor, floor_wall, floor_boot, floor_uptime, reference_wall, reference_boot, reference_uptime,
                is_suspect, timestamp_keys, believed_wall, believed_boot, believed_uptime
            FROM clock WHERE id = 1
            """)
        guard let row else { return nil }
        let floorAt = MachineTime(wall: try row.integer(1), boot: try row.blob(2), uptime: try row.integer(3))
        let reference = MachineTime(wall: try row.integer(4), boot: try row.blob(5), uptime: try row.integer(6))
        var state = ClockState(floor: try row.integer(0), at: floorAt)
        state.reference = reference
        state.lastBelieved = MachineTime(
            wall: try row.integer(9), boot: try row.blob(10), uptime: try row.integer(11))
        state.isSuspect = try row.integer(7) == 1
        state.timestampKeys = try row.blob(8)
        let times = [state.floor, floorAt.wall, reference.wall, state.lastBelieved.wall]
        let uptimes = [floorAt.uptime, reference.uptime, state.lastBelieved.uptime]
        guard times.allSatisfy(PassLimits.time.contains), uptimes.allSatisfy({ (0..<1 << 50).contains($0) }) else {
            return nil
        }
        // The journal says more often than this table what the time was; but not while the clock was not believed.
        if !state.isSuspect, let last = try RecordStore.last(database)?.moment, PassLimits.time.contains(last.wall) {
            state.lastBelieved = MachineTime(wall: last.wall, boot: last.boot, uptime: last.uptime)
        }
        return state
    }

    static func keep(_ state: ClockState, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO clock (id, floor, floor_wall, floor_boot, floor_uptime, reference_wall, reference_boot,
                reference_uptime, is_suspect, timestamp_keys, believed_wall, believed_boot, believed_uptime)
            VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET floor = excluded.floor, floor_wall = excluded.floor_wall,
                floor_boot = excluded.floor_boot, floor_uptime = excluded.floor_uptime,
                reference_wall = excluded.reference_wall, reference_boot = excluded.reference_boot,
                reference_uptime = excluded.reference_uptime, is_suspect = excluded.is_suspect,
                timestamp_keys = excluded.timestamp_keys, believed_wall = excluded.believed_wall,
                believed_boot = excluded.believed_boot, believed_uptime = excluded.believed_uptime
            """,
            .integer(state.floor), .integer(state.floorAt.wall), .blob(state.floorAt.boot),
            .integer(state.floorAt.uptime), .integer(state.reference.wall), .blob(state.reference.boot),
            .integer(state.reference.uptime), .integer(state.isSuspect ? 1 : 0), .blob(state.timestampKeys),
            .integer(state.lastBelieved.wall), .blob(state.lastBelieved.boot), .integer(state.lastBelieved.uptime))
    }
}
