import PassCrypto
import Register
import Testing

@Suite("The Merkle tree of the audit log (RFC 6962)")
struct MerkleTests {
    /// The entries and roots that Certificate Transparency implementations test against (google/certificate-transparency,
    /// merkle_tree_test).
    static let entries = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test("gives the roots that other implementations give")
    func knownRoots() throws {
        var log = MemoryLog()
        #expect(
            try Hex.encode(log.tree.root(of: 0)) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for (entry, root) in zip(Self.entries, Self.roots) {
            try log.append([Hex.decode(entry) ?? []])
            #expect(try Hex.encode(log.tree.root(of: log.size)) == root)
        }
    }

    @Test("gives the audit paths and consistency proofs of the RFC's example of seven leaves")
    func exampleOfTheRFC() throws {
        var log = MemoryLog()
        try log.append((0..<7).map { [UInt8($0)] })
        let leaf = (0..<7).map { MerkleHash.leaf([UInt8($0)]) }
        let (g, h, i, j) = (
            MerkleHash.node(leaf[0], leaf[1]), MerkleHash.node(leaf[2], leaf[3]), MerkleHash.node(leaf[4], leaf[5]),
            leaf[6]
        )
        let (k, l) = (MerkleHash.node(g, h), MerkleHash.node(i, j))
        let tree = log.tree
        #expect(try tree.root(of: 7) == MerkleHash.node(k, l))
        #expect(try tree.inclusionProof(of: 0, in: 7) == [leaf[1], h, l])
        #expect(try tree.inclusionProof(of: 3, in: 7) == [leaf[2], g, l])
        #expect(try tree.inclusionProof(of: 4, in: 7) == [leaf[5], j, k])
        #expect(try tree.inclusionProof(of: 6, in: 7) == [i, k])
        #expect(try tree.consistencyProof(from: 3, to: 7) == [leaf[2], leaf[3], g, l])
        #expect(try tree.consistencyProof(from: 4, to: 7) == [l])
        #expect(try tree.consistencyProof(from: 6, to: 7) == [i, j, k])
    }

    @Test("is the same however the records were batched, over the edges of tiles and levels")
    func batching() throws {
        var one = MemoryLog()
        var many = MemoryLog()
        let records = (0..<70_000).map { Array("record \($0)".utf8) }
        try one.append(records)
        var start = 0
        for size in [1, 254, 1, 1, 255, 256, 257, 3, 64_000, 500, 1, 70_000] where start < records.count {
            let end = min(start + size, records.count)
            try many.append(Array(records[start..<end]))
            start = end
        }
        #expect(many.size == one.size)
        #expect(many.tiles == one.tiles)
        for size in [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000] as [Int64] {
            #expect(try one.tree.root(of: size) == Reference.root(records.prefix(Int(size)).map(MerkleHash.leaf)[...]))
        }
    }

    @Test("proves every record of every size, and nothing else")
    func inclusion() throws {
        var log = MemoryLog()
        let records = (0..<70).map { Array("\($0)".utf8) }
        try log.append(records)
        for size in 1...70 as ClosedRange<Int64> {
            let root = try log.tree.root(of: size)
            for index in 0..<size {
                let proof = try log.tree.inclusionProof(of: index, in: size)
                let leaf = MerkleHash.leaf(records[Int(index)])
                #expect(MerkleProof.isIncluded(leaf: leaf, index: index, size: size, proof: proof, root: root))
                #expect(
                    !MerkleProof.isIncluded(leaf: leaf, index: index ^ 1, size: size, proof: proof, root: root)
                        || size == 1)
                #expect(
                    !MerkleProof.isIncluded(leaf: leaf, index: index, size: size, proof: proof + [leaf], root: root))
                #expect(
                    !MerkleProof.isIncluded(leaf: root, index: index, size: size, proof: proof, root: root) || size == 1
                )
                for step in proof.indices {
                    var broken = proof
                    broken[step][7] ^= 1
                    #expect(!MerkleProof.isIncluded(leaf: leaf, index: index, size: size, proof: broken, root: root))
                }
            }
        }
    }

    @Test("proves that every earlier log is a start of every later one, and refuses changed proofs and roots")
    func consistency() throws {
        var log = MemoryLog()
        try log.append((0..<600).map { Array("\($0)".utf8) })
        let roots = try (0...600).map { try log.tree.root(of: Int64($0)) }
        var random = SplitMix(seed: 7)
        let pairs =
            (0...40).flatMap { old in (old...40).map { (old, $0) } }
            + (0..<400).map { _ in
                let new = Int(random.next() % 601)
                return (Int(random.next() % UInt64(new + 1)), new)
            }
        for (old, new) in pairs {
            let proof = try log.tree.consistencyProof(from: Int64(old), to: Int64(new))
            func isConsistent(_ oldRoot: [UInt8], _ newRoot: [UInt8], _ proof: [[UInt8]]) -> Bool {
                MerkleProof.isConsistent(
                    old: Int64(old), oldRoot: oldRoot, new: Int64(new), newRoot: newRoot, proof: proof)
            }
            #expect(isConsistent(roots[old], roots[new], proof), "\(old) \(new)")
            var broken = roots[old]
            broken[0] ^= 0x80
            #expect(!isConsistent(broken, roots[new], proof))
            #expect(!isConsistent(roots[old], roots[new], proof + [roots[0]]))
            if old > 0, old < new {
                broken = roots[new]
                broken[31] ^= 1
                #expect(!isConsistent(roots[old], broken, proof))
                #expect(!isConsistent(roots[old], roots[new], Array(proof.dropLast())))
                let step = Int(random.next() % UInt64(proof.count))
                var changed = proof
                changed[step][Int(random.next() % 32)] ^= 1
                #expect(!isConsistent(roots[old], roots[new], changed))
            }
        }
    }

    @Test("answers proofs of any shape without a trap")
    func hostileProofs() {
        var random = SplitMix(seed: 11)
        for _ in 0..<20_000 {
            let (a, b) = (
                Int64(bitPattern: random.next() >> (random.next() % 64)),
                Int64(bitPattern: random.next() >> (random.next() % 64))
            )
            let proof = (0..<Int(random.next() % 70)).map { _ in
                [UInt8](repeating: UInt8(truncatingIfNeeded: random.next()), count: 32)
            }
            #expect(
                !MerkleProof.isIncluded(
                    leaf: MerkleHash.empty, index: a, size: b, proof: proof, root: [UInt8](repeating: 9, count: 32)))
            #expect(
                !MerkleProof.isConsistent(
                    old: a, oldRoot: MerkleHash.leaf([1]), new: b, newRoot: [UInt8](repeating: 9, count: 32),
                    proof: proof))
        }
    }
}

/// A log in memory.
struct MemoryLog {
    private(set) var size: Int64 = 0
    private(set) var tiles: [HashTile.Position: HashTile] = [:]

    var tree: MerkleTree {
        MerkleTree(size: size) { [tiles] in tiles[$0] ?? HashTile(position: $0) }
    }

    mutating func append(_ records: [[UInt8]]) throws {
        for tile in try tree.appending(records.map(MerkleHash.leaf)) { tiles[tile.position] = tile }
        size += Int64(records.count)
    }
}

/// RFC 6962 section 2.1, word by word.
enum Reference {
    static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard leaves.count > 1 else { return leaves.first ?? MerkleHash.empty }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return MerkleHash.node(root(leaves[..<middle]), root(leaves[middle...]))
    }
}

/// A small generator for repeatable tests (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
