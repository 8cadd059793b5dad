/// Some bytes with each of their bits changed in turn.
struct Flips: Sequence, IteratorProtocol {
    private var bytes: [UInt8]
    private var bit = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> [UInt8]? {
        guard bit < bytes.count * 8 else { return nil }
        defer { bit += 1 }
        var flipped = bytes
        flipped[bit / 8] ^= 1 << UInt8(bit % 8)
        return flipped
    }
}
