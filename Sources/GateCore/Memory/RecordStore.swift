import GateMessages
import SQLStore

/// The records of the journal, as they are signed and sent.
enum RecordStore {
    static func add(
        _ record: [UInt8], epoch: Int64, sequence: Int64, at time: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            "INSERT INTO record (epoch, sequence, written_at, record) VALUES (?, ?, ?, ?)", .integer(epoch),
            .integer(sequence), .integer(time), .blob(record))
    }

    static func record(epoch: Int64, sequence: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row(
            "SELECT record FROM record WHERE epoch = ? AND sequence = ?", .integer(epoch), .integer(sequence))?
            .blob(0)
    }

    /// Records from a place on, without a gap, at most so many and so many bytes.
    static func run(
        epoch: Int64, from first: Int64, limit: Int, byteLimit: Int, _ database: any SQLReading
    ) throws -> [[UInt8]] {
        var records: [[UInt8]] = []
        var size = 0
        try database.forEachRow(
            "SELECT sequence, record FROM record WHERE epoch = ? AND sequence >= ? ORDER BY sequence LIMIT ?",
            [.integer(epoch), .integer(first), .integer(Int64(limit))]
        ) { row in
            let bytes = try row.blob(1)
            guard try row.integer(0) == first + Int64(records.count), size <= byteLimit - bytes.count else { return }
            size += bytes.count
            records.append(bytes)
        }
        return records
    }

    /// The place of the first record of an epoch that is still here at `first` or after it.
    static func firstPlace(epoch: Int64, from first: Int64, _ database: any SQLReading) throws -> Int64? {
        try database.integer(
            "SELECT sequence FROM record WHERE epoch = ? AND sequence >= ? ORDER BY sequence LIMIT 1", .integer(epoch),
            .integer(first))
    }

    /// Forgets records that the service has signed for and that are older than the retention time, some at a time.
    /// - Returns: how many went.
    static func removeReceipted(before time: Int64, limit: Int, _ database: any SQLWriting) throws -> Int {
        var removed = 0
        for row in try EpochStore.all(database) where row.receipted > 0 && removed < limit {
            removed += try database.execute(
                """
                DELETE FROM record WHERE epoch = ? AND sequence IN (
                    SELECT sequence FROM record WHERE epoch = ? AND sequence <= ? AND sequence < ? AND written_at < ?
                    ORDER BY sequence LIMIT ?)
                """,
                .integer(row.seq), .integer(row.seq), .integer(row.receipted), .integer(row.last), .integer(time),
                .integer(Int64(limit - removed)))
        }
        return removed
    }

    /// The journal's last record.
    static func last(_ database: any SQLReading) throws -> JournalRecord? {
        guard let epoch = try EpochStore.newest(database),
            let bytes = try record(epoch: epoch.seq, sequence: epoch.last, database)
        else { return nil }
        return try? JournalRecord(decoding: bytes)
    }

    static func isEmpty(_ database: any SQLReading) throws -> Bool {
        try database.row("SELECT 1 FROM record LIMIT 1") == nil
    }

    static func count(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM record") ?? 0
    }
}
