import Foundation
import GateMessages
import PassCrypto
import PassFormat
import Register
import SQLStore
import ServiceScenes
import Testing
import TrustPublishing

@Suite("Alarms, each in somebody's hands")
struct AlarmTests {
    static let now = ScratchRegister.now
    private static let day: Int64 = 86_400
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func handle(_ text: String) throws -> StaffHandle { try #require(StaffHandle(text)) }

    /// Somebody who works here.
    private func invite(_ name: String, _ role: StaffRole, _ register: Register) async throws -> StaffHandle {
        let handle = try handle(name)
        let email = try #require(Contact(.email, typed: "\(name)@port.example"))
        let invitation = try await register.inviteStaff(
            .init(handle: handle, name: "同仁", email: email, language: .en, roles: [role]), by: scratch.by,
            now: Self.now)
        guard
            case .setUp(let pending) = try await register.joinStaff(
                code: invitation.code.text, password: "blaue Kühe schwimmen hoch", now: Self.now),
            let enrolment = try await register.staffEnrolment(pending, now: Self.now),
            let secret = Self.secret(enrolment.secret),
            case .done = try await register.confirmStaffEnrolment(
                pending, code: TimeCode.code(secret: secret, step: Self.now / 30), now: Self.now)
        else { throw Failed() }
        return handle
    }

    private struct Failed: Error {}

    private static func secret(_ text: String) -> [UInt8]? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bits, count, bytes): (UInt64, Int, [UInt8]) = (0, 0, [])
        for character in text where character != " " {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits = bits << 5 | UInt64(value)
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(count)))
            }
        }
        return bytes
    }

    // MARK: The rule

    @Test("Whatever three people do in any order, an alarm is closed once, by who has it in hand", arguments: 0..<200)
    func machine(seed: Int) throws {
        let people = try ["anna", "bo", "cy"].map(handle)
        var random = SystemRandomNumberGenerator()
        var machine = AlarmMachine(owner: nil, isOver: false)
        var closings = 0
        for _ in 0..<40 {
            guard let person = people.randomElement(using: &random), let other = people.randomElement(using: &random)
            else { return }
            let acts: [AlarmAct] = [.take, .handOver(to: other), .note, .close(as: .explained)]
            guard let act = acts.randomElement(using: &random) else { return }
            let before = machine
            do throws(AlarmMachine.Refusal) {
                try machine.apply(act, by: person)
                #expect(!before.isOver)
                switch act {
                case .take: #expect(machine.owner == person && before.owner != person)
                case .handOver(let other): #expect(before.owner == person && machine.owner == other && other != person)
                case .note: #expect(machine == before)
                case .close:
                    closings += 1
                    #expect(before.owner == person && machine.isOver)
                }
            } catch {
                #expect(machine == before)
            }
        }
        #expect(closings == (machine.isOver ? 1 : 0))
    }

    // MARK: In the register

    @Test("The database's list of findings that nobody has to look at is that of the program")
    func severities() async throws {
        try await scratch.create().close()
        try await scratch.tamper { database in
            for kind in FindingKind.allCases {
                try database.execute(
                    """
                    INSERT INTO finding (name, kind, gate, time, found_at, detail) VALUES (?, ?, 'KEL-E1', 1, 1, ?)
                    """, .text("\(kind.rawValue)/x"), .text(kind.rawValue), .blob(Array("{}".utf8)))
            }
        }
        let register = try await scratch.open()
        let open = try await register.openAlarms()
        #expect(
            Set(open.map(\.finding.kind)) == Set(FindingKind.allCases.filter { $0.severity != .record }))
        let counts = try await register.alarmCounts()
        #expect(counts.open == Int64(open.count) && counts.unowned == counts.open)
        let past = try await register.pastAlarms()
        #expect(Set(past.map(\.finding.kind)) == Set(FindingKind.allCases.filter { $0.severity == .record }))
        // What is urgent comes first.
        let urgent = open.map { $0.finding.kind.severity == .alarm }
        #expect(urgent == urgent.sorted { $0 && !$1 })
        register.close()
    }

    @Test(
        "A gate whose trust becomes too old is an alarm from that moment; a newer trust ends it, and the next time is another"
    )
    func stale() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        try kiosk.apply(TrustMark(version: 5, issued: Self.now), at: Self.now)
        _ = try await register.accept(kiosk.everything, now: Self.now + 1)
        // The policy's note comes after a day at level 1.
        try await register.watchGates(now: Self.now + Self.day)
        #expect(try await register.openAlarms() == [])
        try await register.watchGates(now: Self.now + 3 * Self.day)
        try await register.watchGates(now: Self.now + 4 * Self.day)
        let alarm = try #require(try await register.openAlarms().first)
        #expect(alarm.finding.kind == .stale && alarm.finding.gate == "KEL-E1")
        #expect(alarm.finding.time == Self.now + Self.day + 1 && alarm.stored.foundAt == Self.now + 3 * Self.day)
        // Newer trust: it is over by itself.
        try kiosk.apply(TrustMark(version: 9, issued: Self.now + 5 * Self.day), at: Self.now + 5 * Self.day)
        _ = try await register.accept(kiosk.everything, now: Self.now + 5 * Self.day)
        try await register.watchGates(now: Self.now + 5 * Self.day + 1)
        #expect(try await register.openAlarms() == [])
        #expect(try await register.alarm(alarm.id)?.alarm.stored.closedAt == Self.now + 5 * Self.day + 1)
        // Too old once more: another alarm.
        try await register.watchGates(now: Self.now + 8 * Self.day)
        let second = try #require(try await register.openAlarms().first)
        #expect(second.id != alarm.id && second.finding.time == Self.now + 6 * Self.day + 1)
        // At a higher level it is older sooner; a gate that is none any more is nobody's alarm.
        _ = try await register.revokeGate("KEL-E1", by: scratch.by, now: Self.now + 8 * Self.day)
        try await register.watchGates(now: Self.now + 8 * Self.day)
        #expect(try await register.openAlarms() == [])
        register.close()
    }

    @Test("Taken, noted, handed over and closed: each step kept and in the log, and nobody else closes it")
    func handled() async throws {
        let register = try await scratch.create()
        let (anna, bo) = (
            try await invite("anna", .supervisor, register), try await invite("bo", .gateManager, register)
        )
        let clerk = try await invite("cy", .clerk, register)
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        try kiosk.apply(TrustMark(version: 5, issued: Self.now), at: Self.now)
        try kiosk.write(
            .report(
                ReportEvent(
                    subject: .equipment, concerns: JournalPlace(epoch: kiosk.epoch, sequence: 3), number: nil,
                    plate: nil, note: "掃描器壞了", guardName: "g1")), at: Self.now + 1)
        try kiosk.write(.alarm(AlarmEvent(code: "un-revocation")), at: Self.now + 2)
        _ = try await register.accept(kiosk.everything, now: Self.now + 3)
        let alarm = try #require(try await register.openAlarms().first)
        #expect(alarm.finding.kind == .gateAlarm && alarm.owner == nil)
        #expect(try await register.alarmCounts().unowned == 1)

        func expectRefused(_ act: AlarmAct, _ note: String, by person: StaffHandle) async {
            await #expect(throws: RegisterError.self) {
                try await register.handle(alarm.id, act, note: note, by: person, now: Self.now + 10)
            }
        }
        await expectRefused(.close(as: .mended), "done", by: anna)
        await expectRefused(.note, "", by: anna)
        await expectRefused(.note, String(repeating: "x", count: 401), by: anna)
        try await register.handle(alarm.id, .take, note: "", by: anna, now: Self.now + 10)
        #expect(try await register.alarmCounts().unowned == 0)
        await expectRefused(.take, "", by: anna)
        await expectRefused(.close(as: .mended), "done", by: bo)
        await expectRefused(.close(as: .mended), "", by: anna)
        await expectRefused(.handOver(to: clerk), "", by: anna)
        try await register.handle(alarm.id, .note, note: "問過值班\n再查", by: bo, now: Self.now + 11)
        try await register.handle(alarm.id, .handOver(to: bo), note: "交班", by: anna, now: Self.now + 12)
        await expectRefused(.close(as: .mended), "done", by: anna)
        try await register.handle(alarm.id, .close(as: .fault), note: "換了掃描器", by: bo, now: Self.now + 13)
        await expectRefused(.take, "", by: anna)

        let (closed, steps) = try #require(try await register.alarm(alarm.id))
        #expect(closed.settled?.at == Self.now + 13 && closed.settled?.by == bo && closed.settled?.ending == .fault)
        #expect(steps.map(\.act) == [.take, .note, .handOver(to: bo), .close(as: .fault)])
        #expect(steps.map(\.note) == [nil, "問過值班\n再查", "交班", "換了掃描器"])
        #expect(try await register.openAlarms() == [])
        #expect(try await register.pastAlarms().map(\.id) == [alarm.id])
        #expect(
            try await register.alarmHandlers(now: Self.now).map(\.handle).sorted { $0.text < $1.text } == [anna, bo])

        var events: [String] = []
        for number in 0..<(try await register.auditSize()) {
            let record = try #require(try await register.auditRecord(number))
            let text = String(decoding: record, as: UTF8.self)
            #expect(!text.contains("掃描器") && !text.contains("交班"))
            if text.contains("\"alarm-") { events.append(text) }
        }
        #expect(events.count == 4)
        #expect(events[2].contains("\"to\":\"bo\"") && events[3].contains("\"ending\":\"fault\""))
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("A guard's report about the same record stands beside the alarm")
    func tasks() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        let pass = Kiosk.pass("KEL-P-26-000001")
        try kiosk.scan(pass, .in, at: Self.now + 1)
        var west = try await scratch.kiosk("KEL-W2", in: register)
        try west.open(at: Self.now)
        let second = try west.scan(pass, .in, at: Self.now + 20)
        for concerns in [second, 1] {
            try west.write(
                .report(
                    ReportEvent(
                        subject: .photoMismatch, concerns: JournalPlace(epoch: west.epoch, sequence: concerns),
                        number: nil, plate: nil, note: nil, guardName: WireText("g\(concerns)"))), at: Self.now + 30)
        }
        _ = try await register.accept(kiosk.everything, now: Self.now + 100)
        _ = try await register.accept(west.everything, now: Self.now + 100)
        let alarm = try #require(try await register.openAlarms().first)
        #expect(alarm.finding.kind == .insideTwice)
        #expect(try await register.tasks(about: alarm).map(\.guardName) == ["g\(second)"])
        register.close()
    }
}
