import Register
import SQLStore
import ServiceScenes
import Testing

/// Rows of tables that are no records of the log, changed by SQL: who may do what, what two people agreed on, what was decided.
@Suite("Decisions that nobody made")
struct DecisionTamperingTests {
    static let now = StaffScene.now
    private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 500)

    private func sent(_ scene: StaffScene) async throws -> PassApplication {
        let id = try await scene.register.startDraft(
            .visit, values: SampleAnswers.visit, contact: Contact.sample("an@example.org"), language: .zhHant,
            now: Self.now)
        for field in ["photo", "doc-identity", "doc-licence", "doc-registration"] {
            _ = try #require(
                try await scene.register.attach(Self.jpeg, as: field, replacing: true, to: id, now: Self.now))
        }
        let outcome = try await scene.register.submit(id, by: scene.by, now: Self.now)
        guard case .submitted = outcome else { throw CompanyScene.Unexpected("\(outcome)") }
        return try #require(try await scene.register.application(id))
    }

    private func problems(_ scene: StaffScene) async throws -> [AuditProblem] {
        try await scene.register.verifyAudit().problems
    }

    @Test("An application that was moved on by hand is found, and so are the passes that the service then made for it")
    func approvedByHand() async throws {
        let scene = try await StaffScene()
        let application = try await sent(scene)
        #expect(try await problems(scene) == [])
        try await scene.company.scratch.tamper { database in
            try database.execute(
                "UPDATE application SET state = 'approved', decided_by = 'staff:anna', decided_at = ?",
                .integer(Self.now))
        }
        let moved = try await problems(scene).map(\.description)
        #expect(
            moved == [
                "application \(application.number) is approved in the register, but submitted by the log"
            ])
        // The service goes on where it believes to have been.
        #expect(try await scene.register.settleApplications(by: scene.by, now: Self.now) == 1)
        #expect(try await scene.register.application(application.id)?.state == .issued)
        let found = try await problems(scene)
        #expect(found.count == 2 && found.first?.record != nil)
        #expect(
            found.first?.description.contains("says application-issued of \(application.number), which was submitted")
                == true)
    }

    @Test(
        "One that was taken out of the queue, or rejected, or decided in another's name by hand is found",
        arguments: [
            ("UPDATE application SET state = 'withdrawn'", "is withdrawn in the register, but submitted by the log"),
            ("UPDATE application SET state = 'draft'", "is draft in the register, but submitted by the log"),
            (
                "UPDATE application SET decided_by = 'staff:bo', decided_at = 5",
                "was decided by others, or at another time, than the log says"
            ),
            (
                "UPDATE application SET number = 'B' || substr(number, 2)",
                "is submitted in the register, and in no record of the log"
            ),
        ] as [(StaticString, String)])
    func otherStates(statement: StaticString, told: String) async throws {
        let scene = try await StaffScene()
        _ = try await sent(scene)
        try await scene.company.scratch.tamper { try $0.execute(statement) }
        let found = try await problems(scene)
        #expect(found.first?.description.contains(told) == true, "\(found)")
    }

    @Test("Drafts, which the log does not know, are no problem, nor is their end")
    func drafts() async throws {
        let scene = try await StaffScene()
        let id = try await scene.register.startDraft(
            .visit, values: SampleAnswers.visit, contact: Contact.sample("an@example.org"), language: .zhHant,
            now: Self.now)
        #expect(try await problems(scene) == [])
        #expect(try await scene.register.withdraw(id, by: scene.by, now: Self.now))
        #expect(try await problems(scene) == [])
    }

    @Test(
        "Somebody of the staff who got a role or came back by hand is found",
        arguments: [
            (
                "UPDATE staff SET roles = 'administrator,clerk' WHERE handle = 'anna'",
                "anna of the staff is active as administrator,clerk in the register, but active as clerk by the log"
            ),
            (
                "UPDATE staff SET state = 'left' WHERE handle = 'bo'",
                "bo of the staff is left as supervisor in the register, but invited as supervisor by the log"
            ),
            (
                "UPDATE staff SET state = 'active' WHERE handle = 'cy'",
                "cy of the staff is active as auditor in the register, but left as auditor by the log"
            ),
        ] as [(StaticString, String)])
    func staff(statement: StaticString, told: String) async throws {
        let scene = try await StaffScene()
        _ = try await scene.join("anna", [.clerk])
        _ = try await scene.invite("bo", [.supervisor])
        let (cy, _) = try await scene.join("cy", [.auditor])
        try await scene.register.endStaff(cy, by: scene.by, now: Self.now)
        #expect(try await problems(scene) == [])
        try await scene.company.scratch.tamper { try $0.execute(statement) }
        #expect(try await problems(scene).map(\.description) == [told])
    }

    @Test("What two people agreed on is found when it was agreed on by hand, or is not what it was")
    func changes() async throws {
        let scene = try await StaffScene()
        let (anna, _) = try await scene.join("anna", [.clerk])
        let (bo, _) = try await scene.join("bo", [.administrator])
        let change = try await scene.register.propose(
            .setRoles(anna, [.supervisor]), note: "", by: bo.principal, now: Self.now)
        #expect(try await problems(scene) == [])
        try await scene.company.scratch.tamper { database in
            try database.execute("UPDATE staff_change SET state = 'done', decided_by = 'staff:cy', decided_at = 7")
        }
        #expect(
            try await problems(scene).map(\.description)
                == ["the change \(change.id.hex) of two people is not what the log says"])
    }
}
