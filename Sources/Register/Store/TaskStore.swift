import GateMessages
import PassFormat
import SQLStore

/// What guards told the office of.
enum TaskStore {
    /// Makes a task of a report. Its texts are a gate's, so that they are kept as bytes: no batch is refused for what a guard typed.
    static func add(
        _ report: ReportEvent, of gate: String, _ arrived: ArrivedRecord, _ database: any SQLWriting
    ) throws {
        let place = arrived.record.place
        try database.execute(
            """
            INSERT INTO gate_task (gate, epoch, sequence, subject, concerns_epoch, concerns_sequence, number, plate, note,
                guard, time, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .text(gate), .integer(Int64(bitPattern: place.epoch.rawValue)), .integer(place.sequence),
            .integer(report.subject.rawValue),
            .integer(report.concerns.map { Int64(bitPattern: $0.epoch.rawValue) }),
            .integer(report.concerns?.sequence), .blob(report.number?.utf8), .blob(report.plate?.utf8),
            .blob(report.note?.utf8), .blob(report.guardName.utf8), .integer(arrived.time),
            .integer(arrived.receivedAt))
    }

    /// Tasks in the order they came.
    static func page(
        after place: Int64, limit: Int, withDone: Bool, _ database: any SQLReading
    ) throws -> [GateTask] {
        try database.rows(
            """
            SELECT seq, gate, epoch, sequence, subject, concerns_epoch, concerns_sequence, number, plate, note, guard, time,
                received_at, done_at, done_by
            FROM gate_task WHERE seq > ? AND (done_at IS NULL OR ? = 1) ORDER BY seq LIMIT ?
            """,
            .integer(place), .integer(withDone ? 1 : 0), .integer(Int64(limit))
        ).map(task)
    }

    /// Those of one gate, the newest first, done or not.
    static func tasks(of gate: String, limit: Int, _ database: any SQLReading) throws -> [GateTask] {
        try database.rows(
            """
            SELECT seq, gate, epoch, sequence, subject, concerns_epoch, concerns_sequence, number, plate, note, guard, time,
                received_at, done_at, done_by
            FROM gate_task WHERE gate = ? ORDER BY seq DESC LIMIT ?
            """, .text(gate), .integer(Int64(limit))
        ).map(task)
    }

    private static func task(_ row: SQLRow) throws -> GateTask {
        func text(_ column: Int) throws -> String? {
            try row.optionalBlob(column).map { String(decoding: $0, as: UTF8.self) }
        }
        func epoch(_ value: Int64) -> JournalEpoch { JournalEpoch(rawValue: UInt64(bitPattern: value)) }
        guard let subject = ReportEvent.Subject(rawValue: try row.integer(4)) else {
            throw RegisterError.damaged("a gate's task")
        }
        var concerns: JournalPlace?
        if let name = try row.optionalInteger(5) {
            concerns = JournalPlace(epoch: epoch(name), sequence: try row.integer(6))
        }
        return GateTask(
            id: try row.integer(0), gate: try row.text(1), epoch: epoch(try row.integer(2)),
            sequence: try row.integer(3), subject: subject, concerns: concerns, number: try text(7),
            plate: try text(8), note: try text(9), guardName: try text(10) ?? "", time: try row.integer(11),
            receivedAt: try row.integer(12), doneAt: try row.optionalInteger(13), doneBy: try row.optionalText(14))
    }

    /// - Returns: nil when there is no such task; false when it was done already.
    static func finish(_ id: Int64, by person: String, at now: Int64, _ database: any SQLWriting) throws -> Bool? {
        let isOpen = try database.execute(
            "UPDATE gate_task SET done_at = ?, done_by = ? WHERE seq = ? AND done_at IS NULL", .integer(now),
            .text(person), .integer(id))
        if isOpen == 1 { return true }
        return try database.row("SELECT seq FROM gate_task WHERE seq = ?", .integer(id)) == nil ? nil : false
    }
}
