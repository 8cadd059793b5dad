import GateMessages
import SQLStore

/// Records that stand in no journal: ones that came before those in front of them, and ones whose place another has (forks).
/// Nothing that a gate ever signed is thrown away.
enum AsideStore {
    /// More than this many of one journal are not kept: a gate gone mad must not fill the disk.
    static let limit: Int64 = 100_000

    struct Branch: Hashable, Sendable {
        let sequence: Int64
        let hash: [UInt8]
        let previous: [UInt8]
    }

    static func count(_ journal: Int64, _ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM gate_record_aside WHERE journal = ?", .integer(journal)) ?? 0
    }

    static func put(_ record: ArrivedRecord, of journal: Int64, isFork: Bool, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO gate_record_aside (journal, sequence, hash, previous, is_fork, received_at, record)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .integer(journal), .integer(record.record.place.sequence), .blob(record.hash),
            .blob(record.record.previous), .integer(isFork ? 1 : 0), .integer(record.receivedAt), .blob(record.bytes))
    }

    /// Forgets the copies of records that have a place in the journal now.
    static func remove(_ records: [ArrivedRecord], of journal: Int64, _ database: any SQLWriting) throws {
        try database.executeEach(
            "DELETE FROM gate_record_aside WHERE journal = ? AND sequence = ? AND hash = ?",
            records.map { [.integer(journal), .integer($0.record.place.sequence), .blob($0.hash)] })
    }

    /// Whether this record stands aside as a fork.
    static func isFork(_ journal: Int64, _ sequence: Int64, _ hash: [UInt8], _ database: any SQLReading) throws -> Bool
    {
        try database.row(
            "SELECT is_fork FROM gate_record_aside WHERE journal = ? AND sequence = ? AND hash = ?",
            .integer(journal), .integer(sequence), .blob(hash))?.integer(0) == 1
    }

    /// Takes out the record that follows on, where it waits.
    static func take(
        _ journal: Int64, _ sequence: Int64, previous: [UInt8], _ database: any SQLWriting
    ) throws -> ArrivedRecord? {
        let row = try database.row(
            """
            SELECT hash, received_at, record FROM gate_record_aside
            WHERE journal = ? AND sequence = ? AND previous = ? AND is_fork = 0 ORDER BY received_at, hash LIMIT 1
            """,
            .integer(journal), .integer(sequence), .blob(previous))
        guard let row else { return nil }
        let hash = try row.blob(0)
        try database.execute(
            "DELETE FROM gate_record_aside WHERE journal = ? AND sequence = ? AND hash = ?", .integer(journal),
            .integer(sequence), .blob(hash))
        guard let record = try? JournalRecord(decoding: row.blob(2)) else {
            throw RegisterError.damaged("a gate's record")
        }
        return ArrivedRecord(alone: record, bytes: try row.blob(2), hash: hash, receivedAt: try row.integer(1))
    }

    /// What waits and can follow no more, now that the journal reaches `through` with `hash`: all of it are forks.
    static func makeForks(
        _ journal: Int64, through: Int64, hash: [UInt8], _ database: any SQLWriting
    ) throws -> [Branch] {
        let rows = try database.rows(
            """
            SELECT sequence, hash, previous FROM gate_record_aside
            WHERE journal = ? AND is_fork = 0 AND (sequence <= ? OR (sequence = ? AND previous <> ?)) ORDER BY sequence
            """,
            .integer(journal), .integer(through), .integer(through + 1), .blob(hash))
        let branches = try rows.map {
            Branch(sequence: try $0.integer(0), hash: try $0.blob(1), previous: try $0.blob(2))
        }
        try database.executeEach(
            "UPDATE gate_record_aside SET is_fork = 1 WHERE journal = ? AND sequence = ? AND hash = ?",
            branches.map { [.integer(journal), .integer($0.sequence), .blob($0.hash)] })
        return branches
    }

    /// The first place at which something waits.
    static func firstWaiting(_ journal: Int64, _ database: any SQLReading) throws -> Int64? {
        try database.integer(
            "SELECT MIN(sequence) FROM gate_record_aside WHERE journal = ? AND is_fork = 0", .integer(journal))
    }
}
