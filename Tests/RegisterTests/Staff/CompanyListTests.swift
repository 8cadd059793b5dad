import Identifiers
import PassCrypto
import Register
import SQLStore
import Testing

@Suite("A company's list, decided in one act")
struct CompanyListTests {
    static let now = StaffScene.now

    /// Applications of a company's people, sent as one.
    private struct Listed {
        let scene: StaffScene
        let company: CompanyID
        let anna: Principal

        var register: Register { scene.register }

        init(people: Int) async throws {
            scene = try await StaffScene()
            let owner = try await scene.company.found()
            _ = try await scene.company.people(people, of: owner)
            let sent = try await scene.register.apply(
                BatchOrder(.person, .all, answers: CompanyScene.answers, renews: false), sends: true, by: owner,
                now: CompanyListTests.now)
            try #require(sent.lines.count == people)
            company = try #require(try await scene.register.companyQueues().first?.company.id)
            anna = try await scene.join("anna", [.clerk]).handle.principal
        }

        func list(by principal: Principal? = nil) async throws -> [ReviewCase] {
            let found = try await register.companyList(company, by: principal ?? anna, now: CompanyListTests.now)
            return try #require(found).cases
        }

        func clear(_ cases: [ReviewCase]) async throws {
            for one in cases {
                let id = one.opened.application.id
                try await register.sendToPolice(id, by: scene.by, now: CompanyListTests.now)
                try await register.setVerdict(
                    .clear, reference: "P-1", of: id, by: scene.by, now: CompanyListTests.now)
            }
        }

        static func ticked(_ cases: [ReviewCase]) throws -> [ListedCase] {
            try cases.map {
                ListedCase(
                    number: try #require(ApplicationNumber(typed: $0.opened.application.number)), seen: $0.seen)
            }
        }

        func state(_ one: ReviewCase) async throws -> ApplicationState? {
            try await register.application(one.opened.application.id)?.state
        }
    }

    private func count(_ event: String, _ register: Register) async throws -> Int {
        try await register.auditPage(before: nil, limit: 1_000, filter: .event(event)).entries.count
    }

    @Test(
        "Each of those that are ticked is approved with its own record, the others wait; before the police nothing is")
    func approve() async throws {
        let listed = try await Listed(people: 4)
        let register = listed.register
        let queue = try #require(try await register.companyQueues().first)
        #expect(queue.submitted == 4 && queue.count == 4)
        let sent = try await listed.list()
        #expect(sent.count == 4 && sent.allSatisfy { !$0.isApprovable && $0.isAskable })
        let early = try await register.approveSoon(
            Listed.ticked(sent), of: listed.company, by: listed.anna, now: Self.now)
        #expect(early.done.isEmpty && early.left.map(\.reason) == [.police, .police, .police, .police])

        let asked = try await register.sendToPolice(
            Listed.ticked(Array(sent.prefix(3))), of: listed.company, by: listed.anna, now: Self.now)
        #expect(asked.done.count == 3 && asked.left.isEmpty)
        #expect(try await count("application-check", register) == 3)
        for one in try await listed.list() where one.opened.application.state == .checking {
            try await register.setVerdict(
                .clear, reference: "P-1", of: one.opened.application.id, by: listed.scene.by, now: Self.now)
        }
        let cleared = try await listed.list().filter(\.isApprovable)
        #expect(cleared.count == 3)
        let outcome = try await register.approveSoon(
            Listed.ticked(Array(cleared.prefix(2))), of: listed.company, by: listed.anna, now: Self.now)
        #expect(outcome.done.count == 2 && outcome.left.isEmpty && outcome.undoUntil == Self.now + 10)
        #expect(try await count("application-approve", register) == 0)
        _ = try await register.carryOutApprovals(now: Self.now + 10)
        let approvals = try await register.auditPage(
            before: nil, limit: 10, filter: .event("application-approve"))
        #expect(approvals.entries.count == 2 && approvals.entries.allSatisfy { $0.by == listed.anna.name })
        #expect(try await listed.state(cleared[2]) == .checking)
        #expect(try await listed.state(cleared[0]) == .awaitingPayment)
        #expect(try await register.verifyAudit().isIntact)
    }

    @Test("All of one act are undone together, by who did it and in time")
    func undo() async throws {
        let listed = try await Listed(people: 3)
        let register = listed.register
        try await listed.clear(try await listed.list())
        let cases = try await listed.list()
        let outcome = try await register.approveSoon(
            Listed.ticked(cases), of: listed.company, by: listed.anna, now: Self.now)
        let until = try #require(outcome.undoUntil)
        #expect(try await listed.list().isEmpty)
        #expect(try await register.reviewQueue().isEmpty)
        let (bo, _) = try await listed.scene.join("bo", [.clerk])
        #expect(
            try await register.undoApprovals(
                of: listed.company, until: until, by: bo.principal, now: Self.now + 1) == 0)
        #expect(
            try await register.undoApprovals(of: listed.company, until: until, by: listed.anna, now: Self.now + 1) == 3)
        _ = try await register.carryOutApprovals(now: Self.now + 11)
        #expect(try await listed.list().count == 3)
        #expect(try await count("application-approve", register) == 0)
        // Too late.
        _ = try await register.approveSoon(
            Listed.ticked(cases), of: listed.company, by: listed.anna, now: Self.now + 20)
        _ = try await register.carryOutApprovals(now: Self.now + 30)
        #expect(
            try await register.undoApprovals(
                of: listed.company, until: Self.now + 30, by: listed.anna, now: Self.now + 31) == 0)
    }

    @Test("What has changed since the list was shown is told, and not decided; nor another company's, nor too many")
    func changed() async throws {
        let listed = try await Listed(people: 3)
        let register = listed.register
        try await listed.clear(try await listed.list())
        let shown = try await listed.list()
        let ticked = try Listed.ticked(shown)
        // Faulted by somebody else; a pass that the person got meanwhile, which changes no application; one as it was.
        try await register.fault(
            [Fault("photo", "unreadable")], of: shown[0].opened.application.id, by: listed.scene.by, now: Self.now)
        let identity = shown[1].opened.values["idNumber"]
        let pass = try await register.issue(
            Records.with([
                "idNumber": identity, "term": "temporary", "notAfter": "2026-12-20T00:00:00+08:00",
            ]), by: listed.scene.by, now: Self.now)
        _ = try #require(pass.pass)
        let outcome = try await register.approveSoon(ticked, of: listed.company, by: listed.anna, now: Self.now)
        #expect(outcome.done == [shown[2].opened.application.number])
        #expect(
            outcome.left.map(\.number) == [
                shown[0].opened.application.number, shown[1].opened.application.number,
            ])
        #expect(outcome.left.map(\.reason) == [.changed, .changed])
        // Sent twice: what waits to be undone is not decided again.
        let again = try await register.approveSoon(
            [ticked[2], ticked[2]], of: listed.company, by: listed.anna, now: Self.now)
        #expect(again.done.isEmpty && again.left.map(\.reason) == [.changed])
        let other = try await listed.scene.company.found("other", number: "10458575")
        let foreign = try #require(try await register.membership(of: other)?.company.id)
        let wrong = try await register.approveSoon(
            [ticked[1]], of: foreign, by: listed.anna, now: Self.now)
        #expect(wrong.done.isEmpty && wrong.left.map(\.reason) == [.changed])
        await #expect(throws: RegisterError.self) {
            _ = try await register.approveSoon(
                (0...Register.mostInList).map { _ in ticked[1] }, of: listed.company, by: listed.anna, now: Self.now)
        }
    }

    @Test("Nobody decides on their own, in a list neither")
    func own() async throws {
        let listed = try await Listed(people: 1)
        let register = listed.register
        try await listed.clear(try await listed.list())
        let one = try #require(try await listed.list().first)
        // Whose address the company wrote is somebody of the staff.
        try await listed.scene.company.scratch.tamper { database in
            try database.execute("UPDATE application SET filled_by = 'staff:anna'")
        }
        let shown = try #require(try await listed.list().first)
        #expect(shown.conflict == .filledIn && shown.seen != one.seen && !shown.isApprovable)
        let outcome = try await register.approveSoon(
            try Listed.ticked([shown]), of: listed.company, by: listed.anna, now: Self.now)
        #expect(outcome.done.isEmpty && outcome.left.map(\.reason) == [.conflict(.filledIn)])
    }
}
