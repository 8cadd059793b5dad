import Foundation
import GateCore
import GateMessages
import GateScenes
import PassFormat
import PassVerify
import SQLStore
import Testing

@Suite("Hand-over and reports") struct HandOverTests {
    @Test("A shift is counted from its beginning: scans by verdict, decisions, what nobody decided, passages, reports")
    func counts() async throws {
        let scene = try await GateScene()
        // Before the shift.
        _ = await scene.laterScan(try scene.port.pass("KEL-P-26-000001"), .in)
        try await scene.setUpGuards()
        let text = try scene.port.pass("KEL-P-26-000002", index: 2)
        _ = await scene.laterScan(text, .in)
        let check = try #require(await scene.laterScan(text, .in).place)
        _ = try await scene.gate.decide(on: check, admits: true, reason: "x")
        let denied = try await scene.denied()
        _ = try await scene.gate.decide(
            on: denied, admits: true, reason: "x", supervisor: GateScene.supervisor())
        _ = try await scene.denied()
        _ = await scene.laterScan(Array("boarding pass".utf8), .in)
        _ = await scene.laterScan(text, .check)
        _ = try await scene.gate.passage(PassageRequest(cause: .crew, direction: .out))
        _ = try await scene.gate.passage(PassageRequest(cause: .emergency, direction: .in, agency: .police))
        _ = try await scene.gate.report(.photoMismatch, concerns: denied, note: "照片不符")
        let expected: [String: Int64] = [
            "scan-admit": 2, "scan-check": 1, "scan-deny": 2, "scan-misread": 1, "override-admit": 2,
            "override-supervisor": 1, "unfinished": 1, "passage-crew": 1, "passage-emergency": 1, "report": 1,
            "inside": 3,
        ]
        #expect(try await scene.gate.handOver()?.counts == expected)
        await scene.restart()
        let handOver = try #require(try await scene.gate.signOut(note: "掃描器 2 號不穩"))
        #expect(handOver.counts == expected && handOver.guardName == "林小華" && handOver.note == "掃描器 2 號不穩")
        #expect(handOver.trustAge != nil)
        let (written, again) = (try await scene.gate.handOvers(), try await scene.gate.handOver())
        #expect(written.map(\.counts) == [expected] && written.first?.since == handOver.since && again == nil)
        let events = try await scene.journal().suffix(2).map(\.event)
        guard case .handOver(let event)? = events.first else { throw Missing() }
        #expect(event.counts.map(\.value).reduce(0, +) == expected.values.reduce(0, +))
        #expect(events.last == .shift(guard: "林小華", begins: false))
        #expect(try await scene.gate.signOut() == nil)
    }

    @Test("A report names what it is about, and takes its number from there")
    func reports() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let place = try await scene.denied()
        _ = try await scene.gate.report(.passTaken, concerns: place, note: "證件已收繳")
        guard case .report(let report) = try await scene.lastEvent() else { throw Missing() }
        #expect(report.concerns == place && report.number == "KEL-P-26-000099" && report.guardName == "林小華")
        _ = try await scene.gate.report(.equipment)
        for bad: WireText in ["", "a\u{7}b", WireText(String(repeating: "x", count: 401))] {
            #expect(await refusal { _ = try await scene.gate.report(.other, note: bad) }?.code == .request)
        }
        let nowhere = JournalPlace(epoch: place.epoch, sequence: 999)
        #expect(await refusal { _ = try await scene.gate.report(.other, concerns: nowhere) }?.code == .request)
    }

    /// `PORTPASS_SHIFT_RECORDS` says how many (100,000 before a release).
    private static let records = Int(ProcessInfo.processInfo.environment["PORTPASS_SHIFT_RECORDS"] ?? "") ?? 10_000

    @Test("A long shift is counted in seconds, and scans are answered meanwhile")
    func long() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let gate = scene.gate
        // The quickest way to so many records: a clock that is set back and forth.
        for _ in 0..<10 {
            for _ in 0..<Self.records / 20 {
                scene.clock.jump(-7_200)
                _ = await gate.now()
                scene.clock.jump(7_200)
                _ = await gate.now()
            }
            await gate.flush()
        }
        let first = try await scene.denied()
        #expect(first.sequence > Self.records)
        let text = try scene.port.pass("KEL-P-26-000001")
        let start = ContinuousClock.now
        async let handOver = gate.handOver()
        let scan = await gate.scan(ScanRequest(text: text, direction: .in))
        let scanned = ContinuousClock.now
        #expect(scan.place != nil)
        let counts = try #require(try await handOver)
        let counted = ContinuousClock.now
        // Whether the scan beside it is in it depends on who came first.
        #expect(counts["scan-deny"] == 1 && counts["unfinished"] == 1)
        #expect(counted - start < .seconds(20) && scanned - start < .seconds(2))
        print("\(Self.records) records: scan beside \(scanned - start), counted in \(counted - start)")
    }
}
