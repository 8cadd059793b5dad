import Foundation
import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import PassVerify
import SQLStore
import Testing

/// Scans, revocations, restarts, a full disk and uploads at random, beside a model that is small enough to be seen through.
///
/// `PORTPASS_SOAK_SECONDS` says how long (1,800 before a release).
@Suite("Soak") struct SoakTests {
    private static let seconds = Int(ProcessInfo.processInfo.environment["PORTPASS_SOAK_SECONDS"] ?? "") ?? 10

    /// What must be so, by the rules alone.
    private struct Model {
        var isInside: [Int: Bool] = [:]
        var revoked: Set<Int> = []
        /// Digests of every text that was answered, in order.
        var answered: [[UInt8]] = []

        func codes(of pass: Int, _ direction: Direction) -> String {
            var codes = revoked.contains(pass) ? ["revoked"] : []
            if direction == .in, isInside[pass] == true { codes.append("already-inside") }
            if direction == .out, isInside[pass] == false { codes.append("not-inside") }
            return codes.joined(separator: " ")
        }
    }

    private static let passes = 1...25

    @Test("However it goes on, every answer is what the rules say, and stands in the journal once")
    func soak() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        let texts = try Dictionary(
            uniqueKeysWithValues: Self.passes.map { pass in
                (pass, try scene.port.pass(WireText("KEL-P-26-\(100_000 + pass)"), index: pass, days: 1_000))
            })
        var model = Model()
        var uploaded: [[UInt8]] = []
        let end = ContinuousClock.now + .seconds(Self.seconds)
        var steps = 0
        var published = ScenePort.now
        while ContinuousClock.now < end {
            steps += 1
            // Longer than the same code is the same event; not so long that a long run outlives the root.
            scene.clock.pass(11)
            if scene.clock.read().wall > published + 21_600, fault.code == nil {
                try await scene.publish(Self.list(model.revoked, scene.port))
                published = scene.clock.read().wall
            }
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<64:
                let pass = Int.random(in: Self.passes, using: &random)
                let direction: Direction = Bool.random(using: &random) ? .in : .out
                let text = try #require(texts[pass])
                let expected = model.codes(of: pass, direction)
                let result = await scene.scan(text, direction)
                #expect(result.codes == expected, "seed \(seed) step \(steps) pass \(pass) \(direction)")
                #expect(direction == .in || result.verdict != .deny, "seed \(seed) step \(steps): kept in")
                #expect((result.place == nil) == (fault.code != nil), "seed \(seed) step \(steps)")
                model.answered.append(Array(Hash.blake2b(text).prefix(8)))
                let isAsked = result.verdict == .check && Int.random(in: 0..<3, using: &random) == 0
                if isAsked {
                    switch result.recording {
                    case .durable(let place):
                        // With a full disk this would fail, and nothing would have moved.
                        _ = try await scene.gate.decide(on: place, admits: true, reason: "seen", guardName: "g")
                    case .waiting(let ticket, _):
                        try await scene.gate.decide(onWaiting: ticket, admits: true, reason: "seen", guardName: "g")
                    }
                }
                if result.verdict == .admit || isAsked { model.isInside[pass] = direction == .in }
            case 64..<70:
                // A crew's number, typed: the way out waits for no disk.
                let pass = Int.random(in: Self.passes, using: &random)
                let direction: Direction = Bool.random(using: &random) ? .in : .out
                guard fault.code == nil || direction == .out else { continue }
                let passage = try await scene.gate.passage(
                    PassageRequest(
                        cause: .crew, direction: direction, number: WireText("KEL-P-26-\(100_000 + pass)"),
                        document: .passport, hint: "1234"))
                if case .waiting = passage.recording {
                    #expect(fault.code != nil, "seed \(seed) step \(steps)")
                } else {
                    #expect(fault.code == nil, "seed \(seed) step \(steps)")
                }
                model.isInside[pass] = direction == .in
            case 70..<78:
                let pass = Int.random(in: Self.passes, using: &random)
                // Some stay good, so that there is something to see.
                guard fault.code == nil, model.revoked.count < 10 else { continue }
                model.revoked.insert(pass)
                try await scene.publish(Self.list(model.revoked, scene.port))
            case 78..<84:
                fault.code = fault.code == nil ? .diskFull : nil
            case 84..<90:
                fault.code = nil
                await scene.restart(wrapping: { FaultyDisk($0, fault) })
            case 90..<97:
                guard fault.code == nil, let batch = try await scene.gate.nextBatch() else { continue }
                uploaded += Self.digests(try JournalChain(batch).links.map(\.record))
                let receipt = try ScenePort.receipt(for: batch)
                #expect(try await scene.gate.accept(receipt, answering: batch) == .settled)
            default:
                guard fault.code == nil else { continue }
                try await scene.gate.prune()
                await scene.gate.checkMemory()
            }
        }
        fault.code = nil
        await scene.gate.flush()
        let rest = Self.digests(try await scene.journal())
        #expect(uploaded + rest == model.answered, "seed \(seed): \(steps) steps")
        #expect(await scene.gate.alarms.isEmpty)
        print("soak: \(steps) steps, \(model.answered.count) scans, seed \(seed)")
    }

    private static func list(_ revoked: Set<Int>, _ port: ScenePort) throws -> [String: [UInt8]] {
        try port.list(Dictionary(uniqueKeysWithValues: revoked.map { ($0, .revoked) }))
    }

    private static func digests(_ records: [JournalRecord]) -> [[UInt8]] {
        records.compactMap { record in
            if case .scan(let scan) = record.event { scan.codeDigest } else { nil }
        }
    }
}
