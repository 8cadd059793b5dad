import PassFormat
import Register
import SQLStore
import ServiceScenes
import Testing

/// A register in which people have applied, and have passes.
struct HeldPassScene {
    static let now = ScratchRegister.now
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 500)

    let scratch: ScratchRegister
    let register: Register
    let wang: Contact
    /// Who acts when somebody does something on the site, and two of the staff.
    let site: Principal
    let clerk: Principal
    let reviewer: Principal

    init() async throws {
        scratch = try ScratchRegister()
        register = try await scratch.create()
        wang = try #require(Contact(typed: "wang@example.com"))
        site = try Principal("site")
        clerk = try Principal("staff:chen")
        reviewer = try Principal("staff:lin")
    }

    /// An application that was sent.
    func sent(
        _ kind: ApplicationKind, _ values: FieldValues, company: Int64? = nil, contact: Contact? = nil
    ) async throws -> PassApplication {
        let id = try await register.startDraft(
            kind, values: values, contact: contact ?? wang, company: company, language: .zhHant, now: Self.now)
        for field in ["photo", "doc-identity", "doc-licence", "doc-registration", "doc-affiliation"] {
            _ = try await register.attach(Self.jpeg, as: field, replacing: true, to: id, now: Self.now)
        }
        #expect(try await register.submit(id, by: site, now: Self.now) == .submitted)
        return try #require(try await register.application(id))
    }

    /// Its pass.
    func issued(
        _ kind: ApplicationKind, _ values: FieldValues, company: Int64? = nil, contact: Contact? = nil
    ) async throws -> IssuedPass {
        let application = try await sent(kind, values, company: company, contact: contact)
        if kind == .person {
            try await register.sendToPolice(application.id, by: clerk, now: Self.now)
            try await register.setVerdict(.clear, reference: "POL-1", of: application.id, by: clerk, now: Self.now)
        }
        return try #require(try await register.issuePaid(application.id, by: clerk, now: Self.now).first)
    }

    func driver() async throws -> IssuedPass { try await issued(.person, SampleAnswers.driver) }

    func rejected() async throws -> PassApplication {
        let application = try await sent(.visit, SampleAnswers.visit)
        try await register.reject(application.id, reason: "incomplete", by: clerk, now: Self.now)
        return application
    }

    func number(of application: PassApplication) throws -> ApplicationNumber {
        try #require(ApplicationNumber(typed: application.number))
    }

    func state(_ pass: IssuedPass) async throws -> PassState? { try await register.pass(pass.id)?.state }

    /// The messages that wait for somebody, in order.
    func messages(at now: Int64 = Self.now) async throws -> [Notice] {
        var notices: [Notice] = []
        while let claimed = try await register.claimNotice(.email, now: now) {
            if let notice = claimed.notice { notices.append(notice) }
            try await register.settle(claimed, .sent, now: now)
        }
        return notices
    }

    /// What was received.
    func send(_ draft: OpinionDraft, now: Int64 = Self.now) async throws -> OpinionReceipt {
        let answer = try await register.send(draft, client: nil, by: site, now: now)
        guard case .received(let receipt) = answer else {
            Issue.record("\(answer)")
            throw CancellationError()
        }
        return receipt
    }

    func close() async throws {
        #expect(try await register.verifyAudit().problems == [])
        #expect(try await register.integrityProblems() == [])
        register.close()
    }
}
