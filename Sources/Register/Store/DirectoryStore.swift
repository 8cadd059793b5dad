import PassFormat
import SQLStore
import TrustFiles

/// The directory of passes by number, as gates get it: which pass a number stands for, and the sealed parts.
enum DirectoryStore {
    struct Port: Hashable, Sendable {
        var entries: Int64
        var shards: Int
        var keyVersion: Int64
    }

    /// A released pass that the directory has not taken in yet.
    struct Released: Sendable {
        let seq: Int64
        let number: WireText
        /// A reissue whose turn has not come.
        let isWaiting: Bool
        let payload: [UInt8]
    }

    /// The next released passes after `seq`, up to the first that is still without its signature.
    /// - Returns: the passes, and the place to go on from.
    static func released(
        after seq: Int64, limit: Int, _ database: any SQLReading
    ) throws -> (passes: [Released], through: Int64) {
        let open = try database.integer("SELECT MIN(seq) FROM pass WHERE state = 0") ?? .max
        var passes: [Released] = []
        var through = seq
        try database.forEachRow(
            "SELECT seq, number, payload, state FROM pass WHERE seq > ? AND seq < ? ORDER BY seq LIMIT ?",
            [.integer(seq), .integer(open), .integer(Int64(limit))]
        ) { row in
            through = try row.integer(0)
            let state = try row.integer(3)
            guard state != PassState.void.rawValue else { return }
            passes.append(
                Released(
                    seq: through, number: WireText(try row.text(1)), isWaiting: state == PassState.waiting.rawValue,
                    payload: try row.blob(2)))
        }
        return (passes, through)
    }

    /// Takes a pass in: its number stands for it from now on, in every port that it opens. A reissue that waits stands behind
    /// what it will replace.
    static func takeIn(_ pass: Released, _ database: any SQLWriting) throws {
        guard let claims = try? PassClaims(decoding: pass.payload) else {
            throw RegisterError.damaged("the payload of a pass")
        }
        for access in claims.access {
            let isNew = try put(pass, port: access.port, zones: access.zones, database)
            if !isNew, pass.isWaiting { continue }
            try database.execute(
                "INSERT INTO directory_change (port, slot) VALUES (?, ?) ON CONFLICT DO NOTHING",
                .text(access.port.string), .integer(Int64(DirectoryShard.slot(of: pass.number))))
            guard isNew else { continue }
            var row = try port(access.port, database) ?? Port(entries: 0, shards: 0, keyVersion: 0)
            row.entries += 1
            try put(row, of: access.port, database)
        }
    }

    /// - Returns: whether the number is new in this port.
    private static func put(
        _ pass: Released, port: WireText, zones: UInt64, _ database: any SQLWriting
    ) throws -> Bool {
        let slot = Int64(DirectoryShard.slot(of: pass.number))
        let number = SQLValue.text(pass.number.string)
        let added = try database.execute(
            """
            INSERT INTO directory_entry (port, slot, number, pass, zones) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            .text(port.string), .integer(slot), number, .integer(pass.seq), .integer(Int64(bitPattern: zones)))
        if added == 0, !pass.isWaiting {
            try database.execute(
                "UPDATE directory_entry SET pass = ?, zones = ? WHERE port = ? AND slot = ? AND number = ?",
                .integer(pass.seq), .integer(Int64(bitPattern: zones)), .text(port.string), .integer(slot), number)
        }
        return added == 1
    }

    /// The slots of a port that changed since its parts were sealed.
    static func changes(_ port: WireText, _ database: any SQLReading) throws -> [Int] {
        try database.rows("SELECT slot FROM directory_change WHERE port = ?", .text(port.string)).map {
            Int(try $0.integer(0))
        }
    }

    static func removeChanges(_ slots: [Int], of port: WireText, _ database: any SQLWriting) throws {
        try database.executeEach(
            "DELETE FROM directory_change WHERE port = ? AND slot = ?",
            slots.map { [.text(port.string), .integer(Int64($0))] })
    }

    static func port(_ port: WireText, _ database: any SQLReading) throws -> Port? {
        try database.row(
            "SELECT entries, shards, key_version FROM directory_port WHERE port = ?", .text(port.string)
        ).map { Port(entries: try $0.integer(0), shards: Int(try $0.integer(1)), keyVersion: try $0.integer(2)) }
    }

    static func put(_ row: Port, of port: WireText, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO directory_port (port, entries, shards, key_version) VALUES (?, ?, ?, ?)
            ON CONFLICT (port) DO UPDATE SET entries = excluded.entries, shards = excluded.shards,
                key_version = excluded.key_version
            """,
            .text(port.string), .integer(row.entries), .integer(Int64(row.shards)), .integer(row.keyVersion))
    }

    /// What one part says: passes that have not ended before `limit`.
    static func entries(
        port: WireText, shard: Int, of shards: Int, endingAfter limit: Int64, _ database: any SQLReading
    ) throws -> [DirectoryEntry] {
        var entries: [DirectoryEntry] = []
        for slot in stride(from: shard, to: 256, by: shards) {
            try database.forEachRow(
                """
                SELECT e.number, p.list, p.idx, p.kind, e.zones, p.not_before, p.expires FROM directory_entry e
                JOIN pass p ON p.seq = e.pass WHERE e.port = ? AND e.slot = ? AND p.expires > ?
                """,
                [.text(port.string), .integer(Int64(slot)), .integer(limit)]
            ) { row in
                guard let list = UInt32(exactly: try row.integer(1)),
                    let kind = PassKind(rawValue: UInt8(clamping: try row.integer(3)))
                else { throw RegisterError.damaged("a pass in the directory") }
                entries.append(
                    DirectoryEntry(
                        number: WireText(try row.text(0)), list: list, index: Int(try row.integer(2)), kind: kind,
                        zones: UInt64(bitPattern: try row.integer(4)), notBefore: try row.integer(5),
                        expires: try row.integer(6)))
            }
        }
        return entries
    }

    static func keep(_ sealed: [UInt8], port: WireText, shard: Int, _ database: any SQLWriting) throws {
        try database.execute(
            """
            INSERT INTO directory_shard (port, shard, sealed) VALUES (?, ?, ?)
            ON CONFLICT (port, shard) DO UPDATE SET sealed = excluded.sealed
            """,
            .text(port.string), .integer(Int64(shard)), .blob(sealed))
    }

    /// The sealed parts, in order.
    static func shards(_ port: WireText, _ database: any SQLReading) throws -> [[UInt8]] {
        try database.rows("SELECT sealed FROM directory_shard WHERE port = ? ORDER BY shard", .text(port.string))
            .map { try $0.blob(0) }
    }
}
