/// The roots of the full subtrees that make up a log, largest first: enough to add records and to give the root, in memory
/// that grows with the logarithm of the log.
struct CompactRange {
    private(set) var size: Int64 = 0
    private var roots: [[UInt8]] = []

    mutating func append(_ leaf: [UInt8]) {
        roots.append(leaf)
        size += 1
        var filled = size
        while filled & 1 == 0, let right = roots.popLast(), let left = roots.popLast() {
            roots.append(MerkleHash.node(left, right))
            filled >>= 1
        }
    }

    var root: [UInt8] {
        guard var root = roots.last else { return MerkleHash.empty }
        for left in roots.dropLast().reversed() { root = MerkleHash.node(left, root) }
        return root
    }
}
