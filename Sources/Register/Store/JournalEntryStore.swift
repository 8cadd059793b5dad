import GateMessages
import PassFormat
import SQLStore

/// Records of journals, to be looked at.
enum JournalEntryStore {
    private static func entry(_ row: SQLRow) throws -> JournalEntry {
        let bytes = try row.blob(7)
        return JournalEntry(
            gate: try row.text(1),
            place: JournalPlace(
                epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(2))), sequence: try row.integer(3)),
            time: try row.integer(4), receivedAt: try row.integer(5), hash: try row.blob(6), bytes: bytes,
            record: try? JournalRecord(decoding: bytes), journal: try row.integer(0))
    }

    static func entry(_ journal: Int64, _ sequence: Int64, _ database: any SQLReading) throws -> JournalEntry? {
        try database.row(
            """
            SELECT journal, gate, epoch, sequence, time, received_at, gate_record.hash, record
            FROM gate_record JOIN gate_journal ON gate_journal.seq = gate_record.journal
            WHERE journal = ? AND sequence = ?
            """, .integer(journal), .integer(sequence)
        ).map(entry)
    }

    /// Before a place, the newest first, of the kinds that somebody looks for: who came and went, and what guards reported.
    static func entries(
        _ journal: Int64, before sequence: Int64, limit: Int, _ database: any SQLReading
    ) throws -> [JournalEntry] {
        try database.rows(
            """
            SELECT journal, gate, epoch, sequence, time, received_at, gate_record.hash, record
            FROM gate_record JOIN gate_journal ON gate_journal.seq = gate_record.journal
            WHERE journal = ? AND sequence < ? AND kind <> 4 AND kind <> 15 ORDER BY sequence DESC LIMIT ?
            """, .integer(journal), .integer(sequence), .integer(Int64(limit))
        ).map(entry)
    }

    /// After a place, in order.
    static func entries(
        _ journal: Int64, after sequence: Int64, limit: Int, _ database: any SQLReading
    ) throws -> [JournalEntry] {
        try database.rows(
            """
            SELECT journal, gate, epoch, sequence, time, received_at, gate_record.hash, record
            FROM gate_record JOIN gate_journal ON gate_journal.seq = gate_record.journal
            WHERE journal = ? AND sequence > ? ORDER BY sequence LIMIT ?
            """, .integer(journal), .integer(sequence), .integer(Int64(limit))
        ).map(entry)
    }

    /// Those of a pass number at any gate, the newest first.
    static func entries(number: String, limit: Int, _ database: any SQLReading) throws -> [JournalEntry] {
        try database.rows(
            """
            SELECT journal, gate, epoch, sequence, time, received_at, gate_record.hash, record
            FROM gate_record JOIN gate_journal ON gate_journal.seq = gate_record.journal
            WHERE number = ? ORDER BY time DESC LIMIT ?
            """, .text(number), .integer(Int64(limit))
        ).map(entry)
    }

    /// The epochs of a gate, the one that was heard of last first.
    static func journals(of gate: String, _ database: any SQLReading) throws -> [(epoch: JournalEpoch, seq: Int64)] {
        try database.rows(
            "SELECT epoch, seq FROM gate_journal WHERE gate = ? ORDER BY received_last DESC, seq DESC", .text(gate)
        ).map { (JournalEpoch(rawValue: UInt64(bitPattern: try $0.integer(0))), try $0.integer(1)) }
    }
}
