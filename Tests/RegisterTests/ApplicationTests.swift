import Foundation
import PassCrypto
import PassFormat
import Register
import SQLStore
import Testing

@Suite("Applications")
struct ApplicationTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func applied(_ register: Register, _ record: [UInt8] = Records.wang) async throws -> ApplicationID {
        guard case .submitted(let id) = try await register.apply(record, by: scratch.by, now: Self.now) else {
            throw Refused()
        }
        return id
    }

    private struct Refused: Error {}

    private func approved(_ register: Register, _ id: ApplicationID) async throws -> IssuedPass {
        switch try await register.approve(id, by: scratch.by, now: Self.now) {
        case .approved(let pass), .already(let pass): return pass
        case .refused: throw Refused()
        }
    }

    @Test("become one pass, however often and from however many sides they are approved")
    func once() async throws {
        let register = try await scratch.create()
        let id = try await applied(register)
        #expect(try await register.application(id)?.state == .submitted)
        let open = try #require(try await register.openApplications().first)
        #expect(open.id == id && open.name == "王小明" && open.idHint == "6789" && open.term == .periodic)
        #expect(open.access.map(\.port) == ["TWKEL"] && open.access.first?.zones == ["A", "B"])
        let by = scratch.by
        let passes = try await withThrowingTaskGroup(of: ApprovalOutcome.self) { group in
            for _ in 0..<8 { group.addTask { try await register.approve(id, by: by, now: Self.now) } }
            return try await group.reduce(into: [ApprovalOutcome]()) { $0.append($1) }
        }
        let made = passes.filter { if case .approved = $0 { true } else { false } }
        #expect(made.count == 1 && passes.count == 8)
        let pass = try await approved(register, id)
        let summary = try #require(try await register.application(id))
        #expect(summary.state == .approved && summary.pass == pass.id && summary.decidedBy == "test")
        #expect(try await register.recentPasses(limit: 10).map(\.id) == [pass.id])
        #expect(try await register.openApplications().isEmpty)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("that break a rule are refused with every field, and not stored")
    func refused() async throws {
        let register = try await scratch.create()
        let size = try await register.auditSize()
        let record = Records.with([
            "name": " ", "idNumber": "A123456788", "organisation": String(repeating: "大", count: 31),
            "access": ["TWKEL": ["Q"]] as [String: [String]], "notAfter": "2030-12-02T00:00:00+08:00",
        ])
        guard case .refused(let refusal) = try await register.apply(record, by: scratch.by, now: Self.now) else {
            Issue.record("it was accepted")
            return
        }
        #expect(
            Set(refusal.problems.map { "\($0.field) \($0.rule)" }) == [
                "name empty", "idNumber check-digit", "organisation too-long", "access.TWKEL unknown-zone",
                "notAfter longest-validity",
            ])
        for bytes in [[], Array("{".utf8), Array("[]".utf8), Records.with(["reference": "x"])] {
            let answer = try await register.apply(bytes, by: scratch.by, now: Self.now)
            guard case .refused = answer else {
                Issue.record("\(answer)")
                continue
            }
        }
        #expect(try await register.openApplications().isEmpty)
        #expect(try await register.auditSize() == size)
        register.close()
    }

    @Test("are decided once: what was rejected is not approved, and what was approved is not rejected")
    func decidedOnce() async throws {
        let register = try await scratch.create()
        let (one, two) = (try await applied(register), try await applied(register, Records.person(1)))
        await #expect(throws: RegisterError.self) {
            try await register.reject(one, reason: "found", by: scratch.by, now: Self.now)
        }
        #expect(try await register.reject(one, reason: "incomplete", by: scratch.by, now: Self.now))
        #expect(try await !register.reject(one, reason: "other", by: scratch.by, now: Self.now))
        #expect(try await register.application(one)?.reason == "incomplete")
        _ = try await approved(register, two)
        for work in [
            { _ = try await register.approve(one, by: self.scratch.by, now: Self.now) },
            { _ = try await register.reject(two, reason: "other", by: self.scratch.by, now: Self.now) },
        ] as [() async throws -> Void] {
            do {
                try await work()
                Issue.record("it was decided twice")
            } catch let error as RegisterError {
                #expect(error.code == .impossibleChange)
            }
        }
        let unknown = try #require(ApplicationID([UInt8](repeating: 1, count: 16)))
        await #expect(throws: RegisterError.self) {
            _ = try await register.approve(unknown, by: scratch.by, now: Self.now)
        }
        #expect(try await register.recentPasses(limit: 10).count == 1)
        register.close()
        for statement in [
            "UPDATE application SET state = 'submitted', decided_at = NULL, decided_by = NULL, reason = NULL, pass = NULL",
            "UPDATE application SET reason = 'test' WHERE state = 'rejected'",
            "INSERT INTO application (id, state, record, created_at) VALUES (zeroblob(16), 'approved', x'00', 0)",
            "INSERT INTO application (id, state, record, created_at) VALUES (zeroblob(15), 'submitted', x'00', 0)",
        ] as [StaticString] {
            await #expect(throws: StoreError.self) { try await scratch.tamper { try $0.execute(statement) } }
        }
    }

    @Test("for somebody who has a pass are taken like any other, and found at the desk")
    func onePeriodicPass() async throws {
        let register = try await scratch.create()
        let (one, two) = (try await applied(register), try await applied(register))
        _ = try await approved(register, one)
        guard case .refused(let refusal) = try await register.approve(two, by: scratch.by, now: Self.now) else {
            Issue.record("two periodic passes")
            return
        }
        #expect(refusal.problems.map(\.rule) == ["one-periodic-pass"])
        #expect(try await register.application(two)?.state == .submitted)
        register.close()
    }

    @Test(
        "survive a power cut at any step of an approval: one pass, and the application knows it",
        arguments: FaultyEngine.Moment.allCases)
    func powerCut(moment: FaultyEngine.Moment) async throws {
        for step in 0..<4 {
            let scratch = try ScratchRegister()
            let first = try await scratch.create()
            guard case .submitted(let id) = try await first.apply(Records.wang, by: scratch.by, now: Self.now) else {
                throw Refused()
            }
            first.close()
            var engine: FaultyEngine?
            let cut = try await scratch.open(wrapping: { base in
                let faulty = FaultyEngine(base, moment)
                engine = faulty
                return faulty
            })
            engine?.cutPower(at: step)
            let wasCut = await (try? cut.approve(id, by: scratch.by, now: Self.now)) == nil
            #expect(wasCut == (step < 3), "step \(step)")
            cut.close()
            let register = try await scratch.open()
            let isIssued = try await !register.recentPasses(limit: 10).isEmpty
            if isIssued {
                // The pass is out: turning the application down now would leave it without one.
                await #expect(throws: RegisterError.self) {
                    try await register.reject(id, reason: "other", by: scratch.by, now: Self.now)
                }
            }
            let outcome = try await register.approve(id, by: scratch.by, now: Self.now)
            if case .refused(let refusal) = outcome { Issue.record("step \(step): \(refusal)") }
            let passes = try await register.recentPasses(limit: 10)
            #expect(passes.count == 1, "step \(step)")
            #expect(try await register.application(id)?.pass == passes.first?.id)
            #expect(try await register.verifyAudit().problems == [])
            register.close()
        }
    }

    @Test("stand in no file in the clear: not the number, not the name; and the log does not have their handle")
    func privacy() async throws {
        let register = try await scratch.create()
        let id = try await applied(
            register, Records.with(["idNumber": "AC01234567", "name": "羅秘密", "organisation": "不公開公司"]))
        _ = try await register.publish(by: scratch.by, now: Self.now)
        for number in 0..<(try await register.auditSize()) {
            let record = String(decoding: try #require(try await register.auditRecord(number)), as: UTF8.self)
            #expect(!record.contains(id.hex))
        }
        for isOpen in [true, false] {
            if !isOpen { register.close() }
            let names = try #require(FileManager.default.enumerator(atPath: scratch.folder)?.allObjects as? [String])
            for name in names {
                guard let data = FileManager.default.contents(atPath: "\(scratch.folder)/\(name)") else { continue }
                for secret in ["AC01234567", "01234567", "羅秘密", "不公開公司"] {
                    #expect(data.range(of: Data(secret.utf8)) == nil, "\(name)")
                }
            }
        }
    }

    @Test("have a handle of 32 lower-case digits and no other")
    func handle() throws {
        let id = try #require(ApplicationID([UInt8](0..<16)))
        #expect(id.hex == "000102030405060708090a0b0c0d0e0f")
        #expect(ApplicationID(hex: id.hex) == id)
        for text in ["", "00", id.hex.uppercased(), id.hex + "00", " " + id.hex, String(repeating: "g", count: 32)] {
            #expect(ApplicationID(hex: text) == nil)
        }
        #expect(ApplicationID([1, 2, 3]) == nil)
    }
}
