import GateMessages
import SQLStore

/// The lives of the journal, and how far each has come.
enum EpochStore {
    struct Row: Hashable, Sendable {
        let seq: Int64
        let epoch: JournalEpoch
        /// The sequence number of the last record; 0 before the first.
        let last: Int64
        /// The hash of that record.
        let hash: [UInt8]
        /// The last record that the service has signed for.
        let receipted: Int64

        var place: JournalPlace { JournalPlace(epoch: epoch, sequence: last) }
    }

    private static func row(_ row: SQLRow) throws -> Row {
        Row(
            seq: try row.integer(0), epoch: JournalEpoch(rawValue: UInt64(bitPattern: try row.integer(1))),
            last: try row.integer(2), hash: try row.blob(3), receipted: try row.integer(4))
    }

    /// The epoch that is written.
    static func newest(_ database: any SQLReading) throws -> Row? {
        try database.row("SELECT seq, epoch, last, hash, receipted FROM epoch ORDER BY seq DESC LIMIT 1").map(row)
    }

    static func find(_ epoch: JournalEpoch, _ database: any SQLReading) throws -> Row? {
        try database.row(
            "SELECT seq, epoch, last, hash, receipted FROM epoch WHERE epoch = ?",
            .integer(Int64(bitPattern: epoch.rawValue))
        ).map(row)
    }

    /// The oldest epoch of which something was not signed for.
    static func firstUnreceipted(_ database: any SQLReading) throws -> Row? {
        try database.row(
            "SELECT seq, epoch, last, hash, receipted FROM epoch WHERE receipted < last ORDER BY seq LIMIT 1"
        ).map(row)
    }

    static func all(_ database: any SQLReading) throws -> [Row] {
        try database.rows("SELECT seq, epoch, last, hash, receipted FROM epoch ORDER BY seq").map(row)
    }

    static func add(_ row: Row, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO epoch (seq, epoch, last, hash, receipted) VALUES (?, ?, ?, ?, ?)", .integer(row.seq),
            .integer(Int64(bitPattern: row.epoch.rawValue)), .integer(row.last), .blob(row.hash),
            .integer(row.receipted))
    }

    static func advance(_ seq: Int64, to last: Int64, hash: [UInt8], _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE epoch SET last = ?, hash = ? WHERE seq = ?", .integer(last), .blob(hash), .integer(seq))
    }

    static func setReceipted(_ seq: Int64, through: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE epoch SET receipted = ? WHERE seq = ? AND receipted < ?", .integer(through), .integer(seq),
            .integer(through))
    }
}
