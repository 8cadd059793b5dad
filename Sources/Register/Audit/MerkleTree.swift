/// The Merkle tree of RFC 6962 section 2.1 over stored tiles.
///
/// Pure: tiles come through a closure and go back as values, so that one tree serves the transaction that appends, the
/// proofs and the verifier.
package struct MerkleTree {
    package let size: Int64
    private let tile: (HashTile.Position) throws -> HashTile

    /// - Parameter tile: gives the tile at a position; its hashes beyond the tree of this size are not looked at.
    package init(size: Int64, tile: @escaping (HashTile.Position) throws -> HashTile) {
        self.size = size
        self.tile = tile
    }

    // MARK: Appending

    /// The tiles that change when leaf hashes are appended, lower levels first.
    package func appending(_ leaves: [[UInt8]]) throws -> [HashTile] {
        var changed: [HashTile] = []
        var new = leaves
        var start = size
        var level = 0
        while !new.isEmpty {
            var roots: [[UInt8]] = []
            var current: HashTile?
            for (offset, hash) in new.enumerated() {
                let place = start + Int64(offset)
                let position = HashTile.Position(level: level, index: place / Int64(HashTile.width))
                var open = try current ?? partial(position, holding: Int(place % Int64(HashTile.width)))
                open.bytes += hash
                if open.count == HashTile.width {
                    changed.append(open)
                    roots.append(Self.root(of: open.bytes[...]))
                    current = nil
                } else {
                    current = open
                }
            }
            if let current { changed.append(current) }
            // Every tile before the first that was touched was full.
            start /= Int64(HashTile.width)
            new = roots
            level += 1
        }
        return changed
    }

    private func partial(_ position: HashTile.Position, holding count: Int) throws -> HashTile {
        guard count > 0 else { return HashTile(position: position) }
        let stored = try tile(position)
        guard stored.count >= count else { throw MissingHashes(position: position) }
        return HashTile(position: position, bytes: Array(stored.bytes.prefix(count * MerkleHash.byteCount)))
    }

    /// A tile holds fewer hashes than the size of the log asks for.
    package struct MissingHashes: Error, Hashable, Sendable {
        package let position: HashTile.Position
    }

    // MARK: Roots and proofs

    /// The root of the first `count` records.
    package func root(of count: Int64) throws -> [UInt8] {
        precondition((0...size).contains(count))
        return count == 0 ? MerkleHash.empty : try hash(0, count)
    }

    /// The audit path of a record in the tree of the first `count` (RFC 6962 section 2.1.1).
    package func inclusionProof(of record: Int64, in count: Int64) throws -> [[UInt8]] {
        precondition((0..<count).contains(record) && count <= size)
        return try path(record, 0, count)
    }

    /// That the tree of the first `old` records is a start of that of the first `new` (RFC 6962 section 2.1.2).
    package func consistencyProof(from old: Int64, to new: Int64) throws -> [[UInt8]] {
        precondition(0 <= old && old <= new && new <= size)
        return old == 0 || old == new ? [] : try subproof(old, 0, new, true)
    }

    private func path(_ record: Int64, _ low: Int64, _ high: Int64) throws -> [[UInt8]] {
        guard high - low > 1 else { return [] }
        let split = low + Self.largestPowerOfTwo(below: high - low)
        return record < split
            ? try path(record, low, split) + [hash(split, high)] : try path(record, split, high) + [hash(low, split)]
    }

    private func subproof(_ old: Int64, _ low: Int64, _ high: Int64, _ isWhole: Bool) throws -> [[UInt8]] {
        if old == high { return isWhole ? [] : [try hash(low, high)] }
        let split = low + Self.largestPowerOfTwo(below: high - low)
        return old <= split
            ? try subproof(old, low, split, isWhole) + [hash(split, high)]
            : try subproof(old, split, high, false) + [hash(low, split)]
    }

    /// The hash of the records `low ..< high`: a range that the tree's shape gives.
    private func hash(_ low: Int64, _ high: Int64) throws -> [UInt8] {
        let count = high - low
        if count & (count - 1) == 0 { return try full(low, count) }
        let split = low + Self.largestPowerOfTwo(below: count)
        return MerkleHash.node(try hash(low, split), try hash(split, high))
    }

    /// The root of a full subtree of `count` records, a power of two, that starts at `low`.
    private func full(_ low: Int64, _ count: Int64) throws -> [UInt8] {
        let height = count.trailingZeroBitCount
        // The root of a whole tile stands one level up, once its tile is full: go by the tile that holds the most of it.
        let level = height / HashTile.height
        let span = Int64(1) << Int64(level * HashTile.height)
        let first = low / span
        let position = HashTile.Position(level: level, index: first / Int64(HashTile.width))
        let offset = Int(first % Int64(HashTile.width)) * MerkleHash.byteCount
        let length = Int(count / span) * MerkleHash.byteCount
        let stored = try tile(position)
        guard stored.bytes.count >= offset + length else { throw MissingHashes(position: position) }
        return Self.root(of: stored.bytes[offset..<offset + length])
    }

    /// The root of neighbouring hashes, their number a power of two.
    static func root(of hashes: ArraySlice<UInt8>) -> [UInt8] {
        var row = stride(from: hashes.startIndex, to: hashes.endIndex, by: MerkleHash.byteCount).map {
            Array(hashes[$0..<$0 + MerkleHash.byteCount])
        }
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { MerkleHash.node(row[$0], row[$0 + 1]) }
        }
        return row.first ?? MerkleHash.empty
    }

    static func largestPowerOfTwo(below count: Int64) -> Int64 {
        precondition(count > 1)
        return 1 << Int64(63 - (count - 1).leadingZeroBitCount)
    }
}
