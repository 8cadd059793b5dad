import Foundation
import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import PassVerify
import SQLStore
import Synchronization
import Testing

@Suite("Guards and their PINs") struct GuardTests {
    @Test("A PIN has 4 to 12 digits, prints as nothing, and not the first ones that anybody tries are taken")
    func pins() async throws {
        for text in ["123", "1234567890123", "12a4", "１２３４", "", "1234\n"] { #expect(PIN(text) == nil) }
        let shown = try #require(PIN("2580"))
        var dumped = ""
        dump(shown, to: &dumped)
        let texts = ["\(shown)", String(reflecting: shown), "\(Credential(name: "a", pin: shown))", dumped]
        for text in texts { #expect(!text.contains("2580") && !text.contains("50, 53")) }
        let scene = try await GateScene()
        for easy in ["0000", "1234", "9876", "777777"] {
            let refused = await refusal { try await scene.gate.addGuard("a", role: .guard, pin: pin(easy)) }
            #expect(refused?.code == .request, "\(easy)")
        }
        #expect(try await scene.gate.guards().isEmpty)
    }

    @Test("A gate without guards asks nobody for a PIN, and says that it has none")
    func withoutGuards() async throws {
        let scene = try await GateScene()
        #expect(await scene.gate.state().hasGuards == false)
        let place = try await scene.denied()
        let recording = try await scene.gate.decide(on: place, admits: true, reason: "x")
        guard case .durable = recording, case .override(let word) = try await scene.lastEvent() else { throw Missing() }
        #expect(word.guardName == Gate.nobody && word.supervisor == nil)
        try await scene.gate.shift(guardName: "g1", begins: true)
        #expect(await scene.gate.state().onDuty?.name == "g1")
        try await scene.gate.addGuard("林小華", role: .guard, pin: GateScene.guardPIN)
        #expect(await scene.gate.state().hasGuards == true)
        // From now on a shift takes a PIN.
        #expect(await refusal { try await scene.gate.shift(guardName: "g1", begins: true) }?.code == .request)
    }

    @Test("Who is signed in stays so over a restart, stands in every scan, and is relieved by the next one")
    func duty() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        await scene.restart()
        #expect(await scene.gate.onDuty?.name == "林小華")
        let text = try scene.port.pass("KEL-P-26-000001")
        _ = await scene.scan(text, .in)
        guard case .scan(let scan) = try await scene.lastEvent() else { throw Missing() }
        #expect(scan.guardName == "林小華")
        let next = try await scene.gate.signIn(GateScene.supervisor())
        #expect(next.name == "陳督導")
        // One shift's end, with what it was, and the next one's beginning.
        let events = try await scene.journal().suffix(3).map(\.event)
        guard case .handOver(let handOver) = events[0] else { throw Missing() }
        #expect(handOver.guardName == "林小華" && events[1] == .shift(guard: "林小華", begins: false))
        #expect(events[2] == .shift(guard: "陳督導", begins: true))
        #expect(try await scene.gate.guards().filter(\.isOnDuty).map(\.name) == ["陳督導"])
        _ = try await scene.gate.signOut()
        await scene.restart()
        #expect(await scene.gate.onDuty == nil)
        #expect(await scene.laterScan(text, .in).place != nil)
    }

    @Test("Wrong PINs take longer and longer, the fifth locks for five minutes, and no restart or clock shortens that")
    func wrongPINs() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let right = Credential(name: "林小華", pin: GateScene.guardPIN)
        let wrong = Credential(name: "林小華", pin: pin("1357"))
        for delay: Int64 in [1, 2, 4, 8, 300] {
            let refused = await refusal { _ = try await scene.gate.signIn(wrong) }
            #expect(refused?.code == .pin && refused?.retryAfter == delay)
            // Not even the right one is tried before its time.
            scene.clock.pass(delay - 1)
            let early = await refusal { _ = try await scene.gate.signIn(right) }
            #expect(early?.code == .tooSoon && early?.retryAfter == 1)
            if delay < 300 { scene.clock.pass(1) }
        }
        #expect(
            try await scene.journal().map(\.event).filter { $0.kind == 14 }.last
                == .guards(GuardsEvent(change: .locked, name: "林小華")))
        // Nobody gains by setting the clock, by a restart of the program, or of the machine.
        scene.clock.jump(3_600)
        #expect(await refusal { _ = try await scene.gate.signIn(right) }?.code == .tooSoon)
        await scene.restart()
        #expect(await refusal { _ = try await scene.gate.signIn(right) }?.code == .tooSoon)
        #expect(try await scene.gate.guards().first { $0.name == "林小華" }?.waits == 1)
        scene.clock.reboot(off: 3_600, error: -3_600)
        await scene.restart()
        let refused = await refusal { _ = try await scene.gate.signIn(right) }
        #expect(refused?.code == .tooSoon && refused?.retryAfter == 280)
        // Others are not kept waiting, and scans never are.
        #expect(try await scene.gate.signIn(GateScene.supervisor()).name == "陳督導")
        scene.clock.pass(280)
        _ = try await scene.gate.signIn(right)
        // The right one ends it: the next wrong one is a first one.
        #expect(await refusal { _ = try await scene.gate.signIn(wrong) }?.retryAfter == 1)
    }

    @Test("After a lock one wrong PIN locks again; another PIN by command unlocks")
    func lockedAgain() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let wrong = Credential(name: "林小華", pin: pin("1357"))
        for _ in 0..<5 {
            _ = await refusal { _ = try await scene.gate.signIn(wrong) }
            scene.clock.pass(300)
        }
        #expect(await refusal { _ = try await scene.gate.signIn(wrong) }?.retryAfter == 300)
        try await scene.gate.resetPIN(of: "林小華", to: pin("8642975"))
        #expect(
            await refusal { _ = try await scene.gate.signIn(Credential(name: "林小華", pin: GateScene.guardPIN)) }?.code
                == .pin)
        scene.clock.pass(1)
        _ = try await scene.gate.signIn(Credential(name: "林小華", pin: pin("8642975")))
    }

    @Test("A name that is not known is refused like a wrong PIN, as slowly, and what was typed is in no journal")
    func unknownName() async throws {
        let scene = try await GateScene(pinCost: .interactive)
        try await scene.setUpGuards()
        func time(_ name: WireText) async throws -> Duration {
            let start = ContinuousClock.now
            let refused = await refusal {
                _ = try await scene.gate.signIn(Credential(name: name, pin: pin("1357")))
            }
            let time = ContinuousClock.now - start
            #expect(refused?.code == .pin)
            scene.clock.pass(300)
            return time
        }
        _ = try await time("warm")
        // In turn, and the least of each: whatever else the machine does only adds.
        var (known, unknown): (Duration, Duration) = (.seconds(60), .seconds(60))
        for _ in 0..<3 {
            known = min(known, try await time("陳督導"))
            unknown = min(unknown, try await time("0912345678"))
        }
        #expect(unknown > known / 2 && unknown < known * 2, "\(unknown) beside \(known)")
        print("one PIN: \(known)")
        for _ in 0..<3 {
            _ = await refusal { _ = try await scene.gate.signIn(Credential(name: "0912345678", pin: pin("1357"))) }
            scene.clock.pass(300)
        }
        let records = try await scene.journal()
        #expect(records.last?.event == .guards(GuardsEvent(change: .locked, name: nil)))
        for record in records {
            #expect(!String(decoding: try record.encoded(), as: UTF8.self).contains("0912345678"))
        }
    }

    @Test("An attempt is counted before it is made: many at once are one")
    func atOnce() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let gate = scene.gate
        let codes = await withTaskGroup(of: GateError.Code?.self) { group in
            for index in 0..<20 {
                let wrong = pin("13\(50 + index)")
                group.addTask {
                    await refusal { _ = try await gate.signIn(Credential(name: "陳督導", pin: wrong)) }?.code
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.count { $0 == .pin } == 1 && codes.count { $0 == .tooSoon } == 19)
    }

    private final class Tried: Sendable {
        let count = Mutex(0)
    }

    @Test("A scan waits for no PIN")
    func scanBeside() async throws {
        let scene = try await GateScene(pinCost: .interactive)
        try await scene.setUpGuards()
        let (gate, text) = (scene.gate, try scene.port.pass("KEL-P-26-000001"))
        let tried = Tried()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<8 {
                group.addTask {
                    _ = await refusal {
                        _ = try await gate.signIn(Credential(name: WireText("x\(index)"), pin: GateScene.guardPIN))
                    }
                    tried.count.withLock { $0 += 1 }
                }
            }
            let result = await gate.scan(ScanRequest(text: text, direction: .in))
            #expect(result.place != nil && tried.count.withLock { $0 } < 8)
        }
    }

    @Test("A disk that takes nothing tries no PIN, and answers every scan")
    func fullDisk() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        try await scene.setUpGuards()
        fault.code = .diskFull
        let right = Credential(name: "陳督導", pin: GateScene.supervisorPIN)
        for _ in 0..<7 {
            let refused = await refusal { _ = try await scene.gate.signIn(right) }
            #expect(refused != nil && refused?.code != .pin && refused?.code != .tooSoon)
        }
        #expect(await scene.scan(try scene.port.pass("KEL-P-26-000001"), .out).verdict == .admit)
        fault.code = nil
        #expect(try await scene.gate.signIn(right).name == "陳督導")
    }

    @Test("Removed, a guard can't sign in, and the shift is handed over; without the last one no PIN is asked for")
    func removal() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        try await scene.gate.removeGuard("林小華")
        #expect(await scene.gate.onDuty == nil)
        let kinds = try await scene.journal().suffix(3).map(\.event.kind)
        #expect(kinds == [13, 6, 14])
        #expect(
            await refusal { _ = try await scene.gate.signIn(Credential(name: "林小華", pin: GateScene.guardPIN)) }?.code
                == .pin)
        #expect(await refusal { try await scene.gate.removeGuard("林小華") }?.code == .request)
        try await scene.gate.removeGuard("陳督導")
        #expect(await scene.gate.state().hasGuards == false)
    }

    enum Loss: CaseIterable, Sendable { case taken, overwritten, olderPutBack }

    @Test(
        "A memory that is lost, rebuilt or put back forgets no guards: nobody lets in alone what was denied",
        arguments: Loss.allCases)
    func lostGuards(loss: Loss) async throws {
        let scene = try await GateScene()
        await scene.gate.close()
        let before = try #require(FileManager.default.contents(atPath: scene.database))
        await scene.restart()
        try await scene.setUpGuards()
        await scene.gate.close()
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: scene.database + suffix) }
        switch loss {
        case .taken: break
        case .overwritten: try Data("this is no database".utf8).write(to: URL(fileURLWithPath: scene.database))
        case .olderPutBack: try before.write(to: URL(fileURLWithPath: scene.database))
        }
        // Twice: what the first start after it finds must not be the last.
        for _ in 0..<2 {
            await scene.restart()
            #expect(await scene.gate.state().hasGuards == true)
            #expect(try await scene.gate.guards().isEmpty)
        }
        let place = try await scene.denied()
        #expect(
            await refusal { _ = try await scene.gate.decide(on: place, admits: true, reason: "x") }?.code
                == .supervisor)
        #expect(await refusal { try await scene.gate.shift(guardName: "g1", begins: true) }?.code == .request)
        _ = try await scene.gate.beginEvacuation()
        #expect(await refusal { _ = try await scene.gate.endEvacuation(supervisor: nil) }?.code == .supervisor)
        // Put on the list anew, and then off it again: from then on nobody is asked.
        try await scene.gate.addGuard("陳督導", role: .supervisor, pin: GateScene.supervisorPIN)
        try await scene.gate.removeGuard("陳督導")
        await scene.restart()
        #expect(await scene.gate.state().hasGuards == false)
    }

    @Test("A first guard who could not be written is none: nobody is asked for a PIN that nobody has")
    func unwrittenGuard() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        fault.code = .diskFull
        #expect(await refusal { try await scene.gate.addGuard("a", role: .guard, pin: GateScene.guardPIN) } != nil)
        fault.code = nil
        await scene.restart()
        #expect(await scene.gate.state().hasGuards == false)
    }

    @Test("A memory that can't be opened asks for PINs where there were guards")
    func unopened() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        await scene.gate.close()
        try FileManager.default.removeItem(atPath: scene.database)
        try FileManager.default.createDirectory(atPath: scene.database, withIntermediateDirectories: false)
        await scene.restart()
        #expect(await scene.gate.state().hasGuards == true)
    }

    @Test("A damaged memory gives back who may be on duty, who is, wrong PINs, cards and the evacuation")
    func salvage() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        try await scene.publishLists()
        _ = try await scene.gate.stockCards(from: "V-001", count: 3)
        _ = try await scene.gate.bindCard(
            CardBinding(
                number: "V-002", document: .passport, hint: "A56789", escort: "KEL-P-26-000001",
                until: ScenePort.now + 3_600), enters: true)
        _ = try await scene.gate.passage(PassageRequest(cause: .emergency, direction: .in, agency: .fire))
        _ = try await scene.gate.beginEvacuation()
        _ = try await scene.gate.countAtAssembly("東碼頭", headcount: 40)
        let wrong = Credential(name: "陳督導", pin: pin("1357"))
        for _ in 0..<5 {
            _ = await refusal { _ = try await scene.gate.signIn(wrong) }
            scene.clock.pass(10)
        }
        // A bit inside a record: found at the next opening, and rebuilt.
        await scene.gate.close()
        try Damage.flip(in: scene.database, record: 4)
        await scene.restart()
        #expect(await scene.gate.opening?.cause == .rebuilt)
        let state = await scene.gate.state()
        #expect(state.hasGuards == true && state.onDuty?.name == "林小華" && state.cardsOut == 1)
        #expect(state.evacuation?.counts.first?.headcount == 40)
        #expect(try await scene.gate.cardsOut().first?.hint == "A56789")
        #expect(try await scene.gate.emergencies().map(\.agency) == [.fire])
        #expect(await refusal { _ = try await scene.gate.signIn(GateScene.supervisor()) }?.code == .tooSoon)
        scene.clock.pass(300)
        #expect(try await scene.gate.endEvacuation(supervisor: GateScene.supervisor()).sequence > 1)
        // The shift that lasts over it is handed over as one.
        let handOver = try #require(try await scene.gate.signOut())
        #expect(handOver.guardName == "林小華" && handOver["passage-emergency"] == 1)
    }
}

@Suite("Two people") struct SupervisorTests {
    @Test("Letting in what was denied takes a supervisor, another person, with the right PIN")
    func denied() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        try await scene.gate.addGuard("黃警衛", role: .guard, pin: pin("112233"))
        let place = try await scene.denied()
        func attempt(_ supervisor: Credential?) async -> GateError.Code? {
            await refusal {
                _ = try await scene.gate.decide(on: place, admits: true, reason: "x", supervisor: supervisor)
            }?.code
        }
        #expect(await attempt(nil) == .supervisor)
        #expect(await attempt(Credential(name: "黃警衛", pin: pin("112233"))) == .supervisor)
        #expect(await attempt(Credential(name: "林小華", pin: GateScene.guardPIN)) == .supervisor)
        #expect(await attempt(GateScene.supervisor(pin("1357"))) == .pin)
        scene.clock.pass(1)
        // Nothing of that was written as a decision, and nobody went in.
        #expect(try await scene.journal().filter { $0.event.kind == 2 }.isEmpty)
        #expect(await attempt(GateScene.supervisor()) == nil)
        guard case .override(let word) = try await scene.lastEvent() else { throw Missing() }
        #expect(word.isAdmitted && word.guardName == "林小華" && word.supervisor == "陳督導")
        // A supervisor on duty needs another one, too.
        _ = try await scene.gate.signIn(GateScene.supervisor())
        let next = try await scene.denied()
        let alone = await refusal {
            _ = try await scene.gate.decide(on: next, admits: true, reason: "x", supervisor: GateScene.supervisor())
        }
        #expect(alone?.code == .supervisor)
        // Who signs out is still one person.
        _ = try await scene.gate.signOut()
        let signedOut = await refusal {
            _ = try await scene.gate.decide(on: next, admits: true, reason: "x", supervisor: GateScene.supervisor())
        }
        #expect(signedOut?.code == .supervisor)
        // To send away what was denied takes nobody.
        _ = try await scene.gate.decide(on: next, admits: false, reason: "x")
    }

    @Test("A check takes the guard alone, and leaving takes nobody's PIN, also where the record has to wait")
    func alone() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        try await scene.setUpGuards()
        let text = try scene.port.pass("KEL-P-26-000001")
        _ = await scene.laterScan(text, .in)
        let check = await scene.laterScan(text, .in)
        #expect(check.verdict == .check)
        _ = try await scene.gate.decide(on: try #require(check.place), admits: true, reason: "核對本人")
        let bad = try scene.expired()
        let exit = await scene.laterScan(bad, .out)
        #expect(exit.verdict == .check)
        for code in [StoreError.Code.diskFull, .inputOutput] {
            fault.code = code
            // Not even where a page asks for one.
            let recording = try await scene.gate.decide(
                on: try #require(exit.place), admits: true, reason: "離港放行", supervisor: GateScene.supervisor())
            guard case .waiting = recording else { throw Missing() }
            fault.code = nil
            scene.clock.pass(6)
            await scene.gate.flush()
        }
        let words = try await scene.journal().compactMap { record in
            if case .override(let word) = record.event { word } else { nil }
        }
        #expect(words.map(\.reason) == ["核對本人", "離港放行", "離港放行"])
        #expect(words.last?.sequence == exit.place?.sequence && words.allSatisfy { $0.guardName == "林小華" })
        // On the way in a decision that can't be written has not happened.
        let entry = try await scene.denied()
        fault.code = .diskFull
        let refused = await refusal {
            _ = try await scene.gate.decide(
                on: entry, admits: true, reason: "x", supervisor: GateScene.supervisor())
        }
        #expect(refused != nil)
        fault.code = nil
    }

    @Test("A scan that waits for the disk and is denied takes a supervisor as well, whose PIN waits for the disk too")
    func waiting() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        try await scene.setUpGuards()
        fault.code = .diskFull
        let bad = await scene.laterScan(try scene.expired(), .in)
        guard case .waiting(let ticket, _) = bad.recording else { throw Missing() }
        let alone = await refusal { try await scene.gate.decide(onWaiting: ticket, admits: true, reason: "x") }
        #expect(alone?.code == .supervisor)
        let together = await refusal {
            try await scene.gate.decide(
                onWaiting: ticket, admits: true, reason: "x", supervisor: GateScene.supervisor())
        }
        #expect(together != nil)
        fault.code = nil
        try await scene.gate.decide(onWaiting: ticket, admits: true, reason: "x", supervisor: GateScene.supervisor())
        guard case .override(let word) = try await scene.lastEvent() else { throw Missing() }
        #expect(word.supervisor == "陳督導")
    }

    @Test("The clock is set right by the guard on duty and a supervisor")
    func clock() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        try await scene.gate.resetClock(with: GateScene.supervisor())
        let people = try await scene.journal().compactMap { record in
            if case .clock(let event) = record.event, event.change == .reset { event.people } else { nil }
        }
        #expect(people == [["林小華", "陳督導"]])
    }

    @Test("By a command the clock is set right by two of the list with their PINs, one of them a supervisor")
    func clockByCommand() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        try await scene.gate.addGuard("黃警衛", role: .guard, pin: pin("112233"))
        let (guard1, guard2) = (
            Credential(name: "林小華", pin: GateScene.guardPIN), Credential(name: "黃警衛", pin: pin("112233"))
        )
        func code(_ first: Credential, _ second: Credential) async -> GateError.Code? {
            defer { scene.clock.pass(10) }
            return await refusal { try await scene.gate.resetClock(by: first, and: second) }?.code
        }
        // Names alone are nobody's word any more.
        #expect(await refusal { try await scene.gate.resetClock(by: "林小華", and: "陳督導") }?.code == .supervisor)
        #expect(await code(guard1, guard2) == .supervisor)
        #expect(await code(guard1, guard1) == .request)
        #expect(await code(guard1, GateScene.supervisor(pin("1357"))) == .pin)
        #expect(await code(Credential(name: "x", pin: pin("1357")), GateScene.supervisor()) == .pin)
        _ = try await scene.gate.signOut()
        #expect(await code(guard2, GateScene.supervisor()) == nil)
        let people = try await scene.journal().compactMap { record in
            if case .clock(let event) = record.event, event.change == .reset { event.people } else { nil }
        }
        #expect(people == [["黃警衛", "陳督導"]])
    }

    @Test("The scan that nobody decided on is told again after a restart; a decision, or the next scan, ends it")
    func undecided() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        #expect(try await scene.gate.undecided() == nil)
        let place = try await scene.denied()
        _ = await scene.laterScan(Array("https://example.org".utf8), .in)
        await scene.restart()
        let open = try #require(try await scene.gate.undecided())
        #expect(open.place == place && open.verdict == .deny && open.number == "KEL-P-26-000099")
        #expect(open.reasons.first == "expired")
        _ = try await scene.gate.decide(on: open.place, admits: false, reason: "x")
        #expect(try await scene.gate.undecided() == nil)
        _ = try await scene.denied()
        _ = await scene.laterScan(try scene.port.pass("KEL-P-26-000001"), .in)
        #expect(try await scene.gate.undecided() == nil)
        // The one that the next scan came over is unfinished, and stays that.
        #expect(try await scene.gate.handOver()?["unfinished"] == 1)
    }
}
