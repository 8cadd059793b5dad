import GateCore
import PassVerify
import Testing

@Suite("The gate's clock") struct ClockKeeperTests {
    private static let start: Int64 = 1_800_000_000
    private static let built = start - 90 * 86_400
    private static let day: Int64 = 86_400

    private static func time(_ wall: Int64, boot: UInt8 = 1, uptime: Int64 = 1_000) -> MachineTime {
        MachineTime(wall: wall, boot: [UInt8](repeating: boot, count: 16), uptime: uptime * 1_000)
    }

    private func isSuspect(_ keeper: inout ClockKeeper, _ time: MachineTime) -> Bool {
        keeper.observe(time).clock.isSuspect
    }

    private func accepts(
        _ keeper: inout ClockKeeper, issued: Int64, timestampKeys: [UInt8], isFresh: Bool, at time: MachineTime
    ) -> Bool {
        keeper.accept(issued: issued, timestampKeys: timestampKeys, isFresh: isFresh, at: time)
    }

    private static func keeper() -> ClockKeeper {
        ClockKeeper(ClockState(floor: start, at: time(start)), built: built)
    }

    @Test("A clock that runs with the time since boot is believed, with the drift of a cheap crystal")
    func honest() {
        var keeper = Self.keeper()
        for (wall, uptime) in [(1, 1), (3_600, 3_600), (86_400 + 40, 86_400), (30 * 86_400 - 600, 30 * 86_400)]
            as [(Int64, Int64)]
        {
            let seen = keeper.observe(Self.time(Self.start + wall, uptime: 1_000 + uptime))
            #expect(!seen.clock.isSuspect && seen.clock.now == Self.start + wall && seen.becameSuspect == nil)
        }
    }

    @Test(
        "A jump either way is suspect at once; the time goes on by the time since boot; back again, it is believed",
        arguments: [-3_600, -61, 120, 3_600, 10 * 365 * 86_400, -10 * 365 * 86_400] as [Int64])
    func jump(seconds: Int64) {
        var keeper = Self.keeper()
        let away = keeper.observe(Self.time(Self.start + 30 + seconds, uptime: 1_030))
        #expect(away.clock.isSuspect && away.becameSuspect == true && away.clock.now == Self.start + 30)
        let still = keeper.observe(Self.time(Self.start + 90 + seconds, uptime: 1_090))
        #expect(still.clock.isSuspect && still.becameSuspect == nil && still.clock.now == Self.start + 90)
        let back = keeper.observe(Self.time(Self.start + 120, uptime: 1_120))
        #expect(!back.clock.isSuspect && back.becameSuspect == false)
    }

    @Test(
        "Over a restart: earlier than before is suspect, some days later is not, and months later is",
        arguments: [
            (-3_600, true), (-30, false), (60, false), (6 * 86_400, false), (8 * 86_400, true), (3_000 * 86_400, true),
        ] as [(Int64, Bool)])
    func restart(seconds: Int64, isSuspect: Bool) {
        var keeper = Self.keeper()
        _ = keeper.observe(Self.time(Self.start + 1_000, uptime: 2_000))
        let seen = keeper.observe(Self.time(Self.start + 1_000 + seconds, boot: 2, uptime: 20))
        #expect(seen.clock.isSuspect == isSuspect)
        #expect(seen.clock.now == (isSuspect ? Self.start + 1_020 : Self.start + 1_000 + seconds))
    }

    @Test("The floor rises with what the service signs, at most a day ahead of what is certain")
    func floor() {
        var keeper = Self.keeper()
        let now = Self.time(Self.start + 600, uptime: 1_600)
        #expect(accepts(&keeper, issued: Self.start + 590, timestampKeys: [1], isFresh: false, at: now))
        #expect(keeper.earliest(at: now) == Self.start + 600)
        #expect(accepts(&keeper, issued: Self.start + 600 + Self.day, timestampKeys: [1], isFresh: false, at: now))
        #expect(keeper.earliest(at: now) == Self.start + 600 + Self.day)
        // A second lead counts from where the first did.
        #expect(!accepts(&keeper, issued: Self.start + 601 + Self.day, timestampKeys: [1], isFresh: false, at: now))
        #expect(!accepts(&keeper, issued: .max, timestampKeys: [1], isFresh: false, at: now))
        #expect(keeper.earliest(at: now) == Self.start + 600 + Self.day)
        // The wall clock is now below it: suspect, and the time is at least the floor.
        let seen = keeper.observe(now)
        #expect(seen.clock.isSuspect && seen.clock.now == Self.start + 600 + Self.day)
        // With other timestamp keys the floor is what they say: whoever had the old ones wrote what they liked.
        #expect(accepts(&keeper, issued: Self.start + 580, timestampKeys: [2], isFresh: false, at: now))
        #expect(keeper.earliest(at: now) == Self.start + 580)
        #expect(!isSuspect(&keeper, now))
    }

    @Test("Many small leads are no large one: a thief of the timestamp's key gets a day, and no more with every poll")
    func creep() {
        var keeper = Self.keeper()
        for poll in 1...50 as ClosedRange<Int64> {
            let time = Self.time(Self.start + poll * 30, uptime: 1_000 + poll * 30)
            _ = keeper.observe(time)
            _ = keeper.accept(issued: time.wall + poll * 23 * 3_600, timestampKeys: [1], isFresh: true, at: time)
        }
        let end = Self.time(Self.start + 1_500, uptime: 2_500)
        #expect(keeper.earliest(at: end) <= end.wall + Self.day)
        #expect(keeper.observe(end).clock.now <= end.wall + Self.day)
    }

    @Test(
        "A machine that was off for days believes its own clock and a service that agree, and nobody is called",
        arguments: [2, 5, 7] as [Int64])
    func offForDays(days: Int64) {
        var keeper = Self.keeper()
        let on = Self.time(Self.start + days * Self.day, boot: 2, uptime: 20)
        // As every program does when it opens its memory.
        #expect(!isSuspect(&keeper, on))
        #expect(accepts(&keeper, issued: on.wall - 300, timestampKeys: [1], isFresh: true, at: on))
        #expect(keeper.earliest(at: on) == on.wall - 300)
        // What comes later counts from there.
        #expect(!accepts(&keeper, issued: on.wall + 2 * Self.day, timestampKeys: [1], isFresh: true, at: on))
        #expect(keeper.earliest(at: on) == on.wall - 300)
    }

    @Test("A machine that runs for weeks without a network believes the first timestamp that its clock agrees with")
    func weeksAlone() {
        var keeper = Self.keeper()
        _ = keeper.observe(Self.time(Self.start + 3 * Self.day, boot: 2, uptime: 20))
        let later = Self.time(Self.start + 17 * Self.day, boot: 2, uptime: 20 + 14 * Self.day)
        #expect(!isSuspect(&keeper, later))
        #expect(accepts(&keeper, issued: later.wall - 60, timestampKeys: [1], isFresh: true, at: later))
        #expect(keeper.earliest(at: later) >= later.wall - 60)
    }

    @Test("A stick brings the floor forward as far as the wall clock agrees, and once a run of the machine")
    func stickAfterOff() {
        var keeper = Self.keeper()
        let on = Self.time(Self.start + 20 * 3_600, boot: 2, uptime: 20)
        _ = keeper.observe(on)
        #expect(accepts(&keeper, issued: Self.start + 19 * 3_600, timestampKeys: [1], isFresh: false, at: on))
        #expect(accepts(&keeper, issued: Self.start + 40 * 3_600, timestampKeys: [1], isFresh: false, at: on))
        #expect(!accepts(&keeper, issued: Self.start + 60 * 3_600, timestampKeys: [1], isFresh: false, at: on))
    }

    @Test("After a restart a thief gets a day again, and not two")
    func creepAfterRestart() {
        var keeper = Self.keeper()
        let on = Self.time(Self.start + 600, boot: 2, uptime: 20)
        _ = keeper.observe(on)
        for day in 1...5 as ClosedRange<Int64> {
            _ = keeper.accept(
                issued: Self.start + day * 23 * 3_600, timestampKeys: [1], isFresh: true, at: on)
            _ = keeper.observe(on)
        }
        #expect(keeper.earliest(at: on) <= on.wall + Self.day)
    }

    @Test("A gate that is off every night and gets a stick a week has no alarm while its clock is right")
    func offNightly() {
        var keeper = Self.keeper()
        for night in 1...30 as ClosedRange<Int64> {
            let on = Self.time(Self.start + night * Self.day, boot: UInt8(night % 2 + 2), uptime: 20)
            #expect(!isSuspect(&keeper, on))
            guard night.isMultiple(of: 7) else { continue }
            #expect(accepts(&keeper, issued: on.wall - Self.day, timestampKeys: [1], isFresh: false, at: on))
        }
    }

    @Test("New timestamp keys never take the floor below the time of the build")
    func builtFloor() {
        var keeper = Self.keeper()
        let now = Self.time(Self.start + 600, uptime: 1_600)
        _ = keeper.accept(issued: Self.start, timestampKeys: [1], isFresh: false, at: now)
        #expect(accepts(&keeper, issued: 5, timestampKeys: [2], isFresh: false, at: now))
        #expect(keeper.earliest(at: now) == Self.built)
    }

    @Test("A timestamp that was just fetched shows that a clock which was set right is right")
    func confirmed() {
        var keeper = Self.keeper()
        // Months in a drawer; the operator set the clock; nothing but the network can tell.
        let now = Self.time(Self.start + 100 * Self.day, boot: 2, uptime: 30)
        #expect(isSuspect(&keeper, now))
        // An old file from a stick shows nothing.
        _ = keeper.accept(issued: now.wall - 60, timestampKeys: [1], isFresh: false, at: now)
        #expect(isSuspect(&keeper, now))
        _ = keeper.accept(issued: now.wall - 3_600, timestampKeys: [1], isFresh: true, at: now)
        #expect(isSuspect(&keeper, now))
        #expect(!accepts(&keeper, issued: now.wall - 60, timestampKeys: [1], isFresh: true, at: now))
        #expect(!isSuspect(&keeper, now))
    }

    @Test("A wall clock that a fresh timestamp agrees with is believed again after a jump")
    func confirmedAfterJump() {
        var keeper = Self.keeper()
        let now = Self.time(Self.start + 7_200, uptime: 1_100)
        #expect(isSuspect(&keeper, now))
        #expect(accepts(&keeper, issued: Self.start + 7_100, timestampKeys: [1], isFresh: true, at: now))
        let seen = keeper.observe(now)
        #expect(!seen.clock.isSuspect && seen.clock.now == now.wall && seen.becameSuspect == false)
    }

    @Test("Two people set everything right, whatever was signed")
    func reset() {
        var keeper = Self.keeper()
        let before = Self.time(Self.start + 60, uptime: 1_060)
        _ = keeper.accept(issued: Self.start + Self.day, timestampKeys: [1], isFresh: false, at: before)
        #expect(isSuspect(&keeper, before))
        keeper.reset(at: before)
        #expect(!isSuspect(&keeper, before))
        #expect(keeper.earliest(at: before) == before.wall)
    }

    @Test("Slow steps within the drift don't add up", arguments: [-50, 50] as [Int64])
    func steps(step: Int64) {
        var keeper = Self.keeper()
        var seen = false
        for turn in 1...10 as ClosedRange<Int64> {
            let time = Self.time(Self.start + turn * (step + 10), uptime: 1_000 + turn * 10)
            seen = keeper.observe(time).clock.isSuspect || seen
        }
        #expect(seen)
    }
}
