import Foundation
import GateDevices
import Testing

/// A barrier that writes down what it was told, and does what the test says.
private final class ScriptedBarrier: Barrier {
    let patience: Duration
    let acts = Shared<[String]>([])
    let trouble = Shared<DeviceError?>(nil)
    /// How many calls have come.
    let calls = Shared(0)
    /// Holds up calls for as long as it is so.
    let isHanging = Shared(false)

    init(patience: Duration = .milliseconds(300)) {
        self.patience = patience
    }

    func raise(_ direction: BarrierDirection, for pulse: Duration) throws(DeviceError) {
        try act("raise " + direction.rawValue)
    }

    func lower() throws(DeviceError) { try act("lower") }

    private func act(_ name: String) throws(DeviceError) {
        calls.change { $0 += 1 }
        while isHanging.now { usleep(2_000) }
        if let trouble = trouble.now { throw trouble }
        acts.change { $0.append(name) }
    }
}

@Suite("The keeper of a barrier", .timeLimit(.minutes(5)))
struct BarrierKeeperTests {
    private let barrier = ScriptedBarrier()
    private let time = ManualTime()

    private func keeper(pulse: Duration = .milliseconds(50)) -> BarrierKeeper {
        BarrierKeeper(barrier, pulse: pulse, time: time)
    }

    private func running(_ keeper: BarrierKeeper, _ body: () async -> Void) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await keeper.run() }
            #expect(await eventually { keeper.status.state != .missing })
            // What was waited for until here ends at another time than what comes.
            time.advance(by: .milliseconds(1))
            await body()
            group.cancelAll()
        }
    }

    @Test(arguments: [
        (BarrierDirection.entry, true, true, true), (.entry, true, false, false), (.entry, false, true, false),
        (.entry, false, false, false), (.exit, true, true, true), (.exit, true, false, true),
        (.exit, false, true, false),
        (.exit, false, false, false),
    ])
    func `the way out opens without a record and the way in does not`(
        direction: BarrierDirection, isAdmitted: Bool, isRecorded: Bool, opens: Bool
    ) async {
        #expect(direction.opens(isAdmitted: isAdmitted, isRecorded: isRecorded) == opens)
        let keeper = keeper()
        await running(keeper) {
            keeper.decided(direction, isAdmitted: isAdmitted, isRecorded: isRecorded)
            // What comes after it shows that it was looked at.
            keeper.open(direction == .entry ? .exit : .entry)
            let other = direction == .entry ? "raise out" : "raise in"
            #expect(await eventually { barrier.acts.now.contains(other) })
            #expect(await time.pass(.milliseconds(50)))
            #expect(await eventually { barrier.acts.now.last == "lower" })
            #expect(barrier.acts.now.contains("raise " + direction.rawValue) == opens)
        }
    }

    @Test func `the directions are the gate's words`() {
        #expect(BarrierDirection(rawValue: "in") == .entry && BarrierDirection(rawValue: "out") == .exit)
        #expect(BarrierDirection(rawValue: "check") == nil)
    }

    @Test func `an opening while it is open prolongs it`() async {
        let keeper = keeper(pulse: .milliseconds(400))
        await running(keeper) {
            for count in 1...5 {
                keeper.open(.entry)
                #expect(await eventually { keeper.status.openings == count })
                // Three quarters of a pulse later it is still the same opening.
                time.advance(by: .milliseconds(count < 5 ? 300 : 0))
            }
            #expect(keeper.status.isOpen)
            #expect(await time.pass(.milliseconds(400)))
            #expect(await eventually { !keeper.status.isOpen })
        }
        #expect(barrier.acts.now.filter { $0 == "raise in" }.count == 5)
        // At the beginning, after the one long opening, and at the end.
        #expect(barrier.acts.now.filter { $0 == "lower" }.count == 3)
    }

    @Test func `asking waits for nothing while the barrier hangs`() async {
        let keeper = keeper()
        await running(keeper) {
            barrier.isHanging.change { $0 = true }
            // Comes back although the barrier does not.
            for _ in 0..<10_000 { keeper.decided(.entry, isAdmitted: true, isRecorded: true) }
            #expect(await time.pass(barrier.patience))
            #expect(await eventually { keeper.status.failures > 0 })
            #expect(await eventually { if case .failed = keeper.status.state { true } else { false } })
            barrier.isHanging.change { $0 = false }
            #expect(await eventually { barrier.acts.now.contains("raise in") })
            keeper.open(.exit)
            #expect(await eventually { keeper.status.openings > 0 && keeper.status.state == .working })
        }
        // Ten thousand became the few that could be carried out.
        #expect(barrier.acts.now.filter { $0 == "raise in" }.count < 5)
        #expect(barrier.acts.now.last == "lower")
    }

    @Test func `what could not be opened for seconds opens the way out only`() async {
        let slow = ScriptedBarrier(patience: .seconds(30))
        let keeper = BarrierKeeper(slow, pulse: .milliseconds(50), time: time)
        await running(keeper) {
            slow.isHanging.change { $0 = true }
            let before = slow.calls.now
            keeper.open(.exit)
            #expect(await eventually { slow.calls.now > before })
            // The first is at the barrier; these two wait behind it.
            keeper.open(.entry)
            keeper.open(.exit)
            time.advance(by: .milliseconds(3_200))
            slow.isHanging.change { $0 = false }
            #expect(await eventually { keeper.status.openings == 2 })
            #expect(await time.pass(.milliseconds(50)))
            #expect(await eventually { !keeper.status.isOpen })
            #expect(keeper.status.failures == 1)
        }
        #expect(slow.acts.now.filter { $0.hasPrefix("raise") } == ["raise out", "raise out"])
    }

    @Test func `a failed opening stays on the strip until one succeeds`() async {
        let keeper = keeper()
        await running(keeper) {
            barrier.trouble.change { $0 = DeviceError(.failed, "the fuse is gone") }
            keeper.open(.entry)
            #expect(await eventually { keeper.status.failures == 1 })
            #expect(keeper.status.state == .failed("the fuse is gone"))
            barrier.trouble.change { $0 = nil }
            keeper.open(.entry)
            #expect(await eventually { keeper.status.openings == 1 })
            #expect(await time.pass(.milliseconds(50)))
            #expect(await eventually { !keeper.status.isOpen })
            #expect(keeper.status.state == .working)
        }
    }

    @Test func `a barrier that does not go down is tried again`() async {
        let keeper = keeper()
        await running(keeper) {
            keeper.open(.entry)
            #expect(await eventually { keeper.status.openings == 1 })
            barrier.trouble.change { $0 = DeviceError(.missing, "unplugged") }
            #expect(await time.pass(.milliseconds(50)))
            #expect(await eventually { keeper.status.state == .missing })
            #expect(keeper.status.isOpen)
            barrier.trouble.change { $0 = nil }
            #expect(await time.pass(.seconds(1)))
            #expect(await eventually { keeper.status.state == .working && !keeper.status.isOpen })
        }
    }

    @Test func `a barrier that hangs holds up no end of the program`() async {
        let keeper = keeper()
        await running(keeper) {
            barrier.isHanging.change { $0 = true }
            keeper.open(.entry)
            #expect(await time.pass(barrier.patience))
            #expect(await eventually { keeper.status.failures == 1 })
        }
        barrier.isHanging.change { $0 = false }
    }

    @Test func `changes are told`() async {
        let told = Shared<[Bool]>([])
        let keeper = BarrierKeeper(barrier, pulse: .milliseconds(50), time: time) { told.change { $0.append(true) } }
        await running(keeper) {
            keeper.open(.entry)
            #expect(await eventually { keeper.status.openings == 1 })
            #expect(await time.pass(.milliseconds(50)))
            #expect(await eventually { !keeper.status.isOpen })
        }
        // Found to work, raised, lowered.
        #expect(await eventually { told.now.count == 3 })
    }
}
