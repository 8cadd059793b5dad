import PassFormat
import PassVerify

/// Makes hostile inputs out of good ones.
struct Hostile {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func pick<Choices: Collection>(_ choices: Choices) -> Choices.Element {
        let offset = Int.random(in: 0..<choices.count, using: &random)
        return choices[choices.index(choices.startIndex, offsetBy: offset)]
    }

    mutating func bytes(_ counts: ClosedRange<Int>) -> [UInt8] {
        (0..<Int.random(in: counts, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    /// One to four changes: a bit, a byte, a piece cut, doubled, put in or swapped for one of CBOR's interesting heads.
    mutating func mutated(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard !bytes.isEmpty else { return self.bytes(0...40) }
            let index = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, index + Int.random(in: 1...16, using: &random))
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 2: bytes.removeSubrange(index..<end)
            case 3: bytes.insert(contentsOf: bytes[index..<end], at: index)
            case 4: bytes.insert(contentsOf: self.bytes(1...9), at: index)
            case 5:
                bytes[index] = pick([
                    0x00, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x3B, 0x5B, 0x7B, 0x9F, 0xBF, 0xC2, 0xF5, 0xFB, 0xFF,
                ])
            default: bytes = Array(bytes.prefix(index))
            }
        }
        return bytes
    }

    /// Any time there is, often one near a bound.
    mutating func time() -> Int64 {
        pick([
            World.now, World.now + Int64.random(in: -200_000...200_000, using: &random), 0, -1, 1, .min, .max,
            253_402_300_799, Int64.random(in: .min ... .max, using: &random),
        ])
    }

    /// A world in which everything a rule asks about may be anything.
    mutating func world() -> World {
        var world = World()
        world.hasTrust = pick([true, true, true, true, true, true, true, false])
        world.now = time()
        world.issued = time()
        world.isClockSuspect = Bool.random(using: &random)
        world.level = pick(SecurityLevel.allCases)
        world.statusLists = StatusLists([7: StatusList(count: pick([0, 4, 100]))])
        world.policy = World.policy(schedules: [
            PolicySchedule(
                id: Int64.random(in: 0...3, using: &random),
                windows: [
                    ScheduleWindow(
                        weekdays: UInt8.random(in: 0...255, using: &random),
                        from: UInt16.random(in: 0...65535, using: &random),
                        to: UInt16.random(in: 0...65535, using: &random))
                ])
        ])
        world.policy.clockSkew = pick([60, 0, -1, .max, .min])
        world.policy.graceMinutes = pick([15, 0, -1, .max, .min])
        world.policy.utcOffset = pick([28_800, 0, .max, .min])
        world.policy.liveCode = LiveCodeWindow(age: pick([60, .max, .min]), ahead: pick([15, .max, .min]))
        world.context = GateContext(
            gateID: pick(["KEL-E1", "KEL-E2", "KEL-W3", "KEL-C1", "TPE-N1", "", "KEL-?"]),
            direction: pick(Direction.allCases), plate: pick([nil, "", "ABC1234"]),
            driverPresent: pick([nil, true, false]), escortPresent: pick([nil, true, false]),
            photo: pick([.notLookedAt, .available, .missing]))
        world.history = PassHistory(
            presence: pick([.unknown, .inside, .outside]), isShared: Bool.random(using: &random),
            used: Bool.random(using: &random), liveCodeReplayed: Bool.random(using: &random),
            barred: Bool.random(using: &random), seenRevoked: Bool.random(using: &random))
        if Bool.random(using: &random) {
            world.issuedSets[Keys.issuer.keyID] = IssuedSet(SixteenByteTable([bytes(16...16)]))
        }
        if Bool.random(using: &random) {
            world.hotList =
                HotList(
                    numbers: [WireText("KEL-P-26-000123")], plateKey: bytes(32...32),
                    plateHashes: SixteenByteTable([bytes(16...16)])) ?? .empty
        }
        return world
    }
}
