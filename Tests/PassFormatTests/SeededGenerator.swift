/// Random numbers that are the same at every run (SplitMix64), so that a finding can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

extension SeededGenerator {
    /// Up to `count` bytes of anything.
    mutating func bytes(upTo count: Int) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }

    /// `bytes` with one to four changes: a flipped bit, another byte, an interesting byte, a cut, a copy, an insertion.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0..<4, using: &self) {
            guard !bytes.isEmpty else { break }
            let place = Int.random(in: bytes.indices, using: &self)
            switch Int.random(in: 0..<7, using: &self) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1: bytes[place] = .random(in: .min ... .max, using: &self)
            case 2: bytes[place] = Self.interesting.randomElement(using: &self) ?? 0
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &self)))
            case 4: bytes.insert(contentsOf: bytes[place...].prefix(Int.random(in: 1...16, using: &self)), at: place)
            case 5: bytes.insert(Self.interesting.randomElement(using: &self) ?? 0, at: place)
            default: bytes[place] &+= Bool.random(using: &self) ? 1 : 0xFF
            }
        }
        return bytes
    }

    /// Heads of CBOR at their edges.
    private static let interesting: [UInt8] = [
        0x00, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1F, 0x20, 0x37, 0x38, 0x3B, 0x40, 0x57, 0x58, 0x5B, 0x5F, 0x60, 0x7B,
        0x7F, 0x80,
        0x9B, 0x9F, 0xA0, 0xA1, 0xBB, 0xBF, 0xC0, 0xD2, 0xD8, 0xF4, 0xF5, 0xF6, 0xF7, 0xF9, 0xFB, 0xFF,
    ]
}
