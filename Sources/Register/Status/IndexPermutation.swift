import PassFormat

/// The order in which a status list's places are given out: a random permutation, made once and stored.
///
/// Places given out in order would tell who got a pass next to whom, and when. A stored table rather than a keyed
/// permutation: uniqueness is plain to see, no cipher on 17 bits has to be trusted, and 384 KiB for 131,072 passes is little
/// beside the passes themselves.
package struct IndexPermutation: Hashable, Sendable {
    package static let count = StatusList.standardCount
    static let entryByteCount = 3

    /// The places, three bytes each, most significant first.
    package let bytes: [UInt8]

    /// Shuffles (Fisher and Yates) with random numbers of 64 bits; the bias of scaling them is below 2^-46.
    package init(random: RandomSource) {
        var places = Array(0..<UInt32(Self.count))
        let numbers = random.bytes(Self.count * 8)
        precondition(numbers.count == Self.count * 8)
        for last in stride(from: Self.count - 1, to: 0, by: -1) {
            var number: UInt64 = 0
            for byte in numbers[last * 8..<last * 8 + 8] { number = number << 8 | UInt64(byte) }
            let chosen = Int(number.multipliedFullWidth(by: UInt64(last + 1)).high)
            places.swapAt(last, chosen)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.count * Self.entryByteCount)
        for place in places {
            bytes.append(UInt8(place >> 16))
            bytes.append(UInt8(place >> 8 & 0xFF))
            bytes.append(UInt8(place & 0xFF))
        }
        self.bytes = bytes
    }

    /// The places in a stretch of a stored table.
    package static func places(in bytes: [UInt8]) -> [Int] {
        stride(from: 0, to: bytes.count - bytes.count % entryByteCount, by: entryByteCount).map {
            Int(bytes[$0]) << 16 | Int(bytes[$0 + 1]) << 8 | Int(bytes[$0 + 2])
        }
    }
}
