import GateMessages
import SQLStore

/// Journals and their records.
enum JournalStore {
    private static func state(_ row: SQLRow) throws -> JournalState {
        var last: JournalState.Last?
        if let wall = try row.optionalInteger(5), let boot = try row.optionalBlob(6) {
            last = JournalState.Last(wall: wall, boot: boot, uptime: try row.integer(7))
        }
        return JournalState(
            seq: try row.integer(0), gate: try row.text(1),
            epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(2))), through: try row.integer(3),
            hash: try row.blob(4), last: last,
            trust: try row.optionalInteger(8).map { TrustMark(version: $0, issued: try row.integer(9)) },
            receivedLast: try row.integer(10), arrivals: ArrivalDigest(bytes: try row.blob(11)))
    }

    static func journal(_ gate: String, _ epoch: JournalEpoch, _ database: any SQLReading) throws -> JournalState? {
        try database.row(
            """
            SELECT seq, gate, epoch, through, hash, wall, boot, uptime, trust_version, trust_issued, received_last,
                arrivals
            FROM gate_journal WHERE gate = ? AND epoch = ?
            """,
            .text(gate), .integer(Int64(bitPattern: epoch.rawValue))
        ).map(state)
    }

    /// The journal of this gate that was heard of last, other than the one of `epoch`.
    static func newest(of gate: String, otherThan epoch: JournalEpoch, _ database: any SQLReading) throws
        -> JournalState?
    {
        try database.row(
            """
            SELECT seq, gate, epoch, through, hash, wall, boot, uptime, trust_version, trust_issued, received_last,
                arrivals
            FROM gate_journal WHERE gate = ? AND epoch <> ? ORDER BY received_last DESC, seq DESC LIMIT 1
            """,
            .text(gate), .integer(Int64(bitPattern: epoch.rawValue))
        ).map(state)
    }

    static func begin(_ gate: String, _ epoch: JournalEpoch, now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO gate_journal (gate, epoch, through, hash, received_first, received_last, arrivals, arrivals_from)
            VALUES (?, ?, 0, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING
            """,
            .text(gate), .integer(Int64(bitPattern: epoch.rawValue)), .blob(JournalRecord.beginning), .integer(now),
            .integer(now), .blob(ArrivalDigest.begun(at: now).bytes))
    }

    static func keep(_ state: JournalState, _ database: any SQLWriting) throws {
        try database.execute(
            """
            UPDATE gate_journal SET through = ?, hash = ?, wall = ?, boot = ?, uptime = ?, trust_version = ?,
                trust_issued = ?, received_last = ?, arrivals = ? WHERE seq = ?
            """,
            .integer(state.through), .blob(state.hash), .integer(state.last?.wall), .blob(state.last?.boot),
            .integer(state.last?.uptime), .integer(state.trust?.version), .integer(state.trust?.issued),
            .integer(state.receivedLast), .blob(state.arrivals.bytes), .integer(state.seq))
    }

    static func add(_ records: [ArrivedRecord], to journal: Int64, _ database: any SQLWriting) throws {
        let added = try database.executeEach(
            """
            INSERT INTO gate_record (journal, sequence, hash, kind, wall, time, pass, number, verdict, direction,
                received_at, record)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            records.map { arrived in
                let columns = RecordColumns(arrived.record.event)
                return [
                    .integer(journal), .integer(arrived.record.place.sequence), .blob(arrived.hash),
                    .integer(arrived.record.event.kind), .integer(arrived.record.moment.wall), .integer(arrived.time),
                    .integer(columns.pass), .text(columns.number), .integer(columns.verdict),
                    .integer(columns.direction), .integer(arrived.receivedAt), .blob(arrived.bytes),
                ]
            })
        guard added == records.count else { throw RegisterError.damaged("a place of a journal that is taken") }
    }

    /// The hashes of the records in a range of places, by place.
    static func hashes(_ journal: Int64, _ places: ClosedRange<Int64>, _ database: any SQLReading) throws
        -> [Int64: [UInt8]]
    {
        var hashes: [Int64: [UInt8]] = [:]
        try database.forEachRow(
            "SELECT sequence, hash FROM gate_record WHERE journal = ? AND sequence BETWEEN ? AND ?",
            [.integer(journal), .integer(places.lowerBound), .integer(places.upperBound)]
        ) { hashes[try $0.integer(0)] = try $0.blob(1) }
        return hashes
    }

    static func record(_ journal: Int64, _ sequence: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row(
            "SELECT record FROM gate_record WHERE journal = ? AND sequence = ?", .integer(journal), .integer(sequence))?
            .blob(0)
    }

    /// How many records of a gate are here, in all its epochs.
    static func recordCount(of gate: String, _ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COALESCE(SUM(through), 0) FROM gate_journal WHERE gate = ?", .text(gate)) ?? 0
    }

    // MARK: What the audit log holds of them

    static func hasUnheld(_ database: any SQLReading) throws -> Bool {
        try database.row("SELECT 1 FROM gate_journal WHERE held < through LIMIT 1") != nil
    }

    /// Where the journals end that grew since the log told of them.
    static func unheld(_ database: any SQLReading) throws -> [JournalEnd] {
        try database.rows(
            "SELECT gate, epoch, through, hash, arrivals FROM gate_journal WHERE held < through ORDER BY seq"
        ).map { row in
            JournalEnd(
                JournalEnd.Name(
                    gate: try row.text(0), epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(1)))),
                through: try row.integer(2), hash: try row.blob(3), arrivals: ArrivalDigest(bytes: try row.blob(4)))
        }
    }

    static func markHeld(_ database: any SQLWriting) throws {
        try database.execute("UPDATE gate_journal SET held = through WHERE held < through")
    }
}
