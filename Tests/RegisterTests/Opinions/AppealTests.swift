import PassFormat
import Register
import SQLStore
import ServiceScenes
import Testing

@Suite("Appeals")
struct AppealTests {
    static let now = ScratchRegister.now
    static let day: Int64 = 86_400

    private func draft(_ scene: HeldPassScene, _ about: OpinionSubject?) -> OpinionDraft {
        OpinionDraft(.appeal, about: about, text: "請再審查", contact: scene.wang, language: .zhHant)
    }

    @Test("Another than who rejected answers; upheld, the application goes back and can be approved")
    func application() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let application = try await scene.rejected()
        let about = OpinionSubject.application(try scene.number(of: application))
        let receipt = try await scene.send(draft(scene, about))
        #expect(try await register.opinion(receipt.number)?.decider == "staff:chen")
        #expect(try await register.take(receipt.number, by: scene.clerk, now: Self.now) == .needsAnother)
        #expect(
            try await register.answer(receipt.number, "維持", outcome: .dismissed, by: scene.clerk, now: Self.now)
                == .needsAnother)
        #expect(
            try await register.answer(receipt.number, "維持", by: scene.reviewer, now: Self.now)
                == .refused([Fault("outcome", "required")]))
        #expect(
            try await register.answer(receipt.number, "有理由", outcome: .upheld, by: scene.reviewer, now: Self.now)
                == .changed)
        let again = try #require(try await register.application(application.id))
        #expect(again.state == .submitted && again.reason == nil)
        #expect(try await register.reviewQueue().map(\.application.id) == [application.id])
        #expect(try await register.history(of: application.id).steps.map(\.act) == [.submit, .reject, .reopen])
        let outcome = try await register.approve(application.id, by: scene.clerk, now: Self.now)
        guard case .issued = outcome else { throw CancellationError() }
        #expect(try await register.opinionFigures(from: 0, until: .max).first { $0.kind == .appeal }?.upheld == 1)
        try await scene.close()
    }

    @Test("The database itself refuses who decided first")
    func database() async throws {
        let scene = try await HeldPassScene()
        let about = OpinionSubject.application(try scene.number(of: try await scene.rejected()))
        _ = try await scene.send(draft(scene, about))
        scene.register.close()
        await #expect(throws: StoreError.self) {
            try await scene.scratch.tamper { database in
                try database.execute(
                    """
                    UPDATE opinion SET state = 'answered', answered_at = 1, first_answered_at = 1, was_late = 0,
                        answered_by = 'staff:chen'
                    """)
            }
        }
        try await scene.scratch.tamper { database in
            try database.execute(
                """
                UPDATE opinion SET state = 'answered', answered_at = 1, first_answered_at = 1, was_late = 0,
                    answered_by = 'staff:lin'
                """)
        }
    }

    @Test("Dismissed, everything stays as it was, and there is no second appeal")
    func dismissed() async throws {
        let scene = try await HeldPassScene()
        let application = try await scene.rejected()
        let about = OpinionSubject.application(try scene.number(of: application))
        let receipt = try await scene.send(draft(scene, about))
        #expect(
            try await scene.register.answer(
                receipt.number, "維持", outcome: .dismissed, by: scene.reviewer, now: Self.now)
                == .changed)
        #expect(try await scene.register.application(application.id)?.state == .rejected)
        #expect(
            try await scene.register.send(draft(scene, about), client: nil, by: scene.site, now: Self.now)
                == .refused([Fault("about", "appealed-already", ["number": receipt.number.text])]))
        // Asked again, the answer explains; what was decided stays.
        #expect(try await scene.register.add("為什麼？", to: receipt.number, by: scene.site, now: Self.now) == .changed)
        #expect(
            try await scene.register.answer(receipt.number, "改", outcome: .upheld, by: scene.reviewer, now: Self.now)
                == .refused([Fault("outcome", "required")]))
        #expect(try await scene.register.answer(receipt.number, "因為", by: scene.reviewer, now: Self.now) == .changed)
        #expect(try await scene.register.opinion(receipt.number)?.outcome == .dismissed)
        try await scene.close()
    }

    @Test("There is nothing to appeal against before a decision, and none after thirty days")
    func when() async throws {
        let scene = try await HeldPassScene()
        func refused(_ about: OpinionSubject?, _ rule: String, now: Int64 = Self.now) async throws {
            let answer = try await scene.register.send(
                draft(scene, about), client: nil, by: scene.site, now: now)
            guard case .refused(let faults) = answer else { throw CancellationError() }
            #expect(faults.map(\.field) == ["about"] && faults.map(\.rule) == [rule])
        }
        try await refused(nil, "not-decided")
        try await refused(.gate("KEL-E1"), "not-decided")
        let open = try await scene.sent(.visit, SampleAnswers.visit)
        try await refused(.application(try scene.number(of: open)), "not-decided")
        try await refused(.pass("KEL-P-26-000001"), "not-decided")
        try await scene.register.reject(open.id, reason: "incomplete", by: scene.clerk, now: Self.now)
        let about = OpinionSubject.application(try scene.number(of: open))
        // Decided at noon of 1 December: the 31st is the last day.
        let end = try #require(Timestamp.parse("2027-01-01T00:00:00+08:00"))
        try await refused(about, "too-late", now: end)
        let answer = try await scene.register.send(draft(scene, about), client: nil, by: scene.site, now: end - 1)
        #expect(answer.isReceived)
        try await scene.close()
    }

    @Test("Of a suspended pass: who suspended it does not answer; a loss reported by the holder is no decision")
    func pass() async throws {
        let scene = try await HeldPassScene()
        let pass = try await scene.driver()
        let about = OpinionSubject.pass(pass.number)
        _ = try await scene.register.reportLost(pass.id, .lost, by: scene.site, now: Self.now)
        let own = try await scene.register.send(draft(scene, about), client: nil, by: scene.site, now: Self.now)
        #expect(own == .refused([Fault("about", "not-decided")]))
        _ = try await scene.register.change(.suspend, pass.id, reason: "violation", by: scene.clerk, now: Self.now + 1)
        let receipt = try await scene.send(draft(scene, about), now: Self.now + 2)
        #expect(
            try await scene.register.answer(receipt.number, "撤銷", outcome: .upheld, by: scene.clerk, now: Self.now + 3)
                == .needsAnother)
        #expect(
            try await scene.register.answer(
                receipt.number, "撤銷", outcome: .upheld, by: scene.reviewer, now: Self.now + 3)
                == .changed)
        // Giving it back is an act of its own.
        #expect(try await scene.state(pass) == .suspended)
        _ = try await scene.register.change(
            .reinstate, pass.id, reason: "appeal", by: scene.reviewer, now: Self.now + 4)
        // Suspended anew, there is a new decision.
        _ = try await scene.register.change(.suspend, pass.id, reason: "police", by: scene.reviewer, now: Self.now + 5)
        let second = try await scene.send(draft(scene, about), now: Self.now + 6)
        #expect(try await scene.register.opinion(second.number)?.decider == "staff:lin")
        try await scene.close()
    }
}
