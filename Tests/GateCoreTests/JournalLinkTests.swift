import GateCore
import GateMessages
import PassFormat
import PassVerify
import Testing

@Suite("The journal on its way") struct JournalLinkTests {
    /// A gate with some scans.
    private func scene(_ count: Int) async throws -> GateScene {
        let scene = try await GateScene()
        for index in 1...count {
            #expect(await scene.scan(Array("code \(index)".utf8)).place != nil)
        }
        return scene
    }

    @Test("Everything goes in order, once; what is signed for is not sent again")
    func inOrder() async throws {
        let scene = try await scene(20)
        let batch = try #require(try await scene.gate.nextBatch())
        #expect(batch.first == 1 && batch.records.count == 21)
        #expect(try await scene.gate.accept(try Port.receipt(for: batch), answering: batch) == .settled)
        #expect(try await scene.gate.nextBatch() == nil)
        #expect(try await scene.gate.backlog() == 0)
        #expect(try await scene.gate.accept(try Port.receipt(for: batch)) == .nothing)
        _ = await scene.laterScan(Array("another".utf8))
        #expect(try await scene.gate.nextBatch()?.first == 22)
    }

    @Test("A receipt for part of a batch settles that part")
    func part() async throws {
        let scene = try await scene(20)
        let batch = try #require(try await scene.gate.nextBatch())
        let hash = JournalRecord.hash(batch.records[9])
        #expect(try await scene.gate.accept(try Port.receipt(for: batch, through: 10, hash: hash)) == .settled)
        #expect(try await scene.gate.nextBatch()?.first == 11)
    }

    @Test("Another gate's receipt, and one for an epoch that nobody knows, change nothing")
    func foreign() async throws {
        let scene = try await scene(3)
        let batch = try #require(try await scene.gate.nextBatch())
        let good = try Port.receipt(for: batch)
        await #expect(throws: GateError.self) {
            _ = try await scene.gate.accept(
                Receipt(gate: "KEL-W2", epoch: good.epoch, through: good.through, hash: good.hash, time: good.time))
        }
        let unknown = Receipt(
            gate: good.gate, epoch: JournalEpoch(rawValue: 9), through: 3, hash: good.hash, time: good.time)
        #expect(try await scene.gate.accept(unknown) == .nothing)
        #expect(try await scene.gate.backlog() == 4)
    }

    @Test(
        "A service that has more than this gate, or another record in a place: the gate was put back, and begins anew",
        arguments: [true, false])
    func putBack(isAhead: Bool) async throws {
        let scene = try await scene(5)
        let batch = try #require(try await scene.gate.nextBatch())
        let hash = [UInt8](repeating: 7, count: 32)
        let receipt = try Port.receipt(for: batch, through: isAhead ? 100 : 6, hash: hash)
        #expect(try await scene.gate.accept(receipt, answering: batch) == .settled)
        // What was sent beside the service's own is not sent again, and what follows stands in a new epoch.
        let next = try #require(try await scene.gate.nextBatch())
        #expect(next.epoch != batch.epoch && next.first == 1)
        guard case .opened(let opened) = try JournalChain(next).links[0].record.event else { throw Missing() }
        #expect(opened.cause == .restored)
        #expect(opened.continues == JournalPlace(epoch: batch.epoch, sequence: 6))
        #expect(await scene.gate.alarms.map(\.code) == ["journal-restored"])
        #expect(await scene.laterScan(Array("next".utf8)).place?.epoch == next.epoch)
    }

    @Test("A service that was put back itself gets what it lost once more")
    func serviceLost() async throws {
        let scene = try await scene(20)
        let all = try #require(try await scene.gate.nextBatch())
        _ = try await scene.gate.accept(try Port.receipt(for: all), answering: all)
        _ = await scene.laterScan(Array("later".utf8))
        let batch = try #require(try await scene.gate.nextBatch())
        #expect(batch.first == 22)
        let hash = JournalRecord.hash(all.records[9])
        let old = try Port.receipt(for: batch, through: 10, hash: hash)
        #expect(try await scene.gate.accept(old, answering: batch) == .rewound)
        #expect(try await scene.gate.nextBatch()?.first == 11)
        // It may have nothing at all.
        #expect(try await scene.gate.wasKeptAside(try #require(try await scene.gate.nextBatch())) == .rewound)
        let again = try #require(try await scene.gate.nextBatch())
        #expect(again.first == 1 && again.records.count == 22)
        #expect(try await scene.gate.accept(try Port.receipt(for: again), answering: again) == .settled)
        #expect(try await scene.gate.backlog() == 0)
    }

    @Test("Records go after a receipt and a week, and never without one")
    func retention() async throws {
        let scene = try await scene(20)
        let batch = try #require(try await scene.gate.nextBatch())
        scene.clock.pass(Gate.retention * 3)
        try await scene.gate.prune()
        #expect(try await scene.gate.nextBatch() == batch)
        let hash = JournalRecord.hash(batch.records[9])
        _ = try await scene.gate.accept(try Port.receipt(for: batch, through: 10, hash: hash), answering: batch)
        try await scene.gate.prune()
        #expect(try await scene.gate.nextBatch()?.first == 11)
        // The service lost everything, and the first ten are gone here too: the rest goes as it is, and stays here.
        let rest = try #require(try await scene.gate.nextBatch())
        #expect(try await scene.gate.wasKeptAside(rest) == .settled)
        #expect(try await scene.gate.nextBatch() == nil)
        await scene.restart()
        #expect(try await scene.gate.nextBatch()?.first == 22)
    }

    @Test("A record that fell over is not sent for ever: it is damage, and all the others go")
    func rotten() async throws {
        let scene = try await scene(120)
        await scene.gate.close()
        try Damage.flip(in: scene.database, record: 20)
        await scene.restart()
        var sent: [JournalRecord] = []
        for _ in 0..<3 where sent.isEmpty {
            // The first attempt finds the damage, a later one has it mended.
            sent = (try? await scene.journal()) ?? []
            scene.clock.pass(10)
        }
        let epoch = try #require(sent.first?.place.epoch)
        #expect(sent.filter { $0.place.epoch == epoch }.count == 120)
        #expect(await scene.gate.opening?.cause == .rebuilt)
    }
}
