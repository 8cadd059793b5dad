import Foundation
import GateMessages
import PassCrypto
import PassFormat
import Register
import ServiceScenes
import StrictJSON
import Testing
import TrustPublishing

/// One scene for each thing that is found.
@Suite("What the journals show")
struct FindingTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func open(_ register: Register) async throws -> [Finding] {
        try await register.findings().filter { $0.closedAt == nil }.map(\.finding)
    }

    private func shown(_ pass: IssuedPass) -> ScanEvent.Pass {
        ScanEvent.Pass(
            id: pass.id, number: WireText(pass.number), term: .periodic,
            status: StatusPlace(list: Int64(pass.list), index: Int64(pass.index)))
    }

    // MARK: Inside twice

    @Test(
        "A number that went in at two gates without coming out is found; a way out in between that comes later ends it")
    func insideTwice() async throws {
        let register = try await scratch.create()
        var (east, west) = (
            try await scratch.kiosk("KEL-E1", in: register), try await scratch.kiosk("KEL-W2", in: register)
        )
        let pass = Kiosk.pass("KEL-P-26-000001")
        try east.open(at: Self.now)
        try east.scan(pass, .in, at: Self.now + 10)
        try west.open(at: Self.now)
        try west.scan(pass, .in, at: Self.now + 30)
        _ = try await register.accept(east.everything, now: Self.now + 100)
        _ = try await register.accept(west.everything, now: Self.now + 100)
        let finding = try #require(try await open(register).first)
        #expect(finding.kind == .insideTwice && finding.number == "KEL-P-26-000001" && finding.gate == "KEL-W2")
        #expect(finding.detail["otherGate"] == .text("KEL-E1"))
        // The gate that was offline saw it leave.
        var third = try await scratch.kiosk("KEL-W3", in: register)
        try third.open(at: Self.now)
        try third.scan(pass, .out, at: Self.now + 20)
        _ = try await register.accept(third.everything, now: Self.now + 200)
        #expect(try await open(register) == [])
        #expect(try await register.findings().map(\.closedAt) == [Self.now + 200])
        register.close()
    }

    @Test("In twice at one gate, patrols, refusals, and a guard's refusal are not inside twice")
    func notTwice() async throws {
        let register = try await scratch.create()
        var (east, west) = (
            try await scratch.kiosk("KEL-E1", in: register), try await scratch.kiosk("KEL-W2", in: register)
        )
        let pass = Kiosk.pass("KEL-P-26-000001")
        try east.open(at: Self.now)
        try east.scan(pass, .in, at: Self.now + 10)
        try east.scan(pass, .in, at: Self.now + 12)
        try west.open(at: Self.now)
        try west.scan(pass, .check, at: Self.now + 20)
        try west.scan(pass, .in, .deny, at: Self.now + 30)
        let asked = try west.scan(pass, .in, .check, at: Self.now + 40)
        try west.override(asked, .in, admitted: false, at: Self.now + 41)
        _ = try await register.accept(east.everything, now: Self.now + 100)
        _ = try await register.accept(west.everything, now: Self.now + 100)
        #expect(try await open(register) == [])
        // The guard lets it in after all: by the scan's own number, though the override names none.
        try west.override(asked, .in, at: Self.now + 50)
        _ = try await register.accept(west.everything, now: Self.now + 100)
        #expect(try await open(register).map(\.kind) == [.insideTwice])
        register.close()
    }

    // MARK: Revocations

    @Test(
        "Admitted before the gate could know is an exposure; with trust that says so, an alarm; in time or out, nothing"
    )
    func revocation() async throws {
        let register = try await scratch.create()
        let pass = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        let first = try await register.publish(by: scratch.by, now: Self.now).versions
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        try kiosk.apply(TrustMark(version: Int64(first.timestamp), issued: Self.now), at: Self.now + 1)
        try kiosk.scan(shown(pass), .in, at: Self.now + 5)
        try kiosk.scan(shown(pass), .out, at: Self.now + 6)
        _ = try await register.accept(kiosk.everything, now: Self.now + 7)
        _ = try await register.change(.revoke, pass.id, reason: "stolen", by: scratch.by, now: Self.now + 10)
        #expect(try await open(register) == [])
        // Not published yet, then published and not synced yet.
        try kiosk.scan(shown(pass), .in, at: Self.now + 11)
        _ = try await register.accept(kiosk.everything, now: Self.now + 12)
        let second = try await register.publish(by: scratch.by, now: Self.now + 12).versions
        try kiosk.scan(shown(pass), .in, at: Self.now + 13)
        try kiosk.scan(shown(pass), .out, at: Self.now + 14)
        _ = try await register.accept(kiosk.everything, now: Self.now + 15)
        #expect(try await open(register).map(\.kind) == [.exposure, .exposure])
        #expect(try await open(register).map(\.time) == [Self.now + 11, Self.now + 13])
        try kiosk.apply(TrustMark(version: Int64(second.timestamp), issued: Self.now + 12), at: Self.now + 20)
        try kiosk.scan(shown(pass), .in, .deny, at: Self.now + 21)
        _ = try await register.accept(kiosk.everything, now: Self.now + 22)
        #expect(try await open(register).count == 2)
        try kiosk.scan(shown(pass), .in, at: Self.now + 23)
        let asked = try kiosk.scan(shown(pass), .in, .check, at: Self.now + 24)
        try kiosk.override(asked, .in, at: Self.now + 25)
        try kiosk.override(asked, .out, at: Self.now + 26)
        _ = try await register.accept(kiosk.everything, now: Self.now + 27)
        let alarms = try await open(register).filter { $0.kind == .admittedAfterRevocation }
        #expect(alarms.map(\.time) == [Self.now + 23, Self.now + 25])
        #expect(alarms.map { $0.detail["byGuard"] } == [.bool(false), .bool(true)])
        #expect(alarms.allSatisfy { $0.pass == pass.id && $0.kind.severity == .alarm })
        register.close()
    }

    @Test("A pass that was suspended and reinstated is held against what the gate had, not against now")
    func reinstated() async throws {
        let register = try await scratch.create()
        let pass = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        _ = try await register.change(.suspend, pass.id, reason: "lost", by: scratch.by, now: Self.now + 1)
        let suspended = try await register.publish(by: scratch.by, now: Self.now + 2).versions
        _ = try await register.change(.reinstate, pass.id, reason: "found", by: scratch.by, now: Self.now + 3)
        let reinstated = try await register.publish(by: scratch.by, now: Self.now + 4).versions
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        try kiosk.apply(TrustMark(version: Int64(suspended.timestamp), issued: Self.now + 2), at: Self.now + 5)
        try kiosk.scan(shown(pass), .in, at: Self.now + 6)
        try kiosk.apply(TrustMark(version: Int64(reinstated.timestamp), issued: Self.now + 4), at: Self.now + 7)
        try kiosk.scan(shown(pass), .out, at: Self.now + 8)
        try kiosk.scan(shown(pass), .in, at: Self.now + 9)
        _ = try await register.accept(kiosk.everything, now: Self.now + 10)
        let findings = try await open(register)
        #expect(findings.map(\.kind) == [.admittedAfterRevocation])
        #expect(findings.first?.sequence == 3 && findings.first?.detail["state"] == .text("suspended"))
        register.close()
    }

    // MARK: Trust, clocks

    @Test("Trust that goes backwards is found, within an epoch and from one to the next")
    func trustBackwards() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        try kiosk.apply(TrustMark(version: 9, issued: Self.now), at: Self.now + 1)
        try kiosk.apply(TrustMark(version: 10, issued: Self.now + 1), at: Self.now + 2)
        try kiosk.apply(TrustMark(version: 8, issued: Self.now - 10), at: Self.now + 3)
        try kiosk.scan(nil, .in, .deny, at: Self.now + 4)
        _ = try await register.accept(kiosk.everything, now: Self.now + 10)
        #expect(try await open(register).map(\.kind) == [.trustBackwards])
        let before = kiosk
        kiosk.epoch = JournalEpoch(rawValue: 5)
        kiosk.records = []
        kiosk.trust = TrustMark(version: 7, issued: Self.now - 20)
        try kiosk.open(
            .restored, continues: JournalPlace(epoch: before.epoch, sequence: Int64(before.records.count)),
            at: Self.now + 20)
        _ = try await register.accept(kiosk.everything, now: Self.now + 30)
        #expect(try await open(register).map(\.kind) == [.trustBackwards, .trustBackwards])
        register.close()
    }

    @Test("A clock that jumps, goes back over a restart, is ahead of the service or below its floor is found once each")
    func clocks() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        kiosk.bootedAt = Self.now
        try kiosk.open(at: Self.now + 10, uptime: 10_000)
        try kiosk.scan(nil, .in, .deny, at: Self.now + 100, uptime: 100_000)
        _ = try await register.accept(kiosk.everything, now: Self.now + 1_000)
        #expect(try await open(register) == [])
        func expect(_ what: [String], _ place: SourceLocation = #_sourceLocation) async throws {
            let found = try await open(register).map { $0.detail["what"] ?? .null }
            #expect(found == what.map { JSONValue.text($0) }, sourceLocation: place)
        }
        try kiosk.scan(nil, .in, .deny, at: Self.now + 700, uptime: 101_000)
        try kiosk.scan(nil, .in, .deny, at: Self.now + 701, uptime: 102_000)
        _ = try await register.accept(kiosk.everything, now: Self.now + 1_000)
        try await expect(["jump"])
        kiosk.boot = SecureRandom.bytes(16)
        try kiosk.open(.start, at: Self.now + 300, uptime: 1_000)
        _ = try await register.accept(kiosk.everything, now: Self.now + 1_000)
        try await expect(["jump", "backwards"])
        kiosk.boot = SecureRandom.bytes(16)
        try kiosk.open(.start, at: Self.now + 9_000, uptime: 1_000)
        try kiosk.scan(nil, .in, .deny, at: Self.now + 9_001, uptime: 2_000)
        _ = try await register.accept(kiosk.everything, now: Self.now + 1_000)
        try await expect(["jump", "backwards", "ahead"])
        kiosk.floor = Self.now + 9_500
        try kiosk.scan(nil, .in, .deny, at: Self.now + 9_002, uptime: 3_000)
        try kiosk.scan(nil, .in, .deny, at: Self.now + 9_003, uptime: 4_000)
        _ = try await register.accept(kiosk.everything, now: Self.now + 10_000)
        try await expect(["jump", "backwards", "ahead", "below-floor"])
        try kiosk.write(.clock(ClockEvent(change: .reset, people: ["a", "b"])), at: Self.now + 9_004, uptime: 5_000)
        _ = try await register.accept(kiosk.everything, now: Self.now + 10_000)
        try await expect(["jump", "backwards", "ahead", "below-floor", "reset"])
        _ = try await register.accept(kiosk.everything, now: Self.now + 10_000)
        try await expect(["jump", "backwards", "ahead", "below-floor", "reset"])
        register.close()
    }

    @Test("No clock, however wild, is more than a finding", arguments: [Int64.min, -1, 0, .max])
    func wildClock(wall: Int64) async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now, uptime: 0)
        try kiosk.scan(Kiosk.pass("KEL-P-26-000001"), .in, at: wall, uptime: .max)
        try kiosk.scan(Kiosk.pass("KEL-P-26-000001"), .out, at: ~wall, uptime: 0)
        let receipt = try scratch.receipt(await register.accept(kiosk.everything, now: Self.now + 10))
        #expect(receipt?.through == 3)
        let gate = try await scratch.kiosk("KEL-W2", in: register)
        let known = try await register.authenticate(
            gate.request("GET", "/x", at: Self.now), method: "GET", path: "/x", now: Self.now)
        let feed = try Answers.presence(
            await register.presence(for: known, after: 0, now: Self.now + 10), key: scratch.keys.receipt.publicKey)
        #expect(feed?.entries.count == 1)
        #expect(feed?.entries.allSatisfy { (0...Self.now + 10).contains($0.time) } ?? false)
        register.close()
    }

    // MARK: Epochs

    @Test("A new epoch is found unless it says why and from where, or a new enrolment explains it")
    func epochs() async throws {
        typealias Scene = (cause: OpenedEvent.Cause?, continues: Int64?, known: Bool, kind: FindingKind?)
        let scenes: [Scene] = [
            (nil, nil, true, .newEpoch), (.new, nil, true, .newEpoch), (.start, 3, true, .newEpoch),
            (.rebuilt, nil, true, .newEpoch), (.rebuilt, 3, false, .newEpoch), (.rebuilt, 3, true, nil),
            (.restored, 3, true, nil), (.restored, 2, true, .restored), (.rebuilt, 5, true, .gap),
        ]
        let register = try await scratch.create()
        for (number, scene) in scenes.enumerated() {
            let time = Self.now + Int64(number) * 1_000
            // Enrolled anew, so that the scene before explains nothing of this one.
            var kiosk = try await scratch.kiosk("KEL-E1", in: register, at: time)
            try kiosk.open(at: time)
            try kiosk.scan(nil, .in, .deny, at: time + 1)
            try kiosk.scan(nil, .in, .deny, at: time + 2)
            _ = try await register.accept(kiosk.everything, now: time + 10)
            let before = try await register.findings().count
            let old = kiosk.epoch
            kiosk.epoch = JournalEpoch(rawValue: UInt64(number + 1))
            kiosk.records = []
            if let cause = scene.cause {
                let epoch = scene.known ? old : JournalEpoch(rawValue: 999)
                try kiosk.open(
                    cause, continues: scene.continues.map { JournalPlace(epoch: epoch, sequence: $0) }, at: time + 20)
            } else {
                try kiosk.scan(nil, .in, .deny, at: time + 20)
            }
            _ = try await register.accept(kiosk.everything, now: time + 30)
            let new = try await register.findings().dropFirst(before).map(\.finding.kind)
            #expect(new == (scene.kind.map { [$0] } ?? []), "scene \(number)")
        }
        register.close()
    }

    @Test("The end of an epoch that comes after all closes the gap that the next one told of")
    func salvagedTail() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        for second in 1..<6 { try kiosk.scan(nil, .in, .deny, at: Self.now + Int64(second)) }
        var next = kiosk
        next.epoch = JournalEpoch(rawValue: 5)
        next.records = []
        try next.open(.rebuilt, continues: JournalPlace(epoch: kiosk.epoch, sequence: 6), at: Self.now + 20)
        _ = try await register.accept(kiosk.batch(1...3), now: Self.now + 10)
        _ = try await register.accept(next.everything, now: Self.now + 30)
        #expect(try await open(register).map(\.kind) == [.gap])
        _ = try await register.accept(kiosk.batch(4...6), now: Self.now + 40)
        #expect(try await open(register) == [])
        register.close()
    }

    @Test("A finding as JSON says what it is and nothing of a person")
    func json() async throws {
        let register = try await scratch.create()
        var (east, west) = (
            try await scratch.kiosk("KEL-E1", in: register), try await scratch.kiosk("KEL-W2", in: register)
        )
        try east.scan(Kiosk.pass("KEL-P-26-000001"), .in, at: Self.now + 10)
        try west.scan(Kiosk.pass("KEL-P-26-000001"), .in, at: Self.now + 30)
        _ = try await register.accept(east.everything, now: Self.now + 100)
        _ = try await register.accept(west.everything, now: Self.now + 101)
        let line = try #require(try await register.findings().first).json
        guard case .object(let object) = try JSONReader.read(line) else {
            Issue.record("no object")
            return
        }
        #expect(object["kind"] == .text("inside-twice") && object["severity"] == .text("alarm"))
        #expect(object["foundAt"] == .integer(Self.now + 101) && object["time"] == .integer(Self.now + 30))
        #expect(object["gate"] == .text("KEL-W2") && object["closedAt"] == nil)
        register.close()
    }
}
