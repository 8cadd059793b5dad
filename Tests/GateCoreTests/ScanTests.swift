import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import PassVerify
import Testing

@Suite("Scans") struct ScanTests {
    @Test("A scan stands in the journal when its verdict is known, with everything that led to it")
    func durable() async throws {
        let scene = try await GateScene()
        let text = try scene.port.pass("KEL-P-26-000001")
        let result = await scene.gate.scan(
            ScanRequest(text: text, escort: "KEL-P-26-000009", guardName: "林小華"))
        #expect(result.verdict == .admit && result.direction == .in && result.place?.sequence == 2)
        let records = try await scene.journal()
        #expect(records.map(\.event.kind) == [3, 1])
        guard case .scan(let scan) = records[1].event else { throw Missing() }
        #expect(scan.pass?.number == "KEL-P-26-000001" && scan.pass?.status == StatusPlace(list: 0, index: 1))
        #expect(scan.verdict == .admit && scan.direction == .in && scan.guardName == "林小華")
        #expect(scan.escort == "KEL-P-26-000009" && scan.codeDigest == Array(Hash.blake2b(text).prefix(8)))
        #expect(records[1].trust == TrustMark(version: 1, issued: ScenePort.now))
        #expect(records[1].moment.wall == ScenePort.now + 10 && records[1].moment.floor >= ScenePort.now)
    }

    @Test(
        "What can't be read is answered and recorded too, whatever it is",
        arguments: ["", "https://example.com", "PP1:"])
    func unreadable(text: String) async throws {
        let scene = try await GateScene()
        let result = await scene.scan(Array(text.utf8))
        #expect(result.verdict == .deny && result.place != nil)
        guard case .scan(let scan)? = try await scene.journal().last?.event else { throw Missing() }
        #expect(scan.pass == nil && scan.verdict == .deny && !scan.reasons.isEmpty)
    }

    @Test("The same code within ten seconds is one event, and a revocation ends that at once")
    func sameEvent() async throws {
        let scene = try await GateScene()
        let text = try scene.port.pass("KEL-P-26-000001")
        let first = await scene.scan(text)
        scene.clock.pass(9)
        let again = await scene.scan(text)
        #expect(again.isRepeat)
        #expect(again.place == first.place)
        // Another way is another event.
        #expect(await scene.scan(text, .out).isRepeat == false)
        try await scene.publish(try scene.port.list([1: .revoked]))
        #expect(await scene.scan(text).codes == "revoked")
        let kinds = try await scene.journal().map(\.event.kind)
        #expect(kinds.filter { $0 == 1 }.count == 3)
    }

    @Test("Who is inside does not come in again; who is outside has not gone out; a guard's word counts")
    func presence() async throws {
        let scene = try await GateScene()
        let text = try scene.port.pass("KEL-P-26-000001")
        #expect(await scene.laterScan(text, .out).codes == "")
        #expect(await scene.laterScan(text, .out).codes == "not-inside")
        #expect(await scene.laterScan(text, .in).codes == "")
        let twice = await scene.laterScan(text, .in)
        #expect(twice.codes == "already-inside" && twice.verdict == .check)
        // Not admitted by itself: nothing has moved until the guard says so.
        #expect(await scene.laterScan(text, .out).codes == "")
        let check = await scene.laterScan(text, .out)
        #expect(check.codes == "not-inside")
        _ = try await scene.gate.decide(
            on: try #require(twice.place), admits: true, reason: "核對本人", guardName: "g1")
        #expect(await scene.laterScan(text, .in).codes == "already-inside")
        // A patrol changes nothing.
        #expect(await scene.laterScan(text, .check).codes == "")
        #expect(await scene.laterScan(text, .in).codes == "already-inside")
        #expect(try await scene.gate.insideCount() == 1)
    }

    @Test("A guard decides only on scans of this journal, in words that it can hold")
    func decisions() async throws {
        let scene = try await GateScene()
        let scan = await scene.scan(try scene.port.pass("KEL-P-26-000001"))
        let place = try #require(scan.place)
        for bad in [
            JournalPlace(epoch: place.epoch, sequence: 99), JournalPlace(epoch: place.epoch, sequence: 1),
            JournalPlace(epoch: JournalEpoch(rawValue: 5), sequence: place.sequence),
        ] {
            await #expect(throws: GateError.self) {
                _ = try await scene.gate.decide(on: bad, admits: true, reason: "x", guardName: "g")
            }
        }
        for (reason, name) in [("", "g"), ("x", ""), (WireText(String(repeating: "x", count: 401)), "g")]
            as [(WireText, WireText)]
        {
            await #expect(throws: GateError.self) {
                _ = try await scene.gate.decide(on: place, admits: true, reason: reason, guardName: name)
            }
        }
        _ = try await scene.gate.decide(on: place, admits: false, reason: "人證不符", guardName: "g")
        guard case .override(let override)? = try await scene.journal().last?.event else { throw Missing() }
        #expect(!override.isAdmitted && override.sequence == place.sequence && override.number == "KEL-P-26-000001")
    }

    @Test("A single visit comes in once, also after its records have gone and after a restart")
    func singleVisit() async throws {
        let scene = try await GateScene()
        let text = try scene.port.pass("KEL-S-26-000001", term: .singleVisit)
        #expect(await scene.laterScan(text, .in).codes == "")
        #expect(await scene.laterScan(text, .out).codes == "")
        let batch = try #require(try await scene.gate.nextBatch())
        #expect(try await scene.gate.accept(try ScenePort.receipt(for: batch)) == .settled)
        scene.clock.pass(Gate.retention + 100)
        try await scene.gate.prune()
        await scene.restart()
        try await scene.publish([:])
        #expect(await scene.laterScan(text, .in).codes == "already-used")
    }

    @Test("A live code counts once; the same showing is no replay")
    func liveCodes() async throws {
        let scene = try await GateScene()
        let holder = KeyHandle(try SigningKey.generate())
        let code = try scene.port.liveCode("KEL-P-26-000001", holder: holder, at: ScenePort.now + 8)
        let first = await scene.scan(code, .in)
        #expect(first.verdict == .admit && first.decision.live)
        scene.clock.pass(5)
        #expect(await scene.scan(code, .in).isRepeat)
        // Shown the other way within the same seconds: not the same event, and no replay either.
        #expect(await scene.scan(code, .out).codes == "")
        scene.clock.pass(12)
        #expect(await scene.scan(code, .check).codes == "live-code-replayed")
        await scene.restart()
        scene.clock.pass(12)
        #expect(await scene.scan(code, .check).codes == "live-code-replayed")
        let fresh = try scene.port.liveCode("KEL-P-26-000001", holder: holder, at: scene.clock.read().wall)
        #expect(await scene.scan(fresh, .check).codes == "")
    }

    @Test(
        "What was seen revoked or replaced stays so, whatever a later list says, over restarts; and somebody hears of it"
    )
    func unrevocation() async throws {
        let scene = try await GateScene()
        let (one, two) = (
            try scene.port.pass("KEL-P-26-000001", index: 1), try scene.port.pass("KEL-P-26-000002", index: 2)
        )
        try await scene.publish(try scene.port.list([1: .revoked, 2: .superseded, 3: .suspended]))
        scene.clock.pass(60)
        try await scene.publish(try scene.port.list([:]))
        #expect(await scene.scan(one).codes == "revoked")
        #expect(await scene.scan(two).codes == "revoked")
        #expect(await scene.scan(try scene.port.pass("KEL-P-26-000003", index: 3)).codes == "")
        let alarms = await scene.gate.alarms
        #expect(alarms.map(\.code) == ["un-revocation"] && alarms[0].status == StatusPlace(list: 0, index: 1))
        #expect(
            try await scene.journal().contains {
                $0.event == .alarm(AlarmEvent(code: "un-revocation", status: StatusPlace(list: 0, index: 1)))
            })
        await scene.restart()
        #expect(await scene.scan(one).codes == "revoked")
        // Said to be replaced once more: it is told so.
        scene.clock.pass(60)
        try await scene.publish(try scene.port.list([1: .revoked, 2: .superseded]))
        #expect(await scene.scan(two).codes == "superseded")
    }

    @Test("A number that a supervisor barred is refused until it is lifted")
    func barred() async throws {
        let scene = try await GateScene()
        let text = try scene.port.pass("KEL-P-26-000001")
        try await scene.gate.bar("KEL-P-26-000001", reason: "fight", by: "s1")
        #expect(await scene.scan(text).codes == "barred")
        await #expect(throws: GateError.self) {
            try await scene.gate.bar("KEL-P-26-000002", reason: "a\u{0}b", by: "s1")
        }
        #expect(await scene.laterScan(text, .out).verdict == .check)
        #expect(try await scene.gate.lift("KEL-P-26-000001"))
        #expect(try await !scene.gate.lift("KEL-P-26-000001"))
        #expect(await scene.laterScan(text).codes == "")
    }

    @Test("The feed tells of other gates: what is shared may be refused, until it is old")
    func feed() async throws {
        let deny = HistoryModes(alreadyInside: .deny, notInside: .record, alreadyUsed: .deny)
        let scene = try await GateScene(history: deny)
        let text = try scene.port.pass("KEL-P-26-000001")
        func feed(_ state: PresenceState, after: Int64, at time: Int64, hasMore: Bool = false) -> PresenceFeed {
            PresenceFeed(
                port: "TWKEL", after: after, through: after + 1, time: time,
                entries: [ListedPresence(number: "KEL-P-26-000001", state: state, time: time, gate: "KEL-W2")],
                hasMore: hasMore)
        }
        try await scene.gate.merge(feed(.inside, after: 0, at: ScenePort.now, hasMore: true))
        // More is to come: others may know better, so that nothing is denied for it.
        let alone = await scene.scan(text)
        #expect(alone.codes == "already-inside" && alone.verdict == .check)
        try await scene.gate.merge(feed(.inside, after: 1, at: ScenePort.now + 1))
        #expect(await scene.laterScan(text).verdict == .deny)
        scene.clock.pass(700)
        #expect(await scene.laterScan(text).verdict == .check)
        await #expect(throws: GateError.self) {
            try await scene.gate.merge(feed(.outside, after: 0, at: ScenePort.now))
        }
        await #expect(throws: GateError.self) {
            try await scene.gate.merge(
                PresenceFeed(port: "TWTPE", after: 2, through: 2, time: 0, entries: [], hasMore: false))
        }
        #expect(try await scene.gate.presencePlace() == 2)
    }

    @Test(
        "A movement that the service has not signed for outlasts an older word of the feed; afterwards the feed counts")
    func feedAgainstOwn() async throws {
        let scene = try await GateScene()
        let text = try scene.port.pass("KEL-P-26-000001")
        #expect(await scene.scan(text, .in).codes == "")
        func feed(_ time: Int64, after: Int64) -> PresenceFeed {
            PresenceFeed(
                port: "TWKEL", after: after, through: after + 1, time: time,
                entries: [ListedPresence(number: "KEL-P-26-000001", state: .outside, time: time, gate: "KEL-W2")],
                hasMore: false)
        }
        try await scene.gate.merge(feed(ScenePort.now, after: 0))
        #expect(await scene.laterScan(text, .in).codes == "already-inside")
        let batch = try #require(try await scene.gate.nextBatch())
        _ = try await scene.gate.accept(try ScenePort.receipt(for: batch))
        try await scene.gate.merge(feed(ScenePort.now, after: 1))
        #expect(await scene.laterScan(text, .in).codes == "")
    }
}

struct Missing: Error {}
