import GateMessages
import PassFormat
import PassVerify
import Register
import ServiceScenes
import Testing

@Suite("Passes that their holders lost")
struct LossTests {
    static let now = ScratchRegister.now

    @Test("Suspended at once, told, found again and lifted by the holder alone", arguments: LossKind.allCases)
    func found(_ kind: LossKind) async throws {
        let scene = try await HeldPassScene()
        let (register, site) = (scene.register, scene.site)
        let pass = try await scene.driver()
        _ = try await scene.messages()
        guard case .done = try await register.reportLost(pass.id, kind, by: site, now: Self.now) else {
            throw CancellationError()
        }
        let suspended = try #require(try await register.pass(pass.id))
        #expect(suspended.state == .suspended && suspended.reason == kind.rawValue)
        #expect(try await register.isSelfReported(pass.id))
        guard case .already = try await register.reportLost(pass.id, .stolen, by: site, now: Self.now) else {
            throw CancellationError()
        }
        guard case .done = try await register.reportFound(pass.id, by: site, now: Self.now + 60) else {
            throw CancellationError()
        }
        #expect(try await scene.state(pass) == .active)
        guard case .already = try await register.reportFound(pass.id, by: site, now: Self.now + 60) else {
            throw CancellationError()
        }
        let notices = try await scene.messages(at: Self.now + 60)
        #expect(notices.map(\.kind) == [.passChanged, .passChanged])
        #expect(notices.allSatisfy { $0.facts == ["pass": pass.number] && $0.to == scene.wang })
        // And lost again.
        guard case .done = try await register.reportLost(pass.id, kind, by: site, now: Self.now + 70) else {
            throw CancellationError()
        }
        try await scene.close()
    }

    @Test("What the staff suspended no holder lifts, also not by having lost it first")
    func withStaff() async throws {
        let scene = try await HeldPassScene()
        let (register, site) = (scene.register, scene.site)
        let pass = try await scene.driver()
        _ = try await register.reportLost(pass.id, .lost, by: site, now: Self.now)
        let outcome = try await register.change(
            .suspend, pass.id, reason: "investigation", by: scene.clerk, now: Self.now + 1)
        guard case .changed(let summary) = outcome else { throw CancellationError() }
        #expect(summary.reason == "investigation" && summary.state == .suspended)
        #expect(try await !register.isSelfReported(pass.id))
        for act in [
            { try await register.reportFound(pass.id, by: site, now: Self.now + 2) },
            { try await register.cancelPass(pass.id, by: site, now: Self.now + 2) },
            { try await register.reportLost(pass.id, .lost, by: site, now: Self.now + 2) },
        ] {
            guard case .withStaff = try await act() else { throw CancellationError() }
        }
        guard case .withStaff = try await register.leaveEmployer(pass.id, by: site, now: Self.now + 2) else {
            throw CancellationError()
        }
        #expect(try await scene.state(pass) == .suspended)
        // Staff that suspend it once more change nothing: it is theirs already.
        guard
            case .already = try await register.change(
                .suspend, pass.id, reason: "police", by: scene.reviewer, now: Self.now + 3)
        else { throw CancellationError() }
        try await scene.close()
    }

    @Test("Cancelled by its holder it is over, and a new application is not blocked by it")
    func cancelled() async throws {
        let scene = try await HeldPassScene()
        let (register, site) = (scene.register, scene.site)
        let pass = try await scene.driver()
        _ = try await register.reportLost(pass.id, .mislaid, by: site, now: Self.now)
        guard case .done(let summary) = try await register.cancelPass(pass.id, by: site, now: Self.now + 1) else {
            throw CancellationError()
        }
        #expect(summary.state == .revoked && summary.reason == "holder-request")
        guard case .already = try await register.cancelPass(pass.id, by: site, now: Self.now + 2) else {
            throw CancellationError()
        }
        for outcome in [
            try await register.reportFound(pass.id, by: site, now: Self.now + 2),
            try await register.reportLost(pass.id, .lost, by: site, now: Self.now + 2),
        ] {
            guard case .over = outcome else { throw CancellationError() }
        }
        #expect(try await scene.driver().number != pass.number)
        try await scene.close()
    }

    @Test("A phone that kept the pass at hand has to prove itself again; who had it on another pass has not")
    func sessions() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        let other = PassID(rawValue: 7)
        var token = try await register.grant(.pass(pass.id), to: nil, limits: .phone, now: Self.now)
        token = try await register.grant(.pass(other), to: token, limits: .phone, now: Self.now)
        let receipt = try await scene.send(OpinionDraft(.opinion, text: "好", language: .en))
        token = try await register.grant(.opinion(receipt.number), to: token, limits: .proof, now: Self.now)
        #expect(try await register.session(token, now: Self.now)?.passes.count == 2)
        _ = try await register.reportLost(pass.id, .stolen, by: scene.site, now: Self.now)
        let session = try #require(try await register.session(token, now: Self.now))
        #expect(session.passes == [other] && session.opinions == [receipt.number])
        try await scene.close()
    }

    @Test("Is one with the end of every view of it: with the power gone right after, nobody sees it any more")
    func powerCut() async throws {
        let scene = try await HeldPassScene()
        let pass = try await scene.driver()
        let token = try await scene.register.grant(.phone(pass.id), to: nil, limits: .phone, now: Self.now)
        scene.register.close()
        var engine: FaultyEngine?
        let dying = try await scene.scratch.open(wrapping: { base in
            let faulty = FaultyEngine(base, .after)
            engine = faulty
            return faulty
        })
        engine?.cutPower(at: 0)
        await #expect(throws: FaultyEngine.PowerCut.self) {
            _ = try await dying.reportLost(pass.id, .stolen, by: scene.site, now: Self.now)
        }
        dying.close()
        let register = try await scene.scratch.open()
        #expect(try await register.pass(pass.id)?.state == .suspended)
        #expect(try await register.session(token, now: Self.now)?.phones.contains(pass.id) != true)
        register.close()
    }

    @Test("At the gates after the next publication")
    func gates() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        _ = try await register.publish(by: scene.clerk, now: Self.now)
        #expect(try scene.scratch.decide(pass.text).verdict != .deny)
        _ = try await register.reportLost(pass.id, .lost, by: scene.site, now: Self.now + 1)
        #expect(try await register.effectiveness(of: pass.id).version == nil)
        _ = try await register.publish(by: scene.clerk, now: Self.now + 2)
        #expect(try scene.scratch.decide(pass.text).reasons.map(\.code).contains(.suspended))
        #expect(try await register.effectiveness(of: pass.id).publishedAt == Self.now + 2)
        _ = try await register.reportFound(pass.id, by: scene.site, now: Self.now + 3)
        _ = try await register.publish(by: scene.clerk, now: Self.now + 4)
        #expect(try scene.scratch.decide(pass.text).verdict != .deny)
        try await scene.close()
    }

    @Test("Whose it is: the contact of the application that led to it, and nobody else's")
    func holders() async throws {
        let scene = try await HeldPassScene()
        let pass = try await scene.driver()
        let stranger = try #require(Contact(typed: "chen@example.com"))
        func holding(_ grant: SessionGrant, _ number: String? = nil) async throws -> PassHolding? {
            let token = try await scene.register.grant(grant, to: nil, limits: .proof, now: Self.now)
            let session = try #require(try await scene.register.session(token, now: Self.now))
            return try await scene.register.holding(ofPass: number ?? pass.number, in: session)
        }
        #expect(try await holding(.contact(scene.wang)) == .proved)
        #expect(try await holding(.contact(stranger)) == nil)
        #expect(try await holding(.pass(pass.id)) == .proved)
        #expect(try await holding(.phone(pass.id)) == .kept)
        #expect(try await holding(.phone(PassID(rawValue: 1))) == nil)
        #expect(try await holding(.pass(pass.id), "KEL-P-26-999999") == nil)
        #expect(try await scene.register.contactOnFile(pass: pass.number) == scene.wang)
        #expect(try await scene.register.contactOnFile(pass: "KEL-P-26-999999") == nil)
        await #expect(throws: RegisterError.self) {
            _ = try await scene.register.reportLost(PassID(rawValue: 1), .lost, by: scene.site, now: Self.now)
        }
        try await scene.close()
    }
}
