/// A row of up to 256 neighbouring hashes of one level of the tree, the unit of storage (after C2SP tlog-tiles).
///
/// Level 0 holds leaf hashes; each hash of level n + 1 is the root of one full tile of level n. Five hundred records touch
/// three or four tiles instead of a thousand nodes.
package struct HashTile: Hashable, Sendable {
    /// Where a tile stands.
    package struct Position: Hashable, Sendable {
        package let level: Int
        package let index: Int64
        package init(level: Int, index: Int64) {
            self.level = level
            self.index = index
        }
    }

    package static let height = 8
    package static let width = 256
    /// 256 to this power is more than any log will hold.
    static let maximumLevel = 5

    package let position: Position
    /// Whole hashes, one after the other.
    package var bytes: [UInt8]

    package init(position: Position, bytes: [UInt8] = []) {
        self.position = position
        self.bytes = bytes
    }

    var count: Int { bytes.count / MerkleHash.byteCount }
}
