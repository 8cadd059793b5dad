import Foundation
import GateCore
import GateMessages
import GateScenes
import PassFormat
import PassVerify
import SQLStore
import Testing

@Suite("The gate's memory") struct MemoryTests {
    @Test("Over a restart the journal goes on where it was, and nothing is forgotten")
    func restart() async throws {
        let scene = try await GateScene()
        let text = try scene.port.pass("KEL-P-26-000001")
        let first = try #require(await scene.scan(text, .in).place)
        await scene.restart()
        let opening = await scene.gate.opening
        #expect(opening?.cause == .start)
        let second = await scene.laterScan(text, .in)
        #expect(second.codes == "already-inside" && second.place?.epoch == first.epoch)
        let records = try await scene.journal()
        #expect(records.map(\.event.kind) == [3, 1, 3, 1])
        #expect(records.map(\.place.sequence) == [1, 2, 3, 4])
    }

    @Test(
        "A full disk: the answer is there, opens nothing by itself, keeps nobody in, and is written when there is room")
    func fullDisk() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        let (one, two) = (try scene.port.pass("KEL-P-26-000001"), try scene.port.pass("KEL-P-26-000002", index: 2))
        fault.code = .diskFull
        let entry = await scene.laterScan(one, .in)
        #expect(entry.decision.verdict == .admit && entry.verdict == .check && entry.place == nil)
        guard case .waiting(let ticket, let why) = entry.recording else { throw Missing() }
        #expect(why.contains("disk-full"))
        // Not let in by itself, so not inside; when the guard says so, it counts at once, though nothing is written yet.
        try await scene.gate.decide(onWaiting: ticket, admits: true, reason: "核對本人", guardName: "g1")
        #expect(await scene.laterScan(one, .in).codes == "already-inside")
        await #expect(throws: GateError.self) {
            try await scene.gate.decide(onWaiting: 999, admits: true, reason: "x", guardName: "g1")
        }
        let exit = await scene.laterScan(two, .out)
        #expect(exit.verdict == .admit && exit.place == nil)
        #expect(await scene.gate.trouble?.contains("disk-full") == true)
        fault.code = nil
        let after = await scene.laterScan(one, .in)
        #expect(after.codes == "already-inside" && after.place != nil)
        let trouble = await scene.gate.trouble
        #expect(trouble == nil)
        let records = try await scene.journal()
        #expect(records.map(\.event.kind) == [3, 1, 2, 1, 1, 1])
        // Written late, with the time of then; what opened nothing says so, and the guard's word says what did.
        #expect(records.map(\.moment.wall) == [10, 40, 40, 70, 100, 130].map { ScenePort.now + $0 })
        guard case .scan(let late) = records[1].event, case .override(let word) = records[2].event else {
            throw Missing()
        }
        #expect(late.verdict == .check && word.sequence == 2 && word.isAdmitted && word.number == "KEL-P-26-000001")
        // Decided on afterwards, by the same ticket.
        try await scene.gate.decide(onWaiting: ticket, admits: false, reason: "x", guardName: "g1")
    }

    @Test(
        "A disk that fails is opened anew with the next scan, and nothing acknowledged is lost",
        arguments: [StoreError.Code.inputOutput, .damaged, .closed])
    func failingDisk(code: StoreError.Code) async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        let text = try scene.port.pass("KEL-P-26-000001")
        #expect(await scene.scan(text, .in).place?.sequence == 2)
        fault.code = code
        let failed = await scene.laterScan(text, .out)
        #expect(failed.place == nil && failed.verdict == .admit)
        fault.code = nil
        let after = await scene.laterScan(text, .out)
        #expect(after.place != nil)
        let records = try await scene.journal()
        #expect(records.filter { $0.event.kind == 1 }.count == 3)
    }

    @Test(
        "A disk that fails while a long shift is counted: the count is given up, and the scan does not wait for it",
        .timeLimit(.minutes(2)))
    func failingDiskUnderRead() async throws {
        let (fault, look) = (FaultyDisk.Switch(), LongLook.Switch())
        let scene = try await GateScene(wrapping: { FaultyDisk(LongLook($0, look), fault) })
        try await scene.setUpGuards()
        let (gate, text) = (scene.gate, try scene.port.pass("KEL-P-26-000001"))
        look.isLong = true
        async let count = refusal { _ = try await gate.handOver() }
        while look.begins == 0 { await Task.yield() }
        look.isLong = false
        fault.code = .inputOutput
        #expect(await scene.laterScan(text, .out).verdict == .admit)
        fault.code = nil
        #expect(await scene.laterScan(text, .out).place != nil)
        #expect(await count?.code == .memory)
    }

    @Test("A decision that waits for a scan of an earlier life of the journal is written about no other scan")
    func decisionOfAnotherLife() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        fault.code = .diskFull
        let entry = await scene.laterScan(try scene.port.pass("KEL-P-26-000001"), .in)
        guard case .waiting(let ticket, _) = entry.recording else { throw Missing() }
        // More than is written at once: the scan is written, and the disk is damaged before the decision is.
        for number in 0..<600 { _ = await scene.scan(Array("https://example.org/\(number)".utf8), .out) }
        try await scene.gate.decide(onWaiting: ticket, admits: true, reason: "x", guardName: "g1")
        fault.code = nil
        fault.fail(after: 1, with: .damaged)
        await scene.gate.flush()
        fault.code = nil
        scene.clock.pass(6)
        await scene.gate.flush()
        #expect(await scene.gate.opening?.cause == .rebuilt)
        let records = try await scene.journal()
        #expect(Set(records.map(\.place.epoch)).count == 2)
        #expect(records.filter { $0.event.kind == 1 }.count == 601)
        #expect(records.filter { $0.event.kind == 2 }.isEmpty)
    }

    @Test("What was there although its sync failed is not written again; what opened nothing says so")
    func failedSync() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        let (one, two) = (try scene.port.pass("KEL-P-26-000001"), try scene.port.pass("KEL-P-26-000002", index: 2))
        fault.isLate = true
        fault.code = .inputOutput
        let leaving = await scene.laterScan(one, .out)
        #expect(leaving.verdict == .admit)
        guard case .waiting(let ticket, _) = leaving.recording else { throw Missing() }
        fault.code = nil
        // The memory is opened anew with this, and finds what was tried.
        let foreign = Array("https://example.org".utf8)
        #expect(await scene.scan(foreign, .in).place?.sequence == 3)
        try await scene.gate.decide(onWaiting: ticket, admits: true, reason: "x", guardName: "g1")
        fault.code = .inputOutput
        let entry = await scene.laterScan(two, .in)
        #expect(entry.decision.verdict == .admit && entry.verdict == .check)
        fault.code = nil
        await scene.gate.flush()
        let records = try await scene.journal()
        let told = records.map { record in
            switch record.event {
            case .scan(let scan): "scan \(scan.verdict) \(scan.direction)"
            case .override(let override): "override \(override.sequence)"
            default: "\(record.event.kind)"
            }
        }
        #expect(told == ["3", "scan admit out", "scan deny in", "override 2", "scan admit in", "scan check in"])
    }

    /// Scans of many passes, in and out.
    private func fill(_ scene: GateScene, _ count: Int, from first: Int = 1) async throws {
        for index in first..<first + count {
            let text = try scene.port.pass(WireText("KEL-P-26-\(100_000 + index)"), index: index)
            #expect(await scene.scan(text, .in).verdict == .admit)
        }
    }

    @Test("A file that is no database is put aside, and a new journal says what it continues")
    func noDatabase() async throws {
        let scene = try await GateScene()
        try await fill(scene, 5)
        await scene.gate.close()
        try Data("this is no database".utf8).write(to: URL(fileURLWithPath: scene.database))
        await scene.restart()
        let opening = try #require(await scene.gate.opening)
        #expect(opening.cause == .rebuilt && opening.salvaged == 0)
        let aside = try #require(opening.setAside)
        #expect(FileManager.default.contents(atPath: aside + "/gate.sqlite") == Data("this is no database".utf8))
        #expect(await scene.laterScan(try scene.port.pass("KEL-P-26-000001"), .in).place?.sequence == 2)
    }

    @Test("A database that was taken away is missed: the new journal names the last place of the old")
    func takenAway() async throws {
        let scene = try await GateScene()
        try await fill(scene, 5)
        let last = try #require(await scene.scan(Array("x".utf8)).place)
        await scene.gate.close()
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: scene.database + suffix) }
        await scene.restart()
        #expect(await scene.gate.opening?.cause == .rebuilt)
        guard case .opened(let opened)? = try await scene.journal().first?.event else { throw Missing() }
        #expect(opened.continues == last)
    }

    @Test("An older database that is put back is noticed: what is written now takes no place that was taken")
    func putBack() async throws {
        let scene = try await GateScene()
        try await fill(scene, 3)
        await scene.gate.close()
        let old = try #require(FileManager.default.contents(atPath: scene.database))
        await scene.restart()
        try await fill(scene, 6, from: 10)
        await scene.gate.close()
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: scene.database + suffix) }
        try old.write(to: URL(fileURLWithPath: scene.database))
        await scene.restart()
        let opening = try #require(await scene.gate.opening)
        #expect(opening.cause == .restored && opening.continues?.sequence == 4)
        let records = try await scene.journal()
        #expect(Set(records.map(\.place.epoch)).count == 2)
    }

    @Test("A page lost in the middle costs its own records; all others are sent, and who is inside is still known")
    func lostPage() async throws {
        let scene = try await GateScene()
        try await fill(scene, 300)
        await scene.gate.close()
        var bytes = [UInt8](try #require(FileManager.default.contents(atPath: scene.database)))
        let size = Int(bytes[16]) << 8 | Int(bytes[17])
        let pages = bytes.count / size
        #expect(pages > 20)
        var lost: Set<Int> = []
        var rebuilt = 0
        for page in [pages / 4, pages / 2, pages * 3 / 4] {
            let whole = bytes
            for index in page * size..<(page + 1) * size { bytes[index] = 0xA5 }
            try Data(bytes).write(to: URL(fileURLWithPath: scene.database))
            bytes = whole
            await scene.restart()
            // A page that opening does not look at is found by the check in quiet hours.
            await scene.gate.checkMemory()
            let trouble = await scene.gate.trouble
            let opening = try #require(await scene.gate.opening, "\(page) of \(pages): \(trouble ?? "")")
            #expect(opening.cause == .rebuilt, "\(page) of \(pages): \(trouble ?? "")")
            rebuilt += opening.salvaged
            lost.insert(301 - opening.salvaged)
            // Whatever was lost, the next scan is answered.
            #expect(await scene.laterScan(try scene.port.pass("KEL-P-26-999999", index: 700), .in).place != nil)
            await scene.gate.close()
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: scene.database + suffix) }
            try? FileManager.default.removeItem(atPath: scene.port.home + "/journal.mark")
        }
        #expect(rebuilt > 800, "\(lost)")
    }

    /// Where bits fall over: anywhere, or where the names of tables and columns stand.
    enum Region: CaseIterable { case anywhere, schema }

    @Test(
        "Whatever bit of the database falls over, the gate answers, and no record is sent changed",
        arguments: Region.allCases)
    func bitFlips(region: Region) async throws {
        let scene = try await GateScene()
        try await fill(scene, 40)
        let sent = try await scene.journal()
        await scene.gate.close()
        let whole = [UInt8](try #require(FileManager.default.contents(atPath: scene.database)))
        var random = SystemRandomNumberGenerator()
        for _ in 0..<60 {
            var bytes = whole
            let index = Int.random(in: 0..<(region == .schema ? 4_096 : bytes.count), using: &random)
            bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: scene.database + suffix) }
            try? FileManager.default.removeItem(atPath: scene.port.home + "/journal.mark")
            try Data(bytes).write(to: URL(fileURLWithPath: scene.database))
            await scene.restart()
            let result = await scene.laterScan(try scene.port.pass("KEL-P-26-999999", index: 700), .out)
            #expect(result.verdict != .deny, "byte \(index)")
            await scene.gate.checkMemory()
            let after = await scene.laterScan(try scene.port.pass("KEL-P-26-999998", index: 701), .out)
            #expect(after.place != nil, "byte \(index)")
            let now = try await scene.journal()
            for record in now where record.place.epoch == sent[0].place.epoch && record.place.sequence <= 41 {
                #expect(record == sent[Int(record.place.sequence) - 1], "byte \(index)")
            }
            await scene.gate.close()
        }
    }
}
