/// Makes inputs from a seed, the same ones on every run.
package struct Mutator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Bytes that mean something in CBOR, Base45 or JSON at the place where they are put.
    private static let telling: [UInt8] = [
        0x00, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x20, 0x3B, 0x40, 0x5B, 0x5F, 0x7B, 0x7F, 0x80, 0x9B, 0x9F, 0xA0, 0xBB,
        0xBF,
        0xC0, 0xD2, 0xF4, 0xF5, 0xF6, 0xF7, 0xF9, 0xFB, 0xFF, UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"),
        UInt8(ascii: "["), UInt8(ascii: "-"), UInt8(ascii: "9"), UInt8(ascii: "e"), UInt8(ascii: ":"),
        UInt8(ascii: "\n"),
    ]

    /// Random bytes, up to `limit`.
    package mutating func noise(limit: Int) -> [UInt8] {
        let count = Int.random(in: 0...limit, using: &self)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// A seed after one to eight changes.
    package mutating func mutate(_ seed: [UInt8]) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...8, using: &self) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = noise(limit: 16)
            return
        }
        let place = Int.random(in: 0..<bytes.count, using: &self)
        switch Int.random(in: 0..<8, using: &self) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &self)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &self)
        case 2: bytes[place] = Self.telling.randomElement(using: &self) ?? 0
        case 3: bytes.insert(Self.telling.randomElement(using: &self) ?? 0, at: place)
        case 4: bytes.remove(at: place)
        case 5: bytes.removeLast(Int.random(in: 1...min(bytes.count, 16), using: &self))
        case 6:
            let end = min(bytes.count, place + Int.random(in: 1...16, using: &self))
            bytes.insert(contentsOf: bytes[place..<end], at: place)
        default:
            let end = min(bytes.count, place + Int.random(in: 1...8, using: &self))
            bytes.removeSubrange(place..<end)
        }
    }
}
