import Foundation
import GateCore
import GateMessages
import GateScenes
import PassFormat
import PassVerify
import SQLStore
import Testing
import TrustFiles

@Suite("Passages without a code") struct PassageTests {
    private func number(_ index: Int) -> WireText { WireText("KEL-P-26-00000\(index)") }

    @Test("What can't be written down has not happened: nobody goes in by it, and what follows is written")
    func unwritable() async throws {
        let scene = try await GateScene()
        let before = try await scene.journal().count
        let nowhere = JournalPlace(epoch: JournalEpoch(rawValue: 1), sequence: -1)
        for (happenedAt, concerns): (Int64?, JournalPlace?) in [(1, nil), (-1, nil), (nil, nowhere)] {
            let refused = await refusal {
                _ = try await scene.gate.passage(
                    PassageRequest(
                        cause: .crew, direction: .in, number: "KEL-P-26-000009", document: .passport, hint: "1234",
                        happenedAt: happenedAt, concerns: concerns))
            }
            #expect(refused?.code == .request, "\(happenedAt ?? 0)")
        }
        #expect(try await scene.journal().count == before)
        #expect(await scene.gate.state().inside == 0)
    }

    @Test("A typed number is amber when its pass is good, red when it is not, and never green")
    func typed() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        // Without lists nothing is known, and that is no good news.
        let before = try await scene.gate.look(at: PassageRequest(cause: .typed, direction: .in, number: number(1)))
        #expect(before.verdict == .deny && before.shownReasons == ["status-unknown"])
        try await scene.publishLists()
        for (index, verdict, codes) in [
            (1, .check, []), (3, .deny, ["revoked"]), (4, .deny, ["expired"]), (5, .deny, ["wrong-zone"]),
            (6, .deny, ["unknown-number"]), (7, .check, []),
        ] as [(Int, Verdict, [WireText])] {
            let look = try await scene.gate.look(
                at: PassageRequest(cause: .typed, direction: .in, number: WireText(" kel-p-26-00000\(index) ")))
            #expect(look.verdict == verdict && look.shownReasons == codes, "\(index): \(look.reasons)")
            let exit = try await scene.gate.look(
                at: PassageRequest(cause: .typed, direction: .out, number: number(index)))
            #expect(exit.verdict == .check)
        }
        // The wanted one is in the record, and not on the screen.
        let wanted = try await scene.gate.passage(
            PassageRequest(cause: .typed, direction: .in, number: number(7), document: .identityCard))
        #expect(wanted.look.shownReasons.isEmpty)
        guard case .passage(let event) = try await scene.lastEvent() else { throw Missing() }
        #expect(event.reasons == ["hotlist"] && event.isAdmitted && event.guardName == "林小華")
    }

    @Test("In with a typed number takes a document; against the lists also a supervisor; out takes neither")
    func rules() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        try await scene.publishLists()
        func code(_ request: PassageRequest) async -> GateError.Code? {
            await refusal { _ = try await scene.gate.passage(request) }?.code
        }
        var request = PassageRequest(cause: .typed, direction: .in, number: number(1))
        #expect(await code(request) == .request)
        request.document = .identityCard
        #expect(await code(request) == nil)
        #expect(try await scene.gate.insideCount() == 1)
        request.number = number(3)
        #expect(await code(request) == .supervisor)
        request.supervisor = GateScene.supervisor()
        #expect(await code(request) == nil)
        guard case .passage(let event) = try await scene.lastEvent() else { throw Missing() }
        #expect(event.supervisor == "陳督導" && event.reasons == ["revoked"])
        #expect(await code(PassageRequest(cause: .typed, direction: .out, number: number(3))) == nil)
        // Sent away: nobody is asked, and nobody has moved.
        #expect(await code(PassageRequest(cause: .typed, direction: .in, admits: false, number: number(6))) == nil)
        #expect(try await scene.gate.insideCount() == 1)
        // What a scan sees afterwards, it sees of a typed number too.
        #expect(await scene.laterScan(try scene.port.pass(number(1)), .in).codes == "already-inside")
        for bad in [
            PassageRequest(cause: .typed, direction: .out), PassageRequest(cause: .typed, direction: .out, number: ""),
            PassageRequest(cause: .typed, direction: .out, number: "A\u{0}B"),
            PassageRequest(cause: .typed, direction: .out, number: WireText(String(repeating: "9", count: 25))),
            PassageRequest(cause: .crew, direction: .out, hint: "A123456789"),
            PassageRequest(cause: .crew, direction: .out, hint: "56-89"),
            PassageRequest(cause: .crew, direction: .out, plate: "???"),
            PassageRequest(cause: .crew, direction: .out, headcount: -1),
            PassageRequest(cause: .emergency, direction: .in),
            PassageRequest(cause: .visitor, direction: .in),
        ] {
            #expect(await code(bad) == .request)
        }
    }

    @Test("An expected visitor goes in, another one with a supervisor")
    func visitors() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        try await scene.publishLists()
        let expected = PassageRequest(
            cause: .visitor, direction: .in, document: .identityCard, hint: "456789", escort: "KEL-P-26-000001")
        #expect(try await scene.gate.look(at: expected).expected.first?.sponsor == "陽明海運")
        #expect(try await scene.gate.passage(expected).look.reasons.isEmpty)
        let stranger = PassageRequest(cause: .visitor, direction: .in, document: .passport, hint: "x99999")
        let look = try await scene.gate.look(at: stranger)
        #expect(look.verdict == .deny && look.shownReasons == ["not-expected", "escort-required"])
        #expect(await refusal { _ = try await scene.gate.passage(stranger) }?.code == .supervisor)
    }

    @Test(
        "An ambulance waits for nobody: not for a PIN, not for a disk; it is completed later, and counted until it leaves"
    )
    func emergency() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        try await scene.setUpGuards()
        fault.code = .inputOutput
        let passage = try await scene.gate.passage(
            PassageRequest(cause: .emergency, direction: .in, agency: .ambulance))
        guard case .waiting = passage.recording else { throw Missing() }
        fault.code = nil
        scene.clock.pass(6)
        await scene.gate.flush()
        let first = try #require(try await scene.gate.emergencies().first)
        #expect(!first.isComplete && first.agency == .ambulance && first.plate == nil)
        _ = try await scene.gate.passage(
            PassageRequest(
                cause: .emergency, direction: .in, plate: "abc-1234", headcount: 3, agency: .ambulance,
                concerns: first.place))
        let whole = try #require(try await scene.gate.emergencies().first)
        #expect(whole.isComplete && whole.plate == "ABC1234" && whole.headcount == 3 && whole.place == first.place)
        #expect(try await scene.gate.muster().emergencies.map(\.headcount) == [3])
        // It is no number that is inside.
        #expect(try await scene.gate.insideCount() == 0)
        _ = try await scene.gate.passage(
            PassageRequest(cause: .emergency, direction: .out, plate: "ABC1234", agency: .ambulance))
        #expect(try await scene.gate.emergencies().isEmpty)
        // One vehicle, completed and gone: two passages.
        #expect(try await scene.gate.handOver()?["passage-emergency"] == 2)
    }

    @Test("A line of the paper log counts by the time it happened: what came after it stays")
    func paper() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let text = try scene.port.pass(number(1))
        scene.clock.pass(86_400)
        _ = await scene.scan(text, .out)
        let now = scene.clock.read().wall
        func log(_ number: WireText, _ direction: Direction, at time: Int64) async -> GateError.Code? {
            await refusal {
                _ = try await scene.gate.passage(
                    PassageRequest(cause: .paper, direction: direction, number: number, happenedAt: time))
            }?.code
        }
        #expect(await log(number(1), .in, at: now - 3_600) == nil)
        #expect(try await scene.gate.insideCount() == 0)
        #expect(await log(number(2), .in, at: now - 3_600) == nil)
        #expect(try await scene.gate.muster().rows.map(\.since) == [now - 3_600])
        #expect(await log(number(2), .out, at: now - 7_200) == nil)
        #expect(try await scene.gate.insideCount() == 1)
        #expect(await log(number(2), .out, at: now) == nil)
        #expect(try await scene.gate.insideCount() == 0)
        for time in [now + 1, now - Gate.paperLog - 1] { #expect(await log(number(2), .in, at: time) == .request) }
        let missing = await refusal {
            _ = try await scene.gate.passage(PassageRequest(cause: .paper, direction: .in, number: number(2)))
        }
        #expect(missing?.code == .request)
    }

    @Test("A crew's first way is out, by a code or without one")
    func crew() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let text = try scene.port.pass(number(1))
        _ = await scene.laterScan(text, .out)
        #expect(await scene.laterScan(text, .out).codes == "not-inside")
        scene.clock.pass(30)
        let ashore = await scene.gate.scan(ScanRequest(text: text, direction: .out, isCrew: true))
        #expect(ashore.codes == "" && ashore.verdict == .admit)
        guard case .scan(let scan) = try await scene.lastEvent() else { throw Missing() }
        #expect(scan.reasons.last == "crew")
        let passage = try await scene.gate.passage(
            PassageRequest(cause: .crew, direction: .out, document: .passport, hint: "A56789", headcount: 4))
        #expect(passage.look.reasons.isEmpty && passage.look.verdict == .check)
    }

    @Test("Crew that comes back in shows a document: which, and its last characters; out and away takes neither")
    func crewComesIn() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        try await scene.publishLists()
        func code(_ change: (inout PassageRequest) -> Void) async -> GateError.Code? {
            var request = PassageRequest(cause: .crew, direction: .in, number: number(1))
            change(&request)
            return await refusal { _ = try await scene.gate.passage(request) }?.code
        }
        #expect(await code { _ in } == .request)
        #expect(await code { $0.document = .passport } == .request)
        #expect(await code { $0.hint = "5678" } == .request)
        // By the gate's own direction, which is in.
        #expect(await code { $0.direction = nil } == .request)
        #expect(try await scene.gate.insideCount() == 0)
        #expect(await code { $0.admits = false } == nil)
        #expect(await code { $0.direction = .out } == nil)
        #expect(await code { ($0.document, $0.hint) = (.passport, "5678") } == nil)
        #expect(try await scene.gate.insideCount() == 1)
        // A report is about somebody, and nobody's coming in.
        _ = try await scene.gate.report(.other, number: number(1))
    }

    @Test("Who accompanies is a person whose own pass is good here; else a visitor or a card takes a supervisor")
    func company() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        try await scene.publishLists()
        _ = try await scene.gate.stockCards(from: "V-001", count: 9)
        try await scene.gate.bar(number(7), reason: "fight", by: "陳督導")
        // A vehicle, revoked, run out, of another zone, unknown, barred.
        for index in [2, 3, 4, 5, 6, 7] {
            let visitor = PassageRequest(
                cause: .visitor, direction: .in, document: .identityCard, hint: "456789", escort: number(index))
            let look = try await scene.gate.look(at: visitor)
            #expect(look.verdict == .deny && look.shownReasons == ["escort-not-valid"], "\(index)")
            #expect(await refusal { _ = try await scene.gate.passage(visitor) }?.code == .supervisor)
            var binding = CardBinding(
                number: WireText("V-00\(index)"), document: .identityCard, hint: "456789", escort: number(index),
                until: scene.clock.read().wall + 3_600)
            #expect(try await scene.gate.look(at: binding).shownReasons == ["escort-not-valid"])
            #expect(await refusal { _ = try await scene.gate.bindCard(binding, enters: true) }?.code == .supervisor)
            #expect(await refusal { _ = try await scene.gate.bindCard(binding, enters: false) }?.code == .request)
            binding.supervisor = GateScene.supervisor()
            _ = try await scene.gate.bindCard(binding, enters: true)
            guard case .passage(let event) = try await scene.lastEvent() else { throw Missing() }
            #expect(event.supervisor == "陳督導" && event.reasons == ["escort-not-valid"])
            let back = PassageRequest(
                cause: .card, direction: .in, number: binding.number, escort: number(index))
            #expect(try await scene.gate.look(at: back).verdict == .deny)
            let out = PassageRequest(
                cause: .card, direction: .out, number: binding.number, escort: number(index))
            #expect(try await scene.gate.look(at: out).verdict == .check)
        }
        // By typed letters of any case, as every number.
        let good = CardBinding(
            number: "V-001", document: .identityCard, hint: "456789", escort: " kel-p-26-000001 ",
            until: scene.clock.read().wall + 3_600)
        #expect(try await scene.gate.look(at: good).reasons.isEmpty)
        _ = try await scene.gate.bindCard(good, enters: false)
    }

    @Test("Out waits for no disk, in does; and what waits is written in its turn")
    func fullDisk() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        try await scene.setUpGuards()
        try await scene.publishLists()
        _ = try await scene.gate.passage(
            PassageRequest(cause: .typed, direction: .in, number: number(1), document: .identityCard))
        for code in [StoreError.Code.diskFull, .inputOutput] {
            fault.code = code
            let refused = await refusal {
                _ = try await scene.gate.passage(
                    PassageRequest(cause: .typed, direction: .in, number: number(2), document: .identityCard))
            }
            #expect(refused != nil)
            let exit = try await scene.gate.passage(
                PassageRequest(cause: .typed, direction: .out, number: number(1)))
            guard case .waiting = exit.recording else { throw Missing() }
            fault.code = nil
            scene.clock.pass(6)
            await scene.gate.flush()
        }
        #expect(try await scene.gate.insideCount() == 0)
        let directions = try await scene.journal().compactMap { record in
            if case .passage(let passage) = record.event { passage.direction } else { nil }
        }
        #expect(directions == [.in, .out, .out])
    }

    // MARK: Cards

    @Test("A card is in one pair of hands, for a time, and comes back with who bore it")
    func cards() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        try await scene.publishLists()
        _ = try await scene.gate.stockCards(from: "v-009", count: 3)
        #expect(try await scene.gate.cards().map(\.number) == ["V-009", "V-010", "V-011"])
        let binding = CardBinding(
            number: "V-010", document: .identityCard, hint: "456789", escort: "KEL-P-26-000001",
            until: scene.clock.read().wall + 3_600)
        func code(_ change: (inout CardBinding) -> Void = { _ in }) async -> GateError.Code? {
            var binding = binding
            change(&binding)
            return await refusal { _ = try await scene.gate.bindCard(binding, enters: true) }?.code
        }
        #expect(await code { $0.number = "V-012" } == .request)
        #expect(await code { $0.hint = "A123456" } == .request)
        #expect(await code { $0.until = ScenePort.now } == .request)
        #expect(await code { $0.until += 32 * 86_400 } == .request)
        #expect(await code() == nil)
        #expect(await code() == .request)
        await scene.restart()
        #expect(await code() == .request)
        #expect(try await scene.gate.muster().rows.map(\.hint) == ["456789"])
        #expect(await scene.gate.state().cardsOut == 1)
        // Gone for lunch, and back with it; not after its time.
        let out = PassageRequest(cause: .card, direction: .out, number: "V-010")
        let back = PassageRequest(cause: .card, direction: .in, number: "V-010", escort: "KEL-P-26-000001")
        _ = try await scene.gate.passage(out)
        #expect(try await scene.gate.passage(back).look.reasons.isEmpty)
        _ = try await scene.gate.passage(out)
        scene.clock.pass(4_000)
        #expect(try await scene.gate.look(at: back).shownReasons == ["expired"])
        #expect(
            try await scene.gate.look(at: PassageRequest(cause: .card, direction: .in, number: "V-011")).verdict
                == .deny)
        let returned = try await scene.gate.returnCard("V-010", leaves: true)
        #expect(returned.passage != nil)
        #expect(try await scene.gate.cardsOut().isEmpty)
        #expect(try await scene.gate.insideCount() == 0)
        // Who bore it is forgotten with it.
        #expect(try await scene.gate.cards().allSatisfy { $0.hint == nil && $0.escort == nil })
        #expect(await refusal { _ = try await scene.gate.returnCard("V-010", leaves: false) }?.code == .request)
        _ = try await scene.gate.loseCard("V-011")
        #expect(await code { ($0.number, $0.until) = ("V-011", scene.clock.read().wall + 60) } == .request)
        for (first, count) in [("V-XYZ", 2), ("V-99", 2), ("V-1", 0), ("V-0001", 1_001)] as [(WireText, Int64)] {
            #expect(await refusal { _ = try await scene.gate.stockCards(from: first, count: count) }?.code == .request)
        }
    }

    @Test("A bearer leaves whatever the disk does, and the card is back in stock when it is written")
    func cardsOnFullDisk() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        _ = try await scene.gate.stockCards(from: "V-1")
        let binding = CardBinding(
            number: "V-1", document: .identityCard, hint: "456789", escort: "E", until: ScenePort.now + 3_600)
        fault.code = .diskFull
        #expect(await refusal { _ = try await scene.gate.bindCard(binding, enters: true) } != nil)
        fault.code = nil
        #expect(try await scene.gate.cardsOut().isEmpty)
        _ = try await scene.gate.bindCard(binding, enters: true)
        fault.code = .diskFull
        guard case .waiting = try await scene.gate.returnCard("V-1", leaves: true).recording else { throw Missing() }
        #expect(await refusal { _ = try await scene.gate.returnCard("V-1", leaves: false) } != nil)
        fault.code = nil
        await scene.gate.flush()
        #expect(try await scene.gate.cardsOut().isEmpty)
        #expect(try await scene.gate.insideCount() == 0)
    }
}
