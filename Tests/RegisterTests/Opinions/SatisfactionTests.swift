import Register
import ServiceScenes
import Testing

@Suite("One question after something is over")
struct SatisfactionTests {
    static let now = ScratchRegister.now
    static let day: Int64 = 86_400

    /// Something that was written, answered and closed.
    private func closed(_ scene: HeldPassScene, contact: Contact? = nil, now: Int64 = Self.now) async throws -> String {
        let receipt = try await scene.send(
            OpinionDraft(.opinion, text: "好", contact: contact, language: .vi), now: now)
        _ = try await scene.register.answer(receipt.number, "好", by: scene.clerk, now: now)
        _ = try await scene.register.close(receipt.number, by: scene.site, now: now)
        return receipt.number.text
    }

    private func question(_ scene: HeldPassScene, _ number: String) async throws -> SatisfactionQuestion {
        try #require(try await scene.register.satisfaction(of: .opinion, number: number))
    }

    @Test("The link in the message opens that question, once; the page of progress opens the same one")
    func link() async throws {
        let scene = try await HeldPassScene()
        let number = try await closed(scene, contact: scene.wang)
        let notice = try #require(try await scene.messages().last)
        #expect(notice.kind == .survey && notice.language == .vi && notice.facts["number"] == number)
        let token = try #require(notice.facts["token"].flatMap(SatisfactionToken.init(text:)))
        let question = try #require(try await scene.register.satisfaction(token))
        #expect(question.number == number && question.isOpen(at: Self.now))
        #expect(try await self.question(scene, number) == question)
        #expect(try await scene.register.rate(question, score: 4, remark: "", now: Self.now) == .thanks)
        for score: Int64 in [1, 4] {
            #expect(try await scene.register.rate(question, score: score, remark: "x", now: Self.now) == .already)
        }
        #expect(try await scene.register.satisfaction(token)?.isOpen(at: Self.now) == false)
        #expect(
            try await scene.register.satisfactionFigures(202_612...202_612)
                == [.sample(202_612, "opinion", score: 4, count: 1)])
        try await scene.close()
    }

    @Test("Counted by the month in which it was answered, by kind and score; sentences are for the staff")
    func figures() async throws {
        let scene = try await HeldPassScene()
        for (score, remark, at) in [
            (5, "很好", Self.now), (5, "", Self.now), (1, "慢", Self.now + 40 * Self.day),
        ] as [(Int64, String, Int64)] {
            let question = try await question(scene, try await closed(scene))
            #expect(try await scene.register.rate(question, score: score, remark: remark, now: at) == .thanks)
        }
        let all = try await scene.register.satisfactionFigures(202_601...202_712)
        #expect(
            all == [
                .sample(202_612, "opinion", score: 5, count: 2), .sample(202_701, "opinion", score: 1, count: 1),
            ])
        #expect(try await scene.register.satisfactionFigures(202_701...202_701).count == 1)
        #expect(try await scene.register.satisfactionRemarks(month: 202_612).map(\.remark) == ["很好"])
        try await scene.close()
    }

    @Test("Who is asked too often is not: the question stands on the page, and no message goes out")
    func quiet() async throws {
        let scene = try await HeldPassScene()
        _ = try await closed(scene, contact: scene.wang)
        let second = try await closed(scene, contact: scene.wang, now: Self.now + 29 * Self.day)
        _ = try await closed(scene, contact: scene.wang, now: Self.now + 31 * Self.day)
        let surveys = try await scene.messages(at: Self.now + 60 * Self.day).filter { $0.kind == .survey }
        #expect(surveys.count == 2)
        #expect(try await question(scene, second).isOpen(at: Self.now + 30 * Self.day))
        try await scene.close()
    }

    @Test("A score that is none, a sentence too long, a time that is over")
    func refused() async throws {
        let scene = try await HeldPassScene()
        let question = try await question(scene, try await closed(scene))
        for score: Int64 in [0, 6, -1, .max] {
            #expect(
                try await scene.register.rate(question, score: score, remark: "", now: Self.now)
                    == .refused([Fault("score", "required")]))
        }
        let long = String(repeating: "字", count: 501)
        #expect(
            try await scene.register.rate(question, score: 3, remark: long, now: Self.now)
                == .refused([Fault("remark", "too-long", ["most": "500"])]))
        #expect(try await scene.register.rate(question, score: 3, remark: "", now: question.expiresAt) == .over)
        #expect(
            try await scene.register.rate(question, score: 3, remark: "", now: question.expiresAt - 1) == .thanks)
        for text in ["", "a", String(repeating: "a", count: 31), String(repeating: "q", count: 32)] {
            #expect(SatisfactionToken(text: text) == nil)
        }
        let stranger = try #require(SatisfactionToken(text: String(repeating: "a", count: 32)))
        #expect(try await scene.register.satisfaction(stranger) == nil)
        try await scene.close()
    }

    @Test("Every token is read as it was written, and holds no digit that could be a number of somebody")
    func tokens() throws {
        for first in 0..<16 {
            let letters = "abcdefghijklmnop"
            let text = String((0..<32).map { place in Array(letters)[(place * 7 + first) % 16] })
            #expect(SatisfactionToken(text: text)?.text == text)
        }
    }
}

extension SatisfactionFigure {
    static func sample(_ month: Int64, _ kind: String, score: Int64, count: Int64) -> SatisfactionFigure {
        SatisfactionFigure(month: month, subject: .opinion, kind: kind, score: score, count: count)
    }
}
