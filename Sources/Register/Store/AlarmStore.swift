import GateMessages
import PassFormat
import SQLStore
import StrictJSON

/// Alarms: findings with who has them in hand, and what was done about each.
enum AlarmStore {
    private static func alarm(_ row: SQLRow) throws -> Alarm {
        var settled: Alarm.Settled?
        if let at = try row.optionalInteger(14) {
            guard let by = StaffHandle(try row.text(15)), let ending = AlarmEnding(rawValue: try row.text(16)) else {
                throw RegisterError.damaged("an alarm")
            }
            settled = Alarm.Settled(at: at, by: by, ending: ending)
        }
        return Alarm(
            stored: try FindingStore.stored(row), owner: try row.optionalText(12).flatMap { StaffHandle($0) },
            takenAt: try row.optionalInteger(13), settled: settled)
    }

    static func alarm(_ id: Int64, _ database: any SQLReading) throws -> Alarm? {
        try database.row(
            """
            SELECT seq, name, kind, gate, epoch, sequence, pass, number, time, found_at, closed_at, detail, owner, taken_at,
                settled_at, settled_by, settled_as
            FROM finding WHERE seq = ?
            """, .integer(id)
        ).map(alarm)
    }

    /// Those that somebody has to look at. Which kinds are none stands in ``FindingKind/severity``, and in the index.
    static func open(limit: Int, _ database: any SQLReading) throws -> [Alarm] {
        try database.rows(
            """
            SELECT seq, name, kind, gate, epoch, sequence, pass, number, time, found_at, closed_at, detail, owner, taken_at,
                settled_at, settled_by, settled_as
            FROM finding
            WHERE closed_at IS NULL AND settled_at IS NULL AND kind NOT IN ('exposure', 'restored')
            ORDER BY kind, seq LIMIT ?
            """, .integer(Int64(limit))
        ).map(alarm)
    }

    static func counts(_ database: any SQLReading) throws -> AlarmCounts {
        var counts = AlarmCounts()
        try database.forEachRow(
            """
            SELECT COUNT(*), COUNT(owner) FROM finding
            WHERE closed_at IS NULL AND settled_at IS NULL AND kind NOT IN ('exposure', 'restored')
            """, []
        ) { row in
            counts.open = try row.integer(0)
            counts.unowned = try row.integer(0) - row.integer(1)
        }
        return counts
    }

    /// Those that are over, and findings that nobody has to look at, the newest first.
    static func over(before place: Int64, limit: Int, _ database: any SQLReading) throws -> [Alarm] {
        try database.rows(
            """
            SELECT seq, name, kind, gate, epoch, sequence, pass, number, time, found_at, closed_at, detail, owner, taken_at,
                settled_at, settled_by, settled_as
            FROM finding
            WHERE seq < ? AND (closed_at IS NOT NULL OR settled_at IS NOT NULL OR kind IN ('exposure', 'restored'))
            ORDER BY seq DESC LIMIT ?
            """, .integer(place), .integer(Int64(limit))
        ).map(alarm)
    }

    /// Those of one gate, the newest first.
    static func alarms(of gate: String, limit: Int, _ database: any SQLReading) throws -> [Alarm] {
        try database.rows(
            """
            SELECT seq, name, kind, gate, epoch, sequence, pass, number, time, found_at, closed_at, detail, owner, taken_at,
                settled_at, settled_by, settled_as
            FROM finding WHERE gate = ? ORDER BY seq DESC LIMIT ?
            """, .text(gate), .integer(Int64(limit))
        ).map(alarm)
    }

    static func setOwner(_ owner: StaffHandle, at now: Int64, of id: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE finding SET owner = ?, taken_at = ? WHERE seq = ?", .text(owner.text), .integer(now), .integer(id))
    }

    static func settle(
        _ id: Int64, as ending: AlarmEnding, by person: StaffHandle, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "UPDATE finding SET settled_at = ?, settled_by = ?, settled_as = ? WHERE seq = ?", .integer(now),
            .text(person.text), .text(ending.rawValue), .integer(id))
    }

    static func add(_ step: AlarmStep, to id: Int64, _ database: any SQLWriting) throws {
        var (to, ending): (String?, String?)
        if case .handOver(let person) = step.act { to = person.text }
        if case .close(let reason) = step.act { ending = reason.rawValue }
        try database.execute(
            """
            INSERT INTO alarm_step (finding, act, by_whom, to_whom, ending, note, at) VALUES (?, ?, ?, ?, ?, ?, ?)
            """, .integer(id), .text(step.act.name), .text(step.by.text), .text(to), .text(ending),
            .blob(step.note.map { Array($0.utf8) }), .integer(step.at))
    }

    /// What was done about an alarm, in order.
    static func steps(_ id: Int64, _ database: any SQLReading) throws -> [AlarmStep] {
        try database.rows(
            "SELECT act, by_whom, to_whom, ending, note, at FROM alarm_step WHERE finding = ? ORDER BY seq",
            .integer(id)
        ).map { row in
            guard let by = StaffHandle(try row.text(1)),
                let act = try act(row.text(0), to: row.optionalText(2), ending: row.optionalText(3))
            else { throw RegisterError.damaged("what was done about an alarm") }
            return AlarmStep(
                act: act, by: by, note: try row.optionalBlob(4).map { String(decoding: $0, as: UTF8.self) },
                at: try row.integer(5))
        }
    }

    private static func act(_ name: String, to: String?, ending: String?) throws -> AlarmAct? {
        switch name {
        case "take": .take
        case "note": .note
        case "hand-over": to.flatMap { StaffHandle($0) }.map { .handOver(to: $0) }
        case "close": ending.flatMap { AlarmEnding(rawValue: $0) }.map { .close(as: $0) }
        default: nil
        }
    }
}
