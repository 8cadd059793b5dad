import SQLStore

/// Compares hashes, as they are recomputed, with the stored tiles of every level.
struct TileCheck {
    let database: any SQLReading
    private var stored: [Int: HashTile] = [:]
    private var computed: [Int: [UInt8]] = [:]
    private var firstBadTile: HashTile.Position?

    init(database: any SQLReading) { self.database = database }

    /// Whether the stored hash of a record is this one. Records come in order.
    mutating func matches(_ leaf: [UInt8], at number: Int64) throws -> Bool {
        try add(leaf, level: 0, place: number)
    }

    private mutating func add(_ hash: [UInt8], level: Int, place: Int64) throws -> Bool {
        let position = HashTile.Position(level: level, index: place / Int64(HashTile.width))
        if stored[level]?.position != position { stored[level] = try tile(position) }
        let offset = Int(place % Int64(HashTile.width)) * MerkleHash.byteCount
        let bytes = stored[level]?.bytes ?? []
        let isSame = bytes.count >= offset + hash.count && Array(bytes[offset..<offset + hash.count]) == hash
        if level > 0, !isSame, firstBadTile == nil { firstBadTile = position }
        computed[level, default: []] += hash
        if computed[level]?.count == HashTile.width * MerkleHash.byteCount {
            let root = MerkleTree.root(of: (computed[level] ?? [])[...])
            computed[level] = []
            _ = try add(root, level: level + 1, place: position.index)
        }
        return isSame
    }

    private func tile(_ position: HashTile.Position) throws -> HashTile {
        let row = try database.row(
            "SELECT hashes FROM audit_tile WHERE level = ? AND tile = ?", .integer(Int64(position.level)),
            .integer(position.index))
        return HashTile(position: position, bytes: try row?.blob(0) ?? [])
    }

    /// After the last record: a higher level that differs where no record did, or hashes beyond the log's end.
    func finish(size: Int64) throws -> AuditProblem? {
        if let position = firstBadTile {
            let first = position.index << Int64(HashTile.height * (position.level + 1))
            return AuditProblem(record: first, "the stored tree differs from the records from record \(first) on")
        }
        let last = try database.row("SELECT tile, hashes FROM audit_tile WHERE level = 0 ORDER BY tile DESC LIMIT 1")
        let hashes = try last.map {
            try $0.integer(0) * Int64(HashTile.width) + Int64($0.blob(1).count / MerkleHash.byteCount)
        }
        guard let hashes, hashes > size else { return nil }
        return AuditProblem(record: size, "record \(size) is missing: the tree has \(hashes) records, the log \(size)")
    }
}
