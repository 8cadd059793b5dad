import GateMessages
import PassFormat
import SQLStore
import StrictJSON

/// Findings in the database.
enum FindingStore {
    /// Keeps a finding, unless it is kept already.
    static func add(_ finding: Finding, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO finding (name, kind, gate, epoch, sequence, pass, number, time, found_at, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .text(finding.name), .text(finding.kind.rawValue), .text(finding.gate),
            .integer(finding.epoch.map { Int64(bitPattern: $0.rawValue) }), .integer(finding.sequence),
            .integer(finding.pass.map { Int64(bitPattern: $0.rawValue) }), .text(finding.number),
            .integer(finding.time), .integer(now), .blob(JSONWriter.compact(.object(finding.detail))))
    }

    /// The finding turned out to be none.
    static func close(name: String, at now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE finding SET closed_at = ? WHERE name = ? AND closed_at IS NULL", .integer(now), .text(name))
    }

    /// The records that were missing from a place up to `through` are here.
    static func closeGaps(
        of gate: String, _ epoch: JournalEpoch, through: Int64, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            UPDATE finding SET closed_at = ?
            WHERE kind = 'gap' AND gate = ? AND epoch = ? AND sequence <= ? AND closed_at IS NULL
            """,
            .integer(now), .text(gate), .integer(Int64(bitPattern: epoch.rawValue)), .integer(through))
    }

    /// Whether any gap of the journal is open: asked before closing, as nearly always there is none.
    static func hasOpenGap(of gate: String, _ epoch: JournalEpoch, _ database: any SQLReading) throws -> Bool {
        try database.row(
            "SELECT seq FROM finding WHERE kind = 'gap' AND gate = ? AND epoch = ? AND closed_at IS NULL LIMIT 1",
            .text(gate), .integer(Int64(bitPattern: epoch.rawValue))) != nil
    }

    /// Findings in the order they were made.
    static func page(after place: Int64, limit: Int, _ database: any SQLReading) throws -> [StoredFinding] {
        try database.rows(
            """
            SELECT seq, name, kind, gate, epoch, sequence, pass, number, time, found_at, closed_at, detail
            FROM finding WHERE seq > ? ORDER BY seq LIMIT ?
            """,
            .integer(place), .integer(Int64(limit))
        ).map(stored)
    }

    /// The first twelve columns of a row.
    static func stored(_ row: SQLRow) throws -> StoredFinding {
        guard let kind = FindingKind(rawValue: try row.text(2)),
            case .object(let detail)? = try? JSONReader.read(try row.blob(11))
        else { throw RegisterError.damaged("a finding") }
        let finding = Finding(
            kind, name: String(try row.text(1).dropFirst(kind.rawValue.count + 1)), gate: try row.text(3),
            epoch: try row.optionalInteger(4).map { JournalEpoch(rawValue: UInt64(bitPattern: $0)) },
            sequence: try row.optionalInteger(5),
            pass: try row.optionalInteger(6).map { PassID(rawValue: UInt64(bitPattern: $0)) },
            number: try row.optionalText(7), time: try row.integer(8), detail: detail)
        return StoredFinding(
            place: try row.integer(0), finding: finding, foundAt: try row.integer(9),
            closedAt: try row.optionalInteger(10))
    }

    static func isKnown(_ finding: Finding, _ database: any SQLReading) throws -> Bool {
        try database.row("SELECT seq FROM finding WHERE name = ?", .text(finding.name)) != nil
    }

    /// The names of open findings of a kind, with the gate of each.
    static func open(
        _ kind: FindingKind, _ database: any SQLReading
    ) throws -> [(name: String, gate: String)] {
        try database.rows(
            "SELECT name, gate FROM finding WHERE kind = ? AND closed_at IS NULL", .text(kind.rawValue)
        ).map { (try $0.text(0), try $0.text(1)) }
    }
}
