import PassFormat
import Register
import SQLStore
import ServiceScenes
import Testing

@Suite("Passes freed of a former employer")
struct ReleaseTests {
    static let now = ScratchRegister.now

    private var affiliated: FieldValues {
        var values = SampleAnswers.lorry
        values["ownership"] = "affiliated"
        values["companyNumber"] = "04595257"
        values["organisation"] = "基隆港埠裝卸股份有限公司"
        return values
    }

    private func left(_ scene: HeldPassScene, _ pass: IssuedPass, now: Int64 = Self.now) async throws -> EmployerRelease
    {
        let outcome = try await scene.register.leaveEmployer(pass.id, by: scene.site, now: now)
        guard case .done(let summary, _, let wasTold) = outcome else {
            Issue.record("\(outcome)")
            throw CancellationError()
        }
        #expect(summary.state == .revoked && !wasTold, "companies have no accounts yet")
        return try #require(try await scene.register.untoldReleases().last)
    }

    @Test("A driver leaves at once, without asking anybody, and is not blocked after")
    func driver() async throws {
        let scene = try await HeldPassScene()
        let pass = try await scene.driver()
        _ = try await scene.messages()
        let release = try await left(scene, pass)
        #expect(
            release.passNumber == pass.number && release.companyNumber == "04595257" && release.releasedBy == "site")
        #expect(try await scene.register.pass(pass.id)?.reason == "left-employer")
        #expect(try await scene.messages().map(\.kind) == [.passChanged])
        guard case .already = try await scene.register.leaveEmployer(pass.id, by: scene.site, now: Self.now) else {
            throw CancellationError()
        }
        #expect(try await scene.driver().number != pass.number, "a new employer's application is not blocked")
        // What they did themselves is no decision that they could appeal against.
        let appeal = OpinionDraft(.appeal, about: .pass(pass.number), text: "x", language: .zhHant)
        let answer = try await scene.register.send(appeal, client: nil, by: scene.site, now: Self.now)
        #expect(answer == .refused([Fault("about", "not-decided")]))
        try await scene.close()
    }

    @Test("So does a lorry that is with a haulier; one's own is cancelled instead")
    func vehicles() async throws {
        let scene = try await HeldPassScene()
        let with = try await scene.issued(.vehicle, affiliated)
        _ = try await left(scene, with)
        #expect(try await scene.register.pass(with.id)?.reason == "left-haulier")
        let own = try await scene.issued(.vehicle, SampleAnswers.lorry)
        guard case .notThroughCompany = try await scene.register.leaveEmployer(own.id, by: scene.site, now: Self.now)
        else { throw CancellationError() }
        #expect(try await scene.state(own) == .active)
        // A pass that no application led to is nobody's to free here.
        let bare = try await scene.register.issue(Records.person(7), by: scene.clerk, now: Self.now)
        let id = try #require(bare.pass?.id)
        guard case .notThroughCompany = try await scene.register.leaveEmployer(id, by: scene.site, now: Self.now)
        else { throw CancellationError() }
        try await scene.close()
    }

    @Test("A company without an account is told by letter; its time begins then, and its objection is a case")
    func objection() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        let release = try await left(scene, pass)
        #expect(release.toldAt == nil && release.objectUntil == Timestamp.parse("2026-12-09T00:00:00+08:00"))
        let letter = Self.now + 5 * 86_400
        #expect(try await register.noteTold(release.id, by: scene.clerk, now: letter))
        #expect(try await !register.noteTold(release.id, by: scene.reviewer, now: letter))
        #expect(try await register.untoldReleases().isEmpty)
        let told = try #require(try await register.release(release.id))
        #expect(told.objectUntil == Timestamp.parse("2026-12-14T00:00:00+08:00") && told.toldBy == "staff:chen")
        func object(_ text: String, now: Int64) async throws -> ObjectionOutcome {
            try await register.object(
                to: release.id, text: text, contact: nil, language: .zhHant, by: scene.site, now: now)
        }
        #expect(try await object("", now: letter) == .refused([Fault("text", "required")]))
        #expect(try await object("x", now: told.objectUntil) == .tooLate)
        guard case .received(let receipt) = try await object("他還在職", now: told.objectUntil - 1) else {
            throw CancellationError()
        }
        #expect(try await object("再說一次", now: letter) == .already(receipt.number))
        let opinion = try #require(try await register.opinion(receipt.number))
        #expect(opinion.kind == .objection && opinion.about == .pass(pass.number))
        #expect(
            try await register.answer(receipt.number, "查核屬實離職", outcome: .dismissed, by: scene.clerk, now: letter)
                == .changed)
        #expect(try await scene.state(pass) == .revoked, "it is its holder's")
        await #expect(throws: RegisterError.self) { _ = try await register.noteTold(99, by: scene.clerk, now: letter) }
        try await scene.close()
    }

    @Test("At a counter: who freed it there does not answer the objection")
    func counter() async throws {
        let scene = try await HeldPassScene()
        let pass = try await scene.driver()
        guard case .done = try await scene.register.leaveEmployer(pass.id, by: scene.clerk, now: Self.now) else {
            throw CancellationError()
        }
        let release = try #require(try await scene.register.untoldReleases().first)
        guard
            case .received(let receipt) = try await scene.register.object(
                to: release.id, text: "不對", contact: scene.wang, language: .zhHant, by: scene.site, now: Self.now)
        else { throw CancellationError() }
        #expect(
            try await scene.register.answer(receipt.number, "x", outcome: .dismissed, by: scene.clerk, now: Self.now)
                == .needsAnother)
        try await scene.close()
    }

    @Test("A company sees its own releases")
    func ofCompany() async throws {
        let scene = try await HeldPassScene()
        let pass = try await scene.issued(.person, SampleAnswers.driver, company: 7)
        _ = try await left(scene, pass)
        #expect(try await scene.register.releases(ofCompany: 7).map(\.passNumber) == [pass.number])
        #expect(try await scene.register.releases(ofCompany: 8).isEmpty)
        try await scene.close()
    }

    @Test("A company with an account is told by message and objects there; nobody else's company can")
    func told() async throws {
        let companies = try await CompanyScene()
        let register = companies.register
        let owner = try await companies.found()
        _ = try await companies.join("clerk", as: .clerk, by: owner)
        let stranger = try await companies.found("other", number: "22099131")
        let by = companies.scratch.by
        let id = try await register.startDraft(
            .person, values: SampleAnswers.driver, contact: Contact(typed: "wang@example.net"), language: .vi,
            now: Self.now)
        for field in ["photo", "doc-identity", "doc-licence"] {
            _ = try await register.attach(HeldPassScene.jpeg, as: field, replacing: true, to: id, now: Self.now)
        }
        #expect(try await register.submit(id, by: by, now: Self.now) == .submitted)
        try await register.sendToPolice(id, by: by, now: Self.now)
        try await register.setVerdict(.clear, reference: "POL-1", of: id, by: by, now: Self.now)
        let pass = try #require(try await register.issuePaid(id, by: by, now: Self.now).first)
        while let claimed = try await register.claimNotice(.email, now: Self.now) {
            try await register.settle(claimed, .sent, now: Self.now)
        }
        guard case .done(_, _, true) = try await register.leaveEmployer(pass.id, by: by, now: Self.now) else {
            throw CancellationError()
        }
        var told: [String: NoticeKind] = [:]
        while let claimed = try await register.claimNotice(.email, now: Self.now) {
            if let notice = claimed.notice { told[notice.to.address] = notice.kind }
            try await register.settle(claimed, .sent, now: Self.now)
        }
        #expect(told == ["owner@example.com": .formerEmployer, "wang@example.net": .passChanged])
        #expect(try await register.untoldReleases().isEmpty)
        let release = try #require(try await register.releases(by: owner).first)
        #expect(release.passNumber == pass.number)
        #expect(try await register.releases(by: stranger).isEmpty)
        let denied = await #expect(throws: RegisterError.self) {
            _ = try await register.object(to: release.id, text: "x", by: stranger, now: Self.now)
        }
        #expect(denied?.code == .denied)
        guard
            case .received(let receipt) = try await register.object(
                to: release.id, text: "仍在職", by: owner, now: Self.now)
        else { throw CancellationError() }
        #expect(try await register.opened(receipt.number)?.contact?.address == "owner@example.com")
        #expect(try await register.verifyAudit().problems == [])
    }
}
