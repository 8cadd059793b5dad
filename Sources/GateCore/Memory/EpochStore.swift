import GateMessages
import SQLStore

/// The lives of the journal, and how far each has come.
enum EpochStore {
    struct Row: Hashable, Sendable {
        let seq: Int64
        let epoch: JournalEpoch
        /// The sequence number of the last record; 0 before the first.
        var last: Int64
        /// The hash of that record.
        var hash: [UInt8]
        /// The last record that the service has signed for.
        let receipted: Int64
        /// The last record that was sent where no receipt can come any more: behind a gap, or beside what the service has in
        /// the same place. It is not sent again, and not forgotten.
        let sent: Int64

        /// The last record that need not be sent.
        var settled: Int64 { max(receipted, sent) }

        var place: JournalPlace { JournalPlace(epoch: epoch, sequence: last) }
    }

    /// Longer journals there are not: what says more was damaged, and sums of it could overflow.
    private static let places: ClosedRange<Int64> = 0...1 << 50

    private static func row(_ row: SQLRow) throws -> Row {
        let result = Row(
            seq: try row.integer(0), epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(1))),
            last: try row.integer(2), hash: try row.blob(3), receipted: try row.integer(4), sent: try row.integer(5))
        guard places.contains(result.seq), places.contains(result.last), (0...result.last).contains(result.receipted),
            (0...result.last).contains(result.sent), result.hash.count == JournalRecord.beginning.count
        else { throw StoreError.unexpectedValue(column: 2) }
        return result
    }

    /// The epoch that is written.
    static func newest(_ database: any SQLReading) throws -> Row? {
        try database.row("SELECT seq, epoch, last, hash, receipted, sent FROM epoch ORDER BY seq DESC LIMIT 1").map(row)
    }

    static func find(_ epoch: JournalEpoch, _ database: any SQLReading) throws -> Row? {
        try database.row(
            "SELECT seq, epoch, last, hash, receipted, sent FROM epoch WHERE epoch = ?",
            .integer(Int64(bitPattern: epoch.rawValue))
        ).map(row)
    }

    static func all(_ database: any SQLReading) throws -> [Row] {
        try database.rows("SELECT seq, epoch, last, hash, receipted, sent FROM epoch ORDER BY seq").map(row)
    }

    /// Records that were neither signed for nor sent where no receipt can come.
    static func backlog(_ database: any SQLReading) throws -> Int64 {
        try all(database).reduce(0) { $0 &+ ($1.last - $1.settled) }
    }

    static func add(_ row: Row, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO epoch (seq, epoch, last, hash, receipted, sent) VALUES (?, ?, ?, ?, ?, ?)", .integer(row.seq),
            .integer(Int64(bitPattern: row.epoch.rawValue)), .integer(row.last), .blob(row.hash),
            .integer(row.receipted), .integer(row.sent))
    }

    /// Stores the new end of an epoch.
    static func advance(_ row: Row, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE epoch SET last = ?, hash = ? WHERE seq = ?", .integer(row.last), .blob(row.hash), .integer(row.seq))
    }

    /// - Parameter through: also less than before, where the service has lost what it had signed for.
    static func setReceipted(_ seq: Int64, through: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE epoch SET receipted = ?, sent = 0 WHERE seq = ?", .integer(through), .integer(seq))
    }

    static func setSent(_ seq: Int64, through: Int64, _ database: any SQLWriting) throws {
        try database.execute("UPDATE epoch SET sent = ? WHERE seq = ?", .integer(through), .integer(seq))
    }
}
