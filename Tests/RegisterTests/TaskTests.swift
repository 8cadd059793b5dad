import Foundation
import GateMessages
import PassCrypto
import PassFormat
import Register
import ServiceScenes
import StrictJSON
import Testing
import TrustPublishing

/// What a guard's shift brings with the journal: tasks, and movements of numbers that were typed.
@Suite("What a shift brings")
struct TaskTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func report(_ subject: ReportEvent.Subject, note: WireText? = nil) -> JournalEvent {
        .report(
            ReportEvent(
                subject: subject, concerns: JournalPlace(epoch: JournalEpoch(rawValue: 5), sequence: 9),
                number: "KEL-P-26-000001", plate: "ABC1234", note: note, guardName: "林小華"))
    }

    private func passage(
        _ number: WireText, _ direction: ScanEvent.Direction, _ cause: PassageEvent.Cause = .typed,
        admitted: Bool = true, happenedAt: Int64? = nil
    ) -> JournalEvent {
        .passage(
            PassageEvent(
                cause: cause, direction: direction, isAdmitted: admitted, number: number, document: .identityCard,
                agency: cause == .emergency ? .fire : nil, happenedAt: happenedAt, guardName: "g1"))
    }

    // MARK: Tasks

    @Test("A report is a task once, however often its record comes, until somebody says that it is done")
    func tasks() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        try kiosk.write(report(.photoMismatch, note: "照片不符"), at: Self.now + 5)
        // What a guard typed, or somebody wrote in a guard's name, costs no batch.
        try kiosk.write(report(.other, note: "a\u{0}b"), at: Self.now + 6)
        for _ in 0..<2 { _ = try await register.accept(kiosk.everything, now: Self.now + 10) }
        let tasks = try await register.tasks()
        #expect(tasks.map(\.subject) == [.photoMismatch, .other] && tasks.map(\.sequence) == [2, 3])
        let first = try #require(tasks.first)
        #expect(first.gate == "KEL-E1" && first.note == "照片不符" && first.number == "KEL-P-26-000001")
        #expect(first.guardName == "林小華" && first.time == Self.now + 5 && first.receivedAt == Self.now + 10)
        #expect(first.concerns == JournalPlace(epoch: JournalEpoch(rawValue: 5), sequence: 9))
        guard case .object(let members) = try JSONReader.read(first.json) else { throw NoObject() }
        #expect(members["subject"] == .text("photo-mismatch") && members["plate"] == .text("ABC1234"))
        #expect(try await register.finishTask(first.id, of: "王主任", by: scratch.by, now: Self.now + 20))
        #expect(try await register.finishTask(first.id, of: "another", by: scratch.by, now: Self.now + 30) == false)
        #expect(try await register.tasks().map(\.subject) == [.other])
        let done = try #require(try await register.tasks(withDone: true).first)
        #expect(done.doneBy == "王主任" && done.doneAt == Self.now + 20)
        await #expect(throws: RegisterError.self) {
            _ = try await register.finishTask(99, of: "x", by: scratch.by, now: Self.now)
        }
        for bad in ["", "a\u{0}b", String(repeating: "x", count: 65)] {
            await #expect(throws: RegisterError.self) {
                _ = try await register.finishTask(first.id, of: bad, by: scratch.by, now: Self.now)
            }
        }
        register.close()
    }

    private struct NoObject: Error {}

    // MARK: Movements

    private func feed(_ kiosk: Kiosk, in register: Register) async throws -> PresenceFeed {
        let gate = try await register.authenticate(
            kiosk.request("GET", "/p", at: Self.now), method: "GET", path: "/p", now: Self.now)
        let envelope = try await register.presence(for: gate, after: 0, now: Self.now + 500)
        return try #require(try Answers.presence(envelope, key: scratch.keys.receipt.publicKey))
    }

    private func inside(_ kiosk: Kiosk, _ register: Register) async throws -> [String: PresenceState] {
        Dictionary(try await feed(kiosk, in: register).entries.map { ($0.number.string, $0.state) }) { $1 }
    }

    @Test("Typed numbers and cards move in the port's feed; refusals, emergencies and what has no number do not")
    func feed() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        for (number, direction, cause, admitted) in [
            ("A", .in, .typed, true), ("B", .in, .typed, false), ("C", .in, .emergency, true),
            ("V-001", .in, .card, true),
            ("D", .out, .crew, true),
        ] as [(WireText, ScanEvent.Direction, PassageEvent.Cause, Bool)] {
            try kiosk.write(passage(number, direction, cause, admitted: admitted), at: Self.now + 1)
        }
        try kiosk.write(
            .passage(PassageEvent(cause: .crew, direction: .out, isAdmitted: true, guardName: "g")), at: Self.now + 2)
        _ = try await register.accept(kiosk.everything, now: Self.now + 10)
        #expect(try await inside(kiosk, register) == ["A": .inside, "V-001": .inside, "D": .outside])
        register.close()
    }

    @Test("A line of the paper log counts by its own time: what came after it stays, and a wrong clock moves it along")
    func paper() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        try kiosk.scan(Kiosk.pass("A"), .out, at: Self.now + 100)
        try kiosk.write(passage("A", .in, .paper, happenedAt: Self.now + 50), at: Self.now + 200)
        _ = try await register.accept(kiosk.everything, now: Self.now + 300)
        #expect(try await inside(kiosk, register) == ["A": .outside])
        // A gate whose clock is an hour ahead: both its times are.
        var fast = try await scratch.kiosk("KEL-W2", in: register)
        try fast.open(at: Self.now + 3_600)
        try fast.write(passage("A", .in, .paper, happenedAt: Self.now + 3_700), at: Self.now + 4_000)
        _ = try await register.accept(fast.everything, now: Self.now + 400)
        #expect(try await inside(kiosk, register) == ["A": .inside])
        #expect(try await feed(kiosk, in: register).entries.first?.time == Self.now + 100)
        register.close()
    }

    @Test("Let in by hand with the number of a revoked pass is found; from paper by the time it happened")
    func revoked() async throws {
        let register = try await scratch.create()
        let pass = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        try kiosk.write(passage(WireText(pass.number), .in), at: Self.now + 5)
        _ = try await register.accept(kiosk.everything, now: Self.now + 6)
        #expect(try await register.findings().isEmpty)
        _ = try await register.change(.revoke, pass.id, reason: "stolen", by: scratch.by, now: Self.now + 10)
        let version = try await register.publish(by: scratch.by, now: Self.now + 11).versions.timestamp
        try kiosk.apply(TrustMark(version: Int64(version), issued: Self.now + 11), at: Self.now + 12)
        // Before the revocation, written after it.
        try kiosk.write(passage(WireText(pass.number), .out, .paper, happenedAt: Self.now + 7), at: Self.now + 15)
        try kiosk.write(passage(WireText(pass.number), .in, .paper, happenedAt: Self.now + 8), at: Self.now + 15)
        _ = try await register.accept(kiosk.everything, now: Self.now + 16)
        #expect(try await register.findings().isEmpty)
        try kiosk.write(passage(WireText(pass.number), .out), at: Self.now + 17)
        try kiosk.write(passage(WireText(pass.number), .in), at: Self.now + 18)
        _ = try await register.accept(kiosk.everything, now: Self.now + 19)
        let found = try await register.findings().map(\.finding)
        #expect(found.map(\.kind) == [.admittedAfterRevocation])
        #expect(found.first?.detail["byGuard"] == .bool(true) && found.first?.time == Self.now + 18)
        register.close()
    }

    @Test("The same number typed at one gate and scanned at another is inside twice")
    func twice() async throws {
        let register = try await scratch.create()
        var (east, west) = (
            try await scratch.kiosk("KEL-E1", in: register), try await scratch.kiosk("KEL-W2", in: register)
        )
        try east.open(at: Self.now)
        try east.write(passage("KEL-P-26-000001", .in), at: Self.now + 1)
        try west.open(at: Self.now)
        try west.scan(Kiosk.pass("KEL-P-26-000001"), .in, at: Self.now + 2)
        _ = try await register.accept(east.everything, now: Self.now + 10)
        _ = try await register.accept(west.everything, now: Self.now + 10)
        #expect(try await register.findings().map(\.finding.kind) == [.insideTwice])
        register.close()
    }
}
