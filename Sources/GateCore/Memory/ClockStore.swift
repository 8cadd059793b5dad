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
                is_suspect, timestamp_keys, believed_wall, believed_boot, believed_uptime,
                anchor, anchor_wall, anchor_boot, anchor_uptime
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
        // A memory of before there was an anchor: its floor is the best there is.
        if let anchor = try row.optionalInteger(12) {
            state.anchor = anchor
            state.anchorAt = MachineTime(
                wall: try row.integer(13), boot: try row.blob(14), uptime: try row.integer(15))
        }
        let times = [
            state.floor, state.anchor, state.anchorAt.wall, floorAt.wall, reference.wall, state.lastBelieved.wall,
        ]
        let uptimes = [floorAt.uptime, state.anchorAt.uptime, reference.uptime, state.lastBelieved.uptime]
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
                reference_uptime, is_suspect, timestamp_keys, believed_wall, believed_boot, believed_uptime, anchor,
                anchor_wall, anchor_boot, anchor_uptime)
            VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET floor = excluded.floor, floor_wall = excluded.floor_wall,
                floor_boot = excluded.floor_boot, floor_uptime = excluded.floor_uptime,
                reference_wall = excluded.reference_wall, reference_boot = excluded.reference_boot,
                reference_uptime = excluded.reference_uptime, is_suspect = excluded.is_suspect,
                timestamp_keys = excluded.timestamp_keys, believed_wall = excluded.believed_wall,
                believed_boot = excluded.believed_boot, believed_uptime = excluded.believed_uptime,
                anchor = excluded.anchor, anchor_wall = excluded.anchor_wall, anchor_boot = excluded.anchor_boot,
                anchor_uptime = excluded.anchor_uptime
            """,
            .integer(state.floor), .integer(state.floorAt.wall), .blob(state.floorAt.boot),
            .integer(state.floorAt.uptime), .integer(state.reference.wall), .blob(state.reference.boot),
            .integer(state.reference.uptime), .integer(state.isSuspect ? 1 : 0), .blob(state.timestampKeys),
            .integer(state.lastBelieved.wall), .blob(state.lastBelieved.boot), .integer(state.lastBelieved.uptime),
            .integer(state.anchor), .integer(state.anchorAt.wall), .blob(state.anchorAt.boot),
            .integer(state.anchorAt.uptime))
    }
}
