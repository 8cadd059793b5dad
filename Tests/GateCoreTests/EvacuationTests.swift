import Foundation
import GateCore
import GateMessages
import GateScenes
import PassFormat
import PassVerify
import SQLStore
import Testing

@Suite("Evacuation and who is inside") struct EvacuationTests {
    @Test("While everybody is to leave, every exit that can be read is open, recorded, and no entry is")
    func exits() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let text = try scene.port.pass("KEL-P-26-000001")
        let bad = try scene.expired()
        _ = await scene.laterScan(text, .out)
        let before = await scene.laterScan(text, .out)
        #expect(before.verdict == .check)
        guard case .durable = try await scene.gate.beginEvacuation(note: "火災") else { throw Missing() }
        #expect(await refusal { _ = try await scene.gate.beginEvacuation() }?.code == .request)
        // The code that was amber a second ago, too.
        #expect(await scene.scan(text, .out).verdict == .admit)
        await scene.restart()
        for code in [text, bad] {
            let exit = await scene.laterScan(code, .out)
            #expect(exit.verdict == .admit && exit.isEvacuation)
            #expect(await scene.laterScan(code, .in).isEvacuation == false)
        }
        let misread = await scene.laterScan(Array("x".utf8), .out)
        #expect(misread.verdict == .check && !misread.isEvacuation)
        #expect(await scene.laterScan(bad, .in).verdict == .deny)
        let exits = try await scene.journal().compactMap { record -> ScanEvent? in
            guard case .scan(let scan) = record.event, scan.reasons.contains("evacuation") else { return nil }
            return scan
        }
        #expect(exits.count == 3 && exits.allSatisfy { $0.verdict == .admit && $0.direction == .out })
        // What the decision was stands beside it.
        #expect(exits.last?.reasons == ["expired", "evacuation"] || exits.last?.reasons.first == "expired")
    }

    @Test("It begins whatever the disk does, counts people by place, and ends with a supervisor only")
    func course() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        try await scene.setUpGuards()
        fault.code = .diskFull
        guard case .waiting = try await scene.gate.beginEvacuation() else { throw Missing() }
        #expect(await scene.gate.evacuation?.begunBy == "林小華")
        #expect(await scene.scan(try scene.expired(), .out).verdict == .admit)
        guard case .waiting = try await scene.gate.countAtAssembly("東碼頭", headcount: 12) else { throw Missing() }
        fault.code = nil
        await scene.gate.flush()
        await scene.restart()
        _ = try await scene.gate.countAtAssembly("東碼頭", headcount: 31)
        _ = try await scene.gate.countAtAssembly("行政大樓", headcount: 8)
        await scene.restart()
        #expect(await scene.gate.evacuation?.counts.map(\.headcount).reduce(0, +) == 39)
        #expect(await refusal { _ = try await scene.gate.endEvacuation(supervisor: nil) }?.code == .supervisor)
        #expect(await scene.gate.evacuation != nil)
        _ = try await scene.gate.endEvacuation(supervisor: GateScene.supervisor())
        await scene.restart()
        #expect(await scene.gate.evacuation == nil)
        #expect(await refusal { _ = try await scene.gate.countAtAssembly("東碼頭", headcount: 1) }?.code == .request)
        let bad = await scene.laterScan(try scene.expired(), .out)
        #expect(bad.verdict == .check)
        // The next one begins with no counts.
        _ = try await scene.gate.beginEvacuation()
        await scene.restart()
        #expect(await scene.gate.evacuation?.counts.isEmpty == true)
    }

    @Test("The muster list has who is inside, since when, from where, what the directory says, and how old it is")
    func muster() async throws {
        let scene = try await GateScene()
        try await scene.publishLists()
        #expect(try await scene.gate.muster().age == nil)
        _ = await scene.laterScan(try scene.port.pass("KEL-P-26-000002", index: 2), .in)
        let now = scene.clock.read().wall
        try await scene.gate.merge(
            PresenceFeed(
                port: "TWKEL", after: 0, through: 7, time: now,
                entries: [
                    .init(number: "KEL-P-26-000001", state: .inside, time: now - 500, gate: "KEL-W2"),
                    .init(number: "KEL-P-26-000005", state: .outside, time: now - 400, gate: "KEL-W2"),
                    .init(number: "=HYPERLINK(\"x\")", state: .inside, time: now - 600, gate: "KEL-W2"),
                ], hasMore: false))
        scene.clock.pass(90)
        let list = try await scene.gate.muster()
        #expect(list.rows.map(\.number) == ["KEL-P-26-000002", "KEL-P-26-000001", "=HYPERLINK(\"x\")"])
        #expect(list.rows.map(\.gate) == ["KEL-E1", "KEL-W2", "KEL-W2"])
        #expect(list.rows.map(\.kind) == [.vehicle, .person, nil])
        #expect(list.rows.map(\.since) == [now, now - 500, now - 600] && list.age == 90)
        #expect(list.text.contains("inside: 3") && list.text.contains("90 s ago"))
        let csv = String(decoding: list.csv, as: UTF8.self)
        let lines = csv.split(separator: "\r\n")
        #expect(lines.count == 4 && lines[1].hasPrefix("\"KEL-P-26-000002\",\"vehicle\","))
        // No formula, and no line broken by what stands in a cell.
        #expect(lines[3].hasPrefix("\"'=HYPERLINK(\"\"x\"\")\","))
        // A gate that lost its lists, and was started again, has the same people.
        await scene.restart()
        #expect(try await scene.gate.muster().rows.map(\.number) == list.rows.map(\.number))
    }
}
