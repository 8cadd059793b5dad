import SQLStore

/// The audit log in the database: records and the tiles of their tree, appended in the transaction of the change they record.
enum AuditStore {
    static func size(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COALESCE(MAX(number) + 1, 0) FROM audit_record") ?? 0
    }

    static func tree(_ database: any SQLReading, size: Int64) -> MerkleTree {
        MerkleTree(size: size) { position in
            let row = try database.row(
                "SELECT hashes FROM audit_tile WHERE level = ? AND tile = ?", .integer(Int64(position.level)),
                .integer(position.index))
            return HashTile(position: position, bytes: try row?.blob(0) ?? [])
        }
    }

    /// Appends events, all of one moment and one actor. Only the one writer may do it: numbers have no gap.
    static func append(
        _ events: [AuditEvent], at time: Int64, by principal: Principal, _ database: any SQLWriting
    ) throws {
        let size = try size(database)
        var rows: [[SQLValue]] = []
        var leaves: [[UInt8]] = []
        for (offset, event) in events.enumerated() {
            let number = size + Int64(offset)
            let record = event.record(number: number, at: time, by: principal)
            rows.append([.integer(number), .blob(record)])
            leaves.append(MerkleHash.leaf(record))
        }
        try database.executeEach("INSERT INTO audit_record (number, record) VALUES (?, ?)", rows)
        let tiles = try tree(database, size: size).appending(leaves)
        try database.executeEach(
            """
            INSERT INTO audit_tile (level, tile, hashes) VALUES (?, ?, ?)
            ON CONFLICT (level, tile) DO UPDATE SET hashes = excluded.hashes
            """,
            tiles.map { [.integer(Int64($0.position.level)), .integer($0.position.index), .blob($0.bytes)] })
    }

    static func record(_ number: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row("SELECT record FROM audit_record WHERE number = ?", .integer(number))?.blob(0)
    }

    /// The newest check point of a log of at most this size.
    static func newestCheckpoint(_ database: any SQLReading) throws -> (size: Int64, note: String)? {
        guard let row = try database.row("SELECT size, note FROM audit_checkpoint ORDER BY size DESC LIMIT 1") else {
            return nil
        }
        return (try row.integer(0), try row.text(1))
    }

    static func keep(_ checkpoint: SignedCheckpoint, at time: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO audit_checkpoint (size, signed_at, note) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            .integer(checkpoint.checkpoint.size), .integer(time), .text(checkpoint.note))
    }
}
