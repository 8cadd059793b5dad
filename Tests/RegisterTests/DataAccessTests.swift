import PassFormat
import Register
import ServiceScenes
import Testing

@Suite("Looks at what is kept of people")
struct DataAccessTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func application(_ register: Register) async throws -> PassApplication {
        let id = try await register.startDraft(
            .visit, values: SampleAnswers.visit, language: .zhHant, now: Self.now)
        return try #require(try await register.application(id))
    }

    @Test("are on record, in the log without anything of the person, and shown to whom it is of; one within an hour")
    func looks() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        let application = try await application(register)
        let other = try await self.application(register)
        let (anna, bo) = (try Principal("staff:anna"), try Principal("staff:bo"))
        for (principal, time) in [(anna, 0), (anna, 10), (bo, 20), (anna, 3_600), (anna, 3_601)] as [(Principal, Int64)]
        {
            try await register.noteAccess(to: application, for: .review, by: principal, now: Self.now + time)
        }
        let seen = try await register.accesses(to: application.id)
        #expect(seen.map(\.at) == [3_600, 20, 0].map { Self.now + $0 } && Set(seen.map(\.purpose)) == [.review])
        #expect(try await register.accesses(to: other.id).isEmpty)
        let size = try await register.auditSize()
        var records = 0
        for number in 0..<size {
            let record = String(decoding: try await register.auditRecord(number) ?? [], as: UTF8.self)
            guard record.contains("data-viewed") else { continue }
            records += 1
            #expect(record.contains(application.number) && !record.contains("王"))
        }
        #expect(records == 3)
        #expect(try await register.verifyAudit().isIntact)
    }

    @Test("at a pass count for the application that it came of, and at one of none stand in the log")
    func passes() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        let outcome = try await register.issue(Records.person(1), by: scratch.by, now: Self.now)
        let pass = try #require(outcome.pass)
        let before = try await register.auditSize()
        try await register.noteAccess(toPass: pass.id, for: .pass, by: scratch.by, now: Self.now)
        try await register.noteAccess(toPass: pass.id, for: .pass, by: scratch.by, now: Self.now + 60)
        #expect(try await register.auditSize() == before + 1)
        try await register.noteAccess(
            toPass: PassID(rawValue: 7), for: .pass, by: scratch.by, now: Self.now)
        #expect(try await register.auditSize() == before + 1, "there is no such pass")
    }
}
