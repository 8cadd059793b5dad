import Foundation
import Register
import Testing

@Suite("What people write to the service")
struct OpinionTests {
    static let now = ScratchRegister.now
    static let day: Int64 = 86_400
    static let secret = "王小明 A123456789 說閘門太慢"

    private func draft(_ scene: HeldPassScene, _ kind: OpinionKind = .opinion, contact: Bool = true) -> OpinionDraft {
        OpinionDraft(kind, text: Self.secret, contact: contact ? scene.wang : nil, language: .zhHant)
    }

    @Test("Gets a number, a code and a last day; is answered, asked about again, closed and rated")
    func road() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let receipt = try await scene.send(draft(scene))
        #expect(receipt.number.text.hasPrefix("C26-"))
        // Seven days after 1 December, to the end of the day in Taiwan.
        #expect(receipt.dueAt == Timestamp.parse("2026-12-09T00:00:00+08:00"))
        let (number, by) = (receipt.number, scene.clerk)
        #expect(try await register.opinion(number, code: receipt.code)?.state == .received)
        #expect(try await register.opinion(number, code: RetrievalCode(random: [1, 2, 3])) == nil)
        #expect(try await register.opinionQueue().map(\.number) == [number])
        #expect(try await register.take(number, by: by, now: Self.now + 10) == .changed)
        #expect(try await register.opinion(number)?.handler == "staff:chen")
        #expect(
            try await register.answer(number, "  ", by: by, now: Self.now + 20) == .refused([Fault("text", "required")])
        )
        #expect(
            try await register.answer(number, "謝謝", outcome: .upheld, by: by, now: Self.now + 20)
                == .refused([Fault("outcome", "required")]), "there is no decision that could stand or fall")
        #expect(try await register.answer(number, "已增派人手。", by: by, now: Self.now + 20) == .changed)
        #expect(try await register.opinionQueue().isEmpty)
        #expect(try await register.add("還是很慢", to: number, by: scene.site, now: Self.now + 30 * Self.day) == .changed)
        let again = try #require(try await register.opinion(number))
        #expect(again.state == .answering && again.dueAt == Timestamp.parse("2027-01-08T00:00:00+08:00"))
        #expect(try await register.answer(number, "再加一人。", by: by, now: Self.now + 31 * Self.day) == .changed)
        #expect(try await register.close(number, by: scene.site, now: Self.now + 32 * Self.day) == .changed)
        #expect(try await register.close(number, by: scene.site, now: Self.now) == .impossible(.closed))
        let opened = try #require(try await register.opened(number))
        #expect(opened.messages.map(\.text) == [Self.secret, "已增派人手。", "還是很慢", "再加一人。"])
        #expect(opened.messages.map(\.author) == [.sender, .staff, .sender, .staff])
        #expect(opened.steps.map(\.act) == [.send, .take, .answer, .add, .answer, .close])
        #expect(opened.contact == scene.wang)
        let notices = try await scene.messages(at: Self.now + 40 * Self.day)
        #expect(notices.map(\.kind) == [.opinionReceived, .opinionAnswered, .opinionAnswered, .survey])
        #expect(notices[0].facts == ["number": number.text, "until": "2026-12-08"])
        #expect(notices.allSatisfy { $0.facts["number"] == number.text })
        #expect(try await register.opinions(of: scene.wang).map(\.number) == [number])
        try await scene.close()
    }

    @Test("Nothing that was written, and nobody's address, stands in the clear in the directory, nor in the log")
    func sealed() async throws {
        let scene = try await HeldPassScene()
        let receipt = try await scene.send(draft(scene))
        _ = try await scene.register.answer(receipt.number, "答覆甲乙丙丁戊", by: scene.clerk, now: Self.now)
        _ = try await scene.register.close(receipt.number, by: scene.site, now: Self.now)
        let question = try #require(
            try await scene.register.satisfaction(of: .opinion, number: receipt.number.text))
        _ = try await scene.register.rate(question, score: 2, remark: "等太久了啦啦啦", now: Self.now)
        try await scene.close()
        var searched = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: scene.scratch.folder) {
            guard let data = FileManager.default.contents(atPath: scene.scratch.folder + "/" + name) else { continue }
            searched += 1
            for text in [Self.secret, "A123456789", "wang@example", "甲乙丙丁", "等太久", receipt.code.text] {
                #expect(data.range(of: Data(text.utf8)) == nil, "\(name)")
            }
        }
        #expect(searched > 3)
    }

    @Test("Without an address it is followed by its code alone, and nothing is sent")
    func nameless() async throws {
        let scene = try await HeldPassScene()
        let receipt = try await scene.send(draft(scene, contact: false))
        #expect(try await scene.register.answer(receipt.number, "好", by: scene.clerk, now: Self.now) == .changed)
        #expect(try await scene.register.close(receipt.number, by: scene.site, now: Self.now) == .changed)
        #expect(try await scene.messages().isEmpty)
        #expect(try await scene.register.opinion(receipt.number, code: receipt.code)?.state == .closed)
        #expect(try await scene.register.satisfaction(of: .opinion, number: receipt.number.text) != nil)
        try await scene.close()
    }

    @Test("A code opens what it was made for, and nothing else")
    func codes() async throws {
        let scene = try await HeldPassScene()
        let (one, two) = (try await scene.send(draft(scene)), try await scene.send(draft(scene)))
        #expect(try await scene.register.opinion(one.number, code: two.code) == nil)
        #expect(try await scene.register.opinion(two.number, code: two.code)?.number == two.number)
        let nobody = try #require(OpinionNumber(random: [1, 2, 3, 4], year: 2026))
        #expect(try await scene.register.opinion(nobody, code: one.code) == nil)
        try await scene.close()
    }

    @Test(
        "What cannot be taken is refused at its field, and nothing is stored",
        arguments: [
            ("", "required"), (" \r\n\t ", "required"), (String(repeating: "字", count: 4_001), "too-long"),
            ("一\u{0}二", "forbidden-character"), ("\u{202E}abc", "forbidden-character"),
        ])
    func faults(_ text: String, _ rule: String) async throws {
        let scene = try await HeldPassScene()
        var draft = draft(scene)
        draft.text = text
        let answer = try await scene.register.send(draft, client: nil, by: scene.site, now: Self.now)
        guard case .refused(let faults) = answer else { throw CancellationError() }
        #expect(faults.map(\.field) == ["text"] && faults.map(\.rule) == [rule])
        #expect(try await scene.register.opinionQueue().isEmpty)
        try await scene.close()
    }

    @Test("Lines and the longest text are kept as they were written")
    func longest() async throws {
        let scene = try await HeldPassScene()
        var draft = draft(scene)
        for text in [String(repeating: "字", count: 4_000), "一\n\n二\t三 👩‍🚒"] {
            draft.text = text.replacing("\n", with: "\r\n")
            let receipt = try await scene.send(draft)
            #expect(try await scene.register.opened(receipt.number)?.messages.first?.text == text)
        }
        try await scene.close()
    }

    @Test("A gate must be one; whether there is an application or a pass is told to nobody")
    func subjects() async throws {
        let scene = try await HeldPassScene()
        var draft = draft(scene)
        draft.about = .gate("XXX-1")
        #expect(
            try await scene.register.send(draft, client: nil, by: scene.site, now: Self.now)
                == .refused([Fault("gate", "not-found")]))
        draft.about = .gate("KEL-E1")
        let receipt = try await scene.send(draft)
        #expect(try await scene.register.opinion(receipt.number)?.about == .gate("KEL-E1"))
        draft.about = .pass("KEL-P-26-999999")
        _ = try await scene.send(draft)
        #expect(OpinionSubject.pass(typed: " kel p26 000123") == .pass("KEL-P-26-000123"))
        for text in ["", "KEL", "KEL-P-26-12345", "KE1-P-26-000123", String(repeating: "K", count: 500)] {
            #expect(OpinionSubject.pass(typed: text) == nil, "\(text)")
        }
        draft.kind = .objection
        #expect(
            try await scene.register.send(draft, client: nil, by: scene.site, now: Self.now)
                == .refused([Fault("kind", "required")]), "only a company that was told objects")
        try await scene.close()
    }

    @Test("The clock: what is late comes first, the time is made longer once and told, and figures count")
    func clock() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let petition = try await scene.send(draft(scene, .petition))
        let opinion = try await scene.send(draft(scene), now: Self.now + 1)
        #expect(try await register.opinionQueue().map(\.number) == [opinion.number, petition.number])
        #expect(try await register.overdueOpinions(now: opinion.dueAt - 1).isEmpty)
        #expect(try await register.overdueOpinions(now: opinion.dueAt).map(\.number) == [opinion.number])
        #expect(
            try await register.extend(opinion.number, why: "尚待查證", by: scene.clerk, now: opinion.dueAt) == .changed)
        #expect(
            try await register.extend(opinion.number, why: "再等等", by: scene.clerk, now: opinion.dueAt)
                == .refused([Fault("text", "extended-already")]))
        let longer = try #require(try await register.opinion(opinion.number))
        #expect(longer.dueAt == opinion.dueAt + 7 * Self.day && longer.isExtended)
        _ = try await register.answer(opinion.number, "好", by: scene.clerk, now: longer.dueAt)
        _ = try await register.answer(petition.number, "好", by: scene.clerk, now: Self.now + 60)
        let figures = try await register.opinionFigures(from: Self.now, until: Self.now + Self.day)
        let byKind = Dictionary(uniqueKeysWithValues: figures.map { ($0.kind, $0) })
        #expect(byKind[.opinion]?.late == 1 && byKind[.opinion]?.answered == 1)
        #expect(byKind[.petition]?.late == 0 && byKind[.petition]?.usualDuration == 60)
        #expect(byKind[.appeal]?.received == 0 && byKind[.appeal]?.usualDuration == nil)
        #expect(try await register.opinionFigures(from: 0, until: Self.now).allSatisfy { $0.received == 0 })
        try await scene.close()
    }

    @Test("An answer that nobody asks about again is closed after its time; long after, only numbers are left")
    func byTheClock() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let receipt = try await scene.send(draft(scene))
        _ = try await register.answer(receipt.number, "好", by: scene.clerk, now: Self.now)
        let soon = Self.now + 14 * Self.day
        #expect(try await register.settleOpinions(by: scene.site, now: soon - 1) == 0)
        #expect(try await register.settleOpinions(by: scene.site, now: soon) == 1)
        #expect(try await register.opinion(receipt.number)?.state == .closed)
        #expect(try await scene.messages(at: soon).last?.kind == .survey)
        let late = soon + 1_096 * Self.day
        _ = try await register.settleOpinions(by: scene.site, now: late)
        let opened = try #require(try await register.opened(receipt.number))
        #expect(opened.messages.map(\.text) == [nil, nil] && opened.contact == nil)
        #expect(try await register.opinions(of: scene.wang).isEmpty)
        try await scene.close()
    }

    @Test("Withdrawn, nobody answers it any more")
    func withdrawn() async throws {
        let scene = try await HeldPassScene()
        let receipt = try await scene.send(draft(scene))
        #expect(try await scene.register.withdraw(receipt.number, by: scene.site, now: Self.now) == .changed)
        #expect(
            try await scene.register.answer(receipt.number, "好", by: scene.clerk, now: Self.now)
                == .impossible(.withdrawn))
        #expect(try await scene.register.opinionQueue().isEmpty)
        let nobody = try #require(OpinionNumber(random: [1, 2, 3, 4], year: 2026))
        await #expect(throws: RegisterError.self) {
            _ = try await scene.register.withdraw(nobody, by: scene.site, now: Self.now)
        }
        try await scene.close()
    }

    @Test("Who writes too much is told when there may be more; others are not kept out")
    func limits() async throws {
        let scene = try await HeldPassScene()
        var limits = OpinionLimits()
        limits.perClient = 2
        limits.perContact = 3
        func send(_ client: String?, _ contact: Contact?, at now: Int64 = Self.now) async throws -> OpinionAnswer {
            var draft = draft(scene)
            draft.contact = contact
            return try await scene.register.send(draft, client: client, limits: limits, by: scene.site, now: now)
        }
        for _ in 0..<2 { #expect(try await send("192.0.2.1", nil).isReceived) }
        #expect(try await send("192.0.2.1", nil, at: Self.now + 100) == .tooMany(retryAfter: limits.window - 100))
        #expect(try await send("192.0.2.1", nil, at: Self.now + limits.window).isReceived)
        for _ in 0..<3 { #expect(try await send(nil, scene.wang).isReceived) }
        #expect(try await !send(nil, scene.wang).isReceived)
        #expect(try await send("192.0.2.2", Contact(typed: "0912345678")).isReceived)
        let receipt = try await scene.send(draft(scene, contact: false))
        for place in 1..<10 {
            #expect(
                try await scene.register.add("第\(place)次", to: receipt.number, by: scene.site, now: Self.now)
                    == .changed)
        }
        #expect(
            try await scene.register.add("又", to: receipt.number, by: scene.site, now: Self.now)
                == .refused([Fault("text", "too-many", ["most": "10"])]))
        try await scene.close()
    }
}

extension OpinionAnswer {
    var isReceived: Bool { if case .received = self { true } else { false } }
}
