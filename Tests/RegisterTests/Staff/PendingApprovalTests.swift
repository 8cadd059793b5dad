import PassCrypto
import Register
import ServiceScenes
import Testing

@Suite("Deciding applications as staff")
struct PendingApprovalTests {
    static let now = StaffScene.now
    private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 500)

    private func sent(
        _ register: Register, contact: String, by: Principal, values: FieldValues = SampleAnswers.visit
    ) async throws -> PassApplication {
        let id = try await register.startDraft(
            .visit, values: values, contact: Contact.sample(contact), language: .zhHant, now: Self.now)
        for field in ["photo", "doc-identity", "doc-licence", "doc-registration"] {
            _ = try #require(
                try await register.attach(Self.jpeg, as: field, replacing: true, to: id, now: Self.now))
        }
        let outcome = try await register.submit(id, by: by, now: Self.now)
        guard case .submitted = outcome else { throw CompanyScene.Unexpected("\(outcome)") }
        return try #require(try await register.application(id))
    }

    @Test("An approval is carried out ten seconds later, once; undone before that it never was")
    func undo() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let (clerk, _) = try await scene.join("anna", [.clerk])
        let anna = try clerk.principal
        let application = try await sent(register, contact: "an@example.org", by: scene.by)
        #expect(
            try await register.approveSoon(application.id, by: anna, now: Self.now) == .waits(until: Self.now + 10))
        #expect(try await register.reviewQueue().isEmpty)
        #expect(try await register.carryOutApprovals(now: Self.now + 9) == Self.now + 10)
        #expect(try await register.application(application.id)?.state == .submitted)
        // Somebody else does not undo it.
        #expect(try await !register.undoApproval(application.id, by: scene.by, now: Self.now + 9))
        #expect(try await register.undoApproval(application.id, by: anna, now: Self.now + 9))
        #expect(try await register.carryOutApprovals(now: Self.now + 11) == nil)
        #expect(try await register.application(application.id)?.state == .submitted)
        #expect(try await register.reviewQueue().map(\.application.id) == [application.id])

        _ = try await register.approveSoon(application.id, by: anna, now: Self.now + 20)
        // From both sides at once.
        async let first = register.carryOutApprovals(now: Self.now + 30)
        async let second = register.carryOutApprovals(now: Self.now + 30)
        _ = try await (first, second)
        let decided = try #require(try await register.application(application.id))
        #expect(decided.state == .issued || decided.state == .awaitingPayment)
        #expect(try await !register.undoApproval(application.id, by: anna, now: Self.now + 31))
        #expect(try await register.verifyAudit().isIntact)
    }

    @Test("Where another time was said, that one counts")
    func otherTime() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let (clerk, _) = try await scene.join("anna", [.clerk])
        let anna = try clerk.principal
        let application = try await sent(register, contact: "an@example.org", by: scene.by)
        #expect(
            try await register.approveSoon(application.id, undo: 60, by: anna, now: Self.now)
                == .waits(until: Self.now + 60))
        #expect(try await register.carryOutApprovals(now: Self.now + 59) == Self.now + 60)
        #expect(try await register.application(application.id)?.state == .submitted)
        #expect(try await register.carryOutApprovals(now: Self.now + 60) == nil)
        #expect(try await register.application(application.id)?.state == .issued)
    }

    @Test("What was changed between approval and its ten seconds is looked at once more")
    func changed() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let (clerk, _) = try await scene.join("anna", [.clerk])
        let application = try await sent(register, contact: "an@example.org", by: scene.by)
        _ = try await register.approveSoon(application.id, by: clerk.principal, now: Self.now)
        try await register.fault([Fault("photo", "unreadable")], of: application.id, by: scene.by, now: Self.now + 5)
        _ = try await register.carryOutApprovals(now: Self.now + 20)
        #expect(try await register.application(application.id)?.state == .correction)
    }

    @Test("Nobody decides on their own application, nor on one that they filled in")
    func own() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let (clerk, _) = try await scene.join("anna", [.clerk])
        let anna = try clerk.principal
        let own = try await sent(register, contact: "anna@port.example", by: scene.by)
        let number = try #require(ApplicationNumber(typed: own.number))
        #expect(try await register.reviewCase(number, by: anna, now: Self.now)?.conflict == .own)
        await #expect(throws: RegisterError.self) {
            try await register.approveSoon(own.id, by: anna, now: Self.now)
        }
        await #expect(throws: RegisterError.self) { try await register.approve(own.id, by: anna, now: Self.now) }
        await #expect(throws: RegisterError.self) {
            try await register.reject(own.id, reason: "repeated", by: anna, now: Self.now)
        }
        await #expect(throws: RegisterError.self) {
            try await register.fault([Fault("photo", "unreadable")], of: own.id, by: anna, now: Self.now)
        }
        #expect(try await register.application(own.id)?.state == .submitted)
        let draft = try await register.startCounterDraft(
            .visit, channel: .counter, language: .zhHant, by: anna, now: Self.now)
        let filled = try #require(ApplicationNumber(typed: draft.number))
        #expect(try await register.reviewCase(filled, by: anna, now: Self.now)?.conflict == .filledIn)
        let (other, _) = try await scene.join("bo", [.clerk])
        #expect(try await register.reviewCase(number, by: other.principal, now: Self.now)?.conflict == nil)
    }
}
