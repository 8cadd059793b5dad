import Register
import ServiceScenes
import Testing

@Suite("At a counter")
struct CounterTests {
    static let now = ScratchRegister.now

    @Test("Filled in for a visitor without e-mail or phone, sent, and followed by the code on the receipt")
    func visitor() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let draft = try await register.startCounterDraft(
            .visit, channel: .counter, language: .zhHant, by: scene.clerk, now: Self.now)
        let version = try #require(try await register.application(draft.id)).version
        #expect(try await register.save(SampleAnswers.visit, of: draft.id, version: version, now: Self.now))
        #expect(try await register.submit(draft.id, by: scene.clerk, now: Self.now) == .submitted)
        #expect(try await register.target(of: draft.code, now: draft.codeExpires - 1) == .application(draft.id))
        #expect(try await register.target(of: draft.code, now: draft.codeExpires) == nil)
        #expect(try await register.application(draft.id)?.channel == .counter)
        let second = try await register.renewCounterCode(for: draft.id, by: scene.clerk, now: Self.now)
        #expect(try await register.target(of: draft.code, now: Self.now) == nil)
        #expect(try await register.target(of: second.code, now: Self.now) == .application(draft.id))
        #expect(second.number == draft.number)
        try await scene.close()
    }

    @Test("A posted form's pages are kept with its application")
    func posted() async throws {
        let scene = try await HeldPassScene()
        let draft = try await scene.register.startCounterDraft(
            .person, channel: .post, language: .en, by: scene.clerk, now: Self.now)
        for _ in 0..<2 {
            _ = try #require(
                try await scene.register.attach(
                    HeldPassScene.jpeg, as: Register.postedFormField, replacing: false, to: draft.id, now: Self.now))
        }
        let opened = try #require(try await scene.register.opened(draft.id))
        #expect(opened.attached == [Register.postedFormField: 2] && opened.application.channel == .post)
        try await scene.close()
    }

    @Test("Online, nobody fills in for anybody")
    func online() async throws {
        let scene = try await HeldPassScene()
        await #expect(throws: RegisterError.self) {
            try await scene.register.startCounterDraft(
                .visit, channel: .online, language: .en, by: scene.clerk, now: Self.now)
        }
        try await scene.close()
    }
}
