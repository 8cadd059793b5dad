/// Checks of proofs by whoever holds nothing but roots (RFC 9162 sections 2.1.3.2 and 2.1.4.2). Total: any input gives an
/// answer.
package enum MerkleProof {
    /// Whether a record with this leaf hash stands at `index` of the tree of `size` records with this root.
    package static func isIncluded(
        leaf: [UInt8], index: Int64, size: Int64, proof: [[UInt8]], root: [UInt8]
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (node, last) = (index, size - 1)
        var hash = leaf
        for step in proof {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                hash = MerkleHash.node(step, hash)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleHash.node(hash, step)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether the tree of `old` records with `oldRoot` is a start of that of `new` records with `newRoot`.
    package static func isConsistent(
        old: Int64, oldRoot: [UInt8], new: Int64, newRoot: [UInt8], proof: [[UInt8]]
    ) -> Bool {
        guard old >= 0, old <= new else { return false }
        if old == new { return proof.isEmpty && oldRoot == newRoot }
        if old == 0 { return proof.isEmpty && oldRoot == MerkleHash.empty }
        var steps = proof[...]
        // A full tree is its own first step, and is left out of the proof.
        guard let first = old & (old - 1) == 0 ? oldRoot : steps.popFirst() else { return false }
        var (node, last) = (old - 1, new - 1)
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var (left, right) = (first, first)
        for step in steps {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                left = MerkleHash.node(step, left)
                right = MerkleHash.node(step, right)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                right = MerkleHash.node(right, step)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && left == oldRoot && right == newRoot
    }
}
