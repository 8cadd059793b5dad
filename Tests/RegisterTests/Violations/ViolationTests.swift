import PassFormat
import Register
import SQLStore
import ServiceScenes
import Testing

@Suite("Violations")
struct ViolationTests {
    static let now = ScratchRegister.now
    static let day: Int64 = 86_400

    private func draft(
        _ scene: HeldPassScene, _ pass: IssuedPass, _ rule: String, at time: Int64 = now - 3_600,
        suspension: Int? = nil,
        ban: Int? = nil
    ) throws -> ViolationDraft {
        ViolationDraft(
            number: try scene.register.violationNumber(now: Self.now), whom: .pass(pass.id), rule: rule,
            occurredAt: time, suspensionMonths: suspension, banMonths: ban, place: "KEL-E1", evidence: "出借給同事使用")
    }

    private func record(
        _ scene: HeldPassScene, _ draft: ViolationDraft, by principal: Principal? = nil, now: Int64 = now
    ) async throws -> ViolationNumber {
        let answer = try await scene.register.record(draft, by: principal ?? scene.clerk, now: now)
        guard case .recorded(let number) = answer else {
            Issue.record("\(answer)")
            throw ViolationScene.Unexpected()
        }
        return number
    }

    @Test("A serious one suspends the pass, tells its holder, is explained, and the pass comes back when it is served")
    func served() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        _ = try await scene.messages()
        let draft = try draft(scene, pass, "lending", suspension: 2)
        guard case .success(let preview) = try await register.preview(draft, now: Self.now) else {
            throw ViolationScene.Unexpected()
        }
        #expect(preview.passes.map(\.number) == [pass.number] && preview.company == "04595257")
        #expect(try await scene.state(pass) == .active)
        let number = try await record(scene, draft)
        #expect(try await scene.state(pass) == .suspended)
        let told = try await scene.messages()
        #expect(told.map(\.kind) == [.violation])
        #expect(told.first?.facts == ["pass": pass.number, "number": number.text, "until": "2026-12-31"])
        let opened = try #require(try await register.opened(number))
        #expect(opened.measures.map(\.kind) == preview.measures.map(\.kind))
        #expect(opened.note.evidence == "出借給同事使用" && opened.violation.recordedBy == scene.clerk)
        // Sent twice, it is recorded once.
        #expect(try await register.record(draft, by: scene.clerk, now: Self.now) == .already(number))
        #expect(try await register.violations(ofPass: pass.number).count == 1)
        // Two people do not lift what a violation holds; nor does the command line.
        await #expect(throws: RegisterError.self) {
            try await register.change(.reinstate, pass.id, reason: "cleared", by: scene.clerk, now: Self.now)
        }
        await #expect(throws: RegisterError.self) {
            try await register.propose(.reinstate(pass.id, reason: "cleared"), note: "", by: scene.clerk, now: Self.now)
        }
        let end = try ViolationScene.time("2027-02-01T11:00:00+08:00")
        try await register.settleViolations(now: end - 1)
        #expect(try await scene.state(pass) == .suspended)
        try await register.settleViolations(now: end)
        #expect(try await scene.state(pass) == .active)
        #expect(try await register.opened(number)?.holds.map(\.end) == [.served])
        try await scene.close()
    }

    @Test("A cancellation is final only when the time to appeal is over and no appeal is open")
    func cancelled() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        let number = try await record(scene, draft(scene, pass, "impersonation"))
        #expect(try await scene.state(pass) == .suspended)
        let end = try ViolationScene.time("2027-01-01T00:00:00+08:00")
        var appeal = OpinionDraft(
            .appeal, about: .pass(pass.number), text: "不是我", contact: scene.wang, language: .zhHant)
        appeal.violation = number
        let receipt = try await scene.send(appeal, now: end - 60)
        #expect(try await register.opinion(receipt.number)?.decider == "staff:chen")
        #expect(try await register.opened(number)?.appeals == [receipt.number])
        try await register.settleViolations(now: end + 5 * Self.day)
        #expect(try await scene.state(pass) == .suspended)
        #expect(
            try await register.answer(receipt.number, "維持", outcome: .dismissed, by: scene.clerk, now: end)
                == .needsAnother)
        #expect(
            try await register.answer(receipt.number, "維持", outcome: .dismissed, by: scene.reviewer, now: end)
                == .changed)
        try await register.settleViolations(now: end + 6 * Self.day)
        #expect(try await scene.state(pass) == .revoked)
        #expect(try await register.opened(number)?.holds.map(\.end) == [.final])
        try await scene.close()
    }

    @Test("An appeal that is upheld reverses it: the pass is in force, and applications are free again")
    func upheld() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        let number = try await record(scene, draft(scene, pass, "endangering"))
        // From the page of the pass, without a word of the violation: it is what holds it.
        let appeal = OpinionDraft(
            .appeal, about: .pass(pass.number), text: "不是我", contact: scene.wang, language: .zhHant)
        let receipt = try await scene.send(appeal, now: Self.now + 60)
        #expect(
            try await register.send(appeal, client: nil, by: scene.site, now: Self.now + 61)
                == .refused([Fault("about", "appealed-already", ["number": receipt.number.text])]))
        #expect(
            try await register.answer(
                receipt.number, "影像不是本人", outcome: .upheld, by: scene.reviewer, now: Self.now + 120) == .changed)
        #expect(try await scene.state(pass) == .active)
        let opened = try #require(try await register.opened(number))
        #expect(opened.violation.reversedBy == scene.reviewer && opened.violation.reversal == "appeal")
        #expect(opened.note.reversal == "影像不是本人" && opened.measures.isEmpty)
        try await scene.close()
    }

    @Test(
        "A ban is told to who proved the contact on file and to the staff, and to nobody else; single visits stay possible"
    )
    func bans() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        let number = try await record(scene, draft(scene, pass, "wrong-zone"))
        #expect(try await scene.state(pass) == .active)
        func apply(_ contact: Contact) async throws -> (ApplicationID, Register.SubmitOutcome) {
            var values = SampleAnswers.driver
            values["term"] = "temporary"
            values["until"] = "2026-12-20"
            let id = try await register.startDraft(
                .person, values: values, contact: contact, language: .zhHant, now: Self.now)
            for field in ["photo", "doc-identity", "doc-licence"] {
                _ = try await register.attach(
                    HeldPassScene.jpeg, as: field, replacing: true, to: id, now: Self.now)
            }
            return (id, try await register.submit(id, by: scene.site, now: Self.now))
        }
        let banned = Fault("idNumber", "banned", ["date": "2027-01-01"])
        #expect(try await apply(scene.wang).1 == .refused([banned]))
        let (other, outcome) = try await apply(try #require(Contact(typed: "other@example.com")))
        #expect(outcome == .submitted)
        #expect(try await register.obstacles(to: other, now: Self.now) == [banned])
        guard case .refused([banned]) = try await cleared(other, scene) else { throw ViolationScene.Unexpected() }
        // A single visit is applied for by somebody else, with the same person in it.
        _ = try await scene.sent(.visit, SampleAnswers.visit)
        #expect(
            try await register.reverse(number, reason: "error", "記錯人", by: scene.reviewer, now: Self.now + 1)
                == .reversed)
        guard case .awaitsPayment = try await register.approve(other, by: scene.clerk, now: Self.now + 2) else {
            throw ViolationScene.Unexpected()
        }
        try await scene.close()
    }

    @Test("What was approved before a violation is not issued after it, and waits with the staff")
    func approvedBefore() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        var values = SampleAnswers.driver
        values["term"] = "temporary"
        values["until"] = "2026-12-20"
        let waiting = try await scene.sent(.person, values)
        guard case .awaitsPayment = try await cleared(waiting.id, scene) else { throw ViolationScene.Unexpected() }
        _ = try await record(scene, draft(scene, pass, "lending"))
        let order = try #require(try await register.order(of: waiting.id))
        _ = try await register.recordPayment(
            order.number, method: .counter, reference: "1", amount: order.due, receivedAt: Self.now + 60,
            by: scene.clerk,
            now: Self.now + 60)
        try await register.settleApplications(by: scene.clerk, now: Self.now + 60)
        #expect(try await register.application(waiting.id)?.state == .submitted)
        #expect(try await register.history(of: waiting.id).passes.isEmpty)
        try await scene.close()
    }

    /// What becomes of an application that the police have nothing against.
    private func cleared(
        _ id: ApplicationID, _ scene: HeldPassScene
    ) async throws -> Register.ApprovalOutcome {
        try await scene.register.sendToPolice(id, by: scene.clerk, now: Self.now)
        try await scene.register.setVerdict(.clear, reference: "POL-2", of: id, by: scene.clerk, now: Self.now)
        return try await scene.register.approve(id, by: scene.clerk, now: Self.now)
    }

    @Test(
        "A reversal lifts what it caused and nothing that another one holds, too; who recorded it does not reverse it")
    func reversal() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        let first = try await record(scene, draft(scene, pass, "lending", suspension: 1))
        let second = try await record(scene, draft(scene, pass, "traffic", suspension: 3))
        #expect(
            try await register.reverse(first, reason: "cleared", "查無", by: scene.clerk, now: Self.now + 1)
                == .needsAnother)
        _ = try await scene.messages()
        #expect(
            try await register.reverse(first, reason: "cleared", "查無", by: scene.reviewer, now: Self.now + 1)
                == .reversed)
        #expect(try await scene.messages(at: Self.now + 1).map(\.kind) == [.violationReversed])
        #expect(
            try await register.reverse(first, reason: "cleared", "查無", by: scene.reviewer, now: Self.now + 2)
                == .already)
        #expect(try await scene.state(pass) == .suspended)
        #expect(
            try await register.reverse(second, reason: "cleared", "查無", by: scene.reviewer, now: Self.now + 3)
                == .reversed)
        #expect(try await scene.state(pass) == .active)
        try await scene.close()
    }

    @Test("A pass that its holder had lost, or staff had suspended, goes back to that, and not into force")
    func before() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        _ = try await register.reportLost(pass.id, .mislaid, by: scene.site, now: Self.now)
        let number = try await record(scene, draft(scene, pass, "unreported-loss"))
        #expect(try await register.isSelfReported(pass.id))
        let held = try await record(scene, draft(scene, pass, "lending"))
        // Found again, it still is not theirs to give back.
        guard case .withStaff = try await register.reportFound(pass.id, by: scene.site, now: Self.now + 1) else {
            throw ViolationScene.Unexpected()
        }
        _ = try await register.reverse(held, reason: "error", "誤登", by: scene.reviewer, now: Self.now + 2)
        #expect(try await register.isSelfReported(pass.id))
        #expect(try await scene.state(pass) == .suspended)
        guard case .done = try await register.reportFound(pass.id, by: scene.site, now: Self.now + 3) else {
            throw ViolationScene.Unexpected()
        }
        _ = try await register.change(.suspend, pass.id, reason: "investigation", by: scene.clerk, now: Self.now + 4)
        let third = try await record(scene, draft(scene, pass, "traffic"), now: Self.now + 5)
        _ = try await register.reverse(third, reason: "error", "誤登", by: scene.reviewer, now: Self.now + 6)
        #expect(try await register.pass(pass.id)?.reason == "investigation")
        #expect(try await scene.state(pass) == .suspended)
        _ = number
        try await scene.close()
    }

    @Test("In whatever order they are recorded and reversed, what holds the pass is what follows from those that stand")
    func scripts() async throws {
        let choices = ["not-shown", "wrong-zone", "lending", "traffic", "forgery"]
        for seed in 0..<8 as Range<UInt64> {
            var random = SplitMix(seed: seed)
            let scene = try await HeldPassScene()
            let register = scene.register
            let pass = try await scene.driver()
            var standing: [ViolationNumber] = []
            for step in 0..<7 as Range<Int64> {
                let now = Self.now + step
                if !standing.isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
                    let number = standing.remove(at: Int.random(in: 0..<standing.count, using: &random))
                    _ = try await register.reverse(number, reason: "cleared", "查無", by: scene.reviewer, now: now)
                } else {
                    let time = Self.now - Int64.random(in: 1...20, using: &random) * Self.day
                    let rule = choices.randomElement(using: &random) ?? "lending"
                    standing.append(try await record(scene, draft(scene, pass, rule, at: time), now: now))
                }
                var isHeld = false
                for number in standing {
                    let opened = try #require(try await register.opened(number))
                    let stops = opened.measures.filter { ViolationMeasure.Kind.stopping.contains($0.kind) }
                    let isFinal = stops.contains { $0.kind != .suspension }
                    let open = opened.holds.filter { $0.end == nil }
                    #expect(open.map(\.isFinal) == (stops.isEmpty ? [] : [isFinal]), "\(seed) \(step)")
                    isHeld = isHeld || !stops.isEmpty
                }
                #expect(try await scene.state(pass) == (isHeld ? .suspended : .active), "\(seed) \(step)")
            }
            try await scene.close()
        }
    }

    @Test("Nonsense is refused by its field, and an identity number in somebody's words, too")
    func refused() async throws {
        let scene = try await HeldPassScene()
        let pass = try await scene.driver()
        func faults(_ change: (inout ViolationDraft) -> Void) async throws -> [String] {
            var one = try draft(scene, pass, "lending")
            change(&one)
            guard case .refused(let faults) = try await scene.register.record(one, by: scene.clerk, now: Self.now)
            else { return [] }
            return faults.map { "\($0.field) \($0.rule)" }
        }
        #expect(try await faults { $0.rule = "nonsense" } == ["rule unknown-choice"])
        #expect(try await faults { $0.rule = "not-supervised" } == ["rule not-theirs"])
        #expect(try await faults { $0.occurredAt = Self.now + 1 } == ["occurred future"])
        #expect(try await faults { $0.occurredAt = 1_700_000_000 } == ["occurred no-rules"])
        #expect(try await faults { $0.suspensionMonths = 4 } == ["suspension range"])
        #expect(try await faults { $0.banMonths = 2 } == ["ban range"])
        #expect(try await faults { $0.evidence = "" } == ["evidence required"])
        #expect(try await faults { $0.evidence = "出借給 A123456789" } == ["evidence identity"])
        #expect(try await faults { $0.whom = .identity("A123456780") } == ["identity format"])
        #expect(try await faults { $0.whom = .company("12345678") } == ["company format", "rule not-theirs"])
        #expect(try await faults { $0.company = "x" } == ["company format"])
        try await scene.close()
    }

    @Test("By the number of an identity document it meets the same person's pass; nothing of the number is kept openly")
    func identity() async throws {
        let scene = try await HeldPassScene()
        let pass = try await scene.driver()
        var one = try draft(scene, pass, "lending")
        one.whom = .identity("a123456789")
        let number = try await record(scene, one)
        #expect(try await scene.state(pass) == .suspended)
        #expect(try await scene.register.opened(number)?.note.hint == "6789")
        scene.register.close()
        try await scene.scratch.tamper { database in
            let row = try #require(try database.row("SELECT subject, document, pass FROM violation"))
            for column in 0..<2 {
                #expect(!String(decoding: try row.blob(column), as: UTF8.self).contains("6789"))
            }
        }
        for statement in [
            "DELETE FROM violation", "UPDATE violation SET rule = 'x'", "UPDATE violation SET grade = 'minor'",
            "UPDATE violation SET reversed_at = 1, reversed_by = recorded_by, reversal = 'x'",
        ] as [StaticString] {
            await #expect(throws: (any Error).self) { try await scene.scratch.tamper { try $0.execute(statement) } }
        }
    }
}
