import PassFormat
import SQLStore
import TrustFiles

/// The directory of passes by number, as gates get it: which pass a number stands for, and the sealed parts.
enum DirectoryStore {
    struct Port: Hashable, Sendable {
        let entries: Int64
        /// Sealed parts; 0 before the first.
        let shards: Int
        let keyVersion: Int64
    }

    /// A released pass that the directory has not taken in yet.
    struct Released: Sendable {
        let seq: Int64
        let number: WireText
        /// A reissue whose turn has not come, or never will.
        let isWaiting: Bool
        let payload: [UInt8]
    }

    /// The next released passes after `seq`, up to the first that is still without its signature.
    /// - Returns: the passes, the place to go on from, and whether there may be more.
    static func released(
        after seq: Int64, limit: Int, _ database: any SQLReading
    ) throws -> (passes: [Released], through: Int64, hasMore: Bool) {
        let open = try database.integer("SELECT MIN(seq) FROM pass WHERE state = 0") ?? .max
        var passes: [Released] = []
        var through = seq
        var count = 0
        try database.forEachRow(
            "SELECT seq, number, payload, state, replaces FROM pass WHERE seq > ? AND seq < ? ORDER BY seq LIMIT ?",
            [.integer(seq), .integer(open), .integer(Int64(limit))]
        ) { row in
            through = try row.integer(0)
            count += 1
            let state = try row.integer(3)
            guard state != PassState.void.rawValue else { return }
            // A reissue that was revoked may never have taken its predecessor's place.
            let isBehind =
                try row.optionalInteger(4) != nil
                && [PassState.waiting.rawValue, PassState.revoked.rawValue].contains(state)
            passes.append(
                Released(
                    seq: through, number: WireText(try row.text(1)), isWaiting: isBehind,
                    payload: try row.blob(2)))
        }
        return (passes, through, count == limit)
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
                """
                INSERT INTO directory_change (port, slot, stamp) VALUES (?, ?, 1)
                ON CONFLICT (port, slot) DO UPDATE SET stamp = directory_change.stamp + 1
                """,
                .text(access.port.string), .integer(Int64(DirectoryShard.slot(of: pass.number))))
            guard isNew else { continue }
            try database.execute(
                """
                INSERT INTO directory_port (port, entries, shards, key_version) VALUES (?, 1, 0, 0)
                ON CONFLICT (port) DO UPDATE SET entries = directory_port.entries + 1
                """,
                .text(access.port.string))
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

    /// A slot whose part must be sealed anew.
    struct Change: Hashable, Sendable {
        let slot: Int
        /// Grows with every change.
        let stamp: Int64
    }

    /// The slots of a port that changed since their parts were sealed.
    static func changes(_ port: WireText, _ database: any SQLReading) throws -> [Change] {
        try database.rows("SELECT slot, stamp FROM directory_change WHERE port = ? ORDER BY slot", .text(port.string))
            .map { Change(slot: Int(try $0.integer(0)), stamp: try $0.integer(1)) }
    }

    /// Forgets changes that were sealed; one that came meanwhile stays.
    static func remove(_ changes: [Change], of port: WireText, _ database: any SQLWriting) throws {
        try database.executeEach(
            "DELETE FROM directory_change WHERE port = ? AND slot = ? AND stamp = ?",
            changes.map { [.text(port.string), .integer(Int64($0.slot)), .integer($0.stamp)] })
    }

    static func port(_ port: WireText, _ database: any SQLReading) throws -> Port? {
        try database.row(
            "SELECT entries, shards, key_version FROM directory_port WHERE port = ?", .text(port.string)
        ).map { Port(entries: try $0.integer(0), shards: Int(try $0.integer(1)), keyVersion: try $0.integer(2)) }
    }

    /// Whether a port's parts are sealed with a key that it has no more, or not at all.
    static func hasOldKey(_ database: any SQLReading) throws -> Bool {
        try database.row(
            """
            SELECT 1 FROM directory_port JOIN port_key ON port_key.port = directory_port.port
            WHERE directory_port.key_version <> port_key.version LIMIT 1
            """) != nil
    }

    /// How many parts there are, and with which key they are sealed.
    static func setParts(_ shards: Int, keyVersion: Int64, of port: WireText, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE directory_port SET shards = ?, key_version = ? WHERE port = ?", .integer(Int64(shards)),
            .integer(keyVersion), .text(port.string))
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
