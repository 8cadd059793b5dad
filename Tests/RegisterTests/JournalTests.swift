import Foundation
import GateMessages
import PassCrypto
import PassFormat
import PassVerify
import Register
import ServiceScenes
import StrictJSON
import Testing

@Suite("Taking journals")
struct JournalTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func code(_ body: () async throws -> Void) async -> RegisterError.Code? {
        do {
            try await body()
            return nil
        } catch let error as RegisterError {
            return error.code
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }

    /// A gate with a journal of some scans of two numbers.
    private func busy(_ gate: WireText, scans: Int, in register: Register) async throws -> Kiosk {
        var kiosk = try await scratch.kiosk(gate, in: register)
        try kiosk.open(at: Self.now)
        try kiosk.apply(TrustMark(version: 3, issued: Self.now), at: Self.now + 1)
        for scan in 0..<scans {
            let pass = Kiosk.pass(WireText("KEL-P-26-00000\(scan % 2)"), id: UInt64(scan % 2 + 1))
            try kiosk.scan(pass, scan % 4 < 2 ? .in : .out, at: Self.now + 2 + Int64(scan))
        }
        return kiosk
    }

    private func kinds(_ register: Register) async throws -> [FindingKind] {
        try await register.findings().filter { $0.closedAt == nil }.map(\.finding.kind)
    }

    @Test("A receipt names the last record, and its key is published for receipts and nothing else")
    func receipt() async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 10, in: register)
        let receipt = try #require(
            try scratch.receipt(await register.accept(kiosk.everything, now: Self.now + 100)))
        #expect(receipt.gate == "KEL-E1" && receipt.epoch == kiosk.epoch && receipt.through == 12)
        #expect(receipt.hash == JournalRecord.hash(try #require(kiosk.records.last)))
        #expect(receipt.time == Self.now + 100)
        _ = try await register.publish(by: scratch.by, now: Self.now + 100)
        let keys = try scratch.gateTrust().keys
        let id = KeyID(rawValue: scratch.keys.receipt.publicKey.keyID)
        #expect(keys.receiptKeys(for: id).map(\.publicKey) == [scratch.keys.receipt.publicKey])
        #expect(keys.passKeys(for: id).isEmpty && keys.statusKeys(for: id).isEmpty)
        #expect(try await kinds(register) == [])
        let gate = try #require(try await register.gates(now: Self.now + 160).first { $0.gate == "KEL-E1" })
        #expect(gate.records == 12 && gate.lastContact == Self.now + 100 && gate.trustVersion == 3)
        #expect(gate.trustAge(at: Self.now + 160) == 160 && gate.clockOffset == -89)
        register.close()
    }

    @Test("The same batch again changes nothing and has the same receipt")
    func again() async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 10, in: register)
        let first = try scratch.receipt(await register.accept(kiosk.everything, now: Self.now + 100))
        register.close()
        let before = try await scratch.journalDump()
        #expect(before.count > 20)
        let reopened = try await scratch.open()
        #expect(try scratch.receipt(await reopened.accept(kiosk.everything, now: Self.now + 100)) == first)
        let part = try scratch.receipt(await reopened.accept(kiosk.batch(3...5), now: Self.now + 100))
        #expect(part == first)
        reopened.close()
        #expect(try await scratch.journalDump() == before)
    }

    @Test("Another record in a taken place is a fork: kept beside the journal, found once, and no receipt for it")
    func fork() async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 6, in: register)
        var twin = kiosk
        twin.records.removeLast(3)
        for scan in 0..<5 { try twin.scan(Kiosk.pass("KEL-P-26-000077"), .in, at: Self.now + 50 + Int64(scan)) }
        _ = try await register.accept(kiosk.everything, now: Self.now + 100)
        for _ in 0..<2 {
            let receipt = try #require(try scratch.receipt(await register.accept(twin.everything, now: Self.now + 101)))
            #expect(receipt.through == 8 && receipt.hash == JournalRecord.hash(kiosk.records[7]))
        }
        // Also where only what goes on from the fork comes.
        _ = try await register.accept(twin.batch(8...10), now: Self.now + 102)
        let findings = try await register.findings()
        #expect(findings.map(\.finding.kind) == [.fork])
        #expect(findings.first?.finding.sequence == 6)
        register.close()
        let dump = try await scratch.journalDump()
        #expect(dump.filter { $0.hasPrefix("aside") }.count == 5)
        #expect(!dump.contains { $0.hasPrefix("movement") && $0.contains("KEL-P-26-000077") })
    }

    @Test("A record that follows on from another than the last one is a fork too")
    func forkAtTheEnd() async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 6, in: register)
        var twin = kiosk
        twin.records.removeLast()
        try twin.scan(Kiosk.pass("KEL-P-26-000077"), .in, at: Self.now + 60)
        try twin.scan(Kiosk.pass("KEL-P-26-000077"), .out, at: Self.now + 61)
        _ = try await register.accept(kiosk.everything, now: Self.now + 100)
        let receipt = try #require(try scratch.receipt(await register.accept(twin.batch(9...9), now: Self.now + 101)))
        #expect(receipt.through == 8)
        #expect(try await kinds(register) == [.fork])
        register.close()
    }

    @Test("What comes too early waits: the receipt stays, the gap is found, and closed when it is filled")
    func gap() async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 20, in: register)
        _ = try await register.accept(kiosk.batch(1...5), now: Self.now + 100)
        let early = try #require(try scratch.receipt(await register.accept(kiosk.batch(11...15), now: Self.now + 101)))
        #expect(early.through == 5)
        let gap = try #require(try await register.findings().first)
        #expect(gap.finding.kind == .gap && gap.finding.sequence == 6 && gap.finding.detail["to"] == .integer(10))
        _ = try await register.accept(kiosk.batch(11...15), now: Self.now + 102)
        #expect(try await register.findings().count == 1)
        let filled = try #require(try scratch.receipt(await register.accept(kiosk.batch(6...10), now: Self.now + 103)))
        #expect(filled.through == 15)
        #expect(try await register.findings().map(\.closedAt) == [Self.now + 103])
        _ = try await register.accept(kiosk.batch(16...22), now: Self.now + 104)
        register.close()
        let dump = try await scratch.journalDump()
        #expect(dump.filter { $0.hasPrefix("record") }.count == 22)
        #expect(!dump.contains { $0.hasPrefix("aside") })
    }

    @Test("What waited and comes again inside a longer batch is no fork")
    func earlyAndAgain() async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 20, in: register)
        _ = try await register.accept(kiosk.batch(1...5), now: Self.now + 100)
        _ = try await register.accept(kiosk.batch(11...15), now: Self.now + 101)
        let whole = try #require(try scratch.receipt(await register.accept(kiosk.batch(4...18), now: Self.now + 102)))
        #expect(whole.through == 18)
        #expect(try await kinds(register) == [])
        register.close()
        #expect(try await !scratch.journalDump().contains { $0.hasPrefix("aside") })
    }

    @Test("A journal of which the beginning never came has no receipt, but is kept")
    func onlyTheMiddle() async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 8, in: register)
        #expect(await code { _ = try await register.accept(kiosk.batch(4...6), now: Self.now + 100) } == .journalGap)
        #expect(try await kinds(register) == [.gap])
        let whole = try #require(try scratch.receipt(await register.accept(kiosk.batch(1...3), now: Self.now + 101)))
        #expect(whole.through == 6)
        #expect(try await kinds(register) == [])
        register.close()
    }

    @Test("What waited and turns out to follow another record is a fork")
    func earlyFork() async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 8, in: register)
        var twin = kiosk
        twin.records.removeLast(4)
        for scan in 0..<4 { try twin.scan(Kiosk.pass("KEL-P-26-000077"), .in, at: Self.now + 50 + Int64(scan)) }
        _ = try await register.accept(kiosk.batch(1...2), now: Self.now + 100)
        _ = try await register.accept(twin.batch(8...10), now: Self.now + 101)
        #expect(try await kinds(register) == [.gap])
        let receipt = try #require(try scratch.receipt(await register.accept(kiosk.batch(3...10), now: Self.now + 102)))
        #expect(receipt.through == 10 && receipt.hash == JournalRecord.hash(kiosk.records[9]))
        #expect(try await kinds(register) == [.fork])
        register.close()
    }

    @Test("Only an enrolled gate's own whole messages are taken")
    func refusals() async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 4, in: register)
        let batch = try kiosk.everything
        for index in stride(from: 0, to: batch.count, by: 11) {
            var changed = batch
            changed[index] ^= 0x10
            let refusal = await code { _ = try await register.accept(changed, now: Self.now + 100) }
            #expect(refusal == .badMessage || refusal == .unknownGate, "byte \(index): \(String(describing: refusal))")
        }
        #expect(await code { _ = try await register.accept([], now: Self.now) } == .badMessage)
        let stranger = try Kiosk("KEL-W2", startingAt: Self.now)
        var posing = stranger
        posing.records = kiosk.records
        #expect(
            await code { _ = try await register.accept(posing.batch(1...2), now: Self.now) } == .unknownGate)
        // Another gate's key under this gate's name.
        var liar = kiosk
        liar.signer = try await scratch.kiosk("TPE-N1", in: register).signer
        #expect(await code { _ = try await register.accept(try liar.everything, now: Self.now) } == .unknownGate)
        // A chain with a link that was taken out, under the gate's own signature.
        var broken = kiosk
        broken.records.remove(at: 2)
        #expect(await code { _ = try await register.accept(try broken.everything, now: Self.now) } == .badMessage)
        var nul = kiosk
        try nul.scan(Kiosk.pass("KEL\u{0}"), .in, at: Self.now + 9)
        #expect(await code { _ = try await register.accept(try nul.everything, now: Self.now + 9) } == .badMessage)
        var nameless = try Kiosk("\u{0}", startingAt: Self.now)
        try nameless.open(at: Self.now)
        #expect(await code { _ = try await register.accept(try nameless.everything, now: Self.now) } == .unknownGate)
        register.close()
        #expect(try await !scratch.journalDump().contains { $0.hasPrefix("record") })
    }

    @Test("Records of a kind this service does not know are kept and receipted")
    func unknownKind() async throws {
        let register = try await scratch.create()
        var kiosk = try await busy("KEL-E1", scans: 1, in: register)
        try kiosk.write(.unknown(kind: 77), at: Self.now + 5)
        try kiosk.write(.shift(guard: "g1", begins: true), at: Self.now + 6)
        let receipt = try scratch.receipt(await register.accept(kiosk.everything, now: Self.now + 100))
        #expect(receipt?.through == 5)
        register.close()
    }

    @Test("A replaced receipt key signs at once, in the same run; a condemned one signs nothing")
    func receiptKeys() async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 1, in: register)
        let fresh = try ScratchRegister.key()
        let old = scratch.keys
        try await scratch.replace(.receipt, with: fresh, in: register, at: Self.now + 1)
        let envelope = try await register.accept(kiosk.everything, now: Self.now + 2)
        #expect(try Answers.receipt(envelope, key: fresh.publicKey)?.through == 3)
        #expect(try scratch.receipt(envelope) == nil)
        _ = try await register.publish(by: scratch.by, now: Self.now + 3)
        #expect(try scratch.gateTrust().keys.all.filter { $0.use == .receipt }.count == 2)
        try await register.markCompromised(KeyID(rawValue: fresh.publicKey.keyID), by: scratch.by, now: Self.now + 4)
        _ = try await register.publish(by: scratch.by, now: Self.now + 4)
        #expect(
            try scratch.gateTrust().keys.all.filter { $0.use == .receipt }.map(\.publicKey) == [old.receipt.publicKey])
        #expect(await code { _ = try await register.accept(try kiosk.everything, now: Self.now + 5) } == .missingKey)
        register.close()
    }

    @Test(
        "A power cut at any step loses nothing that has a receipt; sent again, all is there once",
        arguments: FaultyEngine.Moment.allCases)
    func powerCut(moment: FaultyEngine.Moment) async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 20, in: register)
        _ = try await register.accept(kiosk.batch(1...8), now: Self.now + 100)
        register.close()
        var engine: FaultyEngine?
        let faulty = try await scratch.open(wrapping: { base in
            let wrapped = FaultyEngine(base, moment)
            engine = wrapped
            return wrapped
        })
        try #require(engine).cutPower(at: 0)
        await #expect(throws: FaultyEngine.PowerCut.self) {
            _ = try await faulty.accept(kiosk.batch(9...15), now: Self.now + 101)
        }
        faulty.close()
        let again = try await scratch.open()
        let gate = try #require(try await again.gates(now: Self.now).first { $0.gate == "KEL-E1" })
        #expect(gate.records == (moment == .after ? 15 : 8))
        let receipt = try scratch.receipt(await again.accept(kiosk.batch(9...22), now: Self.now + 102))
        #expect(receipt?.through == 22)
        again.close()
        #expect(try await scratch.journalDump().filter { $0.hasPrefix("record") }.count == 22)
    }

    @Test("A transaction that a server engine runs twice leaves what one run leaves")
    func repeatable() async throws {
        let register = try await scratch.create()
        let kiosk = try await busy("KEL-E1", scans: 12, in: register)
        register.close()
        let again = try await scratch.open(wrapping: { RepeatingEngine($0) })
        _ = try await again.accept(kiosk.batch(1...7), now: Self.now + 100)
        _ = try await again.accept(kiosk.batch(10...14), now: Self.now + 100)
        let receipt = try scratch.receipt(await again.accept(kiosk.batch(6...9), now: Self.now + 100))
        #expect(receipt?.through == 14)
        again.close()
        #expect(try await scratch.journalDump().filter { $0.hasPrefix("record") }.count == 14)
    }
}
