import Foundation
import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import PassVerify
import SQLStore
import Testing

@Suite("What a decision still counts for") struct DecisionTests {
    private static let number: WireText = "KEL-P-26-000001"

    /// A check on the way in: the number is inside already.
    private func check(_ scene: GateScene, expires: Int64? = nil) async throws -> JournalPlace {
        var claims = ScenePort.claims(Self.number, index: 1)
        if let expires { claims.expires = expires }
        let text = try scene.port.pass(claims)
        _ = await scene.laterScan(text, .in)
        let result = await scene.laterScan(text, .in)
        #expect(result.verdict == .check && result.codes == "already-inside")
        return try #require(result.place)
    }

    private func overrides(_ scene: GateScene) async throws -> [OverrideEvent] {
        try await scene.journal().compactMap { record in
            if case .override(let word) = record.event { word } else { nil }
        }
    }

    @Test("By a scan of half an hour ago nobody comes in, whoever agrees; sent away and let out is everybody by it")
    func old() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let (denied, check) = (try await scene.denied(), try await check(scene))
        let exit = try #require(await scene.laterScan(try scene.expired(), .out).place)
        scene.clock.pass(Gate.decisionAge)
        for place in [denied, check] {
            let refused = await refusal {
                _ = try await scene.gate.decide(
                    on: place, admits: true, reason: "x", supervisor: GateScene.supervisor())
            }
            #expect(refused?.code == .tooOld)
        }
        #expect(try await overrides(scene).isEmpty)
        _ = try await scene.gate.decide(on: check, admits: false, reason: "x")
        _ = try await scene.gate.decide(on: exit, admits: true, reason: "x")
        #expect(try await overrides(scene).map(\.isAdmitted) == [false, true])
    }

    @Test(
        "The age of a scan goes on over a start of the machine",
        arguments: [(1_500, true), (1_790, false)] as [(Int64, Bool)])
    func oldOverRestarts(off: Int64, counts: Bool) async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let place = try await check(scene)
        scene.clock.pass(100)
        await scene.gate.close()
        scene.clock.reboot(off: off)
        await scene.restart()
        let refused = await refusal { _ = try await scene.gate.decide(on: place, admits: true, reason: "x") }
        #expect((refused == nil) == counts && (counts || refused?.code == .tooOld))
    }

    @Test("A clock that is set back makes no scan younger, and one that is set forward none older")
    func setClock() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let place = try await check(scene)
        scene.clock.pass(Gate.decisionAge + 1)
        scene.clock.jump(-Gate.decisionAge)
        #expect(
            await refusal { _ = try await scene.gate.decide(on: place, admits: true, reason: "x") }?.code == .tooOld)
        let next = await scene.laterScan(try scene.port.pass(Self.number), .in)
        scene.clock.jump(Gate.decisionAge * 2)
        _ = try await scene.gate.decide(on: try #require(next.place), admits: true, reason: "x")
    }

    enum News: String, CaseIterable, Sendable { case barred, revoked, suspended, superseded, expired }

    @Test(
        "What came up since the scan is told instead of letting in, and then takes a supervisor; out and away it changes nothing",
        arguments: News.allCases)
    func changed(news: News) async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let place = try await check(scene, expires: news == .expired ? ScenePort.now + 300 : nil)
        let exit = try #require(await scene.laterScan(try scene.expired(), .out).place)
        scene.clock.pass(60)
        switch news {
        case .barred: try await scene.gate.bar(Self.number, reason: "fight", by: "陳督導")
        case .revoked: try await scene.publish(try scene.port.list([1: .revoked]))
        case .suspended: try await scene.publish(try scene.port.list([1: .suspended]))
        case .superseded: try await scene.publish(try scene.port.list([1: .superseded]))
        case .expired: scene.clock.pass(300)
        }
        let refused = await refusal { _ = try await scene.gate.decide(on: place, admits: true, reason: "x") }
        #expect(refused?.code == .changed && refused?.reasons.map(\.string) == [news.rawValue])
        #expect(try await overrides(scene).isEmpty)
        _ = try await scene.gate.decide(on: exit, admits: true, reason: "x")
        _ = try await scene.gate.decide(on: place, admits: false, reason: "x")
        let alone = await refusal {
            _ = try await scene.gate.decide(
                on: place, admits: true, reason: "x",
                supervisor: Credential(name: "林小華", pin: GateScene.guardPIN))
        }
        #expect(alone?.code == .supervisor)
        _ = try await scene.gate.decide(on: place, admits: true, reason: "x", supervisor: GateScene.supervisor())
        #expect(try await overrides(scene).last?.supervisor == "陳督導")
    }

    @Test("What was denied for one thing and now for another too is told again")
    func another() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let place = try await scene.denied()
        try await scene.gate.bar("KEL-P-26-000099", reason: "fight", by: "陳督導")
        let refused = await refusal { _ = try await scene.gate.decide(on: place, admits: true, reason: "x") }
        // That it has expired was told with the scan.
        #expect(refused?.code == .changed && refused?.reasons == ["barred"])
    }

    @Test("A pass that runs out after a restart is known to by the port's directory")
    func expiredOverRestart() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        try await scene.publishLists(firstUntil: 300)
        let place = try await check(scene, expires: ScenePort.now + 300)
        await scene.restart()
        scene.clock.pass(400)
        let refused = await refusal { _ = try await scene.gate.decide(on: place, admits: true, reason: "x") }
        #expect(refused?.code == .changed && refused?.reasons == ["expired"])
    }

    @Test("A gate without guards lets in against what came up when it was told, and only against that")
    func withoutGuards() async throws {
        let scene = try await GateScene()
        let place = try await check(scene)
        try await scene.gate.bar(Self.number, reason: "fight", by: "s1")
        for told in [[], ["revoked"]] as [[WireText]] {
            let refused = await refusal {
                _ = try await scene.gate.decide(on: place, admits: true, reason: "x", despite: told)
            }
            #expect(refused?.code == .changed)
        }
        _ = try await scene.gate.decide(on: place, admits: true, reason: "x", despite: ["barred"])
        #expect(try await overrides(scene).count == 1)
    }

    @Test("What comes up while a PIN is tried is met in the step that writes", .timeLimit(.minutes(5)))
    func meanwhile() async throws {
        let scene = try await GateScene(pinCost: try SealingCost(operations: 4, memoryKiB: 131_072))
        try await scene.setUpGuards()
        let gate = scene.gate
        var wasMet = false
        var admitted = 0
        // On a machine that stands still the PIN may be done first: then it is tried with another scan.
        for _ in 0..<100 where !wasMet {
            let place = try await check(scene)
            // A guard need not ask anybody about a check; who does is not asked about what nobody knew of.
            async let decision = refusal {
                _ = try await gate.decide(on: place, admits: true, reason: "x", supervisor: GateScene.supervisor())
            }
            var rows = try await gate.guards()
            while rows.allSatisfy({ $0.waits == nil }), try await overrides(scene).count == admitted {
                await Task.yield()
                rows = try await gate.guards()
            }
            try await gate.bar(Self.number, reason: "fight", by: "陳督導")
            let refused = await decision
            _ = try await gate.lift(Self.number)
            guard let refused else {
                admitted += 1
                continue
            }
            // Barred before it was begun, it would be a supervisor's word against it.
            #expect(refused.code == .changed && refused.reasons == ["barred"])
            wasMet = true
        }
        #expect(wasMet)
        #expect(try await overrides(scene).count == admitted)
    }

    @Test("A scan that waits for the disk grows old and is looked at again as well")
    func waiting() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        try await scene.setUpGuards()
        fault.code = .diskFull
        func ticket(_ index: Int) async throws -> Int64 {
            let number = WireText("KEL-P-26-00000\(index)")
            guard
                case .waiting(let ticket, _) = await scene.laterScan(
                    try scene.port.pass(number, index: index), .in
                ).recording
            else { throw Missing() }
            return ticket
        }
        let (old, revoked, good) = (try await ticket(1), try await ticket(2), try await ticket(3))
        try await scene.publish(try scene.port.list([2: .revoked]))
        func refused(_ ticket: Int64) async -> GateError.Code? {
            await refusal { try await scene.gate.decide(onWaiting: ticket, admits: true, reason: "x") }?.code
        }
        #expect(await refused(revoked) == .changed)
        #expect(await refused(good) == nil)
        scene.clock.pass(Gate.decisionAge)
        #expect(await refused(old) == .tooOld)
        fault.code = nil
        scene.clock.pass(6)
        await scene.gate.flush()
        // Written by now, and as old.
        #expect(await refused(old) == .tooOld)
        #expect(try await overrides(scene).count == 1)
    }
}
